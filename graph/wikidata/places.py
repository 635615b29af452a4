"""Read the graph as claims, a part: where things are, and what others call them by."""

import re
from collections.abc import Iterator
from typing import Final

from rdflib import DCTERMS, Literal, URIRef
from rdflib.term import Node

import ontology
from graph.names import SCHEMA, SITREP
from graph.quads import climb
from graph.wikidata.values import Claim, Spot
from graph.wikidata.view import View, named
from graph.wikidata.vocabulary import WD

GEO: Final = ontology.PREFIXES["geo"]
GEOMETRY, AS_WKT = URIRef(f"{GEO}hasGeometry"), URIRef(f"{GEO}asWKT")
POINT: Final = re.compile(r"POINT ?\((-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)", re.IGNORECASE)
KIND: Final = ontology.KIND_NAMESPACE
COUNTRY, RIVER = URIRef(f"{KIND}country"), URIRef(f"{KIND}river")
# What is an administrative entity or a settlement, and no other part of the earth.
GOVERNED: Final = tuple(
    URIRef(KIND + name)
    for name in ("country", "state", "district", "township", "city", "town", "ward")
)


def whereabouts(view: View, thing: URIRef) -> Iterator[Claim]:
    """Where a happening was; in what a place lies, on which river, and in which country."""
    for place in view.objects(thing, SITREP.at):
        basis = ((thing, SITREP.at, place),)
        yield from view.claim(thing, SITREP.at, view.item(place), basis, hedged=thing)
    for place in view.objects(thing, SITREP.within):
        term = SITREP.within if view.is_a(place, *GOVERNED) else SITREP.at
        yield from view.claim(thing, term, view.item(place), ((thing, SITREP.within, place),))
    for place in view.objects(thing, SITREP.near):
        if view.is_a(place, RIVER):
            basis = ((thing, SITREP.near, place),)
            yield from view.claim(thing, SITREP.near, view.item(place), basis)
    for place in named(climb(view.flat, thing, SITREP.within) - {thing}):
        if view.is_a(place, COUNTRY):
            yield from view.claim(thing, COUNTRY, view.item(place))


def points(view: View, thing: URIRef) -> Iterator[Claim]:
    """Its point, with the source of it."""
    name = view.counterpart(AS_WKT)
    for geometry in view.objects(thing, GEOMETRY):
        for wkt in view.objects(geometry, AS_WKT):
            if name and (found := POINT.fullmatch(str(wkt))):
                value = Spot(found[1], found[2])
                yield Claim(thing, name, value, source=source_of(view, geometry))


def codes(view: View, thing: URIRef) -> Iterator[Claim]:
    """Its numbers with others, where Wikidata has a property for them."""
    for code in view.objects(thing, SCHEMA.identifier):
        for name in view.objects(code, SCHEMA.propertyID):
            for value in view.objects(code, SCHEMA.value):
                text = Literal(str(value))
                own = str(name).removeprefix(WD)
                yield Claim(thing, own, text, source=source_of(view, code))


def source_of(view: View, record: Node) -> URIRef | None:
    """Where an editor has a point or a code from."""
    found = view.objects(record, DCTERMS.source)
    return URIRef(str(found[0])) if found else None
