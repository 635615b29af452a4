"""Words before a date that change what it means: "by", "since", "a few days before"."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

from graph.draft.dates.calendar_words import NUMBER, small_number
from graph.draft.dates.forms import ALONE, THROUGH, WITHIN, Told
from graph.draft.dates.points import before, shift
from graph.draft.dates.relative import WEEK

Qualifier: TypeAlias = Callable[[re.Match[str], Told], Told]
TIME: Final = (
    r"(?:(?:the\s+)?(?:night|morning|evening|afternoon|dawn|day|month|start)s?\s+of\s+)?(?:the\s+)?"
)
CLOCK: Final = re.compile(
    r"\bat\s+(?:about\s+|around\s+)?(?P<h>\d{1,2})(?:[:.](?P<m>\d\d)|(?=\s?[ap]\.?m))"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?(?:\s+(?:hours|hrs|h|local time))?,?(?:\s+(?:of|"
    r"on))?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
ONGOING: Final = re.compile(
    r"\s*(?:[-\u2010-\u2015\u2212]|to|until)\s*(?:the\s+)?(?:present|ongoing|now|today)\b",
    re.IGNORECASE,
)
ONWARDS: Final = re.compile(r"\s+(?:onwards?|on)\b", re.IGNORECASE)


def template(form: str) -> Qualifier:
    """A qualifier that sets the first point of a date into a form of EDTF."""
    return lambda found, date: replace(date, begin=found.start(), tie=form)


def rough(found: re.Match[str], date: Told) -> Told:
    """As in "Circa"."""
    first, last = replace(date.first, rough=True), replace(date.last, rough=True)
    return replace(date, begin=found.start(), first=first, last=last)


def earlier(found: re.Match[str], date: Told) -> Told:
    """As in "Before D": by the day, month or year before it."""
    return replace(date, begin=found.start(), first=before(date.first), tie="[..{0}]")


def from_on(found: re.Match[str], date: Told) -> Told:
    """As in "From D": it lasts from then on, nobody says how long; a range begins there anyway."""
    return date if date.tie == THROUGH else replace(date, begin=found.start(), tie="{0}/")


def between(found: re.Match[str], date: Told) -> Told:
    """As in "Between D and E": some time within."""
    return replace(date, begin=found.start(), tie=WITHIN if date.tie else date.tie)


def few_days(found: re.Match[str], date: Told) -> Told:
    """As in "A few days before D": within the week before it."""
    first, until = (1, WEEK) if found["way"].lower() == "after" else (-WEEK, -1)
    return counted(found, date, first, until)


def some_days(found: re.Match[str], date: Told) -> Told:
    """As in "Two days before D", "the day after D"."""
    count = small_number(found["n"] or "one") * (WEEK if found["unit"] == "week" else 1)
    count *= 1 if found["way"].lower() == "after" else -1
    return counted(found, date, count, count)


def counted(found: re.Match[str], date: Told, first: int, until: int) -> Told:
    """Days counted from a day; a month or year stays as it is."""
    if not date.first.day or date.tie:
        return date
    begin, end = shift(date.first, first), shift(date.first, until)
    return Told(found.start(), date.end, begin, end, WITHIN if begin != end else ALONE)


def plain(_found: re.Match[str], date: Told) -> Told:
    """As in "On D"."""
    return date


# The first that fits is taken. A date whose words may mean something else needs one of them.
QUALIFIERS: Final[tuple[tuple[re.Pattern[str], Qualifier], ...]] = tuple(
    (re.compile(rf"\b(?:{words})\s+{TIME}$", re.IGNORECASE), meaning)
    for words, meaning in (
        (r"(?:a few|several|some) days (?P<way>before|after)", few_days),
        (rf"(?:(?P<n>{NUMBER})|the) (?P<unit>day|night|week)s? (?P<way>before|after)", some_days),
        (r"by|(?:no|not) later than", template("[..{1}]")),
        (r"before|prior to", earlier),
        (r"until|till|up (?:to|until)|through", template("../{1}")),
        (r"since|as from|starting(?: on| in| from)?|beginning(?: on| in)?", template("{0}/..")),
        (r"from", from_on),
        (r"after|following", template("[{0}..]")),
        (r"circa|c\.|ca\.|about|around|approximately", rough),
        (r"between", between),
        (r"on|in|at|during|throughout|as of|over|for|within|and on|early|late", plain),
    )
)


def vouched(text: str, date: Told) -> bool:
    """Whether the words before a date say that it is one."""
    if date.tie == WITHIN and not date.weak:
        return True
    return any(words.search(text, max(0, date.begin - 40), date.begin) for words, _ in QUALIFIERS)


def qualified(text: str, date: Told) -> Told:
    """The date as the words around it make it."""
    if found := ONGOING.match(text, date.end):
        return replace(date, end=found.end(), tie="{0}/..")
    if timed := clocked(text, date):
        return timed
    for words, meaning in QUALIFIERS:
        if found := words.search(text, max(0, date.begin - 40), date.begin):
            return lasting(text, meaning(found, date))
    return date


def lasting(text: str, date: Told) -> Told:
    """As in "From D on"."""
    found = ONWARDS.match(text, date.end) if date.tie == "{0}/" else None
    return replace(date, end=found.end(), tie="{0}/..") if found else date


def clocked(text: str, date: Told) -> Told | None:
    """As in "At 13:00 of 20 May"."""
    found = CLOCK.search(text, max(0, date.begin - 40), date.begin)
    if found is None or not date.first.day or date.tie:
        return None
    hour, minute = int(found["h"]), int(found["m"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - the hours and minutes of a day
        return None
    point = replace(date.first, clock=f"{hour:02d}:{minute:02d}:00")
    return replace(date, begin=found.start(), first=point, last=point)
