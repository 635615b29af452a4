"""The vocabulary of the graph for query editors, at /schema.json: what can be written where.

Made from the data once for each application: classes with how many things they have, properties
with the classes of their subjects as the data has them, entities and kinds by name. What the
ontology says of its terms (definition, domain, range) goes with them, where the file has one.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, request
from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from ontology import NAMESPACE, ONTOLOGY_GRAPH, PREFIXES
from server.names import label, shorten
from server.once import once
from server.state import State

# Of a larger graph only so many entities are offered by name, those that most is said of.
MOST_ENTITIES: Final = 5000
_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")
_SUBCLASS: Final = NamedNode(PREFIXES["rdfs"] + "subClassOf")
_DOMAIN: Final = NamedNode(PREFIXES["rdfs"] + "domain")
_RANGE: Final = NamedNode(PREFIXES["rdfs"] + "range")
_DEFINITIONS: Final = tuple(
    NamedNode(PREFIXES[prefix] + name)
    for prefix, name in (("skos", "definition"), ("rdfs", "comment"), ("dcterms", "description"))
)
_ALSO: Final = NamedNode(PREFIXES["skos"] + "altLabel")
_DECLARES: Final = tuple(
    NamedNode(PREFIXES[prefix] + name)
    for prefix, name in (
        ("owl", "Class"),
        ("rdfs", "Class"),
        ("owl", "ObjectProperty"),
        ("owl", "DatatypeProperty"),
        ("owl", "AnnotationProperty"),
        ("rdf", "Property"),
    )
)
_KINDS: Final = (NamedNode(NAMESPACE + "Kind"), NamedNode(PREFIXES["skos"] + "Concept"))
# A part of PN_LOCAL, which needs no escapes: https://www.w3.org/TR/sparql11-query/#rPN_LOCAL
_LOCAL: Final = re.compile(r"\w([\w.-]*[\w-])?")

Term = dict[str, object]

routes = Blueprint("schema", __name__)


@dataclass(frozen=True, slots=True)
class Use:
    """How the data uses its terms: things by class, triples by property and class, mentions."""

    things: Mapping[NamedNode, int]
    subjects: Mapping[NamedNode, Counter[NamedNode]]
    values: Mapping[NamedNode, Counter[NamedNode]]
    triples: Mapping[NamedNode, int]
    mentions: Mapping[NamedNode, int]


@once
def written(state: State) -> bytes:
    """The document."""
    content = json.dumps(schema(state.store), ensure_ascii=False, separators=(",", ":"))
    return content.encode()


@routes.get("/schema.json")
def document() -> Response:
    """The vocabulary, with an ETag: it changes only when the graph does."""
    response = Response(written(), mimetype="application/json")
    response.add_etag()
    response.headers["Cache-Control"] = "no-cache"
    return response.make_conditional(request)  # type: ignore[return-value]


def schema(store: Store) -> Term:
    """All of it."""
    types, use = survey(store)
    return {
        "prefixes": PREFIXES,
        "classes": list(classes(store, use)),
        "properties": list(properties(store, use)),
        "kinds": list(named(store, kinds(types), types, use)),
        "entities": list(named(store, entities(types, use), types, use)),
    }


def survey(store: Store) -> tuple[Mapping[NamedNode, set[NamedNode]], Use]:
    """Go through the default graph twice: who is of which class, and what is said of whom."""
    types = defaultdict[NamedNode, set[NamedNode]](set)
    for quad in store.quads_for_pattern(None, _TYPE, None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            types[quad.subject].add(quad.object)
    subjects = defaultdict[NamedNode, Counter[NamedNode]](Counter)
    values = defaultdict[NamedNode, Counter[NamedNode]](Counter)
    triples, mentions = Counter[NamedNode](), Counter[NamedNode]()
    none = set[NamedNode]()
    for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
        triples[quad.predicate] += 1
        if isinstance(quad.subject, NamedNode):
            subjects[quad.predicate].update(types.get(quad.subject, none))
        if isinstance(quad.object, NamedNode):
            mentions[quad.object] += 1
            values[quad.predicate].update(types.get(quad.object, none))
    things = Counter(kind for kinds_ in types.values() for kind in kinds_)
    return types, Use(things, subjects, values, triples, mentions)


def classes(store: Store, use: Use) -> Iterator[Term]:
    """The classes that things have, and those that the ontology declares, by name."""
    declared = {*use.things, *declarations(store, _DECLARES[:2])}
    for kind in in_order(declared):
        yield describe(store, kind) | {
            "count": use.things.get(kind, 0),
            "under": names_of(store, kind, _SUBCLASS),
        }


def properties(store: Store, use: Use) -> Iterator[Term]:
    """The properties of the data and of the ontology, by name."""
    for property_ in in_order({*use.triples, *declarations(store, _DECLARES[2:])}):
        yield describe(store, property_) | {
            "count": use.triples.get(property_, 0),
            "domain": names_of(store, property_, _DOMAIN),
            "range": names_of(store, property_, _RANGE),
            "of": counted(use.subjects.get(property_, {})),
            "to": counted(use.values.get(property_, {})),
        }


def kinds(types: Mapping[NamedNode, set[NamedNode]]) -> Iterator[NamedNode]:
    """The concepts by which the graph sorts its things."""
    return (thing for thing in in_order(types) if types[thing] & {*_KINDS})


def entities(types: Mapping[NamedNode, set[NamedNode]], use: Use) -> Iterable[NamedNode]:
    """Everything else that has a class, and is no term itself."""
    terms = {*use.things, *use.triples, *_DECLARES}
    found = [
        thing
        for thing, classes_ in types.items()
        if thing not in terms and not classes_ & {*_KINDS, *_DECLARES}
    ]
    found.sort(key=lambda thing: (-use.mentions.get(thing, 0), thing.value))
    return found[:MOST_ENTITIES]


def named(
    store: Store,
    things: Iterable[NamedNode],
    types: Mapping[NamedNode, set[NamedNode]],
    use: Use,
) -> Iterator[Term]:
    """Things by label, with their other names and their classes."""
    for thing in things:
        also = {
            quad.object.value
            for quad in store.quads_for_pattern(thing, _ALSO, None, DefaultGraph())
            if isinstance(quad.object, Literal)
        }
        told = describe(store, thing)
        yield told | {
            "count": use.mentions.get(thing, 0),
            "also": sorted(also - {told["label"]}),
            "of": [name_of(kind) for kind in in_order(types[thing])],
        }


def describe(store: Store, term: NamedNode) -> Term:
    """A term as a query writes it, its label, and its definition where it has one."""
    told: Term = {"name": name_of(term), "label": label_anywhere(store, term)}
    for property_ in _DEFINITIONS:
        for quad in store.quads_for_pattern(term, property_, None, None):
            if isinstance(quad.object, Literal):
                return told | {"says": quad.object.value}
    return told


def name_of(term: NamedNode) -> str:
    """A term as a query can write it: under a prefix where what is left may stand after one."""
    name = shorten(term.value)
    sound = name != term.value and _LOCAL.fullmatch(name.partition(":")[2])
    return name if sound else f"<{term.value}>"


def label_anywhere(store: Store, term: NamedNode) -> str:
    """The label of the default graph, else of the ontology's graph, else what the IRI ends with."""
    found = label(store, term)
    if found != shorten(term.value):
        return found
    for quad in store.quads_for_pattern(
        term, NamedNode(PREFIXES["rdfs"] + "label"), None, NamedNode(ONTOLOGY_GRAPH)
    ):
        if isinstance(quad.object, Literal):
            return quad.object.value
    return found.rpartition(":")[2]


def declarations(store: Store, of: Iterable[NamedNode]) -> Iterator[NamedNode]:
    """What is declared, in whatever graph, to be one of these."""
    for kind in of:
        for quad in store.quads_for_pattern(None, _TYPE, kind, None):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject


def names_of(store: Store, term: NamedNode, property_: NamedNode) -> list[str]:
    """What a property of the ontology leads to, as names."""
    found = {quad.object for quad in store.quads_for_pattern(term, property_, None, None)}
    return [name_of(each) for each in in_order(e for e in found if isinstance(e, NamedNode))]


def counted(use: Mapping[NamedNode, int]) -> dict[str, int]:
    """Counts by name, the largest first."""
    return {
        name_of(kind): many
        for kind, many in sorted(use.items(), key=lambda pair: (-pair[1], pair[0].value))
    }


def in_order(terms: Iterable[NamedNode]) -> list[NamedNode]:
    """By IRI: equal graphs make equal documents."""
    return sorted(terms, key=lambda term: term.value)
