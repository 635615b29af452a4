"""Step 4, this side of the seam: hand a question to a process that may be killed, wait, answer.

The evaluators themselves are in `evaluator.py`, the process that keeps them in `nursery.py`.
Whoever holds an `Evaluators` holds the nursery's lifeline: when the last process that does is gone,
it ends.
"""

import os
import socket
import time
import weakref
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Final

from pyoxigraph import Store

from server.config import Settings
from server.errors import BusyError, Problem, StoppedError, TimedOutError
from server.evaluation.costly import Costly
from server.evaluation.engine import Here, Question
from server.evaluation.evaluator import Limits
from server.evaluation.nursery import Folder, Size, open_nursery
from server.evaluation.opener import Loaded
from server.evaluation.roster import Roster, open_roster
from server.evaluation.turns import Turns
from server.evaluation.wire import Asked, HungUpError, incoming, send_question
from server.federation.services import services_of
from server.grammar.small import Counts, is_small
from server.parts.databases import PartDatabases
from server.storage.log import asks_log

if TYPE_CHECKING:
    from server.protocol.negotiate import Engine

_MIB: Final = 2**20
# Each process numbers its questions by itself; so many are told apart in a double.
_NUMBERS_EACH: Final = 2**30


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Evaluators:
    """The way to a nursery of evaluators; call it to ask."""

    here: Here
    counts: Counts
    parts: PartDatabases
    folder: Folder
    roster: Roster
    limits: Limits
    patience: float
    turns: Turns
    nursery: int = 0
    """Its process number in the process that started it, which has to wait for its end; elsewhere
    a number that tells it from others."""
    costly: Costly = field(default_factory=Costly)
    numbers: "count[int]" = field(default_factory=count)
    place: str = ""
    """Which store it is, to the evaluators."""
    log: str = ""
    """The same, of the log of what was written; empty where nothing is."""
    lease: object = None
    """What keeps a store on disk there."""

    def __call__(self, question: Question, engine: "Engine") -> bytes:
        """Have a question evaluated and the whole answer written down, elsewhere."""
        return b"".join(self.pieces(question, engine))

    def pieces(self, question: Question, engine: "Engine") -> Iterator[bytes]:
        """Have a question evaluated elsewhere, and pass on the answer as it comes.

        What is certainly small is evaluated here: nothing in it could take long.

        Raises:
            Problem: as `engine.ask_into`; and
            NotFoundError: it is asked of an article that is not there.
            BusyError: no evaluator was free in time.
            TimedOutError, StoppedError: it took too long, or too much memory, or was in the way of
                others, and was ended.
            TooManyError: the client has too many slow questions in hand.
        """
        place = self.log if self.log and asks_log(question) else self.place
        if question.part and place == self.place:
            place = self.parts.place(question.part) or self.place
        if place == self.place and is_small(self.counts, question):
            yield self.here(question, engine)
            return
        # What has to wait for other servers is slow, whatever it costs here.
        slow = (
            self.costly.knows(question.text)
            or self.costly.crowds(question.text)
            or question.asks_elsewhere
        )
        # Other processes number theirs too.
        number = os.getpid() % 2**22 * _NUMBERS_EACH + next(self.numbers) % _NUMBERS_EACH
        asked = Asked(number, question, engine, place)
        with self.turn(asked, slow=slow), self.line(slow=slow) as line:
            send_question(line, asked)
            started = self.wait_for_turn(line, number)
            try:
                was_costly = yield from incoming(line)
            except (HungUpError, ConnectionResetError) as gone:
                self.costly.remember(question.text)
                raise self.why_gone(asked, time.monotonic() - started) from gone
        if was_costly:
            self.costly.remember(question.text)
        elif slow:
            self.costly.forgive(question.text)

    def turn(self, asked: Asked, *, slow: bool) -> AbstractContextManager[None]:
        """A turn for a slow question; a quick one needs none, and is noted."""
        if slow:
            return self.turns.turn(asked.question.client)
        return self.costly.having(asked.number, asked.question.text)

    @contextmanager
    def line(self, *, slow: bool) -> Generator[socket.socket]:
        """A connection to whichever evaluator takes it first."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(self.patience)
            try:
                line.connect(str(self.folder.slow if slow else self.folder.quick))
            except OSError as refused:
                raise self.busy() from refused
            yield line

    def wait_for_turn(self, line: socket.socket, number: int) -> float:
        """Wait until an evaluator has taken the question, or has answered; gives when.

        Raises:
            BusyError: none has in time.
        """
        started = time.monotonic()
        try:
            line.recv(1, socket.MSG_PEEK)
        except TimeoutError as late:
            if not self.roster.has_taken(number):
                raise self.busy() from late
        except ConnectionResetError:
            pass  # what became of it is seen when it is read
        line.settimeout(None)
        return started

    def busy(self) -> BusyError:
        """The error for a question that nobody took."""
        return BusyError(
            f"No evaluator was free for {self.patience:g} seconds: too many queries at once.",
            hint="Ask again in a few seconds.",
        )

    def why_gone(self, asked: Asked, seconds: float) -> Problem:
        """What became of an evaluator that hung up in the middle of a question."""
        text = asked.question.text
        if self.roster.was_ended(asked.number):
            return StoppedError(
                f"The query was stopped after {seconds:.1f} seconds: others are waiting.",
                hint="Ask again later, or ask for less: add a LIMIT, drop a join, name a thing.",
                query=text,
            )
        if seconds >= self.limits.timeout * 0.95:
            return TimedOutError(
                f"The query was stopped after {self.limits.timeout:g} seconds.",
                hint="Ask for less: name a thing or a property, drop a join, or add a LIMIT.",
                query=text,
            )
        return StoppedError(
            f"The query was stopped: it needed more than {self.limits.memory // _MIB} MiB.",
            hint="Ask for less: a LIMIT, fewer columns, no sorting or grouping of everything.",
            query=text,
        )


def start_evaluators(store: Store, settings: Settings) -> Evaluators:
    """Start a nursery, and give the way to it; before this process starts a thread."""
    folder, held, nursery = open_nursery(Loaded(store), limits_of(settings), size_of(settings))
    return reach(store, folder, held, settings, nursery)


def find_evaluators(store: Store, folder: Folder, settings: Settings) -> Evaluators:
    """The way to a nursery that another process has started.

    Raises:
        OSError: it is gone.
    """
    held = os.open(folder.lifeline, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    return reach(store, folder, held, settings)


def reach(
    store: Store, folder: Folder, held: int, settings: Settings, nursery: int = 0
) -> Evaluators:
    """The way to a nursery; `held` is closed when nobody has it any more."""
    evaluators = Evaluators(
        Here(store, settings.max_rows),
        Counts(store),
        PartDatabases(folder.parts, "", store),
        folder,
        open_roster(folder.path, size_of(settings).rows),
        limits_of(settings),
        settings.queue_wait,
        Turns(settings.per_client, settings.queue_wait),
        nursery,
    )
    weakref.finalize(evaluators, os.close, held)
    return evaluators


def limits_of(settings: Settings) -> Limits:
    """What one question may take."""
    return Limits(
        settings.timeout,
        settings.memory * _MIB,
        settings.max_rows,
        settings.max_answer,
        services_of(settings),
    )


def size_of(settings: Settings) -> Size:
    """How many evaluators there are."""
    return Size(settings.evaluators, settings.slow_evaluators)
