"""The forms in which English prose writes a date, each a pattern and what it means.

A form gives the points that the words name, with nothing filled in: "4 May" has no year here. The
first form that takes some words keeps them, so that the longer ones stand first.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from graph.draft.dates.calendar_words import (
    DAY,
    ERA,
    MONTH,
    SEASON,
    SEASONS,
    TO,
    YEAR,
    day_number,
    month_number,
    year_number,
)
from graph.draft.dates.points import Point

# How two points hang together: from one to the other, some time between, one of them, both.
ALONE: Final = ""
THROUGH: Final = "through"
WITHIN: Final = "within"
EITHER: Final = "either"
BOTH: Final = "both"
TIES: Final = {"or": EITHER, "and": BOTH}
# How many figures of the second year are written in "1861-65".
SHORTENED: Final = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A date as some words tell it. `weak`: they may mean something else, as "May" and "1200" do.

    `tie` says how the two points hang together; the last is the first where it is `ALONE`.
    """

    begin: int
    end: int
    first: Point
    last: Point
    tie: str = ALONE
    weak: bool = False


Match: TypeAlias = re.Match[str]
Reader: TypeAlias = Callable[[Match], tuple[Point, Point]]

# Numbers that are followed by what they count, and so are no years.
COUNTED: Final = (
    r"(?![\d,.]*\d|\s*%|-?(?:strong|ton|foot|pound|mm)\b|\s+(?:[a-z-]+\s+)?(?:men|troops|soldiers|"
    r"hours|hrs|civilians|people|prisoners|horse(?:men)?|cavalry|infantry|ships|guns|tanks|aircraft|"
    r"feet|ft|m|metres|meters|yards|km|kilomet(?:re|er)s|miles|tons|tonnes|rounds|shells|warriors|"
    r"killed|wounded|dead|casualties|fighters|personnel|rpm|others?)\b)"
)
AFTER_DAY: Final = (
    rf"(?:,?\s+(?:(?P<y>{YEAR})\b{COUNTED}(?:\s*(?P<e>{ERA}))?|(?P<y1>\d{{1,3}})\s*(?P<e1>{ERA})|"
    rf"(?P<e2>A\.?D\.?)\s+(?P<y2>\d{{1,4}})\b))?"
)
YEARLY: Final = (
    rf"(?:(?P<y>{YEAR})\b{COUNTED}(?:\s*(?P<e>{ERA}))?|(?P<y1>\d{{1,3}})\s*(?P<e1>{ERA})|"
    rf"(?P<e2>A\.?D\.?)\s+(?P<y2>\d{{1,4}})\b)"
)
# Before a year that stands by itself: no sign of money or number, and no article, as in "the 2025
# earthquake".
BARE: Final = r"(?:(?<=[Mm]id-)|(?<![\w,.:£$€#/-])(?<![Tt]he ))\b"
JOIN: Final = rf"(?P<join>{TO}|\s+or\s+)"


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


FORMS: Final[tuple[tuple[re.Pattern[str], Reader, bool], ...]] = tuple(
    (re.compile(pattern), reader, weak)
    for pattern, reader, weak in (
        (r"\b(\d{4})-(\d\d)-(\d\d)\b(?!-)", iso, False),
        (
            rf"\b(?:(?<!\d[-\u2013])(?P<d0>{DAY}){JOIN}(?:the\s+)?)?(?P<d>{DAY})(?:\s+of)?\s+(?P<m>{MONTH})(?![a-z])"
            + AFTER_DAY,
            day_month,
            False,
        ),
        (
            (
                rf"\b(?P<m>{MONTH})\s+(?:the\s+)?(?P<d>{DAY})\b(?!,\d|:\d)"
                rf"(?:{JOIN}(?P<d1>{DAY})\b(?!\s+{MONTH}))?{AFTER_DAY}"
            ),
            month_day,
            False,
        ),
        (
            rf"\b(?:(?P<m0>{MONTH}){JOIN})?(?P<m>{MONTH})(?:,|\s+of)?\s+{YEARLY}",
            month_year,
            False,
        ),
        (
            (
                rf"\b(?:(?P<s0>(?i:{SEASON})){JOIN})?(?P<s>(?i:{SEASON}))(?:\s+of|,)?\s+{YEARLY}"
                r"(?:[-\u2010-\u2015/]\d{2,4}\b)?"
            ),
            season_year,
            False,
        ),
        (rf"\b(?P<c>\d{{1,2}})(?:st|nd|rd|th)[ -]century(?:\s+(?P<e>{ERA}))?", century, False),
        (
            (
                rf"\b(?:(?P<y0>\d{{1,4}}){JOIN})?"
                rf"(?:(?P<y1>\d{{1,4}})\s*(?P<e1>{ERA})|(?P<e2>A\.?D\.?)\s+(?P<y2>\d{{1,4}})\b)"
            ),
            years,
            False,
        ),
        (
            rf"{BARE}(?P<y0>1\d{{3}}|20\d\d){JOIN}(?P<y>1\d{{3}}|20\d\d|\d\d)\b{COUNTED}",
            years,
            True,
        ),
        (
            rf"{BARE}(?P<y>1\d{{3}}|20\d\d)\b(?!-\d){COUNTED}",
            years,
            True,
        ),
        (rf"\b(?:(?P<m0>{MONTH}){JOIN})?(?P<m>{MONTH})(?![a-z])", month_only, True),
        (rf"\b(?P<s>{SEASON})\b", season_only, True),
        (
            (
                r"(?<=[Tt]he )(?P<d>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th))"
                r"(?=[,.;:)]|$|\s+(?:and|the|he|she|it|they|when|but|while|after|as|with|however)\b)"
            ),
            day_only,
            True,
        ),
    )
)


def told(text: str) -> tuple[Told, ...]:
    """Every date that is written out in a text, in the order in which they stand."""
    found: list[Told] = []
    for pattern, reader, weak in FORMS:
        found += [
            one
            for match in pattern.finditer(text)
            if not any(match.start() < each.end and each.begin < match.end() for each in found)
            for one in read(match, reader, weak=weak)
        ]
    return tuple(sorted(found, key=lambda each: each.begin))


def read(match: Match, reader: Reader, *, weak: bool) -> Iterator[Told]:
    """What a match tells."""
    first, last = reader(match)
    if first == last:
        yield Told(match.start(), match.end(), first, last, weak=weak)
    elif reader is century:
        yield Told(match.start(), match.end(), first, last, WITHIN)
    else:
        tie = TIES.get(match["join"].strip(), THROUGH)
        yield Told(match.start(), match.end(), first, last, tie, weak=weak)
