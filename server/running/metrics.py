"""Metrics, the numbers: counted by every process that serves, and read as one sum.

Several processes serve one port, and whichever is asked has to know what all have counted. So the
numbers stand in memory that the processes share: a table with a row for each process, written by
nobody else. A row is claimed by a lock on its part of the file behind the memory; the kernel lets
go of the lock when the process ends, and the next one counts on from where that row stands.
"""

import fcntl
import mmap
import os
import tempfile
import time
import weakref
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from server.errors import HttpError, Problem
from server.problems import every_problem, slug

KINDS: Final = ("sparql", "thing", "page", "data", "static", "probe")
STATUSES: Final = (
    *("200", "201", "204", "206", "301", "302", "303", "304", "307", "308"),
    *(
        "400",
        "401",
        "403",
        "404",
        "405",
        "406",
        "408",
        "409",
        "411",
        "412",
        "413",
        "414",
        "415",
        "417",
        "422",
    ),
    *("429", "431", "500", "501", "503", "other"),
)
SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
MOST_PROCESSES: Final = 1024
_NUMBER_BYTES: Final = 8

Column = tuple[str, ...]

RUNNING: Final = ("running",)
FROM_KEPT: Final = ("kept",)
_SPENT: Final = ("seconds",)
_BUCKETS: Final = tuple(("bucket", str(bound)) for bound in (*SECONDS, "+Inf"))


def columns() -> Iterator[Column]:
    """The columns: what is counted, and its labels."""
    yield ("process",)
    yield RUNNING
    yield FROM_KEPT
    yield _SPENT
    yield from (("requests", kind, status) for kind in KINDS for status in STATUSES)
    yield from _BUCKETS
    yield from (("problems", slug(kind)) for kind in (*every_problem(Problem), HttpError))


@dataclass(slots=True, weakref_slot=True)
class Board:
    """The table. What changes in it are the numbers, and which row is this process's own."""

    file: int
    numbers: "memoryview[float]"
    places: dict[Column, int]
    born: float
    lock: Lock = field(default_factory=Lock)
    owner: int = 0
    start: int = 0

    def count(self, *columns: Column) -> None:
        """Add one to numbers of this process."""
        self.add(*((column, 1) for column in columns))

    def add(self, *changes: tuple[Column, float]) -> None:
        """Add to numbers of this process."""
        # The lock is between this process's threads; no other process writes to the row.
        with self.lock:
            if self.owner != os.getpid():
                self.claim()
            for column, more in changes:
                self.numbers[self.start + self.places[column]] += more

    def answered(self, seconds: float) -> None:
        """Count a query as running no more, and how long it took."""
        self.add((RUNNING, -1), (_BUCKETS[bisect_left(SECONDS, seconds)], 1), (_SPENT, seconds))

    def claim(self) -> None:
        """Make a free row this process's own; when all are taken, the last one is shared."""
        width = len(self.places)
        row = next(filter(self.lockable, range(MOST_PROCESSES)), MOST_PROCESSES - 1)
        self.owner, self.start = os.getpid(), row * width
        self.numbers[self.start + self.places["process",]] = self.owner
        # Whoever had the row before may have ended in the middle of a query.
        self.numbers[self.start + self.places["running",]] = 0

    def lockable(self, row: int) -> bool:
        """Lock a row, if no other process has."""
        with suppress(OSError):
            fcntl.lockf(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, row)
            return True
        return False

    def total(self, column: Column) -> float:
        """A number, summed over all processes that there have been."""
        place, width = self.places[column], len(self.places)
        return sum(self.numbers[place : self.used() * width : width])

    def used(self) -> int:
        """How many rows were ever claimed; they are claimed from the first on."""
        width, place = len(self.places), self.places["process",]
        owners = self.numbers[place::width]
        return next((row for row, owner in enumerate(owners) if not owner), MOST_PROCESSES)

    def processes(self) -> tuple[int, ...]:
        """The number of the process that had each row last."""
        width, place = len(self.places), self.places["process",]
        return tuple(int(owner) for owner in self.numbers[place : self.used() * width : width])


def open_board() -> Board:
    """A table of zeros, to be shared with the processes that are forked after this."""
    places = {column: place for place, column in enumerate(columns())}
    size = MOST_PROCESSES * len(places) * _NUMBER_BYTES
    with tempfile.TemporaryFile() as file:  # has no name, and is sparse: unused rows take nothing
        file.truncate(size)
        shared = mmap.mmap(file.fileno(), size)
        number = os.dup(file.fileno())
    board = Board(number, memoryview(shared).cast("d"), places, time.monotonic())
    weakref.finalize(board, os.close, number)
    return board
