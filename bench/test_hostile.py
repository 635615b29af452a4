"""Ordinary clients are answered while hostile ones attack; nothing leaks, nothing calls out.

No time is asserted: the ratio to the quiet median is printed (`pytest -s`). `make soak` is longer.
"""

import socket
from dataclasses import replace

import pytest

from bench.attacks import ATTACKS
from bench.hostile import Outcome, Plan, Reply, Round, calls_of, run

pytestmark = pytest.mark.alone
SETTINGS = ("--workers=2", "--timeout=1", "--memory=128")


# From the address of ordinary clients, which no server can tell apart from them.
@pytest.fixture(scope="module")
def outcome() -> Outcome:
    seen = run(Plan(tuple(ATTACKS), 0.3, 0.2, "127.0.0.1"), lambda _: None, *SETTINGS)
    for each in seen.rounds:
        print(f"{each.attack}: median {each.ratio:.1f} x quiet")  # noqa: T201 - for who looks
    return seen


def test_ordinary_clients_are_answered_and_nothing_leaks(outcome: Outcome) -> None:
    assert outcome.wrong == []


def test_the_server_was_asked_and_attacked(outcome: Outcome) -> None:
    assert len(outcome.rounds) == len(ATTACKS)
    assert all(each.replies for each in outcome.rounds)
    assert outcome.before.processes > 2


def test_a_failure_a_leak_a_call_and_a_silence_are_each_found(outcome: Outcome) -> None:
    failed = Round("x", [Reply(1, "503: busy")], outcome.before, 1)
    more = replace(outcome.before, processes=99, files=9999)
    seen = replace(
        outcome, rounds=[failed], after=more, calls=1, alive=False, complaints="Traceback"
    )
    assert len(seen.wrong) == 6


def test_a_sink_counts_calls() -> None:
    with socket.create_server(("127.0.0.1", 0)) as sink:
        socket.create_connection(sink.getsockname()).close()
        sink.settimeout(0)
        assert calls_of(sink) == 1
