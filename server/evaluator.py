"""Behind the seam: the processes that evaluate queries, and the one that makes them.

The nursery is forked from the process that loaded the graph, so all share its pages. It forks the
evaluators and puts a new one in the place of each that ends. An evaluator answers one question at a
time. It cannot be interrupted while the engine works (Oxigraph has no cancel), so it sets an alarm
that ends the process; nobody else has to be quick or careful, and no other query is hit.
"""

import os
import resource
import selectors
import shutil
import signal
import socket
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NoReturn

from pyoxigraph import Store

from server.engine import ask_into
from server.errors import EvaluationError, Problem
from server.kin import end_with
from server.wire import END, TURN, HungUpError, pieces_to, receive_question, send, send_error

# An evaluator that ended sooner than this after its start may do so again at once.
_TOO_SOON_SECONDS: Final = 0.2
# After so many questions an evaluator makes room for a fresh one, so that no leak adds up.
_QUESTIONS_EACH: Final = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How many evaluators there are, and what one question may take."""

    evaluators: int
    timeout: float
    """Seconds from the moment that an evaluator takes the question."""
    memory: int
    """Bytes beyond what the evaluator has mapped when it starts."""
    max_rows: int
    """Rows in one answer; 0 is no limit."""


def keep_evaluators(store: Store, door: socket.socket, lifeline: int, limits: Limits) -> NoReturn:
    """Be the nursery until the lifeline closes, that is, until nobody is left who would ask."""
    let_go_of_all_but(door.fileno(), lifeline)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    deaths, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(deaths, False)
    signal.signal(signal.SIGCHLD, note_death)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    children = {hatch(store, door, limits): time.monotonic() for _ in range(limits.evaluators)}
    with selectors.DefaultSelector() as events:
        events.register(lifeline, selectors.EVENT_READ)
        events.register(deaths, selectors.EVENT_READ)
        while not any(key.fd == lifeline for key, _ in events.select()):
            with suppress(BlockingIOError):
                os.read(deaths, 512)
            replace_dead(children, store, door, limits)
    for child in children:
        os.kill(child, signal.SIGKILL)
    shutil.rmtree(Path(door.getsockname()).parent, ignore_errors=True)
    os._exit(0)


def let_go_of_all_but(*needed: int) -> None:
    """Close what was inherited: other lifelines would be held, and ports kept open."""
    last = 2
    for number in sorted(needed):
        os.closerange(last + 1, number)
        last = number
    os.closerange(last + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def note_death(_signal: int, _frame: object) -> None:
    """Do nothing: that there is a handler makes Python write to the wake-up pipe."""


def replace_dead(
    children: dict[int, float], store: Store, door: socket.socket, limits: Limits
) -> None:
    """Put a new evaluator in the place of each that has ended."""
    while True:
        try:
            dead, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if dead == 0:
            return
        if time.monotonic() - children.pop(dead, 0.0) < _TOO_SOON_SECONDS:
            time.sleep(_TOO_SOON_SECONDS)
        children[hatch(store, door, limits)] = time.monotonic()


def hatch(store: Store, door: socket.socket, limits: Limits) -> int:
    """Fork one evaluator; gives its process number."""
    nursery = os.getpid()
    child = os.fork()
    if child:
        return child
    try:
        end_with(nursery)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        # The engine ends the process at its memory limit; where it was then helps nobody.
        os.environ["RUST_BACKTRACE"] = "0"
        limit_memory(limits.memory)
        answer_questions(store, door, limits)
    except BaseException:  # noqa: BLE001 - whatever it is, this process must not go on as its parent
        traceback.print_exc()
    os._exit(0)


def limit_memory(extra: int) -> None:
    """Let this process map so many bytes more than it has mapped now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + extra
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer_questions(store: Store, door: socket.socket, limits: Limits) -> None:
    """Take one question after the other; stop after the one for which the process was slowed."""
    for _ in range(_QUESTIONS_EACH):
        line, _ = door.accept()
        signal.setitimer(signal.ITIMER_REAL, limits.timeout)
        with line, suppress(HungUpError, OSError):
            answer(store, line, limits.max_rows)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if os.getpriority(os.PRIO_PROCESS, 0) > 0:
            return


def answer(store: Store, line: socket.socket, max_rows: int) -> None:
    """Answer one question on a line."""
    send(line, TURN, str(os.getpid()).encode("ascii"))
    question, engine = receive_question(line)
    try:
        with pieces_to(line) as output:
            ask_into(store, question, engine, output, max_rows)
    except MemoryError:
        send_error(line, EvaluationError("The query needs more memory than one may have here."))
    except Problem as problem:
        send_error(line, problem)
    else:
        send(line, END)
