"""Dates: two are the same if they mean the same days, however they are written."""

from graph.dates import read_bounds
from graph.errors import DateError


def date_keys(when: str) -> frozenset[str]:
    """A date as written, and its first and last day, where it has any that a calendar counts."""
    try:
        bounds = read_bounds(when)
    except DateError:
        return frozenset({when})
    if bounds.earliest is None and bounds.latest is None:
        return frozenset({when})
    return frozenset({when, f"{bounds.earliest} {bounds.latest}"})
