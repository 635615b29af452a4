"""Read, a part: the numbers of the sentences of an article that has been revised.

A sentence keeps its number, and with it its IRI, whatever is written before it later. As long as
the numbers are those of the places in the text, nothing needs to be said. After a revision the
facts file has one line that gives them in the order of the text, and the next one to be given:

    # Sentences in the order of the text: 001-022, 070, 023-069. Next new number: 071.

A number that is below the next one and not in the line is retired, and never given again.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from graph.errors import NumberingError
from graph.model import Facts, Sentence

START: Final = "# Sentences in the order of the text: "
RUN: Final = re.compile(r"(\d{3,9})(?:-(\d{3,9}))?")
LINE: Final = re.compile(
    rf"{START}((?:{RUN.pattern})(?:, {RUN.pattern})*)\. Next new number: (?P<following>\d{{3,9}})\."
)


@dataclass(frozen=True)
class Numbering:
    """The numbers of the sentences in the order of the text, and the first never given."""

    order: tuple[int, ...]
    following: int

    @property
    def plain(self) -> bool:
        """Whether the numbers are those of the places, so that no line need tell them."""
        return (*self.order, self.following) == tuple(range(1, len(self.order) + 2))


def numbered(sentences: tuple[Sentence, ...], facts: Facts) -> tuple[Sentence, ...]:
    """The sentences of an article with the numbers that its facts file gives them.

    Raises:
        NumberingError: as `read_numbering` has it.
    """
    order = read_numbering(facts, len(sentences)).order
    return tuple(
        replace(sentence, number=number) for sentence, number in zip(sentences, order, strict=True)
    )


def read_numbering(facts: Facts, count: int) -> Numbering:
    """The numbers of `count` sentences: those of the line that gives them, or of their places.

    Raises:
        NumberingError: the line is malformed or there twice, gives a number twice or one that is
            still to be given, or numbers more or fewer sentences.
    """
    given = numbering_lines(facts.lines)
    if not given:
        return Numbering(tuple(range(1, count + 1)), count + 1)
    for line in given[1:]:
        raise NumberingError(facts.path, line, 1, f"line {given[0]} numbers the sentences already")
    try:
        return parse(facts.lines[given[0] - 1].rstrip(), count)
    except ValueError as fault:
        raise NumberingError(facts.path, given[0], 1, str(fault)) from fault


def numbering_lines(lines: Iterable[str]) -> list[int]:
    """Where, counted from 1, lines stand that number the sentences."""
    return [at for at, line in enumerate(lines, start=1) if line.startswith(START.rstrip())]


def parse(line: str, count: int) -> Numbering:
    """Read the line; a ValueError says what is wrong with it."""
    said = LINE.fullmatch(line)
    if said is None:
        raise ValueError(f"expected `{START}001-022, 070, 023-069. Next new number: 071.`")
    runs = [(int(first), int(last or first)) for first, last in RUN.findall(said[1])]
    total = sum(last - first + 1 for first, last in runs)
    if any(first > last for first, last in runs):
        raise ValueError("expected runs of numbers that go up, such as 001-022")
    if total != count:
        raise ValueError(
            f"numbers {total} sentences, but the article has {count}; do the facts belong to it?"
        )
    order = tuple(number for first, last in runs for number in range(first, last + 1))
    following = int(said["following"])
    if len(set(order)) < len(order) or not 0 < min(order) <= max(order) < following:
        raise ValueError("expected each number once, from 001 to below the next new one")
    return Numbering(order, following)


def written(numbering: Numbering) -> str:
    """The line that `parse` reads."""
    runs = ", ".join(runs_of(numbering.order))
    return f"{START}{runs}. Next new number: {numbering.following:03d}."


def runs_of(numbers: Iterable[int]) -> Iterator[str]:
    """Numbers in words: each run of consecutive ones as its first and its last."""
    steps = groupby(enumerate(numbers), key=lambda placed: placed[1] - placed[0])
    for run in ([number for _, number in members] for _, members in steps):
        yield f"{run[0]:03d}" if len(run) == 1 else f"{run[0]:03d}-{run[-1]:03d}"
