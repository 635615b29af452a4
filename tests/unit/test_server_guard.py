"""The evaluators of a server are replaced when they end, and not when the server does."""

import os
import signal
from dataclasses import dataclass
from threading import Event

import pytest

from server.running import generations
from server.running.generations import guard, has_lost


@dataclass(slots=True)
class Keeper:
    nursery: int


def ended() -> int:
    """A process of ours that has ended and that nobody has waited for."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    return child


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The signals that were sent, none of which comes."""
    signals: list[int] = []

    def send(process: int, number: int) -> None:
        assert process == os.getpid()
        signals.append(number)

    monkeypatch.setattr(os, "kill", send)
    monkeypatch.setattr(generations, "_GUARD_SECONDS", 0.01)
    return signals


class Looks(Event):
    """An event that is set after some looks at it, as `over` would be by another thread."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.left = looks

    def wait(self, timeout: float | None = None) -> bool:
        self.left -= 1
        return super().wait(timeout) or self.left < 0


def test_evaluators_that_have_ended_are_replaced_once(
    sent: list[int], capfd: pytest.CaptureFixture[str]
) -> None:
    keeper = Keeper(ended())
    guard(keeper, Looks(3))
    assert sent == [signal.SIGHUP]
    assert keeper.nursery == 0
    assert capfd.readouterr().err == "the evaluators have ended; new ones are started\n"


def test_evaluators_that_end_with_the_server_are_not_replaced(
    sent: list[int], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    over = Looks(1)

    def ended_with_the_server(_: int) -> bool:
        over.set()  # while the guard looks
        return True

    monkeypatch.setattr(generations, "has_ended", ended_with_the_server)
    guard(Keeper(1), over)
    assert sent == []
    assert capfd.readouterr().err == ""


def test_evaluators_whose_place_was_taken_meanwhile_are_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keeper = Keeper(ended())

    def ended_while_another_came(child: int) -> bool:
        keeper.nursery = child + 1
        return True

    monkeypatch.setattr(generations, "has_ended", ended_while_another_came)
    before = keeper.nursery
    assert not has_lost(keeper)
    assert keeper.nursery == before + 1
