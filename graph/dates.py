"""Dates: from a `:when` as the source has it to the `:earliest` and `:latest` that queries sort by.

A day before the year 1 bounds nothing: `xsd:date` has a year 0 in one version of XML Schema and
none in the other, and the tools differ.

`:when` is EDTF (https://www.loc.gov/standards/datetime/), levels 0 to 2. The bounds are `xsd:date`,
never `xsd:dateTime`: compared with dates, Oxigraph drops date-times from a result without a word.
"""

from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import MINYEAR, date
from functools import cache
from io import StringIO
from time import struct_time
from typing import Final, Literal, cast

import rdflib
from edtf import EDTFParseException, parse_edtf
from edtf.parser.parser_classes import EDTFObject, Interval, UnspecifiedIntervalSection
from rdflib import XSD, Graph

from graph.errors import DateError
from graph.names import SITREP
from graph.quads import Triple

EDTF_ADDRESS: Final = "https://www.loc.gov/standards/datetime/"
# What the package raises for strings that are no dates: its own error, or whatever came first.
FAULTS: Final = (EDTFParseException, AttributeError, OverflowError, TypeError, ValueError)


@dataclass(frozen=True)
class Bounds:
    """The first and the last day that a date may mean; None where it is open, unknown or BC."""

    earliest: date | None
    latest: date | None


@cache
def read_bounds(when: str) -> Bounds:
    """Read the bounds off an EDTF date.

    Raises:
        DateError: it is not EDTF, or lies after the year 9999.
    """
    try:
        found = parse(when)
        begin, end = found.lower_strict(), found.upper_strict()
    except FAULTS as fault:
        raise DateError(f'"{when}" is no date in EDTF ({EDTF_ADDRESS})') from fault
    return Bounds(
        earliest=None if is_open(found, "lower") else day(when, begin),
        latest=None if is_open(found, "upper") else day(when, end),
    )


def parse(when: str) -> EDTFObject:
    """Parse with the package's parser, which prints some of what it stumbles over."""
    if when != when.strip():
        raise ValueError(when)
    with redirect_stdout(StringIO()):
        return cast("EDTFObject", parse_edtf(when))


def is_open(found: EDTFObject, side: Literal["lower", "upper"]) -> bool:
    """Whether a side is open (`..`) or unknown, for which the package would say ten years."""
    return isinstance(found, Interval) and isinstance(
        getattr(found, side), UnspecifiedIntervalSection
    )


def day(when: str, bound: struct_time | float) -> date | None:
    """A bound as a day; the package gives an infinite number for an open end."""
    if not isinstance(bound, struct_time) or bound.tm_year < MINYEAR:
        return None
    try:
        return date(bound.tm_year, bound.tm_mon, bound.tm_mday)
    except (OverflowError, ValueError) as fault:
        raise DateError(f'"{when}" lies after the year 9999') from fault


def bounds(graph: Graph) -> Iterator[Triple]:
    """The `:earliest` and `:latest` of each `:when` in a graph.

    A `:when` that is no date gets none here; the gate of the dates says so, with its place.
    """
    for thing, when in graph.subject_objects(SITREP.when):
        try:
            found = read_bounds(str(when))
        except DateError:
            continue
        if found.earliest:
            yield thing, SITREP.earliest, typed(found.earliest)
        if found.latest:
            yield thing, SITREP.latest, typed(found.latest)


def typed(bound: date) -> rdflib.Literal:
    """A day as RDF has it."""
    return rdflib.Literal(bound, datatype=XSD.date)
