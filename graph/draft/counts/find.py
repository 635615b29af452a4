"""Find the counts in a text, each with the bounds that its words set.

    at least n  low n · over n  low n+1 · up to n  high n · under n  high n-1 · around n  best n
    between m and n, m-n  low m, high n · n, exactly n  all three · many, dozens  a scale

No date, no number of a unit or a page, and no ordinal is a count.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from graph.draft.counts.bounds import BEFORE, Match, about, bounded
from graph.draft.counts.numbered import numbers_something
from graph.draft.counts.numerals import NUMBER, value
from graph.draft.dates.forms import COUNTED, Told, told
from graph.draft.model import Count

SPAN: Final = re.compile(
    rf"(?<![\w.,-])(?P<between>between\s+)?(?P<m>{NUMBER})"
    r"(?P<join>(?<=\d)\s?[-\u2010-\u2015\u2212]\s?(?=\d)|\s+(?:to|and|or)\s+)"
    rf"(?P<n>{NUMBER})(?!\w|[-.,]\d)",
    re.IGNORECASE,
)
ONE: Final = re.compile(
    rf"(?<![\w.,:/£$€#-])(?P<n>{NUMBER})(?!\w|[.,:]\d|/\d|\s?%|\s?per\s?cent)", re.IGNORECASE
)
YEAR: Final = re.compile(rf"(?:1\d{{3}}|20\d\d)\b{COUNTED}")
TIMES: Final = (
    r"(?!\s+(?:\w+\s+)?(?:seconds|minutes|hours|days|nights|weeks|months|years|times|miles)\b)"
)
SOME: Final = (
    r"some(?=\s+[a-z])(?!\s+(?:of|time|times|way|sort|kind|extent|point|form|degree|other)\b)"
)
SCALES: Final = tuple(
    (re.compile(rf"(?<![\w-])(?:{words})(?![\w-]){TIMES}", re.IGNORECASE), scale)
    for words, scale in (
        (
            r"(?:several|many|a few|some) thousands?|(?:tens of |hundreds of )?thousands",
            "thousands",
        ),
        (r"(?:several|many|a few|some) hundreds?|hundreds", "hundreds"),
        (r"(?:several|many|a few|some) dozens?|dozens|scores", "dozens"),
        (r"many|numerous|countless|(?:a )?large numbers?", "many"),
        (r"several|multiple|a number(?= of)", "several"),
        (r"(?:only |just |but )?(?:a few|few|a handful)", "few"),
        (SOME, "some"),
    )
)
PER: Final = re.compile(
    r"(?:[^,;.]{0,60}?\b(?:per|each|every)|\s+[\w-]+(?:\s+[\w-]+)?\s+an?)\s+(day|week|month|hour|year)\b",
    re.IGNORECASE,
)
# "One" that counts nothing.
IDLE: Final = re.compile(r"\s+(?:of|another|side|day|hand|by|was|is|had|has|point|time|who|that)\b")


def find_counts(text: str, begin: int, *, years: bool = True) -> tuple[Count, ...]:
    """Every count that a text gives; `begin` is where it stands in the page's text.

    Without `years` a number such as 1500 is never taken for one: where only counts are expected.
    """
    dates = [(date.begin, date.end) for date in told(text) if not counted(text, date, years=years)]
    found = count_in(text, dates, years=years)
    return tuple(replace(each, begin=begin + each.begin, end=begin + each.end) for each in found)


def count_in(text: str, taken: list[tuple[int, int]], *, years: bool) -> list[Count]:
    """The counts outside of what is taken by something else."""
    found: list[Count] = []
    for count in (*spans(text), *ones(text, years=years), *scales(text)):
        if not any(count.begin < end and begin < count.end for begin, end in taken):
            taken.append((count.begin, count.end))
            found.append(rated(text, count))
    return sorted(found, key=lambda count: count.begin)


def counted(text: str, date: Told, *, years: bool) -> bool:
    """Whether what may be a year has a word before it that only a number has: "over 1500"."""
    sure = (pattern for pattern, bounds in BEFORE if bounds is not about)
    words = text[: date.begin]
    return date.weak and (not years or any(pattern.search(words) for pattern in sure))


def spans(text: str) -> Iterator[Count]:
    """As in "Between m and n", "m-n"."""
    for match in SPAN.finditer(text):
        low, high = value(match["m"]), value(match["n"])
        if (
            low is None
            or high is None
            or unlike(match)
            or numbers_something(text, *match.span("n"))
        ):
            continue
        low = lifted(low, high)
        begin = match.start() if match["between"] else match.start("m")
        if low < high and not numbers_something(text, *match.span("m")):
            yield Count(begin, match.end(), low=low, high=high)


def unlike(match: Match) -> bool:
    """Whether the two numbers of a match are no bounds: "3 and 4" without "between", years."""
    word = match["join"].strip().lower()
    years = YEAR.match(match.string, match.start("m")) and YEAR.match(
        match.string, match.start("n")
    )
    return bool(years) or (word == "and") != bool(match["between"])


def lifted(low: int, high: int) -> int:
    """As in "10-12,000" and "2-3 million" leave out what both numbers have."""
    for power in (1_000_000, 1_000):
        if high % power == 0 and low < high // power:
            return low * power
    return low


def ones(text: str, *, years: bool) -> Iterator[Count]:
    """A number by itself, with what qualifies it."""
    for match in ONE.finditer(text):
        number = value(match["n"])
        if number is None or numbers_something(text, *match.span()) or idle(text, match):
            continue
        count, begin, end = bounded(text, match, number)
        plain = (begin, end) == match.span()
        if not (plain and years and YEAR.match(text, match.start())):
            yield replace(count, begin=begin, end=end)


def idle(text: str, match: Match) -> bool:
    """Whether "one" is a pronoun."""
    return match["n"].lower() == "one" and (
        bool(IDLE.match(text, match.end())) or not re.match(r"\s+\w", text[match.end() :])
    )


def scales(text: str) -> Iterator[Count]:
    """Words that give a scale and no number."""
    for pattern, scale in SCALES:
        for match in pattern.finditer(text):
            yield Count(match.start(), match.end(), scale=scale)


def rated(text: str, count: Count) -> Count:
    """With the span of time for which it is given, if one is."""
    found = PER.match(text, count.end)
    return replace(count, per=found[1].lower()) if found else count
