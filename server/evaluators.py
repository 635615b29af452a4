"""Step 4, this side of the seam: hand a question to a process that may be killed, wait, answer.

The evaluators themselves are in `evaluator.py`. Whoever holds an `Evaluators` holds their lifeline:
when the last process that does is gone, they end.
"""

import os
import socket
import tempfile
import time
import weakref
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Store

from server.config import Settings
from server.engine import Question
from server.errors import AnswerTooLongError, BusyError, StoppedError, TimedOutError
from server.evaluator import Limits, keep_evaluators
from server.wire import ERROR, PIECE, HungUpError, read_error, receive, send_question

if TYPE_CHECKING:
    from server.negotiate import Engine

# What takes longer than this yields to what does not: the ordinary question goes before the heavy.
SLOW_AFTER_SECONDS: Final = 0.25
_YIELDING: Final = 19
_MIB: Final = 2**20


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Evaluators:
    """The way to a nursery of evaluators; call it to ask."""

    door: str
    limits: Limits
    queue_wait: float
    largest_answer: int

    def __call__(self, question: Question, engine: "Engine") -> bytes:
        """Have a question evaluated and the answer written down, elsewhere.

        Raises:
            Problem: as `engine.ask`; and
            BusyError: no evaluator was free in time.
            TimedOutError, StoppedError: it took too long, or too much memory, and was ended.
            AnswerTooLongError: the answer is longer than one may be.
        """
        with self.line() as line:
            send_question(line, question, engine)
            process = self.wait_for_turn(line)
            started = time.monotonic()
            try:
                return collect(pieces(line, process), self.largest_answer)
            except (HungUpError, ConnectionResetError) as gone:
                raise self.why_gone(question, time.monotonic() - started) from gone

    @contextmanager
    def line(self) -> Generator[socket.socket]:
        """A connection to whichever evaluator takes it first."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(self.queue_wait)
            try:
                line.connect(self.door)
            except OSError as refused:
                raise self.busy() from refused
            yield line

    def wait_for_turn(self, line: socket.socket) -> int:
        """Wait until an evaluator answers; gives its process number."""
        try:
            _, content = receive(line)
        except (TimeoutError, HungUpError, ConnectionResetError) as gone:
            raise self.busy() from gone
        return int(content)

    def busy(self) -> BusyError:
        """The error for a question that nobody took."""
        return BusyError(
            f"No evaluator was free for {self.queue_wait:g} seconds: too many queries at once.",
            hint="Ask again in a few seconds.",
        )

    def why_gone(self, question: Question, seconds: float) -> StoppedError:
        """What became of an evaluator that hung up in the middle of a question."""
        if seconds >= self.limits.timeout * 0.95:
            return TimedOutError(
                f"The query was stopped after {self.limits.timeout:g} seconds.",
                hint="Ask for less: name a thing or a property, drop a join, or add a LIMIT.",
                query=question.text,
            )
        return StoppedError(
            f"The query was stopped: it needed more than {self.limits.memory // _MIB} MiB.",
            hint="Ask for less: a LIMIT, fewer columns, no sorting or grouping of everything.",
            query=question.text,
        )


def start_evaluators(store: Store, settings: Settings) -> Evaluators:
    """Fork a nursery from this process, which has to be before it starts a thread."""
    limits = Limits(
        settings.evaluators, settings.timeout, settings.memory * _MIB, settings.max_rows
    )
    # A folder of its own, mode 700: only this user can reach the door.
    path = Path(tempfile.mkdtemp(prefix="sitrep-")) / "door"
    lifeline, held = os.pipe()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(path))
        door.listen(1024)
        if os.fork() == 0:
            os.close(held)
            keep_evaluators(store, door, lifeline, limits)
    os.close(lifeline)
    evaluators = Evaluators(str(path), limits, settings.queue_wait, settings.max_answer)
    weakref.finalize(evaluators, os.close, held)
    return evaluators


def slow_down(process: int) -> None:
    """Let a process yield to others; it may be gone already."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process, _YIELDING)


def pieces(line: socket.socket, process: int) -> Iterator[bytes]:
    """The pieces of an answer, to its end; a process that is slow to give the first is slowed down.

    Raises:
        Problem: the evaluator says why there is no answer.
        HungUpError: it is gone.
    """
    line.settimeout(SLOW_AFTER_SECONDS)
    try:
        line.recv(1, socket.MSG_PEEK)
    except TimeoutError:
        slow_down(process)
    line.settimeout(None)
    letter, content = receive(line)
    while letter == PIECE:
        yield content
        letter, content = receive(line)
    if letter == ERROR:
        raise read_error(content)


def collect(found: Iterator[bytes], largest: int) -> bytes:
    """The pieces as one, if they are not too much."""
    answer = bytearray()
    for piece in found:
        answer += piece
        if len(answer) > largest:
            raise AnswerTooLongError(
                f"The answer is longer than {largest // _MIB} MiB.",
                hint="Ask for a part at a time with LIMIT and OFFSET, or download the data.",
            )
    return bytes(answer)
