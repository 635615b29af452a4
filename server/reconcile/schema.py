"""Types and properties: the classes and kinds that things have, and what is said of things.

A kind is a type like a class, and either may be narrower than others. Each sort of code that things
have (GeoNames, P-code, …) is a property of its own.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from server.errors import BadRequestError
from server.names import Term, label
from server.reconcile.spaces import WIKIDATA, Space, item_of
from server.reconcile.terms import (
    BROADER,
    CUE,
    DESCRIBING,
    EXACT,
    GEOMETRY,
    IDENTIFIER,
    OTHER_NAMES,
    PREFERRED,
    SCHEME,
    SCHEME_NAME,
    SUBCLASS,
    TYPE,
    VALUE,
    WKT,
    Told,
    closure,
    labels,
    nodes,
    texts,
)

MOST_NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class Concept:
    """A type or a property; `phrases` are the words by which text expresses it."""

    iri: str
    id: str
    name: str
    description: str = ""
    wider: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()
    used: int = 0


@dataclass(frozen=True, slots=True)
class Schema:
    """All types and properties by IRI, and other names that they are known by."""

    space: Space
    types: Mapping[str, Concept]
    properties: Mapping[str, Concept]
    of_type: Mapping[str, Counter[str]]
    aliases: Mapping[str, str]

    def type(self, written: str) -> Concept:
        """The type that is meant.

        Raises:
            BadRequestError: there is none.
        """
        return self._find(written, self.types, "type")

    def property(self, written: str) -> Concept:
        """The property that is meant.

        Raises:
            BadRequestError: there is none.
        """
        return self._find(written, self.properties, "property")

    def _find(self, written: str, among: Mapping[str, Concept], sort: str) -> Concept:
        for iri in (self.space.expand(written), self.aliases.get(written.casefold(), "")):
            if iri in among:
                return among[iri]
        some = sorted(among.values(), key=lambda concept: (-concept.used, concept.id))[:MOST_NAMED]
        raise BadRequestError(
            f"There is no {sort} `{written}` here.",
            hint=f"There are, among others, {', '.join(concept.id for concept in some)}; "
            f"/reconcile/suggest/{sort}?prefix= lists all.",
        )


def type_iris(told: Told, thing: NamedNode, kind: NamedNode) -> list[str]:
    """A thing's types, the most specific first: class, kind, then what is wider than they are."""
    classes, kinds = nodes(told, thing, TYPE), nodes(told, thing, kind)
    reach = {c: closure(told, [c], (SUBCLASS,)) for c in classes}
    wider = {node for c, above in reach.items() for node in above if node != c}
    narrow = [c for c in classes if c not in wider]
    above = closure(told, kinds, (BROADER,))[len(kinds) :] + closure(told, narrow, (SUBCLASS,))
    ordered = dict.fromkeys([*narrow, *kinds, *above, *classes])
    # What the ontology is only aligned with has no name here, and is no type of ours.
    return [n.value for n in ordered if n in classes or any(labels(told, n, PREFERRED))]


def codes(told: Told, thing: NamedNode) -> list[tuple[str, str, str]]:
    """A thing's codes: the property of each sort, its name, the code."""
    found = list[tuple[str, str, str]]()
    for record in nodes(told, thing, IDENTIFIER):
        name = next(iter(texts(told, record, SCHEME_NAME)), "")
        schemes = [node.value for node in nodes(told, record, SCHEME)]
        scheme = next(iter(schemes), f"{IDENTIFIER.value}#{quote(name.replace(' ', '-'))}")
        found += [(scheme, name or scheme, value) for value in texts(told, record, VALUE)]
    return found


def read_types(told: Told, space: Space, used: Counter[str]) -> dict[str, Concept]:
    """Every type that a thing has."""
    return {
        iri: Concept(
            iri=iri,
            id=space.shorten(iri),
            name=label(told.store, NamedNode(iri)),
            description=next(labels(told, NamedNode(iri), DESCRIBING), ""),
            wider=frozenset(
                node.value for node in closure(told, [NamedNode(iri)], (SUBCLASS, BROADER))
            ),
            phrases=tuple(
                dict.fromkeys(labels(told, NamedNode(iri), (*PREFERRED, *OTHER_NAMES, CUE)))
            ),
            used=count,
        )
        for iri, count in used.items()
    }


def said_of(told: Told, thing: NamedNode) -> dict[str, list[Term]]:
    """What is said of a thing by property, codes and points among them."""
    said = dict[str, list[Term]]()
    for property_, values in told.by_default(thing).items():
        if property_ not in (TYPE, IDENTIFIER):
            said[property_.value] = list(values)
    for scheme, _, code in codes(told, thing):
        said.setdefault(scheme, []).append(Literal(code))
    for node in closure(told, [thing], (GEOMETRY,))[1:]:
        said.setdefault(WKT.value, []).extend(Literal(text) for text in texts(told, node, WKT))
    return said


def aliases_of(told: Told, types: Iterable[str], schemes: Mapping[str, str]) -> dict[str, str]:
    """Other names of types and properties, in small letters: items, and names of sorts of codes."""
    named = {name.casefold(): scheme for scheme, name in schemes.items()}
    for scheme in schemes:
        if scheme.startswith(WIKIDATA):
            number = scheme.removeprefix(WIKIDATA).casefold()
            named |= {number: scheme, f"wdt:{number}": scheme, f"wd:{number}": scheme}
    for iri in types:
        for node in nodes(told, NamedNode(iri), EXACT):
            if node.value.startswith(WIKIDATA) and item_of(node.value):
                number = node.value.removeprefix(WIKIDATA).casefold()
                named |= {number: iri, f"wd:{number}": iri}
    return named
