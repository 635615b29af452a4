"""The terms by which a graph is read here, and how to read one value of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from server.derived import outside_derived
from server.names import Term
from server.terms import term

TYPE: Final = term("rdf:type")
SUBCLASS: Final = term("rdfs:subClassOf")
KIND: Final = term(":kind")
CUE: Final = term(":cue")
BROADER: Final = term("skos:broader")
SAME: Final = term("owl:sameAs")
EXACT: Final = term("skos:exactMatch")
IDENTIFIER: Final = term("schema:identifier")
SCHEME: Final = term("schema:propertyID")
SCHEME_NAME: Final = term("schema:name")
VALUE: Final = term("schema:value")
GEOMETRY: Final = term("geo:hasGeometry")
WKT: Final = term("geo:asWKT")
# What can name a thing, the best first; then what it is called besides, and what tells of it.
PREFERRED: Final = tuple(
    map(term, ("skos:prefLabel", "rdfs:label", "dcterms:title", "schema:name"))
)
OTHER_NAMES: Final = tuple(map(term, ("skos:altLabel", "skos:hiddenLabel", "schema:alternateName")))
DESCRIBING: Final = tuple(
    map(term, ("skos:definition", "schema:description", "dcterms:description", "rdfs:comment"))
)
# What a thing belongs to, by which people tell it from another of its name.
WIDER: Final = tuple(
    map(
        term,
        (
            ":within",
            ":memberOf",
            ":subUnitOf",
            ":partOf",
            ":onSide",
            "schema:containedInPlace",
            "schema:memberOf",
            "dcterms:isPartOf",
        ),
    )
)
# What is said of a thing, and is itself none that anybody looks for.
RECORDS: Final = frozenset(
    map(
        term,
        (
            ":Kind",
            ":Sentence",
            "geo:Geometry",
            "nif:Context",
            "owl:Axiom",
            "owl:Class",
            "owl:DatatypeProperty",
            "owl:ObjectProperty",
            "owl:Ontology",
            "rdf:Property",
            "rdfs:Class",
            "schema:PropertyValue",
            "skos:ConceptScheme",
            "skosxl:Label",
            "sssom:Mapping",
            "sssom:MappingSet",
        ),
    )
)


# Things that are remembered: kinds, classes and places come again and again.
_REMEMBERED: Final = 4096

Node = NamedNode | BlankNode
Values = Mapping[NamedNode, Sequence[Term]]


@dataclass(frozen=True, slots=True)
class Told:
    """What a graph says of its things. Each is looked up at once, and remembered for a while.

    `anywhere` is what any graph says of a thing by property, those aside that say it again in
    Wikidata's words; `by_default` is what the default graph says.
    """

    store: Store
    anywhere: Callable[[Node], Values]
    by_default: Callable[[Node], Values]


def told_by(store: Store) -> Told:
    """What a store says."""

    @lru_cache(_REMEMBERED)
    def quads(thing: Node) -> list[Quad]:
        return outside_derived(store, store.quads_for_pattern(thing, None, None, None))

    @lru_cache(_REMEMBERED)
    def anywhere(thing: Node) -> Values:
        return by_property(quads(thing))

    def by_default(thing: Node) -> Values:
        default = DefaultGraph()
        return by_property(quad for quad in quads(thing) if quad.graph_name == default)

    return Told(store, anywhere, by_default)


def by_property(quads: Iterable[Quad]) -> Values:
    """The values of quads by their properties."""
    found = defaultdict[NamedNode, list[Term]](list)
    for quad in quads:
        found[quad.predicate].append(quad.object)
    return found


def nodes(told: Told, thing: Node, property_: NamedNode) -> list[NamedNode]:
    """The IRIs that a property of a thing has in any graph, sorted; derived graphs left out."""
    found = told.anywhere(thing).get(property_, ())
    return sorted({value for value in found if isinstance(value, NamedNode)}, key=str)


def texts(told: Told, thing: Node, property_: NamedNode) -> list[str]:
    """The texts that a property of a thing has in any graph; English first, then sorted."""
    found = told.anywhere(thing).get(property_, ())
    texts_ = {value for value in found if isinstance(value, Literal)}
    return [text.value for text in sorted(texts_, key=_english_first)]


def labels(told: Told, thing: NamedNode, by: tuple[NamedNode, ...]) -> Iterator[str]:
    """Its texts by each of some properties, in their order."""
    for property_ in by:
        yield from texts(told, thing, property_)


def closure(told: Told, start: list[NamedNode], by: tuple[NamedNode, ...]) -> list[NamedNode]:
    """What is reached by some properties, the nearest first, the start included."""
    reached = list(start)
    for thing in reached:  # grows while it is walked
        for property_ in by:
            reached += [node for node in nodes(told, thing, property_) if node not in reached]
    return reached


def _english_first(text: Literal) -> tuple[bool, str]:
    return text.language not in ("en", None), text.value
