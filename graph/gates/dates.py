"""Gate: every date is EDTF, and its bounds are the days that it means."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Final

from rdflib import XSD, Graph, Literal, URIRef
from rdflib.term import Node

from graph.dates import Bounds, read_bounds
from graph.derive import wholes
from graph.errors import DateError
from graph.model import GateResult, Subject
from graph.names import EDTF, SITREP, shorten
from graph.quads import default_graph

BOUNDS: Final[tuple[URIRef, ...]] = (SITREP.earliest, SITREP.latest)
DATED: Final = (SITREP.when, *BOUNDS)
UNDATED: Final = Bounds(None, None)


def dates(subject: Subject) -> GateResult:
    """Look at every thing with a date or a bound, as the default graph has it."""
    flat = default_graph(subject.dataset)
    things = sorted({thing for term in DATED for thing in flat.subjects(term)}, key=str)
    found = chain.from_iterable(
        chain(repeated(flat, thing), mistyped(flat, thing), disagreeing(flat, thing))
        for thing in things
    )
    return GateResult("dates", len(things), "things with a date", tuple(found))


def repeated(flat: Graph, thing: Node) -> Iterator[str]:
    """More than one date or bound; a bound that a person wrote differently shows here too."""
    for term in DATED:
        values = sorted(str(value) for value in flat.objects(thing, term))
        if len(values) > 1:
            listed = ", ".join(values)
            yield f"{shorten(thing)} has {len(values)} values of {shorten(term)}: {listed}"


def mistyped(flat: Graph, thing: Node) -> Iterator[str]:
    """Dates that are not typed as such; date-times would drop out of date filters in silence."""
    for term, datatype in ((SITREP.when, EDTF), *((bound, XSD.date) for bound in BOUNDS)):
        for value in flat.objects(thing, term):
            if not isinstance(value, Literal) or value.datatype != datatype:
                expected = shorten(datatype)
                yield f'{shorten(thing)} {shorten(term)} "{value}": expected the type {expected}'


def disagreeing(flat: Graph, thing: Node) -> Iterator[str]:
    """Dates that are not EDTF, bounds that are not theirs, and an end before the beginning."""
    try:
        read = [read_bounds(str(when)) for when in flat.objects(thing, SITREP.when)]
    except DateError as fault:
        yield f"{shorten(thing)} :when {fault}"
        return
    for bounds in read or [UNDATED]:
        yield from unequal(flat, thing, SITREP.earliest, bounds.earliest)
        yield from unequal(flat, thing, SITREP.latest, bounds.latest)
    for earliest in map(str, flat.objects(thing, SITREP.earliest)):
        for latest in map(str, flat.objects(thing, SITREP.latest)):
            if earliest > latest:
                yield f"{shorten(thing)} ends ({latest}) before it begins ({earliest})"


def unequal(flat: Graph, thing: Node, term: URIRef, expected: date | None) -> Iterator[str]:
    """Bounds that the date does not give, unless an open beginning is that of a whole."""
    inherited = begun(flat, thing) if (term, expected) == (SITREP.earliest, None) else set[Node]()
    for value in flat.objects(thing, term):
        if str(value) != str(expected) and value not in inherited:
            gives = expected or "none"
            yield f"{shorten(thing)} {shorten(term)} {value}, but its :when gives {gives}"


def begun(flat: Graph, thing: Node) -> set[Node]:
    """The days on which the wholes begin that a happening is part of."""
    return {day for whole in wholes(flat, thing) for day in flat.objects(whole, SITREP.earliest)}
