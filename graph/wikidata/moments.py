"""From a `:when` to Wikidata's times: one day, month or year, and which of the three properties.

Wikidata has no dates "by" and "between". A happening of some day between two days is said to be of
the month or year that holds both, which is true and says less; where none holds both, nothing.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from rdflib import Graph, URIRef
from rdflib.term import Node

import ontology
from graph.dates import Bounds, read_bounds
from graph.errors import DateError
from graph.names import SITREP
from graph.wikidata.values import DAY, MONTH, YEAR, Moment

OPEN: Final = ("", "..")
OBSERVED: Final = URIRef(ontology.KIND_NAMESPACE + "observed-date")
# "About": the unit above the one that is written.
ROUGHLY: Final = "~?%"

Found = tuple[URIRef, Moment]


def times(flat: Graph, thing: Node, when: str) -> Iterator[Found]:
    """The times of a happening, each with the term of ours that says which time it is.

    A day on which something was only seen to be under way begins and ends nothing.
    """
    lower, interval, upper = when.partition("/")
    observed = (thing, SITREP.dating, OBSERVED) in flat
    if when.startswith("[") or not interval:
        found = between(flat, thing) if when.startswith("[") else moment(when)
        yield from ((SITREP.when, each) for each in [found] if each)
    elif observed:
        ends = [bound for part in (lower, upper) if (bound := read(part))]
        found = spanning([day for each in ends for day in (each.earliest, each.latest) if day])
        yield from ((SITREP.when, each) for each in [found] if each)
    else:
        for term, part in ((SITREP.earliest, lower), (SITREP.latest, upper)):
            if found := moment(part):
                yield term, found


def between(flat: Graph, thing: Node) -> Moment | None:
    """The unit that holds the first and the last day on which something can have been."""
    first, last = flat.value(thing, SITREP.earliest), flat.value(thing, SITREP.latest)
    try:
        return spanning([date.fromisoformat(str(first)), date.fromisoformat(str(last))])
    except ValueError:  # one of them is open, or no date, which a gate tells of
        return None


def moment(part: str) -> Moment | None:
    """One side of an interval, or a date that stands alone."""
    bounds = read(part)
    if not (bounds and bounds.earliest and bounds.latest):
        return None
    found = spanning([bounds.earliest, bounds.latest])
    return coarser(found) if found and part[-1] in ROUGHLY else found


def read(part: str) -> Bounds | None:
    """The bounds of one side; None where it is open, unknown or no date."""
    try:
        return None if part in OPEN else read_bounds(part)
    except DateError:
        return None


def spanning(days: list[date]) -> Moment | None:
    """The smallest unit that holds all of some days."""
    if not days:
        return None
    first, last = min(days), max(days)
    if first == last:
        return Moment(first, DAY)
    if (first.year, first.month) == (last.year, last.month):
        return Moment(first.replace(day=1), MONTH)
    return Moment(date(first.year, 1, 1), YEAR) if first.year == last.year else None


def coarser(found: Moment) -> Moment | None:
    """The month of a day, the year of a month; nothing above a year."""
    if found.precision == DAY:
        return Moment(found.day.replace(day=1), MONTH)
    return Moment(date(found.day.year, 1, 1), YEAR) if found.precision == MONTH else None
