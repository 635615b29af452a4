"""One client cannot have every slow evaluator, and all together not every thread."""

from threading import Thread

import pytest

from server.errors import BusyError, TooManyError
from server.evaluation import turns
from server.evaluation.turns import Turns


def test_a_client_gets_as_many_turns_as_one_may_and_then_none() -> None:
    found = Turns(2, patience=0)
    found.take("a")
    found.take("a")
    with pytest.raises(TooManyError, match="2 slow queries from a are running"):
        found.take("a")
    found.take("b")
    found.leave("a")
    found.take("a")


def test_a_turn_is_waited_for() -> None:
    found = Turns(1, patience=10)
    with found.turn("a"):
        waiting = Thread(target=found.take, args=("a",))
        waiting.start()
        waiting.join(0.1)
        assert waiting.is_alive()
    waiting.join(5)
    assert found.running == {"a": 1}


def test_clients_that_left_are_forgotten_errors_or_not() -> None:
    found = Turns(2, patience=0)
    with pytest.raises(ZeroDivisionError), found.turn("a"):
        raise ZeroDivisionError
    assert not found.running
    assert not found.waiting


def test_few_wait_for_one_client_and_few_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Turns(1, patience=10)
    found.take("a")
    waiting = [Thread(target=found.take, args=("a",), daemon=True) for _ in range(2)]
    for thread in waiting:
        thread.start()
    while found.waiting["a"] < 2:
        pass
    with pytest.raises(TooManyError):
        found.take("a")
    monkeypatch.setattr(turns, "MOST_OF_ALL", 3)
    with pytest.raises(BusyError):
        found.take("b")
    found.leave("a")
    found.leave("a")
    for thread in waiting:
        thread.join(5)


def test_no_limit_is_no_limit() -> None:
    found = Turns(0, patience=0)
    for _ in range(20):
        found.take("a")
