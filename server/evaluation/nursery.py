"""The nursery: the process that makes evaluators, lets the slow ones yield, and ends too many.

It is forked from the process that loaded the graph, and evaluators from it, so all share its pages.
Quick questions and slow ones are kept apart, as schedulers do (multi-level feedback): every
question begins with a quick evaluator. One that takes more than its share of processor time there
yields to all others from then on, and a fresh evaluator takes its place among the quick. Of those
that yield there are only so many: beyond that the one ends that has run longest, of the client who
has most. Questions that were costly before go to the slow evaluators, which yield from the first.
"""

import os
import resource
import selectors
import shutil
import signal
import socket
import tempfile
import time
import traceback
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from server.evaluation.evaluator import SHARE_SECONDS, Limits, Post, work
from server.evaluation.opener import Opener
from server.evaluation.roster import Column, Roster, open_roster
from server.evaluation.scheduling import yield_to_all

_LOOK_SECONDS: Final = 0.02
_LOOK_WHEN_QUIET_SECONDS: Final = 0.2
# After one that could not even start, this passes before the next is tried.
_TOO_SOON_SECONDS: Final = 0.2
_BACKLOG: Final = 1024
_QUICK_DOOR, _SLOW_DOOR, _LIFELINE, _PARTS = "quick", "slow", "lifeline", "parts"


@dataclass(frozen=True, slots=True)
class Size:
    """How many evaluators wait for new questions, and how many for those known to be slow.

    As many as the slow ones may yield besides.
    """

    quick: int
    slow: int

    @property
    def rows(self) -> int:
        """How many there can be at once."""
        return self.quick + 2 * self.slow


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder, mode 700, through which a nursery is reached; it is removed with the nursery."""

    path: Path

    @property
    def quick(self) -> Path:
        """The socket for questions."""
        return self.path / _QUICK_DOOR

    @property
    def slow(self) -> Path:
        """The socket for questions that were costly before."""
        return self.path / _SLOW_DOOR

    @property
    def lifeline(self) -> Path:
        """A pipe with a name; the nursery lives as long as anybody has it open to write."""
        return self.path / _LIFELINE

    @property
    def parts(self) -> Path:
        """Where the parts of single articles are, once one is asked for."""
        return self.path / _PARTS


@dataclass(slots=True)
class Nursery:
    """What the nursery knows of its evaluators: by row, who is there."""

    opener: Opener
    limits: Limits
    size: Size
    roster: Roster
    quick: socket.socket
    slow: socket.socket
    processes: dict[int, int] = field(default_factory=dict[int, int])
    yielding: set[int] = field(default_factory=set[int])
    slow_rows: set[int] = field(default_factory=set[int])
    ended: set[int] = field(default_factory=set[int])
    """Those who were told to end and are not gone yet."""
    not_before: float = 0
    """When the next evaluator may be hatched."""

    def fill(self) -> None:
        """Hatch evaluators until there are as many as there should be, as far as there are rows."""
        while len(self.slow_rows) < self.size.slow and self.hatch(slow=True):
            pass
        while self.quick_ones() < self.size.quick and self.hatch(slow=False):
            pass

    def quick_ones(self) -> int:
        """How many wait for new questions, or have one that has not had its share."""
        return len(self.processes) - len(self.slow_rows) - len(self.yielding)

    def hatch(self, *, slow: bool) -> bool:
        """Fork one evaluator, into a row that nobody has; False when all are taken."""
        row = next((row for row in range(self.size.rows) if row not in self.processes), None)
        if row is None or time.monotonic() < self.not_before:
            return False
        self.roster.clear(row)
        nursery, child = os.getpid(), os.fork()
        if child == 0:
            if slow:
                yield_to_all(0)
            door = self.slow if slow else self.quick
            work(self.opener, Post(door, self.roster, row), self.limits, nursery)
        self.processes[row] = child
        if slow:
            self.slow_rows.add(row)
        return True

    def reap(self) -> None:
        """Forget those who have ended."""
        with suppress(ChildProcessError):
            while (dead := os.waitpid(-1, os.WNOHANG)[0]) != 0:
                row = next(row for row, process in self.processes.items() if process == dead)
                del self.processes[row]
                if not self.roster.get(row, Column.QUESTION):
                    # It ended before it could be asked anything, and the next one would too.
                    self.not_before = time.monotonic() + _TOO_SOON_SECONDS
                self.roster.clear(row)
                for rows in (self.yielding, self.slow_rows, self.ended):
                    rows.discard(row)

    def look(self) -> bool:
        """Let those yield who have had their share, and end one too many; gives who is busy."""
        busy = set(self.roster.busy())
        for row in busy - self.yielding - self.slow_rows:
            if self.spent(row) > SHARE_SECONDS:
                self.slow_down(row)
        for _ in range(len(self.yielding - self.ended) - self.size.slow):
            self.end_one(busy)
        return bool(busy)

    def spent(self, row: int) -> float:
        """Seconds of processor time that an evaluator has spent on its question."""
        # What clock_getcpuclockid(3) computes.
        clock = (~self.processes[row] << 3) | 2
        with suppress(OSError):
            return time.clock_gettime(clock) - self.roster.get(row, Column.SPENT)
        return 0

    def slow_down(self, row: int) -> None:
        """Let an evaluator yield to all others; it ends after the question that it has."""
        with suppress(OSError):
            yield_to_all(self.processes[row])
            self.yielding.add(row)

    def end_one(self, busy: set[int]) -> None:
        """End the longest question of the client who has most of those that yield.

        The process takes no other question after it, so none can be hit.
        """
        at_it = (self.yielding - self.ended) & busy
        if not at_it:
            return
        held = Counter(self.roster.get(row, Column.CLIENT) for row in at_it)
        most = max(held.values())
        longest = min(
            (row for row in at_it if held[self.roster.get(row, Column.CLIENT)] == most),
            key=lambda row: self.roster.get(row, Column.BEGAN),
        )
        self.roster.note_ended(self.roster.get(longest, Column.QUESTION))
        self.ended.add(longest)
        with suppress(OSError):
            os.kill(self.processes[longest], signal.SIGKILL)


def open_nursery(opener: Opener, limits: Limits, size: Size) -> tuple[Folder, int, int]:
    """Fork a nursery from this process, which has to be before it starts a thread.

    Gives its folder, the file that keeps it alive until it is closed, and its process number.
    """
    folder = Folder(Path(tempfile.mkdtemp(prefix="sitrep-")))
    os.mkfifo(folder.lifeline, 0o600)
    held = os.open(folder.lifeline, os.O_RDWR | os.O_CLOEXEC)
    roster = open_roster(folder.path, size.rows)
    with socket.socket(socket.AF_UNIX) as quick, socket.socket(socket.AF_UNIX) as slow:
        for door, path in ((quick, folder.quick), (slow, folder.slow)):
            door.bind(str(path))
            door.listen(_BACKLOG)
        process = os.fork()
        if process == 0:
            try:
                keep(Nursery(opener, limits, size, roster, quick, slow), folder)
            except BaseException:  # noqa: BLE001 - this process must not go on as its parent
                traceback.print_exc()
            os._exit(0)
    return folder, held, process


def keep(nursery: Nursery, folder: Folder) -> None:
    """Be the nursery until the lifeline closes, that is, until nobody is left who would ask."""
    let_go_of_all_but(nursery.quick.fileno(), nursery.slow.fileno())
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    lifeline = os.open(folder.lifeline, os.O_RDONLY | os.O_NONBLOCK)
    deaths, wake = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(deaths, False)
    signal.signal(signal.SIGCHLD, note_death)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    nursery.fill()
    with selectors.DefaultSelector() as events:
        events.register(lifeline, selectors.EVENT_READ)
        events.register(deaths, selectors.EVENT_READ)
        wait = _LOOK_WHEN_QUIET_SECONDS
        while not any(key.fd == lifeline for key, _ in events.select(wait)):
            with suppress(BlockingIOError):
                os.read(deaths, 512)
            nursery.reap()
            wait = _LOOK_SECONDS if nursery.look() else _LOOK_WHEN_QUIET_SECONDS
            nursery.fill()
    for child in nursery.processes.values():
        os.kill(child, signal.SIGKILL)
    shutil.rmtree(folder.path, ignore_errors=True)


def let_go_of_all_but(*needed: int) -> None:
    """Close what was inherited: other lifelines would be held, and ports kept open."""
    last = 2
    for number in sorted(needed):
        os.closerange(last + 1, number)
        last = number
    os.closerange(last + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def note_death(_signal: int, _frame: object) -> None:
    """Do nothing: that there is a handler makes Python write to the wake-up pipe."""
