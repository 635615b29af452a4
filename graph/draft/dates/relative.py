"""Dates that are told by another one: "the next day", "two weeks later", "that evening"."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

from graph.draft.dates.calendar_words import NUMBER, small_number
from graph.draft.dates.forms import WITHIN, Told
from graph.draft.dates.points import Point, shift, shift_month

Match: TypeAlias = re.Match[str]
Counted: TypeAlias = Callable[[Match, Point], tuple[Point, Point] | None]
TIME_OF_DAY: Final = r"(?:morning|afternoon|evening|night|day|dawn|noon)"
WEEK: Final = 7


def same_day(_match: Match, last: Point) -> tuple[Point, Point] | None:
    """As in "That evening" is on the day last told."""
    return days(last, 0, 0)


def next_day(_match: Match, last: Point) -> tuple[Point, Point] | None:
    """As in "The following day"."""
    return days(last, 1, 1)


def previous_day(_match: Match, last: Point) -> tuple[Point, Point] | None:
    """As in "The previous day"."""
    return days(last, -1, -1)


def some_days(match: Match, last: Point) -> tuple[Point, Point] | None:
    """As in "A few days later" is within a week, "a few days before" likewise."""
    return days(last, 1, WEEK) if forward(match) else days(last, -WEEK, -1)


def so_long(match: Match, last: Point) -> tuple[Point, Point] | None:
    """As in "Two days later" is a day; weeks and months are counted roughly."""
    count = small_number(match["n"]) * (1 if forward(match) else -1)
    match match["unit"]:
        case "day":
            return days(last, count, count)
        case "week":
            found = days(last, count * WEEK, count * WEEK)
            return found and (replace(found[0], rough=True), replace(found[1], rough=True))
        case "month":
            there = replace(shift_month(last, count), rough=True)
            return (there, there) if last.month else None
        case _:
            there = Point((last.year or 0) + count, rough=True)
            return there, there


def same_month(_match: Match, last: Point) -> tuple[Point, Point] | None:
    """As in "Later that month"."""
    there = Point(last.year, last.month)
    return (there, there) if last.month else None


def next_month(_match: Match, last: Point) -> tuple[Point, Point] | None:
    """As in "The following month"."""
    there = shift_month(last, 1)
    return (there, there) if last.month else None


def same_year(_match: Match, last: Point) -> tuple[Point, Point] | None:
    """As in "Later that year"."""
    return Point(last.year), Point(last.year)


def next_year(_match: Match, last: Point) -> tuple[Point, Point] | None:
    """As in "The following year"."""
    there = Point((last.year or 0) + 1)
    return there, there


def days(last: Point, first: int, until: int) -> tuple[Point, Point] | None:
    """Days counted from a day; nothing if the date last told is none."""
    return (shift(last, first), shift(last, until)) if last.day else None


def forward(match: Match) -> bool:
    """Whether it counts to later days."""
    return match["way"].lower() in ("later", "after", "afterwards")


WAY: Final = r"(?P<way>later|afterwards|earlier|before|previously)\b(?!\s+the\s+\w+\s+of\b)"
FORMS: Final[tuple[tuple[re.Pattern[str], Counted], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (rf"\b(?:that|the) same {TIME_OF_DAY}\b|\bthat {TIME_OF_DAY}\b", same_day),
        (rf"\b(?:the|on the)?\s*(?:next|following) {TIME_OF_DAY}\b", next_day),
        (
            r"\bthe (?:previous|preceding) (?:day|night|evening)\b|\bthe day before\b(?! \w)",
            previous_day,
        ),
        (rf"\b(?:a few|several|some) days {WAY}", some_days),
        (rf"\b(?P<n>{NUMBER}) (?P<unit>day|week|month|year)s? {WAY}", so_long),
        (r"\b(?:later )?(?:that|the same) month\b", same_month),
        (r"\b(?:the )?(?:next|following) month\b", next_month),
        (r"\b(?:later )?(?:that|the same) year\b", same_year),
        (r"\b(?:the )?(?:next|following) year\b", next_year),
    )
)


def told_by_another(text: str) -> tuple[tuple[Match, Counted], ...]:
    """Every such date in a text; what it means depends on the date last told before it."""
    found: list[tuple[Match, Counted]] = []
    for pattern, reader in FORMS:
        found += [
            (match, reader)
            for match in pattern.finditer(text)
            if not any(
                match.start() < each.end() and each.start() < match.end() for each, _ in found
            )
        ]
    return tuple(found)


def resolve(match: Match, reader: Counted, last: Point | None) -> Told | None:
    """What it means after a date; nothing if none was told, or none that is close enough."""
    if last is None or last.year is None:
        return None
    found = reader(match, last)
    if found is None:
        return None
    first, until = found
    return Told(match.start(), match.end(), first, until, WITHIN if first != until else "")
