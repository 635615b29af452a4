"""A server on loopback that plays Wikidata's API, with answers of its true shape.

Shapes as of https://www.wikidata.org/w/api.php: `wbsearchentities`, `wbgetentities`, and `query`
with `list=search`. The items are made up, after the traps that names lay.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final
from urllib.parse import parse_qs, urlsplit

Json = dict[str, object]


def item(value: str) -> Json:
    """A value that is an item."""
    number = int(value.removeprefix("Q"))
    held: Json = {"entity-type": "item", "numeric-id": number, "id": value}
    return {"type": "wikibase-entityid", "value": held}


def text(value: str) -> Json:
    """A value that is a code with others."""
    return {"type": "string", "value": value}


def time_of(value: str, precision: int = 11) -> Json:
    """A value that is a time."""
    held: Json = {
        "time": f"+{value}T00:00:00Z",
        "timezone": 0,
        "before": 0,
        "after": 0,
        "precision": precision,
        "calendarmodel": "http://www.wikidata.org/entity/Q1985727",
    }
    return {"type": "time", "value": held}


def point(longitude: float, latitude: float) -> Json:
    """A value that is a point."""
    held: Json = {
        "latitude": latitude,
        "longitude": longitude,
        "altitude": None,
        "precision": 0.016666666666667,
        "globe": "http://www.wikidata.org/entity/Q2",
    }
    return {"type": "globecoordinate", "value": held}


def entity(
    code: str, label: str, description: str, *aliases: str, **claims: Json | list[Json]
) -> Json:
    """An item as `wbgetentities` has it."""
    statements: dict[str, list[Json]] = {}
    for name, values in claims.items():
        for place, value in enumerate(values if isinstance(values, list) else [values]):
            snak: Json = {"snaktype": "value", "property": name, "datavalue": value}
            node = f"{code}${name}-{place}"
            held: Json = {"mainsnak": snak, "type": "statement", "id": node, "rank": "normal"}
            statements.setdefault(name, []).append(held)
    return {
        "type": "item",
        "id": code,
        "labels": {"en": {"language": "en", "value": label}},
        "descriptions": {"en": {"language": "en", "value": description}} if description else [],
        "aliases": {"en": [{"language": "en", "value": each} for each in aliases]},
        "claims": statements or [],
    }


BURMA, UGANDA, KOREA = item("Q836"), item("Q1036"), item("Q884")
ITEMS: Final = {
    str(each["id"]): each
    for each in (
        entity("Q9001", "Kia", "South Korean car maker", "KIA", P31=item("Q786820"), P17=KOREA),
        entity(
            "Q9002",
            "Kachin Independence Army",
            "armed group in Myanmar",
            "KIA",
            P31=item("Q17149090"),
            P17=BURMA,
        ),
        entity("Q9003", "Kia", "male given name", P31=item("Q12308941")),
        entity("Q9004", "KIA", "Wikimedia disambiguation page", P31=item("Q4167410")),
        entity("Q9010", "People's Defense Force", "militia in Uganda", P17=UGANDA),
        entity("Q9011", "People's Defence Force", "armed wing in Myanmar", "PDF", P17=BURMA),
        entity("Q9020", "Shwegu", "town", P31=item("Q3957"), P17=BURMA, P625=point(96.8, 24.22)),
        entity("Q9021", "Shwegu", "", P31=item("Q3957"), P17=BURMA, P625=point(95.2, 19.9)),
        entity("Q7505845", "Shwegu Township", "", P31=item("Q7830262"), P17=BURMA),
        entity("Q9030", "Bhamo Airport", "", P31=item("Q1248784"), P1566=text("8260784")),
        entity("Q9031", "Banmaw Airfield", "", P31=item("Q1248784"), P625=point(97.2, 24.3)),
        entity("Q9040", "Light Infantry Battalion 121", "", P31=item("Q6382533")),
        entity("Q9041", "Light Infantry Battalion 21", "", P31=item("Q6382533")),
        entity(
            "Q9050", "2025 Myanmar earthquake", "", P31=item("Q7944"), P585=time_of("2025-03-28")
        ),
        entity(
            "Q9051", "2011 Myanmar earthquake", "", P31=item("Q7944"), P585=time_of("2011-03-24")
        ),
        entity("Q9052", "Myanmar earthquake of 2025", "", P585=time_of("2025-00-00", 9)),
        entity("Q854791", "Bhamo", "city", P31=item("Q515"), P17=BURMA),
        entity("Q3957", "town", "settlement"),
        entity("Q786820", "car maker", "kind of company"),
        entity("Q9060", "=HYPERLINK(1)", "a\nhostile\tone", "Roman Catholic Church", P17=BURMA),
    )
}
LEADS: Final = {"Q9099": "Q9002"}


def names(held: Json) -> list[str]:
    """The label and the aliases of an entity."""
    found = [held["labels"], held["aliases"]]
    return [
        part.split('"')[0] for part in json.dumps(found, ensure_ascii=False).split('"value": "')[1:]
    ]


def answer(asked: dict[str, str]) -> Json:
    """What Wikidata would answer."""
    if asked["action"] == "wbsearchentities":
        sought = {word for word in asked["search"].casefold().split() if not word.isdigit()}
        hits: list[Json] = []
        for code, held in ITEMS.items():
            found = [name for name in names(held) if sought & set(name.casefold().split())]
            if found:
                matched: Json = {"type": "label", "language": "en", "text": found[0]}
                concept = f"http://www.wikidata.org/entity/{code}"
                hits.append(
                    {"id": code, "concepturi": concept, "label": found[0], "match": matched}
                )
        return {"searchinfo": {"search": asked["search"]}, "search": hits, "success": 1}
    if asked["action"] == "query":
        name, _, value = asked["srsearch"].removeprefix("haswbstatement:").strip('"').partition("=")
        codes = [
            code
            for code, held in ITEMS.items()
            if f'"{value}"' in json.dumps(held) and name in json.dumps(held)
        ]
        return {"batchcomplete": "", "query": {"search": [{"ns": 0, "title": c} for c in codes]}}
    entities: Json = {}
    for code in asked["ids"].split("|"):
        led = LEADS.get(code, code)
        entities[led] = ITEMS.get(led, {"id": led, "missing": ""})
    return {"entities": entities, "success": 1}


Handle = Callable[[BaseHTTPRequestHandler], None]


def truly(handler: BaseHTTPRequestHandler) -> None:
    """Answer as Wikidata would."""
    asked = {name: value[0] for name, value in parse_qs(urlsplit(handler.path).query).items()}
    say(handler, 200, json.dumps(answer(asked), ensure_ascii=False).encode())


def say(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    """Send one answer."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def slowly(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, for ever, as long as somebody listens."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def hugely(handler: BaseHTTPRequestHandler) -> None:
    """Send far too much."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(300):
        handler.wfile.write(b" " * 100_000)


class Asked:
    """What the remote was asked: each request's address and headers, and when."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.agents: list[str] = []
        self.times: list[float] = []
        self.url = ""


@contextmanager
def playing(handle: Handle = truly, fails_after: int | None = None) -> Iterator[Asked]:
    """Serve on a free port of loopback; from the `fails_after`-th request on hang up."""
    asked = Asked()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.paths.append(self.path)
            asked.agents.append(self.headers.get("User-Agent", ""))
            asked.times.append(time.monotonic())
            if fails_after is not None and len(asked.paths) > fails_after:
                self.connection.close()
                return
            try:
                handle(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    asked.url = f"http://127.0.0.1:{server.server_address[1]}/w/api.php"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
