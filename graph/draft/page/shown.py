"""What templates show: one reader for each sort, and by which name the table calls it."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, TypeAlias

from mwparserfromhell.nodes import Template

from graph.draft.page.arguments import Flatten, arguments, option, texts
from graph.draft.page.marks import BREAK, LEVEL
from graph.draft.page.spoken_dates import circa, old_style, spoken_date, spoken_dates
from graph.draft.patterns import read_rows

Shown: TypeAlias = Callable[[Template, Flatten], str]


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
def countries() -> Mapping[str, str]:
    """The names of countries by the codes that flags take."""
    return {row[0]: row[1] for row in read_rows("countries")}
