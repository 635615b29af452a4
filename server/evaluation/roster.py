"""The roster: a row for each evaluator, in memory that all processes share.

An evaluator writes what it is at into its own row; the nursery reads all rows to see who is slow;
who asks reads them to see whether a question was taken. It stands in a file of the nursery's
folder, so that a process that was there before can look into it too. Nobody waits for anybody.
"""

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Final

_NAME: Final = "roster"
_NUMBER_BYTES: Final = 8
# After the rows: the last questions that were ended to make room, and how many there were.
_REMEMBERED: Final = 64


class Column(IntEnum):
    """What a row holds, a number each."""

    PROCESS = 0
    BEGAN = 1
    """When the question was taken, by the monotonic clock; 0 while there is none."""
    SPENT = 2
    """Seconds of processor time that the process had spent by then."""
    QUESTION = 3
    CLIENT = 4


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows; `numbers` is the memory that they stand in."""

    size: int
    numbers: "memoryview[float]"

    def clear(self, row: int) -> None:
        """Forget who had a row."""
        for column in Column:
            self.set(row, column, 0)

    def set(self, row: int, column: Column, value: float) -> None:
        """Write a number."""
        self.numbers[row * len(Column) + column] = value

    def get(self, row: int, column: Column) -> float:
        """Read a number."""
        return self.numbers[row * len(Column) + column]

    def busy(self) -> Iterator[int]:
        """The rows of those who have a question in hand."""
        return (row for row in range(self.size) if self.get(row, Column.BEGAN))

    def has_taken(self, question: int) -> bool:
        """Whether somebody has this question in hand."""
        return any(self.get(row, Column.QUESTION) == question for row in self.busy())

    def note_ended(self, question: float) -> None:
        """Remember that a question was ended to make room; only the nursery does this."""
        start = self.size * len(Column)
        number = int(self.numbers[start])
        self.numbers[start + 1 + number % _REMEMBERED] = question
        self.numbers[start] = number + 1

    def was_ended(self, question: int) -> bool:
        """Whether a question was ended to make room, among the last ones that were."""
        start = self.size * len(Column) + 1
        return question in self.numbers[start : start + _REMEMBERED].tolist()


def open_roster(folder: Path, size: int) -> Roster:
    """The roster of a folder, with so many rows; the first to open it makes it, with zeros."""
    length = (size * len(Column) + 1 + _REMEMBERED) * _NUMBER_BYTES
    with (folder / _NAME).open("a+b") as file:
        file.truncate(length)
        shared = mmap.mmap(file.fileno(), length)
    return Roster(size, memoryview(shared).cast("d"))
