"""Dates that templates write in figures, in words."""

import re
from datetime import date

from mwparserfromhell.nodes import Template

from graph.draft.dates.calendar_words import MONTH_NAMES
from graph.draft.page.arguments import Flatten, texts


def spoken_date(template: Template, flatten: Flatten) -> str:
    """{{start date|1863|7|1}}, {{date|2024-12-04}}, {{dts|1 July 1863}}."""
    given = [each for each in texts(template, flatten) if each][:3]
    if not given:
        return ""
    if not all(re.fullmatch(r"-?\d{1,4}", each) for each in given):
        return iso_date(given[0])
    return in_words(given)


def in_words(given: list[str]) -> str:
    """A year, a month and a day in figures, as one writes them."""
    year, *rest = given
    month = MONTH_NAMES[int(rest[0]) - 1] if rest and 1 <= int(rest[0]) <= len(MONTH_NAMES) else ""
    era = f"{year.removeprefix('-')} BC" if year.startswith("-") else year
    days = (day.lstrip("0") for day in rest[1:2])
    return " ".join((*days, month, era.lstrip("0"))).strip()


def spoken_dates(template: Template, flatten: Flatten) -> str:
    """As in {{start and end dates|1942|6|4|1942|6|7}}."""
    given = [each for each in texts(template, flatten) if each]
    halves = given[: len(given) // 2], given[len(given) // 2 :]
    return " \u2013 ".join(in_words(half) for half in halves if half)


def iso_date(words: str) -> str:
    """A date in words, if it was written in figures."""
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return words
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def old_style(template: Template, flatten: Flatten) -> str:
    """{{OldStyleDate|30 July|1759|19 July}}: the day in the calendar of today."""
    given = texts(template, flatten)
    return " ".join(given[:2])


def circa(template: Template, flatten: Flatten) -> str:
    """{{circa|1200}}."""
    given = [each for each in texts(template, flatten) if each]
    return "c. " + "\u2013".join(given[:2]) if given else "c."
