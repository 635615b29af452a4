"""Evidence beside the name: what the graph says of a thing, held against what a query says."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz

from server.names import Term, label
from server.reconcile.asked import Given
from server.reconcile.entities import Entity
from server.reconcile.service import Service
from server.reconcile.spaces import item_of
from server.reconcile.terms import KIND, SAME, WIDER
from server.reconcile.words import plain

AGREES: Final = 0.99
_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_WIDER: Final = frozenset(property_.value for property_ in WIDER)

# How like two names are, from 0 to 1; 1 only when they are surely one.
Likens = Callable[[str, str], float]


def weigh(service: Service, entity: Entity, given: Given, likens: Likens) -> float | None:
    """How well a thing agrees with a property, from 0 to 1; None when the graph says nothing."""
    said = entity.said.get(given.property.iri, ())
    if not said:
        return None
    if given.property.iri in service.gathered.schemes:
        known = {_code(value) for value in said}
        return float(any(code_of(given, written) in known for written in given.values))
    known_things = set(_things(entity, given.property.iri, said))
    return max(
        max(
            [
                *(_weigh_thing(service, thing, written, likens) for thing in known_things),
                *(_weigh_text(value, written) for value in said if isinstance(value, Literal)),
            ],
            default=0.0,
        )
        for written in given.values
    )


def identified(service: Service, given: Given) -> set[str]:
    """The things that a code, or an item of Wikidata, is given to belong to."""
    codes = service.gathered.identifiers
    return {
        iri
        for written in given.values
        for iri in codes.get((given.property.iri, code_of(given, written)), ())
    }


def code_of(given: Given, written: str) -> str:
    """A code in the form in which it is kept."""
    item = item_of(written) if given.property.iri == SAME.value else None
    return (item or written).casefold()


def _code(value: Term) -> str:
    return value.value.casefold() if isinstance(value, (NamedNode, Literal)) else ""


def _things(entity: Entity, property_: str, said: Iterable[Term]) -> Iterable[str]:
    """What a property leads to, directly or by what is wider than that."""
    yield from (value.value for value in said if isinstance(value, NamedNode))
    if property_ == KIND.value:
        yield from entity.types
    if property_ in _WIDER:
        yield from entity.wider


def _weigh_thing(service: Service, iri: str, written: str, likens: Likens) -> float:
    space, schema = service.gathered.space, service.gathered.schema
    meant = {
        space.expand(written),
        schema.space.expand(written),
        schema.aliases.get(written.casefold(), ""),
        *service.gathered.identifiers.get((SAME.value, (item_of(written) or "").casefold()), ()),
    }
    if iri in meant:
        return 1.0
    if entity := service.gathered.entities.get(iri):
        return max(likens(written, name) for name in entity.names)
    if kind := schema.types.get(iri):
        return max((likens(written, phrase) for phrase in kind.phrases), default=0.0)
    return likens(written, label(service.store, NamedNode(iri)))


def _weigh_text(value: Literal, written: str) -> float:
    """Numbers are the same or not, dates within each other or not, texts more or less alike."""
    try:
        return float(float(value.value) == float(written))
    except ValueError:
        pass
    if _DATE.match(value.value) and _DATE.fullmatch(written[:10]):
        return float(value.value.startswith(written) or written.startswith(value.value))
    return fuzz.ratio(plain(value.value), plain(written)) / 100
