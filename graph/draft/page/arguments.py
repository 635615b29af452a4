"""The arguments of a template, as they would be shown."""

from collections.abc import Callable
from typing import TypeAlias

from mwparserfromhell.nodes import Template
from mwparserfromhell.wikicode import Wikicode

Flatten: TypeAlias = Callable[[Wikicode], str]


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
