"""Templates that stand within text: what the page shows in their place.

A template that is not known here shows nothing; where it stood in an infobox, the report says so.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Final, TypeAlias, cast

from mwparserfromhell.nodes import Template
from mwparserfromhell.wikicode import Wikicode

from graph.draft.dates.calendar_words import MONTH_NAMES
from graph.draft.page.marks import BREAK, LEVEL
from graph.draft.patterns import read_patterns, read_rows

Flatten: TypeAlias = Callable[[Wikicode], str]
Shown: TypeAlias = Callable[[Template, Flatten], str]


def arguments(template: Template) -> list[Wikicode]:
    """The arguments by place; numbered ones count as such ("1=…")."""
    found = [each for each in template.params if str(each.name).strip().isdigit()]
    return [each.value for each in sorted(found, key=lambda each: int(str(each.name).strip()))]


def texts(template: Template, flatten: Flatten) -> list[str]:
    """The arguments by place, as they would be shown."""
    return [flatten(each).strip() for each in arguments(template)]


def option(template: Template, flatten: Flatten, *names: str) -> str:
    """The first of some named arguments that says something."""
    values = (flatten(template.get(name).value).strip() for name in names if template.has(name))
    return next(filter(None, values), "")


def nothing(_template: Template, _flatten: Flatten) -> str:
    """Pictures, notes, and what only arranges the page."""
    return ""


def first(template: Template, flatten: Flatten) -> str:
    """What wraps its first argument: {{nowrap|…}}, {{small|…}}, {{abbr|short|long}}."""
    return next(iter(texts(template, flatten)), "") or option(template, flatten, "content", "text")


def last(template: Template, flatten: Flatten) -> str:
    """What has its text last: {{lang|fr|…}}, {{transl|…}}."""
    return next(reversed(texts(template, flatten)), "")


def second(template: Template, flatten: Flatten) -> str:
    """What has its text second: {{lang|fr|…}} with options after it, {{color|red|…}}."""
    return next(iter(texts(template, flatten)[1:2]), "")


def flag(template: Template, flatten: Flatten) -> str:
    """A flag with the name of its country."""
    given = texts(template, flatten)
    return option(template, flatten, "name") or (
        countries().get(given[0], given[0]) if given else ""
    )


def flagged(template: Template, flatten: Flatten) -> str:
    """A flag with another name than that of its country: {{flagged|France|Corsican rebels}}."""
    given = texts(template, flatten)
    return given[1] if len(given) > 1 else flag(template, flatten)


def listed(template: Template, flatten: Flatten) -> str:
    """Items by place: {{ubl|a|b}}. Marks within an argument make a list of their own."""
    return BREAK + BREAK.join(texts(template, flatten)) + BREAK


def titled(template: Template, flatten: Flatten) -> str:
    """A list that can be folded away: its title, and the items a level deeper."""
    title = option(template, flatten, "title")
    items = [flatten(each).strip(BREAK) for each in arguments(template)]
    deeper = [LEVEL * bool(title) + line for item in items for line in item.split(BREAK)]
    return BREAK + BREAK.join((title, *deeper)) + BREAK


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


def convert(template: Template, flatten: Flatten) -> str:
    """{{convert|5|km}}, {{convert|5|to|6|km|mi}}: as it was measured."""
    given = texts(template, flatten)
    if len(given) > 3 and given[1] in ("to", "-", "\u2013", "and", "or"):  # noqa: PLR2004 - two numbers
        return f"{given[0]} {given[1]} {given[2]} {given[3]}"
    return " ".join(given[:2])


def ship(template: Template, flatten: Flatten) -> str:
    """{{HMS|Hood|51}}, {{USS|Iowa}}: the prefix is the template's name."""
    prefix = str(template.name).strip()
    return " ".join((prefix, *texts(template, flatten)[:1]))


def ship_of(template: Template, flatten: Flatten) -> str:
    """{{ship|French ship|Orient|1791}}."""
    given = texts(template, flatten)
    return " ".join(filter(None, given[:2]))


def ship_class(template: Template, flatten: Flatten) -> str:
    """{{sclass|Iowa|battleship}}."""
    given = texts(template, flatten)
    return f"{given[0]}-class {given[1]}" if len(given) > 1 else "".join(given)


def ended(_template: Template, _flatten: Flatten) -> str:
    """What ends a line or a list."""
    return BREAK


def sorted_name(template: Template, flatten: Flatten) -> str:
    """{{sortname|Robert|Lee}}."""
    return " ".join(texts(template, flatten)[:2])


def fraction(template: Template, flatten: Flatten) -> str:
    """{{frac|1|2}}."""
    return "/".join(texts(template, flatten)[-2:])


def interwiki(template: Template, flatten: Flatten) -> str:
    """{{ill|Name|fr}}: a name that has an article in another language."""
    return option(template, flatten, "lt") or first(template, flatten)


READERS: Final[Mapping[str, Shown]] = {
    "first": first,
    "last": last,
    "second": second,
    "flag": flag,
    "flagged": flagged,
    "listed": listed,
    "titled": titled,
    "spoken_date": spoken_date,
    "spoken_dates": spoken_dates,
    "old_style": old_style,
    "circa": circa,
    "convert": convert,
    "ship": ship,
    "ship_of": ship_of,
    "ship_class": ship_class,
    "sorted_name": sorted_name,
    "fraction": fraction,
    "interwiki": interwiki,
    "ended": ended,
    "nothing": nothing,
}


@cache
def table() -> Mapping[str, Shown]:
    """How each template is shown, by its name."""
    said = read_table()
    signs = cast("Mapping[str, str]", said["signs"])
    plain = {
        name: reader for key, reader in READERS.items() for name in cast("list[str]", said[key])
    }
    return {**{name: always(sign) for name, sign in signs.items()}, **plain}


@cache
def families() -> tuple[str, ...]:
    """How the names begin of those that show nothing, whatever follows."""
    return tuple(cast("list[str]", read_table()["families"]))


def read_table() -> Mapping[str, object]:
    """The table as it is written."""
    return read_patterns("templates")


def always(sign: str) -> Shown:
    """What is shown as the same sign every time."""
    return lambda _template, _flatten: sign


@cache
def countries() -> Mapping[str, str]:
    """The names of countries by the codes that flags take."""
    return {row[0]: row[1] for row in read_rows("countries")}


def name_of(template: Template) -> str:
    """The name of a template, as the table has it."""
    return " ".join(str(template.name).replace("_", " ").split()).lower()


def known(name: str) -> Shown | None:
    """How a template is shown; None if it is not known."""
    if name in table():
        return table()[name]
    if name.startswith(families()):
        return nothing
    return always(countries()[name.upper()]) if name.upper() in countries() else None
