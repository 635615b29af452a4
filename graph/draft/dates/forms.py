"""The forms in which English prose writes a date, each a pattern and what it means.

A form gives the points that the words name, with nothing filled in: "4 May" has no year here. The
first form that takes some words keeps them, so that the longer ones stand first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.draft.dates.calendar_words import (
    DAY,
    ERA,
    MONTH,
    SEASON,
    TO,
    YEAR,
)
from graph.draft.dates.points import Point
from graph.draft.dates.readers import (
    Match,
    Reader,
    century,
    day_month,
    day_only,
    iso,
    month_day,
    month_only,
    month_year,
    season_only,
    season_year,
    years,
)

# How two points hang together: from one to the other, some time between, one of them, both.
ALONE: Final = ""
THROUGH: Final = "through"
WITHIN: Final = "within"
EITHER: Final = "either"
BOTH: Final = "both"
TIES: Final = {"or": EITHER, "and": BOTH}


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
