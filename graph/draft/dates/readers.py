"""Readers: what the parts of a date's form mean, as points."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

from graph.draft.dates.calendar_words import (
    SEASONS,
    day_number,
    month_number,
    year_number,
)
from graph.draft.dates.points import Point

# How many figures of the second year are written in "1861-65".
SHORTENED: Final = 2
Match: TypeAlias = re.Match[str]
Reader: TypeAlias = Callable[[Match], tuple[Point, Point]]


def year_of(match: Match) -> int | None:
    """The year that one of the alternatives has caught."""
    groups = match.groupdict()
    for number, era in (("y", "e"), ("y1", "e1"), ("y2", "e2")):
        if groups.get(number):
            return year_number(groups[number], groups.get(era))
    return None


def day_month(match: Match) -> tuple[Point, Point]:
    """As in "4 May 2024", "4-7 May", "the 4th of May"."""
    last = Point(year_of(match), month_number(match["m"]), day_number(match["d"]))
    return (replace(last, day=day_number(match["d0"])) if match["d0"] else last), last


def month_day(match: Match) -> tuple[Point, Point]:
    """As in "May 4, 2024", "May 4-7"."""
    first = Point(year_of(match), month_number(match["m"]), day_number(match["d"]))
    return first, replace(first, day=day_number(match["d1"])) if match["d1"] else first


def iso(match: Match) -> tuple[Point, Point]:
    """As in "2024-05-04"."""
    point = Point(int(match[1]), int(match[2]), int(match[3]))
    return point, point


def month_year(match: Match) -> tuple[Point, Point]:
    """As in "May 2024", "May-June 2024"."""
    last = Point(year_of(match), month_number(match["m"]))
    return (replace(last, month=month_number(match["m0"])) if match["m0"] else last), last


def season_year(match: Match) -> tuple[Point, Point]:
    """As in "the summer of 1943", "spring/summer 1943"."""
    last = Point(year_of(match), season=SEASONS[match["s"].lower()])
    return (replace(last, season=SEASONS[match["s0"].lower()]) if match["s0"] else last), last


def century(match: Match) -> tuple[Point, Point]:
    """As in "the 16th century", "the 5th century BC"."""
    number = int(match["c"])
    if (match["e"] or "").upper().startswith("B"):
        return Point(1 - number * 100), Point(-(number - 1) * 100)
    return Point(max(1, (number - 1) * 100)), Point(number * 100 - 1)


def years(match: Match) -> tuple[Point, Point]:
    """As in "480 BC", "AD 9", "218-201 BC", "1861-65", "480 or 479 BC"."""
    last, groups = year_of(match), match.groupdict()
    if groups.get("y0") is None or last is None:
        return Point(last), Point(last)
    first = year_number(groups["y0"], groups.get("e1"))
    if 0 <= last < first % 10**SHORTENED < first:
        return Point(first), Point(first)
    shortened = 0 <= last < 10**SHORTENED <= first
    return Point(first), Point(last + first - first % 10**SHORTENED if shortened else last)


def month_only(match: Match) -> tuple[Point, Point]:
    """As in "May", "March or April"."""
    last = Point(month=month_number(match["m"]))
    return (Point(month=month_number(match["m0"])) if match["m0"] else last), last


def season_only(match: Match) -> tuple[Point, Point]:
    """As in "the spring", whose year the context gives."""
    point = Point(season=SEASONS[match["s"].lower()])
    return point, point


def day_only(match: Match) -> tuple[Point, Point]:
    """As in "the 18th", whose month the context gives."""
    point = Point(day=day_number(match["d"]))
    return point, point
