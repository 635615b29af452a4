"""Gate: every date is EDTF, and its bounds are the days that it means."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from rdflib import XSD, Graph, Literal, URIRef
from rdflib.term import Node

from graph.assembling.derive import wholes
from graph.dates import Bounds, read_bounds
from graph.errors import DateError
from graph.model import Facts, GateResult, Subject
from graph.names import EDTF, SITREP, shorten
from graph.quads import default_graph
from graph.reading.facts import mention, mention_of

BOUNDS: Final[tuple[URIRef, ...]] = (SITREP.earliest, SITREP.latest)
DATED: Final = (SITREP.when, *BOUNDS)
UNDATED: Final = Bounds(None, None)


def dates(subject: Subject) -> GateResult:
    """Look at every thing with a date or a bound, as the default graph has it."""
    flat, facts = default_graph(subject.dataset), subject.materials.facts
    things = sorted({thing for term in DATED for thing in flat.subjects(term)}, key=str)
    problems = [
        f"{mention_of(facts, thing)}{shorten(thing)} {problem}"
        for thing in things
        for look in (repeated, mistyped, disagreeing)
        for problem in look(flat, thing)
    ]
    wrong = (
        problem
        for when in sorted({*map(str, flat.objects(None, SITREP.when))})
        for problem in malformed(facts, when)
    )
    return GateResult("dates", len(things), "things with a date", (*wrong, *problems))


def malformed(facts: Facts, when: str) -> Iterator[str]:
    """A date that is not EDTF."""
    try:
        read_bounds(when)
    except DateError as fault:
        quoted = f'"{when}"'
        yield f"{mention(facts, quoted)}{fault}"


def repeated(flat: Graph, thing: Node) -> Iterator[str]:
    """More than one date or bound; a bound that a person wrote differently shows here too."""
    for term in DATED:
        values = sorted(str(value) for value in flat.objects(thing, term))
        if len(values) > 1:
            listed = ", ".join(values)
            yield f"has {len(values)} values of {shorten(term)}: {listed}"


def mistyped(flat: Graph, thing: Node) -> Iterator[str]:
    """Dates that are not typed as such; date-times would drop out of date filters in silence."""
    for term, datatype in ((SITREP.when, EDTF), *((bound, XSD.date) for bound in BOUNDS)):
        for value in flat.objects(thing, term):
            if not isinstance(value, Literal) or value.datatype != datatype:
                expected = shorten(datatype)
                yield f'{shorten(term)} "{value}": expected the type {expected}'


def disagreeing(flat: Graph, thing: Node) -> Iterator[str]:
    """Bounds that are not those of the date, and an end before the beginning."""
    try:
        read = [read_bounds(str(when)) for when in flat.objects(thing, SITREP.when)]
    except DateError:
        return  # `malformed` tells of it
    for bounds in read or [UNDATED]:
        yield from unequal(flat, thing, SITREP.earliest, bounds.earliest)
        yield from unequal(flat, thing, SITREP.latest, bounds.latest)
    for earliest in map(str, flat.objects(thing, SITREP.earliest)):
        for latest in map(str, flat.objects(thing, SITREP.latest)):
            if earliest > latest:
                yield f"ends ({latest}) before it begins ({earliest})"


def unequal(flat: Graph, thing: Node, term: URIRef, expected: date | None) -> Iterator[str]:
    """Bounds that the date does not give, unless an open beginning is that of a whole."""
    inherited = begun(flat, thing) if (term, expected) == (SITREP.earliest, None) else set[Node]()
    for value in flat.objects(thing, term):
        if str(value) != str(expected) and value not in inherited:
            gives = expected or "none"
            yield f"{shorten(term)} {value}, but its :when gives {gives}"


def begun(flat: Graph, thing: Node) -> set[Node]:
    """The days on which the wholes begin that a happening is part of."""
    return {day for whole in wholes(flat, thing) for day in flat.objects(whole, SITREP.earliest)}
