"""What one query may take, and what becomes of the others meanwhile."""

import gc
import json
import os
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from server import create_app
from server.config import Settings
from tests.http.processes import children_of

# Evaluators that yield do so to everybody: beside other tests they might never come to their turn.
pytestmark = pytest.mark.alone

REAL = Settings().data
# Not of the kind that is evaluated without an evaluator.
EASY = "ASK { FILTER EXISTS { b:kia ?p ?o } }"
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


def test_an_answer_too_long_is_said_when_nothing_of_it_has_gone_out() -> None:
    answer = ask(create_app(replace(STRICT, max_answer=2000)), LONG)
    assert answer.status_code == 422
    told = answer.get_json(force=True)
    assert (told["title"], told["detail"]) == ("Answer too long", "The answer is longer than 2 kB.")


@pytest.mark.parametrize("accept", ["text/csv", "text/tab-separated-values", "application/json"])
def test_an_answer_that_breaks_off_cannot_pass_for_a_whole_one(strict: Flask, accept: str) -> None:
    answer = ask(strict, LONG, accept)
    assert answer.status_code == 200
    assert answer.data.endswith(
        b"*** The answer is not complete: The answer is longer than 1 MiB.\n"
    )
    if accept != "application/json":
        assert answer.data.count(b'"') % 2  # a quotation mark is left open
    else:
        with pytest.raises(ValueError, match=r"control|Expecting|delimiter"):
            json.loads(answer.data)


def test_a_long_answer_is_the_same_through_a_file_and_at_once() -> None:
    query = "SELECT * { ?a ?b ?c . ?a ?d ?e } ORDER BY ?a ?b ?c ?d ?e LIMIT 3000"
    alone = create_app(replace(STRICT, evaluators=0))
    long = ask(create_app(replace(STRICT, timeout=60)), query, "text/csv")
    assert len(long.data) > 4 * 65536
    assert long.data == ask(alone, query, "text/csv").data


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


def nursery_of(app: Flask) -> int:
    folder = app.extensions["sitrep"].ask.ask.folder.path
    (found,) = [
        child
        for child in children_of(os.getpid())
        if any(
            str(folder) in line for line in (Path(f"/proc/{child}/maps")).read_text().splitlines()
        )
    ]
    return found


def endless(number: int) -> str:
    """An endless query of a shape of its own."""
    return ENDLESS.replace("?n", f"?n{'x' * number}")


def in_background(app: Flask, queries: Iterable[str]) -> tuple[list[Thread], list[TestResponse]]:
    answers: list[TestResponse] = []
    threads = [Thread(target=lambda q=q: answers.append(ask(app, q))) for q in queries]
    for thread in threads:
        thread.start()
    return threads, answers


def test_a_full_house_says_so_and_when_to_come_back() -> None:
    app = create_app(STRICT)
    nursery = nursery_of(app)
    assert ask(app, EASY).status_code == 200
    os.kill(nursery, signal.SIGSTOP)  # so that it lets nobody yield
    heavy, _ = in_background(app, map(endless, range(STRICT.evaluators)))
    time.sleep(0.2)
    answer = ask(app, EASY)
    os.kill(nursery, signal.SIGCONT)
    for thread in heavy:
        thread.join()
    assert (answer.status_code, answer.get_json(force=True)["title"]) == (503, "Too busy")
    assert int(answer.headers["Retry-After"]) > 0
    assert eventually(lambda: ask(app, EASY).status_code == 200)


def test_slow_queries_leave_room_and_those_in_the_way_are_ended() -> None:
    app = create_app(replace(STRICT, slow_evaluators=1, timeout=3, queue_wait=5))
    heavy, told = in_background(app, map(endless, range(8)))
    answers = []
    while any(thread.is_alive() for thread in heavy):
        answers.append(ask(app, EASY).status_code)
        time.sleep(0.02)
    assert set(answers) == {200}
    assert {answer.status_code for answer in told} == {503}
    titles = [answer.get_json(force=True)["title"] for answer in told]
    details = [answer.get_json(force=True)["detail"] for answer in told]
    assert "Query took too long" in titles
    assert any("others are waiting" in detail for detail in details)


def test_what_was_costly_waits_for_its_turn_the_next_time() -> None:
    app = create_app(replace(STRICT, slow_evaluators=1, per_client=1, queue_wait=0.3))
    assert ask(app, ENDLESS).status_code == 503
    heavy, _ = in_background(app, [ENDLESS])
    time.sleep(0.3)
    assert ask(app, ENDLESS).status_code == 429
    assert ask(app, EASY).status_code == 200
    for thread in heavy:
        thread.join()


def eventually(holds: Callable[[], bool]) -> bool:
    return any(holds() or time.sleep(0.05) for _ in range(400))


def test_an_evaluator_that_dies_is_replaced_and_all_end_with_the_application() -> None:
    before = set(children_of(os.getpid()))
    app = create_app(STRICT)
    (nursery,) = set(children_of(os.getpid())) - before
    door = app.extensions["sitrep"].ask.ask.folder.quick
    number = STRICT.evaluators + STRICT.slow_evaluators
    assert eventually(lambda: len(children_of(nursery)) == number)
    victim = children_of(nursery)[0]
    os.kill(victim, signal.SIGKILL)
    assert eventually(lambda: len(set(children_of(nursery)) - {victim}) == number)
    assert ask(app, EASY).status_code == 200
    evaluators = children_of(nursery)
    del app
    gc.collect()
    os.waitpid(nursery, 0)
    assert not door.exists()
    assert eventually(lambda: not any(Path(f"/proc/{number}").exists() for number in evaluators))


def test_only_this_user_can_reach_the_door(strict: Flask) -> None:
    folder = strict.extensions["sitrep"].ask.ask.folder.path
    assert folder.stat().st_mode & 0o777 == 0o700


def test_without_evaluators_the_same_answers_come_from_this_process() -> None:
    alone = create_app(Settings(data=REAL, evaluators=0))
    apart = create_app(STRICT)
    query = "SELECT * { b:kia ?p ?o } ORDER BY ?p ?o"
    assert ask(alone, query).data == ask(apart, query).data
    broken = ask(alone, "SELECT * {"), ask(apart, "SELECT * {")
    assert broken[0].data == broken[1].data
    assert broken[1].get_json(force=True)["line"] == 1
