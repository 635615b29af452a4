"""Names that a draft gives: of a graph, by its article's title, and of a thing, by its label."""

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import combining, normalize

LONGEST: Final = 60
# What a graph may not be called, because the ontology's own names begin so.
RESERVED: Final = ("ns", "kind", "shape")


def slug_of(title: str) -> str:
    """The slug of a graph: "Battle of Bar (1815)" is `battle-of-bar-1815`."""
    slug = iri_name(title, "article")
    return f"{slug}-article" if slug in RESERVED else slug


def iri_name(label: str, otherwise: str = "thing") -> str:
    """A label as the end of an IRI: lower case letters and digits, joined by hyphens."""
    letters = normalize("NFKD", label.lower().replace("'s ", "s ").replace("\u2019s ", "s "))
    letters = "".join(letter for letter in letters if not combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:LONGEST].strip("-") or otherwise


def numbered(name: str, form: str) -> Iterator[str]:
    """A name, then the name with 2, 3 and so on: `form` says how, as "{}-{}" or "{} ({})"."""
    yield name
    yield from (form.format(name, number) for number in range(2, 10_000))
