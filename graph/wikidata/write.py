"""Write statements as RDF, in the shape of Wikidata's own and under names of ours.

A statement has a node, `p:` to it and `ps:` from it, and being of the best rank also a plain triple
`wdt:`. Times, amounts and points have a node of their own too, which says how exact they are.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from rdflib import DCTERMS, PROV, RDF, RDFS, XSD, Literal, URIRef
from rdflib.term import Node

import ontology
from graph.names import SITREP, article_iri
from graph.quads import Triple
from graph.wikidata.statements import Statement, key_of
from graph.wikidata.values import DAY, Amount, Moment, Qualifier, Spot, Value
from graph.wikidata.view import View, local
from graph.wikidata.vocabulary import (
    PQ,
    PQV,
    PR,
    PRV,
    PS,
    PSV,
    WD,
    WDT,
    WIKIBASE,
    P,
    counterpart,
    names_of,
)

WKT: Final = URIRef(ontology.PREFIXES["geo"] + "wktLiteral")
SOURCE: Final = DCTERMS.source
HEDGES: Final = (SITREP.accordingTo, SITREP.certainty)
# What leads from a property's item to each of the ways in which it is written.
WAYS: Final = {
    "directClaim": WDT,
    "claim": P,
    "statementProperty": PS,
    "statementValue": PSV,
    "qualifier": PQ,
    "qualifierValue": PQV,
    "reference": PR,
    "referenceValue": PRV,
}


def write(view: View, statements: Iterable[Statement]) -> Iterator[Triple]:
    """Every triple of the statements, of their references, and of the properties in them."""
    names = set[str]()
    for each in statements:
        yield from write_statement(view, each)
        names |= {each.name, *(qualifier.name for qualifier in each.qualifiers)}
    for term in (PROV.wasDerivedFrom, SOURCE, SITREP.retrieved):
        names |= {name for name in [view.counterpart(term)] if name}
    for name in sorted(names):
        yield from write_property(view, name)


def write_statement(view: View, each: Statement) -> Iterator[Triple]:
    """One statement: its value, rank, qualifiers, doubts and references."""
    node = URIRef(f"{view.space}/statement/{each.key}")
    yield each.item, P[each.name], node
    yield each.item, WDT[each.name], plain(each.value)
    yield node, RDF.type, WIKIBASE.Statement
    yield node, RDF.type, WIKIBASE.BestRank
    yield node, WIKIBASE.rank, WIKIBASE.NormalRank
    yield node, PS[each.name], plain(each.value)
    yield from write_value(view, node, PSV[each.name], each.value)
    for qualifier in each.qualifiers:
        yield from write_qualifier(view, node, qualifier)
    for thing in each.hedged:
        for term in HEDGES:
            yield from ((node, term, said) for said in view.objects(thing, term))
    yield from write_references(view, node, each)


def write_qualifier(view: View, node: URIRef, qualifier: Qualifier) -> Iterator[Triple]:
    """One qualifier, with its value in full where it has one."""
    yield node, PQ[qualifier.name], plain(qualifier.value)
    yield from write_value(view, node, PQV[qualifier.name], qualifier.value)


def plain(value: Value) -> Node:
    """A value in one term, as `wdt:` and `ps:` have it."""
    if isinstance(value, Moment):
        return Literal(f"{value.day}T00:00:00Z", datatype=XSD.dateTime)
    if isinstance(value, Amount):
        return Literal(value.best)
    if isinstance(value, Spot):
        return Literal(f"Point({value.longitude} {value.latitude})", datatype=WKT)
    return value


def write_value(view: View, node: URIRef, leads: URIRef, value: Value) -> Iterator[Triple]:
    """The node of a time, an amount or a point; the same for the same value."""
    if isinstance(value, URIRef | Literal):
        return
    sort, said = in_full(value)
    full = URIRef(f"{view.space}/value/{sort.removesuffix('Value').lower()}-{key_of(view, value)}")
    yield node, leads, full
    yield full, RDF.type, WIKIBASE[sort]
    for name, literal in said.items():
        yield full, WIKIBASE[name], literal


def in_full(value: Moment | Amount | Spot) -> tuple[str, dict[str, Literal]]:
    """What sort of value it is, and all that is said of it."""
    if isinstance(value, Moment):
        time = Literal(f"{value.day}T00:00:00Z", datatype=XSD.dateTime)
        zone = {"timePrecision": Literal(value.precision), "timeTimezone": Literal(0)}
        return "TimeValue", {"timeValue": time, **zone}
    if isinstance(value, Spot):
        # Decimals, where Wikidata has doubles, which engines print in different ways.
        degrees = {"geoLongitude": value.longitude, "geoLatitude": value.latitude}
        return "GlobecoordinateValue", {
            name: Literal(text, datatype=XSD.decimal) for name, text in degrees.items()
        }
    bounds = {
        "quantityAmount": value.best,
        "quantityLowerBound": value.low,
        "quantityUpperBound": value.high,
    }
    return "QuantityValue", {n: Literal(each) for n, each in bounds.items() if each is not None}


def write_references(view: View, node: URIRef, each: Statement) -> Iterator[Triple]:
    """To each sentence that says it, by way of the article; to the source of an editor's fact."""
    address = counterpart(view.materials.alignments, SOURCE)
    for sentence in each.sentences:
        reference = URIRef(f"{view.space}/reference/{local(sentence, view.slug)}")
        yield node, PROV.wasDerivedFrom, reference
        yield from cite(view, reference, sentence)
    for source in each.sources:
        reference = URIRef(f"{view.space}/reference/{each.key}")
        yield node, PROV.wasDerivedFrom, reference
        yield reference, RDF.type, WIKIBASE.Reference
        if address:
            yield reference, PR[address], source


def cite(view: View, reference: URIRef, sentence: URIRef) -> Iterator[Triple]:
    """A sentence of the article: stated in the article, at its address, read on that day."""
    article = view.materials.article
    yield reference, RDF.type, WIKIBASE.Reference
    yield reference, PROV.wasDerivedFrom, sentence
    if name := view.counterpart(PROV.wasDerivedFrom):
        yield reference, PR[name], article_iri(article.slug)
    if name := view.counterpart(SOURCE):
        yield reference, PR[name], URIRef(article.address)
    if name := view.counterpart(SITREP.retrieved):
        value = Moment(article.retrieved, DAY)
        yield reference, PR[name], plain(value)
        yield from write_value(view, reference, PRV[name], value)


def write_property(view: View, name: str) -> Iterator[Triple]:
    """What Wikidata calls a property, and the ways in which it is written."""
    yield WD[name], RDF.type, WIKIBASE.Property
    for way, space in WAYS.items():
        yield WD[name], WIKIBASE[way], space[name]
    for label in names_of(view.materials.alignments, name):
        yield WD[name], RDFS.label, label
