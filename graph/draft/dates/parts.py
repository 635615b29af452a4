"""A part of a month or year that the words before it name: "early May", "the end of 1943"."""

import re
from dataclasses import replace
from typing import Final

from graph.draft.dates.calendar_words import ORDINALS
from graph.draft.dates.forms import ALONE, THROUGH, WITHIN, Told
from graph.draft.dates.points import Point, days_in

WEEK: Final = 7
# Days of a month, and months of a year; nought stands for the last.
THIRDS: Final = {
    "early-to-mid": ((1, 20), (1, 8)),
    "mid-to-late": ((11, 0), (5, 12)),
    "early": ((1, 10), (1, 4)),
    "mid": ((11, 20), (5, 8)),
    "late": ((21, 0), (9, 12)),
}
HALVES: Final = {1: ((1, 15), (1, 6)), 2: ((16, 0), (7, 12)), 0: ((16, 0), (7, 12))}
NAMES: Final = {
    "beginning": "early",
    "start": "early",
    "middle": "mid",
    "end": "late",
    "close": "late",
}
PART: Final = re.compile(
    r"(?:\b(?:the\s+)?(?:very\s+)?(?:(?P<third>early[- ]to[- ]mid|mid[- ]to[- ]late|early|mid|"
    r"late)[-\u2010\u2011\s]+(?:in\s+)?|"
    r"(?P<named>beginning|start|middle|end|close)\s+of\s+|"
    rf"(?P<which>{'|'.join(ORDINALS)})\s+(?P<piece>week|half|days)\s+(?:of|in)\s+)(?:the\s+)?)$",
    re.IGNORECASE,
)


def narrowed(text: str, date: Told) -> Told:
    """The part of a month or year that the words before it name; else the date as it is.

    Thirds and halves may be taken roughly, so that they are some day within; a week is one.
    """
    found = PART.search(text, max(0, date.begin - 40), date.begin)
    if found is None or date.tie != ALONE or date.first.day or date.first.season:
        return date
    days, months = span(found)
    first, last = cut(date.first, days, months)
    if first == last:
        return date
    tie = THROUGH if found["piece"] else WITHIN
    return Told(found.start(), date.end, first, last, tie)


def span(found: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The days of a month and the months of a year that the words mean."""
    if found["third"]:
        return THIRDS[found["third"].lower().replace(" ", "-")]
    if found["named"]:
        return THIRDS[NAMES[found["named"].lower()]]
    number = ORDINALS[found["which"].lower()]
    match found["piece"].lower():
        case "half":
            return HALVES.get(number, HALVES[0])
        case "week" if number:
            return (number * WEEK - WEEK + 1, number * WEEK), (1, 12)
        case "week":
            return (-WEEK + 1, 0), (1, 12)
        case _:
            return ((1, WEEK) if number else (-WEEK + 1, 0)), (1, 12)


def cut(whole: Point, days: tuple[int, int], months: tuple[int, int]) -> tuple[Point, Point]:
    """The first and the last point of a part; the whole twice where it has no such part."""
    if whole.month and whole.year is not None:
        length = days_in(whole.year, whole.month)
        first, last = (day if day > 0 else length + day for day in days)
        return replace(whole, day=first), replace(whole, day=last)
    first, last = months
    if months == (1, 12):
        return whole, whole
    return replace(whole, month=first), replace(whole, month=last)
