"""What an editor took from elsewhere: a point, a code, a name in another language, with its source.

Such a thing is a node of its own that names its source, whom to credit and the licence. A name
stands beside its node as plain text too, so that whoever only wants names need not know of nodes.
"""

import re
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Store, Triple

from server.description.licences import licence
from server.names import Term
from server.reading.article import text_of
from server.terms import term

_XL: Final = "http://www.w3.org/2008/05/skos-xl#"
# What is borrowed is no thing of its own, but stands for something about one.
CLASSES: Final = (
    *(NamedNode(f"{_XL}Label"), NamedNode("https://w3id.org/sssom/Mapping")),
    *map(term, ("geo:Geometry", "schema:PropertyValue", "owl:Axiom")),
)
# The nodes of names, which the names themselves stand for.
NAME_NODES: Final = tuple(NamedNode(f"{_XL}{name}") for name in ("prefLabel", "altLabel"))
_WORDS: Final = NamedNode(f"{_XL}literalForm")
_NAMING: Final = dict(zip(map(term, ("skos:prefLabel", "skos:altLabel")), NAME_NODES, strict=True))
_POINT: Final = re.compile(
    r"(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom something was taken from, where it is read there, and under which licence."""

    name: str
    source: str
    licence: str


def credit(store: Store, fact: Triple) -> Credit | None:
    """The source of what a fact says; None where an editor needed none."""
    node = node_of(store, fact)
    source = text_of(store, node, "dcterms:source") if node else ""
    if node is None or not source.startswith(("http://", "https://")):
        return None
    terms = licence(text_of(store, node, "dcterms:license"))
    name = text_of(store, node, "schema:creditText") or source
    return Credit(name, source, terms.name if terms else "")


def node_of(store: Store, fact: Triple) -> NamedNode | None:
    """The node that has the source of a fact: its value, or the node of the name that it gives."""
    if isinstance(fact.object, NamedNode):
        return fact.object
    nodes = _NAMING.get(fact.predicate)
    if nodes is None or not isinstance(fact.subject, NamedNode):
        return None
    held = {q.object for q in store.quads_for_pattern(fact.subject, nodes, None, None)}
    named = {q.subject for q in store.quads_for_pattern(None, _WORDS, fact.object, None)}
    return next(
        (node for node in sorted(held & named, key=str) if isinstance(node, NamedNode)), None
    )


def inside(store: Store, value: Term) -> str:
    """A code or a point by what it holds; empty for any other thing."""
    if not isinstance(value, NamedNode):
        return ""
    if code := text_of(store, value, "schema:value"):
        return f"{text_of(store, value, 'schema:name')} {code}".strip()
    return in_degrees(text_of(store, value, "geo:asWKT"))


def in_degrees(wkt: str) -> str:
    """A point in degrees north and east; empty for any other geometry."""
    found = _POINT.fullmatch(wkt.strip())
    if found is None:
        return ""
    east, north = found.groups()
    return f"{degrees(north, 'N', 'S')}, {degrees(east, 'E', 'W')}"


def degrees(value: str, ahead: str, behind: str) -> str:
    """A coordinate with the letter of its direction."""
    return f"{value.removeprefix('-')}° {behind if value.startswith('-') else ahead}"
