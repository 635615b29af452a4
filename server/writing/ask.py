"""From the desk to the scribe: a write is sent, and what became of it comes back."""

import pickle
import socket
import time
from dataclasses import dataclass

from server.config import Settings
from server.errors import BusyError, OutcomeUnknownError, Problem, StoppedError, TimedOutError
from server.evaluation.wire import ERROR, QUESTION, HungUpError, frame, frames, read_error
from server.writing.desk import Desk
from server.writing.scribe import DONE, JUDGING, KEEPING, TAKEN, VALIDATE_WITHIN
from server.writing.steps import Outcome, Write


@dataclass(slots=True)
class Waiting:
    """How far a write has come."""

    taken: float = 0
    judged: float = 0
    keeping: bool = False


def hand_in(write: Write, desk: Desk, settings: Settings) -> Outcome:
    """Have something written.

    Raises:
        Problem: as the scribe says; and
        BusyError: it took none in time.
        TimedOutError, StoppedError: the write took too long or too much, and was ended.
        OutcomeUnknownError: the scribe ended when it was about to keep the write.
    """
    waiting = Waiting()
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(settings.queue_wait)
            line.connect(str(desk.door))
            line.sendall(frame(QUESTION, pickle.dumps(write)))
            return follow(line, waiting)
    except (HungUpError, OSError) as error:
        raise why(waiting, settings) from error


def follow(line: socket.socket, waiting: Waiting) -> Outcome:
    """Wait for what becomes of a write."""
    for letter, content in frames(line):
        if letter == TAKEN:
            waiting.taken = time.monotonic()
            line.settimeout(None)  # the scribe ends itself in time
        elif letter == JUDGING:
            waiting.judged = time.monotonic()
        elif letter == KEEPING:
            waiting.keeping = True
        elif letter == ERROR:
            raise read_error(content)
        elif letter == DONE:
            done: Outcome = pickle.loads(content)  # noqa: S301 - the scribe is a process of ours
            return done
    raise HungUpError


def why(waiting: Waiting, settings: Settings) -> Problem:
    """What became of a write whose scribe hung up."""
    if waiting.keeping:
        return OutcomeUnknownError(
            "The write was about to be kept when the process that keeps it ended.",
            hint="Look whether it is there; it is either wholly there or not at all.",
        )
    if not waiting.taken:
        return BusyError(
            f"No write was taken for {settings.queue_wait:g} seconds: too many at once.",
            hint="Write again in a few seconds.",
        )
    limit = settings.timeout * (VALIDATE_WITHIN if waiting.judged else 1)
    if time.monotonic() - (waiting.judged or waiting.taken) >= limit * 0.95:
        what = "shapes were not judged" if waiting.judged else "write was not done"
        return TimedOutError(
            f"The {what} within {limit:g} seconds; nothing has changed.",
            hint="Serve with a longer --timeout, or use `sitrep load`, which judges no shapes."
            if waiting.judged
            else "Change less at a time.",
        )
    return StoppedError(
        "The write was stopped: it needed too much memory; nothing has changed.",
        hint="Change less at a time.",
    )
