"""Templates that stand within text: what the page shows in their place.

A template that is not known here shows nothing; where it stood in an infobox, the report says so.
"""

from collections.abc import Mapping
from functools import cache
from typing import cast

from mwparserfromhell.nodes import Template

from graph.draft.page.shown import READERS, Shown, countries, nothing
from graph.draft.patterns import read_patterns


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
