"""SERVICE: who is asked, with what, within which limits, and what becomes of a bad answer."""

import gc
import os
import re
import time
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from pyoxigraph import NamedNode, Quad, RdfFormat, Store
from werkzeug.test import TestResponse

from server import create_app
from server.config import Settings
from tests.http.processes import children_of

from .wikidata import Handler, Wikidata

if TYPE_CHECKING:
    from conftest import Sink

# What is asked in seconds is asked by evaluators that yield to everybody, other tests among them.
pytestmark = pytest.mark.alone

PREFIXES = "PREFIX wdt: <http://www.wikidata.org/prop/direct/> "
FOUNDED = (
    PREFIXES
    + "SELECT ?who ?date { ?who owl:sameAs ?item . SERVICE <URL> { ?item wdt:P571 ?date } }"
)
SILENT = FOUNDED.replace("SERVICE", "SERVICE SILENT")
PATHS = [name.removeprefix("give_") for name in dir(Handler) if "give_" in name]
SECONDS = 3
KIA = "https://w3id.org/sitrep/bhamo/kia"
# For each bad address, the status and what is said of it.
BAD = {
    "dead": (502, "could not be reached: "),
    "silent": (504, f"did not answer within {SECONDS} seconds"),
    "failing": (502, "answered 500"),
    "missing": (502, "answered 404"),
    "html": (502, "sent text/html instead of results"),
    "untyped": (502, "sent something instead of results"),
    "broken": (502, "sent results that cannot be read: "),
    "latin": (502, "sent results that cannot be read: "),
    "yes": (502, "sent yes or no instead of results"),
    "packed": (502, "sent its answer encoded, which was not asked for"),
    "bomb": (502, "sent its answer encoded, which was not asked for"),
    "unmarked": (502, "sent results that cannot be read: "),
    "truncated": (502, "hung up in the middle of its answer"),
    "cutchunk": (502, "could not be reached: "),
    "announced": (502, "sent more than 1 MiB"),
    "huge": (502, "sent more than 1 MiB"),
    "endless": (502, "sent more than 1 MiB"),
    "endlesschunks": (502, "sent more than 1 MiB"),
    "drip": (504, f"did not answer within {SECONDS} seconds"),
    "driphead": (504, f"did not answer within {SECONDS} seconds"),
    "nothttp": (502, "could not be reached: "),
    "around": (502, "leads from one address to the next without end"),
    "badiri": (502, "sent results that cannot be read: "),
}


@pytest.fixture(autouse=True)
def forget(wikidata: Wikidata) -> None:
    wikidata.asked.clear()
    wikidata.heads.clear()


@pytest.fixture(scope="module")
def chosen(data: Path, wikidata: Wikidata) -> Settings:
    return Settings(
        data=data,
        evaluators=2,
        timeout=15,
        allow_service=(
            *map(wikidata.at, PATHS),
            "http://localhost:1/none",
            "http://nowhere.invalid/",
        ),
        service_timeout=SECONDS,
        service_size=2**20,
        service_calls=3,
    )


@pytest.fixture(scope="module")
def app(chosen: Settings) -> Flask:
    return create_app(chosen)


def ask(app: Flask, query: str, url: str = "", accept: str = "application/json") -> TestResponse:
    return app.test_client().get(
        "/sparql", query_string={"query": query.replace("URL", url)}, headers={"Accept": accept}
    )


def rows(answer: TestResponse) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    found = answer.get_json(force=True)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


@pytest.mark.parametrize("path", ["sparql", "xml", "slow"])
def test_what_the_other_server_says_is_joined(app: Flask, wikidata: Wikidata, path: str) -> None:
    answer = ask(app, FOUNDED, wikidata.at(path))
    assert rows(answer) == [{"who": KIA, "date": "1961-02-05T00:00:00Z"}]
    assert len(wikidata.asked) == 1
    assert wikidata.heads[0]["User-Agent"].startswith("Sitrep/")
    assert "http" in wikidata.heads[0]["User-Agent"]


@pytest.mark.parametrize("path", BAD)
def test_what_goes_wrong_is_said_in_bounded_time(app: Flask, wikidata: Wikidata, path: str) -> None:
    status, says = BAD[path]
    begun = time.monotonic()
    answer = ask(app, FOUNDED, wikidata.at(path))
    assert time.monotonic() - begun < SECONDS + 6
    told = answer.get_json(force=True)
    assert told["detail"].startswith(f"The service <{wikidata.at(path)}> {says}"), told
    assert answer.status_code == status
    assert told["title"] == ("Service took too long" if status == 504 else "Service failed")
    assert "SILENT" in told["hint"]
    assert (told["line"], told["column"]) == (1, FOUNDED.index("SERVICE") + 1)


@pytest.mark.parametrize("path", BAD)
def test_silent_gives_the_rest(app: Flask, wikidata: Wikidata, path: str) -> None:
    answer = ask(app, SILENT, wikidata.at(path))
    assert rows(answer) == [{"who": KIA}]
    assert answer.get_json(force=True)["head"]["vars"] == ["who", "date"]
    every = ask(app, SILENT.replace("?who ?date", "*"), wikidata.at(path))
    assert set(every.get_json(force=True)["head"]["vars"]) == {"who", "item", "date"}


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://localhost:1/none", "could not be reached: Connection refused."),
        ("http://nowhere.invalid/", "could not be reached: its name has no number: "),
    ],
)
def test_nobody_there(app: Flask, url: str, says: str) -> None:
    answer = ask(app, FOUNDED, url)
    assert answer.status_code == 502
    assert says in answer.get_json(force=True)["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> {} }",
        "PREFIX x: <URL> SELECT * { SERVICE x: {} }",
        "PREFIX x: <ROOT/> SELECT * { SERVICE x:sparql {} }",
        "BASE <ROOT/> SELECT * { SERVICE <sparql> {} }",
        "BASE <ROOT/x/y> SELECT * { SERVICE <../sparql> {} }",
        "SELECT * { service #\n <\\u0068ttpREST> {} }",
        "SELECT * { SeRvIcE silent<URL>{} }",
    ],
)
def test_an_allowed_address_however_it_is_written(
    app: Flask, wikidata: Wikidata, query: str
) -> None:
    query = query.replace("ROOT", wikidata.root).replace("REST", wikidata.url[4:])
    assert rows(ask(app, query, wikidata.url)) == [{}]
    assert wikidata.asked == ["SELECT * WHERE {}"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <SINK> { ?s ?p ?o } }",
        "SELECT * { SERVICE <URL/> { ?s ?p ?o } }",
        "SELECT * { SERVICE <URL?x=y> { ?s ?p ?o } }",
        "SELECT * { VALUES ?url { <URL> } SERVICE ?url { ?s ?p ?o } }",
        "SELECT * { SERVICE <URL> { ?s ?p ?o SERVICE <SINK> { ?a ?b ?c } } }",
        "SELECT * { SERVICE <URL> { ?s ?p ?o SERVICE ?s { ?a ?b ?c } } }",
        "SELECT * { SERVICE <URL> { ?s ?p ?o } OPTIONAL { SERVICE SILENT <SINK> { ?a ?b ?c } } }",
        "ASK { FILTER EXISTS { SERVICE <SINK> { ?s ?p ?o } } }",
    ],
)
def test_anybody_else_is_refused(app: Flask, wikidata: Wikidata, sink: "Sink", query: str) -> None:
    answer = ask(app, query.replace("SINK", sink.url), wikidata.url)
    assert answer.status_code == 403
    told = answer.get_json(force=True)
    assert f"SERVICE may only ask <{wikidata.at(PATHS[0])}> or " in told["detail"]
    assert "--allow-service" in told["hint"]
    assert (sink.calls, wikidata.asked) == (0, [])


@pytest.mark.parametrize(
    "name", ["wikibase:around", "wikibase:box", "wikibase:mwapi", "bd:slice", "bd:sample"]
)
def test_wikidatas_own_services_are_its_own(app: Flask, wikidata: Wikidata, name: str) -> None:
    own = "PREFIX wikibase: <http://wikiba.se/ontology#> PREFIX bd: <http://www.bigdata.com/rdf#> "
    answer = ask(app, f"{own} SELECT * {{ SERVICE {name} {{ ?a ?b ?c }} }}")
    assert answer.status_code == 403
    told = answer.get_json(force=True)
    assert told["detail"].startswith(f"{name} is a service of Wikidata's own engine")
    # Within a SERVICE they are for the other server, which gets them as they were written.
    inside = (
        f"{own} SELECT * {{ SERVICE SILENT <URL> {{ ?x ?y ?z SERVICE {name} {{ ?a ?b ?c }} }} }}"
    )
    assert ask(app, inside, wikidata.url).status_code == 200
    assert f"SERVICE {name} {{ ?a ?b ?c }}" in wikidata.asked[0]


def test_pragmas_are_refused_here_and_passed_on_there(app: Flask, wikidata: Wikidata) -> None:
    hint = 'hint:Query hint:optimizer "None" .'
    own = "PREFIX hint: <http://www.bigdata.com/queryHints#> "
    for query in (f"SELECT * {{ {hint} ?s ?p ?o }}", f"{own} SELECT * {{ {hint} ?s ?p ?o }}"):
        answer = ask(app, query)
        told = answer.get_json(force=True)
        assert answer.status_code == 403
        assert told["detail"].startswith("`hint:Query` is an instruction to Wikidata's own engine")
        assert told["column"] == query.index("hint:Query") + 1
    assert (
        ask(app, f"{own} SELECT * {{ SERVICE <URL> {{ {hint} }} }}", wikidata.url).status_code
        == 200
    )
    assert hint in wikidata.asked[0]


def test_a_redirection_leads_only_where_the_operator_allows(
    app: Flask, wikidata: Wikidata, sink: "Sink"
) -> None:
    wikidata.leads_to = wikidata.url
    assert len(rows(ask(app, FOUNDED, wikidata.at("moved")))) == 1
    for leads_to in (
        sink.url,
        "file:///etc/passwd",
        "//127.0.0.1:1/",
        "http://[::1",
    ):
        wikidata.leads_to = leads_to
        answer = ask(app, FOUNDED, wikidata.at("moved"))
        assert answer.status_code == 502, leads_to
        told = answer.get_json(force=True)["detail"]
        assert "which is not allowed" in told or leads_to == "http://[::1"
    assert sink.calls == 0


def test_a_stranger_in_the_answer_changes_nothing(app: Flask, wikidata: Wikidata) -> None:
    (row,) = rows(ask(app, FOUNDED, wikidata.at("stranger")))
    assert row == {"who": KIA, "date": '"))}} SERVICE <http://127.0.0.1:1/> {'}


def test_what_is_of_others_is_not_kept(app: Flask, wikidata: Wikidata) -> None:
    for _ in range(2):
        answer = ask(app, FOUNDED, wikidata.url)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers
    assert len(wikidata.asked) == 2
    assert "ETag" in ask(app, "ASK { FILTER('SERVICE' = 'x') }").headers
    page = ask(app, FOUNDED, wikidata.url, "text/html")
    assert page.status_code == 200
    assert "1961-02-05" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_so_many_requests_a_query_and_no_more(app: Flask, wikidata: Wikidata) -> None:
    one = "{ SERVICE SILENT <URL> { ?s ?p ?o } } UNION "
    assert (
        ask(app, f"ASK {{ {one * 2} {{ SERVICE <URL> {{}} }} }}", wikidata.url).status_code == 200
    )
    answer = ask(app, f"ASK {{ {one * 3} {{ SERVICE <URL> {{}} }} }}", wikidata.url)
    assert answer.status_code == 403
    assert "more than 3 times" in answer.get_json(force=True)["detail"]


def test_several_slow_services_keep_to_the_time_of_the_query(
    chosen: Settings, wikidata: Wikidata
) -> None:
    app = create_app(replace(chosen, timeout=2.5, service_timeout=8))
    begun = time.monotonic()
    answer = ask(app, FOUNDED, wikidata.at("silent"))
    assert time.monotonic() - begun < 2.5
    assert answer.status_code == 504
    assert "did not answer within 2 seconds" in answer.get_json(force=True)["detail"]


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("SELECT * {\n SERVICE <URL> { ?s ?p ?o }\n FILTR(?o)\n}", 3, 2),
        ("SELECT * {\n SERVICE <URL> {\n ?s ?p }\n}", 3, 8),
        ("SELECT * { SERVICE <URL> { ?s ?p ?o } ", 1, None),
        ("SELECT * { SERVICE <URL> ?s }", 1, None),
        ("SELECT * { ?s ?p ?o SERVICE <URL> }", 1, None),
        ("SELECT * { ?s ?p SERVICE <URL> ?o }", 1, 18),
        ("SELECT * { OPTIONAL SERVICE <URL> { ?s ?p ?o } }", 1, 21),
        ("SELECT * { { ?s ?p ?o } UNION SERVICE <URL> { ?s ?p ?o } }", 1, 31),
        ("SELECT * SERVICE <URL> { ?s ?p ?o }", 1, 10),
        ("SELECT * { GRAPH ?g SERVICE <URL> { ?s ?p ?o } }", 1, 21),
        ("SELECT * { SERVICE <URL> <URL> { ?s ?p ?o } }", 1, None),
    ],
)
def test_mistakes_are_where_they_were_written(
    app: Flask, wikidata: Wikidata, query: str, line: int, column: int | None
) -> None:
    answer = ask(app, query, wikidata.url)
    told = answer.get_json(force=True)
    assert (answer.status_code, told["title"]) == (400, "Broken query")
    assert told["line"] == line
    assert column is None or told["column"] == column
    assert wikidata.asked == []


def test_blank_nodes_stay_blank_and_those_of_two_answers_apart(
    app: Flask, wikidata: Wikidata
) -> None:
    area = "SERVICE <URL> { <http://www.wikidata.org/entity/Q836> wdt:P2046 ?a }"
    query = f"{PREFIXES} SELECT * {{ {area} BIND(isBlank(?a) AS ?blank) }}"
    (row,) = rows(ask(app, query, wikidata.url))
    assert row["blank"] == "true"
    both = f"{PREFIXES} SELECT * {{ {{ {area} }} {{ {area} }} }}"
    assert rows(ask(app, both, wikidata.url)) == []


def test_the_local_dataset_and_graphs_around_a_service(app: Flask, wikidata: Wikidata) -> None:
    service = "SERVICE <URL> { ?item wdt:P571 ?date }"
    named = "SELECT * FROM NAMED s:043 { GRAPH ?g { b:kia a ?class } S }"
    assert len(rows(ask(app, PREFIXES + put(named, service), wikidata.url))) == 2
    inside = f"SELECT ?date {{ GRAPH s:043 {{ b:kia a ?class . {service} }} }}"
    assert len(rows(ask(app, PREFIXES + inside, wikidata.url))) == 2
    chosen = {"query": PREFIXES + f"SELECT * {{ ?x owl:sameAs ?item {service} }}"}
    chosen["query"] = chosen["query"].replace("URL", wikidata.url)
    chosen["default-graph-uri"] = "https://w3id.org/sitrep/bhamo/sentence/043"
    answer = app.test_client().get("/sparql", query_string=chosen)
    assert rows(answer) == []


def open_files(nursery: int) -> int:
    return sum(len(list(Path(f"/proc/{child}/fd").iterdir())) for child in children_of(nursery))


def ask_for_status(app: Flask, query: str, url: str, told: list[int]) -> None:
    told.append(ask(app, query, url).status_code)


def test_a_slow_service_holds_up_nobody_and_nothing_leaks(
    chosen: Settings, wikidata: Wikidata
) -> None:
    before = set(children_of(os.getpid()))
    app = create_app(replace(chosen, slow_evaluators=2))
    (nursery,) = set(children_of(os.getpid())) - before
    assert ask(app, "ASK { FILTER EXISTS { b:kia ?p ?o } }").status_code == 200
    number_of_them = replace(chosen, slow_evaluators=2).evaluators + 2
    assert any(len(children_of(nursery)) == number_of_them or time.sleep(0.05) for _ in range(200))
    files = open_files(nursery)
    told: list[int] = []
    queries = [f"{FOUNDED} # {number}" for number in range(6)]
    silent = wikidata.at("silent")
    waiting = [Thread(target=ask_for_status, args=(app, q, silent, told)) for q in queries]
    for thread in waiting:
        thread.start()
    times: list[float] = []
    while any(thread.is_alive() for thread in waiting):
        begun = time.monotonic()
        number = len(times)
        assert ask(app, f"ASK {{ FILTER EXISTS {{ b:kia ?p{number} ?o }} }}").status_code == 200
        times.append(time.monotonic() - begun)
        time.sleep(0.02)
    assert len(times) > 20
    assert max(times) < 1
    assert set(told) <= {504, 503, 429}
    assert 504 in told
    assert children_of(nursery)
    assert any(open_files(nursery) <= files + 2 or time.sleep(0.05) for _ in range(200))
    del app
    gc.collect()


# What stands before `SERVICE <URL> { ?item wdt:P571 ?date }` or around it, and what goes along.
ALONG = [
    ("?who owl:sameAs ?item . S", True),
    ("?who owl:sameAs ?item FILTER(?date > 1) FILTER NOT EXISTS { ?date ?x ?y } S", True),
    ("?who owl:sameAs ?item FILTER(BOUND(?date)) S", True),
    ("?who owl:sameAs ?item OPTIONAL { S }", True),
    ("?who owl:sameAs ?item { S }", True),
    ("?who owl:sameAs ?item { ?a ?b ?c } UNION { S }", True),
    ("{ ?who owl:sameAs ?item } UNION { S }", False),
    ("{ ?who owl:sameAs ?item S } UNION { ?who a :Site }", True),
    ("S ?who owl:sameAs ?item", False),
    ("OPTIONAL { ?who a :Organisation OPTIONAL { ?who owl:sameAs ?item } } S", False),
    ("?who owl:sameAs ?item { SELECT ?item ?date { S } }", False),
    ("?who a :Organisation S", False),
    ("GRAPH ?g { ?who owl:sameAs ?item S }", False),
    ("VALUES ?item { 'text' wd:Q42 } S", False),
]


@pytest.mark.parametrize(("before", "goes"), ALONG)
def test_what_goes_along_changes_the_question_and_not_the_answer(
    app: Flask, wikidata: Wikidata, data: Path, before: str, *, goes: bool
) -> None:
    query = f"{PREFIXES} SELECT * {{ {before} }}"
    there = "{ ?item wdt:P571 ?date }"
    found = rows(ask(app, put(query, f"SERVICE <URL> {there}"), wikidata.url))
    (asked,) = wikidata.asked
    assert ("VALUES (?item) { (<http://www.wikidata.org/entity/Q2528453>) }" in asked) is goes
    # The same where all is in one store: the other server's in a graph of its own.
    one = create_app(Settings(data=one_store(data, wikidata), evaluators=0))
    expected = rows(ask(one, put(query, f"GRAPH <urn:wikidata> {there}")))
    key = lambda row: sorted(row.items())  # noqa: E731
    assert sorted(found, key=key) == sorted(expected, key=key)


def put(query: str, service: str) -> str:
    """The query with a SERVICE, or what it is compared with, where an S stands alone."""
    return re.sub(r"\bS\b(?!:)", service, query)


def one_store(data: Path, wikidata: Wikidata) -> Path:
    path = data.with_name("one.nq")
    store = Store()
    store.load(path=str(data), format=RdfFormat.N_QUADS)
    store.extend(Quad(*quad.triple, NamedNode("urn:wikidata")) for quad in wikidata.store)
    store.dump(str(path), RdfFormat.N_QUADS)
    return path


def test_nothing_is_asked_where_there_is_nothing_to_join(app: Flask, wikidata: Wikidata) -> None:
    query = FOUNDED.replace("?who owl", "?who a :Nothing ; owl")
    assert rows(ask(app, query, wikidata.url)) == []
    assert wikidata.asked == []


WIKIDATAS = "https://query.wikidata.org/sparql"
DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "federation.md"


def test_the_join_with_wikidata_that_the_document_shows(wikidata: Wikidata) -> None:
    (query,) = re.findall(r"```sparql\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    app = create_app(Settings(evaluators=1, allow_service=(wikidata.url,)))
    found = rows(ask(app, query.replace(WIKIDATAS, wikidata.url)))
    assert {row["item"].rpartition("/")[2]: row["there"] for row in found}["Q836"] == "Myanmar"
    assert {"thing", "name", "point"} <= set(next(row for row in found if "Q836" in row["item"]))
    (asked,) = wikidata.asked
    links = ask(app, "SELECT (COUNT(DISTINCT ?y) AS ?n) { ?x owl:sameAs ?y ; skos:prefLabel ?l }")
    assert asked.count("<http://www.wikidata.org/entity/Q") == int(rows(links)[0]["n"])
