"""`make bench-scale` from end to end, on tiny graphs; and the graphs that it measures."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import cast

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, QuerySolutions, Store

from bench import latency, scale
from bench.generate import generate
from bench.latency import Bounds, Latency, measure
from bench.page import written_down
from bench.scale_page import Measured, PeerMeasured, peer_table, text
from bench.store import Loaded, Written
from server.config import DEFAULT_DATA

MEASURED = Measured(
    quads=100,
    bytes_of_file=1000,
    loaded=Loaded(1.0, 1, 1),
    first_answer=1.0,
    memory=(1, 1),
    latencies={"q": Latency((0.5,), 10)},
    pages={},
    written=Written(0.1, 0.1),
    backup=1.0,
)
MARKS = "<!-- begin: written by `make bench-scale` -->\n<!-- end: bench-scale -->\n"
BATTLES = "SELECT (COUNT(*) AS ?n) { ?battle ^<https://w3id.org/sitrep/ns#sideIn> ?side }"


def battles_in(store: Store) -> int:
    row = next(cast("QuerySolutions", store.query(BATTLES)))
    return int(cast("Literal", row["n"]).value)


def test_a_graph_grows_by_whole_battles(tmp_path: Path) -> None:
    lines = DEFAULT_DATA.read_text(encoding="utf-8").count("\n")
    grown = generate(DEFAULT_DATA, tmp_path / "grown.nq", lines + 20_000)
    store = Store()
    store.load(path=str(grown))
    assert len(store) == grown.read_text(encoding="utf-8").count("\n") >= lines + 20_000
    alone = Store()
    alone.load(path=str(DEFAULT_DATA))
    assert battles_in(store) == 3 * battles_in(alone) > 0


def test_every_measure_reaches_the_page(tmp_path: Path) -> None:
    page = tmp_path / "scaling.md"
    page.write_text(f"before\n{MARKS}after\n", encoding="utf-8")
    asked = ("who-held-a-place", "who-fought", "sentences-with-a-word")
    questions = [word for slug in asked for word in ("--question", slug)]
    more = ("--sizes", "1,30000", "--rounds", "3", "--seconds", "1", "--page", str(page))
    done = CliRunner().invoke(scale.main, [*questions, *more])
    assert done.exit_code == 0, done.output
    told = page.read_text(encoding="utf-8")
    assert told.startswith("before\n")
    assert told.endswith("<!-- end: bench-scale -->\nafter\n")
    rows = [line for line in told.splitlines() if line.startswith("|")]
    for name in (*asked, "`sitrep load`", "start to first answer", "`/dataset`"):
        [first, *_] = [row for row in rows if row.startswith(f"| {name} |")]
        assert all(cell.strip() for cell in first.strip("|").split("|")), first
    assert "| queries ended by a limit | 0 of 3 | 0 of 3 |" in rows
    [(first, last)] = re.findall(
        r"^From ([\d,]+) to ([\d,]+) quads the time grows:", told, re.MULTILINE
    )
    assert [f" {size} " in rows[0] for size in (first, last)] == [True, True]


def test_too_little_room_is_said_before_anything_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def little(_: str) -> SimpleNamespace:
        return SimpleNamespace(free=10**6)

    monkeypatch.setattr(shutil, "disk_usage", little)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = CliRunner().invoke(scale.main, ["--sizes", "500000", "--page", str(tmp_path / "no")])
    assert done.exit_code == 1
    assert "has 0.0 GB free, and 0.6 are needed: set TMPDIR" in done.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--sizes", "many"), "numbers of quads, as in 50000,500000"),
        (("--sizes", "0"), "at least 1"),
        (("--question", "no-such"), "there is no saved query no-such"),
    ],
)
def test_what_cannot_be_measured_is_refused(arguments: tuple[str, str], said: str) -> None:
    done = CliRunner().invoke(scale.main, arguments)
    assert done.exit_code == 2
    assert said in done.output


def test_the_page_has_a_place_for_the_figures() -> None:
    assert "figures\n" in written_down("bench-scale", "figures\n", scale.PAGE)


class Refusing(BaseHTTPRequestHandler):
    """Answers as a server does that ends a query at its deadline."""

    def do_GET(self) -> None:
        body = b'{"type": "https://w3id.org/sitrep/problems#timed-out"}'
        self.send_response(503)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - so named there
        """Say nothing."""
        del format, args


@pytest.fixture
def refusing() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_a_query_that_was_ended_is_told_by_its_reason(refusing: int) -> None:
    assert measure(refusing, "/sparql", "ASK {}", Bounds(5, 1, 5)).wrong == "timed-out"


def test_the_95th_percentile_is_none_of_the_middle() -> None:
    many = Latency(tuple(float(n) for n in range(1, 101)), 1)
    assert (many.median, round(many.high)) == (50.5, 95)
    assert Latency((1.0, 3.0), 1).high == 3.0


def test_no_two_requests_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []

    def get(_port: int, target: str, _patience: float) -> None:
        sent.append(target)

    monkeypatch.setattr(latency, "get", get)
    for _ in range(3):
        latency.ask_anew(1, "/sparql", "ASK {}", 1)
    assert len({*sent}) == 3


def test_a_peer_is_told_also_where_ours_was_ended() -> None:
    known, ended = Latency((0.5,), 10), Latency((), 0, "timed-out")
    peer = PeerMeasured("other", 2.0, 1, {"q": known})
    ours = replace(MEASURED, latencies={"q": ended}, peers=(peer,))
    [*_, row] = peer_table([ours], ("q",))
    assert row == "| q | 500.0 ms |"
    [*_, row] = peer_table([replace(ours, latencies={"q": Latency((0.25,), 10)})], ("q",))
    assert row == "| q | 500.0 ms (x 2.00) |"
    late = replace(ours, peers=(PeerMeasured("other", None, 0, {}),))
    assert "| **other**: loading | took too long |" in [*peer_table([late], ("q",))]


def test_what_was_ended_is_told_with_its_reason() -> None:
    ended = replace(MEASURED, latencies={"q": Latency((), 0, "timed-out")})
    told = text("A machine.", [replace(MEASURED, quads=10), ended], ())
    assert "| q | 500.0 / 500.0 | timed-out | 0 KiB |  |" in told
    assert "- **ended by a limit at the largest size** (1): q" in told
    assert "Ended at 100 quads: q (timed-out)." in told
