"""Dates: two are the same if they mean the same days, however they are written."""

from functools import cache
from time import struct_time
from typing import Literal

from edtf.parser.parser_classes import EDTFObject

from graph.dates import FAULTS, is_open, parse


@cache
def date_keys(when: str) -> frozenset[str]:
    """A date as written, and its first and last day, those before the year 1 too."""
    try:
        found = parse(when)
        begin, end = bound(found, "lower"), bound(found, "upper")
    except FAULTS:
        return frozenset({when})
    return frozenset({when, f"{begin} to {end}"} if (begin, end) != ("", "") else {when})


def bound(found: EDTFObject, side: Literal["lower", "upper"]) -> str:
    """The first or the last day of a date; nothing where it is open or unknown."""
    if is_open(found, side):
        return ""
    return written(found.lower_strict() if side == "lower" else found.upper_strict())


def written(day: struct_time | float) -> str:
    """A day as year, month and day; the package gives an infinite number for an open end."""
    return "-".join(map(str, day[:3])) if isinstance(day, struct_time) else ""
