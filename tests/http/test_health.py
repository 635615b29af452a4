"""/health, /metrics and the access log: of an application, and of processes that serve one port."""

import io
import json
import os
import re
import signal
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import create_app
from server.config import Settings
from server.errors import BusyError, EvaluationError, Problem
from server.evaluation.engine import Question
from server.running.exposition import histogram, running_now
from server.running.log import Seen, Watched, clean, kind_of, line
from server.running.log import client as address_of
from server.running.metrics import Board, open_board

if TYPE_CHECKING:
    from conftest import Serving

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = re.compile(r'^([a-z_]+(?:\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})?) (-?[0-9.e+-]+)$')


@pytest.fixture
def own(settings: Settings) -> Flask:
    return create_app(replace(settings, evaluators=1))


def numbers(text: str) -> dict[str, float]:
    """Every sample; a line that is neither one nor a comment is a failure."""
    samples = [SAMPLE.match(each) for each in text.splitlines() if not each.startswith("# ")]
    assert all(samples), text
    return {found[1]: float(found[2]) for found in samples if found}


def scrape(client: FlaskClient) -> dict[str, float]:
    with client.get("/metrics") as answer:
        return numbers(answer.text)


def test_it_is_well(own: Flask) -> None:
    answer = own.test_client().get("/health")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.json is not None
    assert answer.json["status"] == "ok"
    assert answer.json["triples"] == len(own.extensions["sitrep"].store) > 0
    assert re.fullmatch(r"[0-9a-f]{64}", answer.json["version"])
    assert 0 <= answer.json["uptime"] < 60
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("problem", "status"), [(BusyError("x"), "busy"), (EvaluationError("x"), "failing")]
)
def test_it_is_not_well(own: Flask, problem: Problem, status: str) -> None:
    def ask(_question: Question, _engine: object) -> bytes:
        raise problem

    own.extensions["sitrep"] = replace(own.extensions["sitrep"], ask=ask)
    answer = own.test_client().get("/health")
    assert (answer.status_code, answer.json and answer.json["status"]) == (503, status)


def test_what_is_counted(own: Flask) -> None:
    client = own.test_client()
    client.get("/health").close()
    before = scrape(client)
    for query in ("ASK {}", "ASK {}", "ASK {}", "ASK {", "ASK { SERVICE <x:y> {} }"):
        client.get("/sparql", query_string={"query": query}).close()
    client.get("/no/such/thing").close()
    after = scrape(client)
    grown = {name: value - before.get(name, 0) for name, value in after.items()}
    assert grown['sitrep_requests_total{path="sparql",status="200"}'] == 3
    assert grown['sitrep_requests_total{path="sparql",status="400"}'] == 1
    assert grown['sitrep_requests_total{path="sparql",status="403"}'] == 1
    assert grown['sitrep_requests_total{path="thing",status="404"}'] == 1
    assert grown['sitrep_requests_total{path="probe",status="200"}'] == 1
    assert grown['sitrep_problems_total{kind="broken-query"}'] == 1
    assert grown['sitrep_problems_total{kind="refused"}'] == 1
    assert grown["sitrep_kept_answers_total"] == 1
    # The broken query may be found so by the engine or before it.
    assert grown["sitrep_query_seconds_count"] in (2, 3)
    assert after["sitrep_evaluators"] == 1 + Settings().slow_evaluators
    assert after["sitrep_evaluators_busy"] == after["sitrep_queries_waiting"] == 0
    assert after["sitrep_triples"] == len(own.extensions["sitrep"].store)


def test_a_histogram_is_cumulative() -> None:
    board = open_board()
    for seconds in (0.0005, 0.001, 0.3, 99):
        board.answered(seconds)
    found = {(dict(each.labels).get("le"), each.suffix): each.value for each in histogram(board)}
    assert [found[bound, "_bucket"] for bound in ("0.001", "0.25", "0.5", "60", "+Inf")] == [
        *(2, 2, 3, 3, 4)
    ]
    assert found[None, "_count"] == 4
    assert found[None, "_sum"] == pytest.approx(99.3015)


def in_a_child(work: Callable[[], object]) -> int:
    child = os.fork()
    if child:
        return child
    signal.alarm(15)  # a test that fails must not leave it waiting
    try:
        work()
    finally:
        os._exit(0)


def test_processes_count_apart_and_are_read_together() -> None:
    board, column = open_board(), ("requests", "page", "200")
    board.count(column)

    def work() -> None:
        for _ in range(1000):
            board.count(column)
        os.read(hold, 1)

    hold, let_go = os.pipe()
    children = [in_a_child(work) for _ in range(4)]
    until = time.monotonic() + 10
    while board.total(column) < 4001 and time.monotonic() < until:
        time.sleep(0.01)
    assert set(board.processes()) == {os.getpid(), *children}
    os.write(let_go, b"....")
    for child in children:
        os.waitpid(child, 0)
    assert board.total(column) == 4001
    # A row whose process has ended is taken over, and counts on.
    os.waitpid(in_a_child(lambda: board.count(column)), 0)
    assert (board.total(column), len(board.processes())) == (4002, 5)
    os.close(hold)
    os.close(let_go)


def test_a_query_that_died_with_its_process_is_not_running() -> None:
    board: Board = open_board()
    os.waitpid(in_a_child(lambda: board.count(("running",))), 0)
    assert board.total(("running",)) == 1
    assert sum(running_now(board)) == 0
    board.count(("kept",))
    assert board.total(("running",)) == 0


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - loopback
        text: str = answer.read().decode()
        return text


def test_one_sum_for_one_port_also_after_a_reload(serving: "type[Serving]", data: Path) -> None:
    running = serving("--data", str(data), "--workers", "3", "--evaluators", "2", "--access-log")
    name = 'sitrep_requests_total{path="page",status="200"}'
    for _ in range(12):
        get(f"{running.address}/queries")
    counts = [numbers(get(f"{running.address}/metrics"))[name] for _ in range(6)]
    assert counts == [12] * 6
    born = json.loads(get(f"{running.address}/health"))["uptime"]
    running.process.send_signal(signal.SIGHUP)
    time.sleep(1)
    assert numbers(get(f"{running.address}/metrics"))[name] == 12
    assert json.loads(get(f"{running.address}/health"))["uptime"] > born
    said, complained = running.stop()
    assert complained == ""
    assert said.count('"GET /queries HTTP/1.1" 200 ') == 12


def seen(**environ: str) -> Seen:
    given = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "SERVER_PROTOCOL": "HTTP/1.1", **environ}
    return Seen(given, "200", 5, 0.25)


def test_a_line_of_the_log() -> None:
    environ = {"QUERY_STRING": "a=%20b", "HTTP_USER_AGENT": "curl/8", "HTTP_REFERER": "http://x/"}
    assert re.fullmatch(
        r"10\.0\.0\.9 - - \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000\] "
        r'"GET /sparql\?a=%20b HTTP/1\.1" 200 5 "http://x/" "curl/8" 0\.250000',
        line(seen(PATH_INFO="/sparql", **environ), "10.0.0.9"),
    )


@pytest.mark.parametrize("name", ["PATH_INFO", "QUERY_STRING", "HTTP_USER_AGENT", "HTTP_REFERER"])
def test_nobody_writes_a_line_of_their_own(name: str) -> None:
    evil = '/x" 200 1\r\n127.0.0.1 - - "GET / \x1b[31m\u2028\x85\\\x00'
    written = line(seen(**{name: evil.encode().decode("latin-1")}), "::1")
    assert re.fullmatch(r"[ -~]+", written)
    assert len(written.splitlines()) == 1
    assert len(re.findall(r'(?<!\\)"', written)) == 6


def test_a_long_query_is_cut() -> None:
    written = line(seen(PATH_INFO="/sparql", QUERY_STRING="query=" + "x" * 5000), "::1")
    assert "x" * 194 + "... HTTP" in written
    assert "x" * 195 not in written
    assert clean("é") == r"\xC3\xA9"


@pytest.mark.parametrize(
    ("peer", "said", "believe", "expected"),
    [
        ("127.0.0.1", "203.0.113.9", True, "203.0.113.9"),
        ("::1", "1.2.3.4, 2001:db8::1", True, "2001:db8::1"),
        ("127.0.0.1", "203.0.113.9", False, "127.0.0.1"),
        ("198.51.100.7", "203.0.113.9", True, "198.51.100.7"),
        ("127.0.0.1", "not an address", True, "127.0.0.1"),
        ("127.0.0.1", "", True, "127.0.0.1"),
    ],
)
def test_whose_word_is_taken(peer: str, said: str, *, believe: bool, expected: str) -> None:
    environ = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": said}
    assert address_of(environ, believe=believe) == expected


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "page"), ("/sparql", "sparql"), ("/static/a.css", "static"), ("/health", "probe")],
)
def test_kinds_of_address(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_the_log_is_written_when_asked_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = io.StringIO()
    monkeypatch.setattr(sys, "stdout", said)
    quiet, loud = (
        create_app(replace(settings, evaluators=0, access_log=wanted)) for wanted in (False, True)
    )
    quiet.test_client().get("/queries").close()
    assert said.getvalue() == ""
    loud.test_client().get("/queries").close()
    assert re.search(r'"GET /queries HTTP/1.1" 200 \d+ "-"', said.getvalue())


def test_an_answer_in_pieces_is_noted_when_it_is_closed() -> None:
    noted: list[Seen] = []
    closed: list[bool] = []

    class Pieces(list[bytes]):
        __iter__ = list.__iter__

        def close(self) -> None:
            closed.append(True)

    def application(_environ: object, start: Callable[..., object]) -> object:
        start("200 OK", [])
        pieces = Pieces([b"ab", b"c"])
        return type("Body", (), {"__iter__": lambda _: iter(pieces), "close": pieces.close})()

    body = Watched(application, noted.append)({"PATH_INFO": "/"}, lambda *_: print)  # type: ignore[arg-type]
    assert b"".join(body) == b"abc"
    assert (noted, closed) == ([], [])
    body.close()  # type: ignore[attr-defined]
    assert (noted[0].status, noted[0].size, closed) == ("200", 3, [True])


def test_the_manual_lists_the_metrics(own: Flask) -> None:
    text = own.test_client().get("/metrics").text
    families = re.findall(r"^# TYPE (\S+) (?:counter|gauge|histogram)$", text, re.MULTILINE)
    manual = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(sitrep_\w+)` \|", manual, re.MULTILINE) == families
    assert len(re.findall(r"^# HELP ", text, re.MULTILINE)) == len(families)
