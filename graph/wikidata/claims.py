"""Read the graph as claims, a part: what each thing is, belongs to, and is not.

A claim needs a property of Wikidata that the alignments name; what has none stays out. Nothing is
claimed that the graph does not say, and what a claim rests on goes with it.
"""

from collections.abc import Callable, Iterator
from typing import Final

from rdflib import OWL, RDF, URIRef

from graph.names import SITREP
from graph.wikidata.figures import figures
from graph.wikidata.happenings import dates, participants, sides, targets
from graph.wikidata.kinds import subclasses
from graph.wikidata.places import codes, points, whereabouts
from graph.wikidata.values import Claim
from graph.wikidata.view import View


def read_claims(view: View) -> Iterator[Claim]:
    """Every claim that the graph supports; one may come more than once."""
    for thing in view.things():
        for reader in READERS:
            yield from reader(view, thing)
    for kind in view.kinds():
        yield from subclasses(view, kind)
    yield from differences(view)


def types(view: View, thing: URIRef) -> Iterator[Claim]:
    """Its kind; its class if it has none, or is people: a group of civilians is no civilian."""
    people = (thing, RDF.type, SITREP.Population) in view.flat
    kinds = [] if people else view.objects(thing, SITREP.kind)
    for kind in kinds:
        basis = ((thing, SITREP.kind, kind),)
        yield from view.claim(thing, SITREP.kind, view.class_item(kind), basis)
    if not kinds and (own := view.class_of(thing)):
        yield from view.claim(thing, SITREP.kind, view.class_item(own), ((thing, RDF.type, own),))


def wholes(view: View, thing: URIRef) -> Iterator[Claim]:
    """What it is part of, belongs to, follows, or may be the same as."""
    for term in WHOLES:
        for other in view.objects(thing, term):
            hedged = thing if term == SITREP.after else None
            basis = ((thing, term, other),)
            yield from view.claim(thing, term, view.item(other), basis, hedged=hedged)


def bases(view: View, thing: URIRef) -> Iterator[Claim]:
    """Where an actor's base is: the site says it of the actor."""
    for site in view.subjects(SITREP.baseOf, thing):
        basis = ((site, SITREP.baseOf, thing),)
        yield from view.claim(thing, SITREP.baseOf, view.item(site), basis)


def identity(view: View, thing: URIRef) -> Iterator[Claim]:
    """That an item of Wikidata is what we have under an address of our own."""
    if thing in view.items:
        yield from view.claim(thing, OWL.sameAs, thing)


def differences(view: View) -> Iterator[Claim]:
    """Pairings that were judged wrong, so that nobody makes them again."""
    for link in view.materials.links.rows:
        if link.rejected and link.item:
            yield from view.claim(link.subject, OWL.differentFrom, link.item)


WHOLES: Final = (
    SITREP.partOf,
    SITREP.subUnitOf,
    SITREP.memberOf,
    SITREP.onSide,
    SITREP.maybeSame,
    SITREP.after,
)
READERS: Final[tuple[Callable[[View, URIRef], Iterator[Claim]], ...]] = (
    types,
    wholes,
    bases,
    participants,
    sides,
    targets,
    dates,
    whereabouts,
    points,
    codes,
    figures,
    identity,
)
