"""What is said of a write whose scribe has gone."""

import time

import pytest

from server.config import Settings
from server.errors import BusyError, OutcomeUnknownError, Problem, StoppedError, TimedOutError
from server.writing.ask import Waiting, why


@pytest.mark.parametrize(
    ("taken", "judged", "keeping", "expected", "said"),
    [
        (None, None, False, BusyError, "No write was taken for 5 seconds"),
        (1, None, False, StoppedError, "too much memory"),
        (10, None, False, TimedOutError, "The write was not done within 10 seconds"),
        # Shapes have ten times as long, from when they are looked at.
        (12, 9, False, StoppedError, "too much memory"),
        (101, 100, False, TimedOutError, "The shapes were not judged within 100 seconds"),
        (101, 100, True, OutcomeUnknownError, "about to be kept"),
    ],
)
def test_why(
    taken: float | None, judged: float | None, *, keeping: bool, expected: type[Problem], said: str
) -> None:
    now = time.monotonic()
    begun = [0 if ago is None else now - ago for ago in (taken, judged)]
    found = why(Waiting(*begun, keeping), Settings(timeout=10, queue_wait=5))
    assert type(found) is expected
    assert said in str(found)
