"""Read the graph as claims, a part: who took part in what happened, at what it was aimed, when."""

from collections.abc import Iterator
from typing import Final

from rdflib import RDF, URIRef
from rdflib.term import Node

import ontology
from graph.names import SITREP
from graph.wikidata.moments import times
from graph.wikidata.values import Claim, Qualifier
from graph.wikidata.view import View

KIND: Final = ontology.KIND_NAMESPACE
# What can have a target: an attack or a military operation, and what is done by one.
AIMED: Final = tuple(
    URIRef(KIND + name) for name in ("campaign", "fighting", "change-of-control", "arson")
)
KILLING: Final = URIRef(KIND + "killing")
BOUNDS: Final = (SITREP.earliest, SITREP.latest)


def participants(view: View, thing: URIRef) -> Iterator[Claim]:
    """Who does it and against whom, each with the side that they are on."""
    for term in (SITREP.by, SITREP.against):
        for actor in view.objects(thing, term):
            basis = ((thing, term, actor),)
            side = side_of(view, actor)
            item = view.item(actor)
            yield from view.claim(thing, term, item, basis, qualifiers=side, hedged=thing)


def sides(view: View, thing: URIRef) -> Iterator[Claim]:
    """The sides of a battle: who is on one takes part in it, and it is a conflict of theirs.

    Forces and organisations, that is: people on a side, and sources that side with it, need not.
    """
    for side in view.subjects(SITREP.sideIn, thing):
        for actor in view.subjects(SITREP.onSide, side):
            if (actor, RDF.type, SITREP.Organisation) not in view.flat:
                continue
            basis = ((side, SITREP.sideIn, thing), (actor, SITREP.onSide, side))
            told = side_of(view, actor)
            yield from view.claim(thing, SITREP.by, view.item(actor), basis, qualifiers=told)
            yield from view.claim(actor, SITREP.sideIn, view.item(thing), basis)


def side_of(view: View, actor: Node) -> tuple[Qualifier, ...]:
    """The side of a participant."""
    return view.qualify(SITREP.onSide, map(view.item, view.objects(actor, SITREP.onSide)))


def targets(view: View, thing: URIRef) -> Iterator[Claim]:
    """At what it was aimed; of a killing, who was killed."""
    if view.is_a(thing, KILLING):
        term = SITREP.among
    elif view.is_a(thing, *AIMED):
        term = SITREP.target
    else:
        return
    for other in view.objects(thing, SITREP.target):
        basis = ((thing, SITREP.target, other),)
        yield from view.claim(thing, term, view.item(other), basis, hedged=thing)


def dates(view: View, thing: URIRef) -> Iterator[Claim]:
    """When it was. A bound that was taken over from the whole makes the date ours."""
    for when in view.objects(thing, SITREP.when):
        bounds = BOUNDS if str(when).startswith("[") else ()
        days = ((thing, term, day) for term in bounds for day in view.objects(thing, term))
        basis = ((thing, SITREP.when, when), *days)
        for term, moment in times(view.flat, thing, str(when)):
            yield from view.claim(thing, term, moment, basis, hedged=thing)
