"""The terms by which a graph is read here, and how to read one value of it."""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from server.derived import derived_graphs
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


def nodes(store: Store, thing: NamedNode, property_: NamedNode) -> list[NamedNode]:
    """The IRIs that a property of a thing has in any graph, sorted; derived graphs left out."""
    quads = said(store, thing, property_)
    return sorted({q.object for q in quads if isinstance(q.object, NamedNode)}, key=str)


def said(store: Store, thing: NamedNode | BlankNode, property_: NamedNode) -> list[Quad]:
    """What any graph says by a property, those aside that say it again in Wikidata's words."""
    derived = derived_graphs(store)
    quads = store.quads_for_pattern(thing, property_, None, None)
    return [quad for quad in quads if quad.graph_name not in derived]


def texts(store: Store, thing: NamedNode | BlankNode, property_: NamedNode) -> list[str]:
    """The texts that a property of a thing has in any graph; English first, then sorted."""
    quads = said(store, thing, property_)
    found = {q.object for q in quads if isinstance(q.object, Literal)}
    return [text.value for text in sorted(found, key=_english_first)]


def labels(store: Store, thing: NamedNode, by: tuple[NamedNode, ...]) -> Iterator[str]:
    """Its texts by each of some properties, in their order."""
    for property_ in by:
        yield from texts(store, thing, property_)


def facts(store: Store, thing: NamedNode) -> Iterator[tuple[NamedNode, Term]]:
    """What the default graph says of a thing."""
    for quad in store.quads_for_pattern(thing, None, None, DefaultGraph()):
        yield quad.predicate, quad.object


def closure(store: Store, start: list[NamedNode], by: tuple[NamedNode, ...]) -> list[NamedNode]:
    """What is reached by some properties, the nearest first, the start included."""
    reached = list(start)
    for thing in reached:  # grows while it is walked
        for property_ in by:
            reached += [node for node in nodes(store, thing, property_) if node not in reached]
    return reached


def _english_first(text: Literal) -> tuple[bool, str]:
    return text.language not in ("en", None), text.value
