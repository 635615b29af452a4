"""Bounds: what the words before a number, or after it, make of it."""

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from graph.draft.model import Count

Match: TypeAlias = re.Match[str]
Bounds: TypeAlias = Callable[[int], Count]


def least(number: int) -> Count:
    """As in "At least n"."""
    return Count(0, 0, low=number)


def more(number: int) -> Count:
    """As in "Over n"."""
    return Count(0, 0, low=number + 1)


def most(number: int) -> Count:
    """As in "Up to n"."""
    return Count(0, 0, high=number)


def fewer(number: int) -> Count:
    """As in "Fewer than n"."""
    return Count(0, 0, high=max(number - 1, 0))


def about(number: int) -> Count:
    """As in "Around n"."""
    return Count(0, 0, best=number)


def nearly(number: int) -> Count:
    """As in "Nearly n" is about n, and no more."""
    return Count(0, 0, best=number, high=number)


def exact(number: int) -> Count:
    """As in "Exactly n", or n alone."""
    return Count(0, 0, low=number, best=number, high=number)


# The words before a number, or after it, that say which bound it is; the first that fits is taken.
BEFORE: Final[tuple[tuple[re.Pattern[str], Bounds], ...]] = tuple(
    (re.compile(rf"(?:(?<![\w-])(?:{words})|{signs})\s*$", re.IGNORECASE), bounds)
    for words, signs, bounds in (
        (r"at least|(?:no|not) (?:fewer|less) than|a minimum of|upwards? of|minimum", "[≥]", least),
        (
            r"up to|as (?:many|much) as|at most|(?:no|not) more than|a maximum of|maximum",
            "[≤]",
            most,
        ),
        (r"(?:more|greater|higher) than|over|above|in excess of|exceeding", "[>]", more),
        (r"(?:less|fewer) than|(?:just )?under|below", "[<]", fewer),
        (r"almost|nearly", "(?!)", nearly),
        (
            (
                r"around|about|approximately|approx\.?|circa|ca\.?|c\.|roughly|some|close to|"
                r"near to|perhaps|estimated(?: at)?|an estimated|estimates? of|an? average of|"
                r"probably|possibly|est\.?"
            ),
            "[~≈]",
            about,
        ),
    )
)  # fmt: skip
AFTER: Final[tuple[tuple[re.Pattern[str], Bounds], ...]] = tuple(
    (re.compile(rf"(?:\s*(?:{words})(?!\w)|{signs})", re.IGNORECASE), bounds)
    for words, signs, bounds in (
        (r"\(?(?:or|and) more\)?|\(?at least\)?|\(?minimum\)?", r"\s?\+(?!\d)", least),
        (r"\(?or (?:fewer|less)\)?|\(?at (?:the )?most\)?|\(?maximum\)?", "(?!)", most),
        (r"or so|\(?approx(?:\.|imately)?\)?|\(?est(?:\.|imated)?\)?", "(?!)", about),
    )
)


def bounded(text: str, match: Match, number: int) -> tuple[Count, int, int]:
    """The bounds of a number, and where it begins and ends with its qualifiers."""
    for pattern, bounds in BEFORE:
        if found := pattern.search(text, max(0, match.start() - 30), match.start()):
            return bounds(number), found.start(), match.end()
    for pattern, bounds in AFTER:
        if found := pattern.match(text, match.end()):
            return bounds(number), match.start(), found.end()
    return exact(number), match.start(), match.end()
