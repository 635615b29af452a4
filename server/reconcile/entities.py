"""The things that can be found: whatever has a type and a name, and is no record of another."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from server.derived import outside_derived
from server.names import Term, label
from server.parts.owners import battle_of, titles
from server.reconcile.schema import (
    Concept,
    Schema,
    aliases_of,
    codes,
    read_types,
    said_of,
    type_iris,
)
from server.reconcile.spaces import Space, entity_space, schema_space
from server.reconcile.terms import (
    DESCRIBING,
    KIND,
    OTHER_NAMES,
    PREFERRED,
    RECORDS,
    SAME,
    TYPE,
    WIDER,
    Told,
    closure,
    labels,
    nodes,
    told_by,
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with its names; `types` and `wider` are IRIs, the nearest first."""

    iri: str
    id: str
    name: str
    description: str
    names: tuple[str, ...]
    types: tuple[str, ...]
    wider: tuple[str, ...]
    said: Mapping[str, tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The entities of a graph by IRI, and its types and properties."""

    space: Space
    entities: Mapping[str, Entity]
    schema: Schema
    schemes: frozenset[str]
    """The properties whose values are codes."""
    identifiers: Mapping[tuple[str, str], tuple[str, ...]]
    """Which entities have a code, by its property, or an item of Wikidata; in small letters."""


def gather_entities(store: Store) -> Gathered:
    """Everything that can be found in a graph, and what it can be told apart by."""
    told, battles = told_by(store), titles(store)
    types = _types(store)
    found = sorted({thing for thing in _named(store) if _is_thing(types.get(thing))}, key=str)
    space = entity_space([thing.value for thing in found])
    entities, schemes = dict[str, Entity](), dict[str, str]()
    for thing in found:
        entities[thing.value] = _read(told, thing, space, battle_of(thing, battles))
        schemes |= {scheme: name for scheme, name, _ in codes(told, thing)}
    return Gathered(
        space=space,
        entities=entities,
        schema=_schema(told, entities, schemes),
        schemes=frozenset({SAME.value, *schemes}),
        identifiers=_identify(entities, schemes),
    )


def _named(store: Store) -> Iterator[NamedNode]:
    for property_ in PREFERRED:
        for quad in store.quads_for_pattern(None, property_, None, DefaultGraph()):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject


def _types(store: Store) -> Mapping[NamedNode, set[NamedNode]]:
    """The classes of everything; a look at all is quicker than one at each."""
    found = defaultdict[NamedNode, set[NamedNode]](set)
    for quad in outside_derived(store, store.quads_for_pattern(None, TYPE, None, None)):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            found[quad.subject].add(quad.object)
    return found


def _is_thing(types: set[NamedNode] | None) -> bool:
    return bool(types) and not RECORDS.intersection(types or ())


def _read(told: Told, thing: NamedNode, space: Space, battle: str) -> Entity:
    """A thing; of several battles, that of which it is told stands in what describes it."""
    described = next(labels(told, thing, DESCRIBING), "")
    types = type_iris(told, thing, KIND)
    wider = [node.value for node in closure(told, [thing], WIDER)[1:]]
    name = label(told.store, thing)
    return Entity(
        iri=thing.value,
        id=space.shorten(thing.value),
        name=name,
        description=(described or _describe(told, thing, types))
        + (f" · in {battle}" if battle else ""),
        names=tuple(dict.fromkeys([name, *labels(told, thing, (*PREFERRED, *OTHER_NAMES))])),
        types=tuple(types),
        wider=tuple(wider),
        said={property_: tuple(values) for property_, values in said_of(told, thing).items()},
    )


def _describe(told: Told, thing: NamedNode, types: list[str]) -> str:
    """What sort of thing it is and to what it belongs, by which people tell namesakes apart."""
    sorts = [label(told.store, node) for node in nodes(told, thing, KIND)]
    belongs = [label(told.store, node) for by in WIDER for node in nodes(told, thing, by)]
    return " · ".join(dict.fromkeys(sorts or [label(told.store, NamedNode(types[0]))])) + (
        f" · {', '.join(dict.fromkeys(belongs))}" if belongs else ""
    )


def _schema(told: Told, entities: Mapping[str, Entity], schemes: Mapping[str, str]) -> Schema:
    used = Counter(iri for entity in entities.values() for iri in entity.types)
    said = Counter(iri for entity in entities.values() for iri in entity.said)
    space = schema_space([*used, *said])
    of_type: dict[str, Counter[str]] = {}
    for entity in entities.values():
        for iri in entity.types:
            of_type.setdefault(iri, Counter()).update(entity.said.keys())
    properties = {
        iri: Concept(
            iri=iri,
            id=space.shorten(iri),
            name=schemes.get(iri) or label(told.store, NamedNode(iri)),
            description=next(labels(told, NamedNode(iri), DESCRIBING), ""),
            used=count,
        )
        for iri, count in said.items()
    }
    types = read_types(told, space, used)
    return Schema(space, types, properties, of_type, aliases_of(told, used, schemes))


def _identify(
    entities: Mapping[str, Entity], schemes: Mapping[str, str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for iri, entity in entities.items():
        for property_ in (SAME.value, *schemes):
            for value in entity.said.get(property_, ()):
                if isinstance(value, (NamedNode, Literal)):
                    key = property_, value.value.casefold()
                    found[key] = (*found.get(key, ()), iri)
    return found
