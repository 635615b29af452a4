"""What one query may take, and what becomes of the others meanwhile."""

import gc
import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from server import create_app
from server.config import Settings

REAL = Settings().data
EASY = "ASK { b:kia ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER (?c != ?i) }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
STRICT = Settings(data=REAL, evaluators=2, timeout=1, memory=128, queue_wait=0.5, max_answer=2**20)


@pytest.fixture(scope="module")
def strict() -> Flask:
    return create_app(STRICT)


def ask(app: Flask, query: str, accept: str = "application/json") -> TestResponse:
    return app.test_client().post("/sparql", data={"query": query}, headers={"Accept": accept})


@pytest.mark.parametrize(
    ("query", "status", "title", "says"),
    [
        (ENDLESS, 503, "Query took too long", "stopped after 1 seconds"),
        (LONG, 422, "Answer too long", "longer than 1 MiB"),
    ],
)
def test_too_much_is_said_in_plain_words_and_the_next_query_is_answered(
    strict: Flask, query: str, status: int, title: str, says: str
) -> None:
    answer = ask(strict, query)
    assert answer.status_code == status
    told = answer.get_json(force=True)
    assert told["title"] == title
    assert says in told["detail"]
    assert told["hint"]
    assert ask(strict, EASY).get_json(force=True)["boolean"] is True


def test_too_much_memory_is_said_in_plain_words() -> None:
    app = create_app(replace(STRICT, timeout=20))
    answer = ask(app, GREEDY)
    assert answer.status_code == 503
    told = answer.get_json(force=True)
    assert told["title"] == "Query stopped"
    assert "needed more than 128 MiB" in told["detail"]
    assert ask(app, EASY).status_code == 200


@pytest.mark.parametrize("evaluators", [0, 1])
def test_more_rows_than_allowed_are_refused_and_never_cut_off(evaluators: int) -> None:
    app = create_app(replace(STRICT, evaluators=evaluators, max_rows=10))
    rows = "SELECT * {{ ?a ?b ?c }} LIMIT {}"
    assert ask(app, rows.format(10)).status_code == 200
    refused = ask(app, rows.format(11))
    assert refused.status_code == 422
    assert "more than 10 rows" in refused.get_json(force=True)["detail"]
    assert ask(app, "CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }", "text/turtle").status_code == 422
    assert ask(app, EASY).status_code == 200


def test_a_page_keeps_the_query_that_was_stopped(strict: Flask) -> None:
    answer = ask(strict, ENDLESS, "text/html")
    assert answer.status_code == 503
    assert "SELECT (COUNT(*) AS ?n)" in answer.text


def test_a_full_house_says_so_and_when_to_come_back(strict: Flask) -> None:
    heavy = [Thread(target=ask, args=(strict, ENDLESS)) for _ in range(STRICT.evaluators)]
    for thread in heavy:
        thread.start()
    time.sleep(0.2)
    answer = ask(strict, EASY)
    for thread in heavy:
        thread.join()
    assert (answer.status_code, answer.get_json(force=True)["title"]) == (503, "Too busy")
    assert int(answer.headers["Retry-After"]) > 0
    assert ask(strict, EASY).status_code == 200


def test_heavy_queries_leave_room_for_others() -> None:
    app = create_app(replace(STRICT, evaluators=4, timeout=2))
    heavy = [Thread(target=ask, args=(app, ENDLESS)) for _ in range(3)]
    for thread in heavy:
        thread.start()
    answers = [ask(app, EASY).status_code for _ in range(50)]
    for thread in heavy:
        thread.join()
    assert set(answers) == {200}


def children_of(process: int) -> list[int]:
    return [
        int(number)
        for thread in Path(f"/proc/{process}/task").iterdir()
        for number in (thread / "children").read_text(encoding="ascii").split()
    ]


def eventually(holds: Callable[[], bool]) -> bool:
    return any(holds() or time.sleep(0.05) for _ in range(100))


def test_an_evaluator_that_dies_is_replaced_and_all_end_with_the_application() -> None:
    before = set(children_of(os.getpid()))
    app = create_app(STRICT)
    (nursery,) = set(children_of(os.getpid())) - before
    door = Path(app.extensions["sitrep"].ask.door)
    assert eventually(lambda: len(children_of(nursery)) == STRICT.evaluators)
    victim = children_of(nursery)[0]
    os.kill(victim, signal.SIGKILL)
    assert eventually(lambda: len(set(children_of(nursery)) - {victim}) == STRICT.evaluators)
    assert ask(app, EASY).status_code == 200
    evaluators = children_of(nursery)
    del app
    gc.collect()
    os.waitpid(nursery, 0)
    assert not door.exists()
    assert eventually(lambda: not any(Path(f"/proc/{number}").exists() for number in evaluators))


def test_only_this_user_can_reach_the_door(strict: Flask) -> None:
    folder = Path(strict.extensions["sitrep"].ask.door).parent
    assert folder.stat().st_mode & 0o777 == 0o700


def test_without_evaluators_the_same_answers_come_from_this_process() -> None:
    alone = create_app(Settings(data=REAL, evaluators=0))
    apart = create_app(STRICT)
    query = "SELECT * { b:kia ?p ?o } ORDER BY ?p ?o"
    assert ask(alone, query).data == ask(apart, query).data
    broken = ask(alone, "SELECT * {"), ask(apart, "SELECT * {")
    assert broken[0].data == broken[1].data
    assert broken[1].get_json(force=True)["line"] == 1
