"""Behind the seam: an evaluator, a process that answers one question at a time.

It cannot be interrupted while the engine works (Oxigraph has no cancel), so it sets an alarm that
ends the process; nobody else has to be quick or careful, and no other query is hit.
"""

import os
import resource
import signal
import socket
import sys
import time
import traceback
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NoReturn
from zlib import crc32

from pyoxigraph import Store

from server.errors import EvaluationError, Problem
from server.evaluation.engine import Bounds, ask_into
from server.evaluation.kin import end_with
from server.evaluation.opener import Opener
from server.evaluation.roster import Column, Roster
from server.evaluation.wire import (
    COSTLY_END,
    END,
    Asked,
    HungUpError,
    Outgoing,
    receive_question,
    send_error,
)
from server.federation.services import NOBODY, Services

# Processor time after which a question yields to those that have had less, and goes to the slow
# evaluators when it comes again.
SHARE_SECONDS: Final = 0.1
# After so many questions an evaluator makes room for a fresh one, so that no leak adds up.
_QUESTIONS_EACH: Final = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question may take."""

    timeout: float
    """Seconds from the moment that an evaluator takes the question."""
    memory: int
    """Bytes beyond what the evaluator has mapped when it starts."""
    max_rows: int
    """Rows in one answer; 0 is no limit."""
    max_answer: int
    """Bytes in one answer."""
    services: Services = NOBODY
    """Which servers it may ask."""

    @property
    def bounds(self) -> Bounds:
        """What the engine has to know, for a question that is taken now."""
        until = time.monotonic() + self.timeout
        return Bounds(self.max_rows, replace(self.services, until=until))


@dataclass(frozen=True, slots=True)
class Post:
    """An evaluator's place: where questions come in, and its row of the roster."""

    door: socket.socket
    roster: Roster
    row: int

    def begin(self, asked: Asked) -> None:
        """Write down that a question was taken; that it began comes last, and makes it so."""
        client = crc32(asked.question.client.encode("utf-8", "surrogatepass"))
        self.roster.set(self.row, Column.SPENT, time.process_time())
        self.roster.set(self.row, Column.QUESTION, asked.number)
        self.roster.set(self.row, Column.CLIENT, client)
        self.roster.set(self.row, Column.BEGAN, time.monotonic())

    def end(self) -> None:
        """Write down that there is none any more."""
        self.roster.set(self.row, Column.BEGAN, 0)

    @property
    def spent(self) -> float:
        """Seconds of processor time since the question was taken."""
        return time.process_time() - self.roster.get(self.row, Column.SPENT)


def work(opener: Opener, post: Post, limits: Limits, nursery: int) -> NoReturn:
    """Be an evaluator, in a process just forked, until it has slowed down or the nursery ends."""
    try:
        end_with(nursery)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        # The engine ends the process at its memory limit; where it was then helps nobody.
        os.environ["RUST_BACKTRACE"] = "0"
        post.roster.set(post.row, Column.PROCESS, os.getpid())
        opener.prepare()
        limit_memory(limits.memory)
        answer_questions(opener, post, limits)
    except BaseException:  # noqa: BLE001 - whatever it is, this process must not go on as its parent
        traceback.print_exc()
    os._exit(0)


def limit_memory(extra: int) -> None:
    """Let this process map so many bytes more than it has mapped now; this may be said again.

    Elsewhere than on Linux nothing is limited: how much is mapped is not told there.
    """
    if sys.platform != "linux":
        return
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + extra
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    bounded = limit if most == resource.RLIM_INFINITY else min(limit, most)
    resource.setrlimit(resource.RLIMIT_AS, (bounded, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def opened(opener: Opener, place: str, limits: Limits) -> Store:
    """The store of a place; what opening it takes, threads above all, is not of the question's.

    Raises:
        EvaluationError: it cannot be opened.
    """
    if opener.has_open(place):
        return opener(place)
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    store = opener(place)
    limit_memory(limits.memory)
    return store


def answer_questions(opener: Opener, post: Post, limits: Limits) -> None:
    """Take one question after the other; stop after the one for which the process was slowed."""
    as_born = os.getpriority(os.PRIO_PROCESS, 0)
    for _ in range(_QUESTIONS_EACH):
        line, _ = post.door.accept()
        signal.setitimer(signal.ITIMER_REAL, limits.timeout)
        with line, suppress(HungUpError, OSError):
            answer(opener, line, post, limits)
        signal.setitimer(signal.ITIMER_REAL, 0)
        post.end()
        if os.getpriority(os.PRIO_PROCESS, 0) > as_born:
            return


def answer(opener: Opener, line: socket.socket, post: Post, limits: Limits) -> None:
    """Answer one question on a line."""
    asked = receive_question(line)
    post.begin(asked)
    with closing(Outgoing(line, limits.max_answer)) as output:
        try:
            store = opened(opener, asked.place, limits)
            ask_into(store, asked.question, asked.engine, output, limits.bounds)
            output.end(COSTLY_END if post.spent > SHARE_SECONDS else END)
        except MemoryError:
            problem = EvaluationError("The query needs more memory than one may have here.")
            send_error(line, problem)
        except Problem as problem:
            send_error(line, problem)
