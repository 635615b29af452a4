"""What must not be left out when a thing is named: how many, when, who says so, how surely."""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from server.names import Term, label
from server.reading import amounts, when
from server.reading.facts import values
from server.terms import term

# The date is that of a look at something already under way, not of its beginning.
_OBSERVED: Final = term("k:observed-date")
# Longer ones count nothing on earth, and Python refuses to read the longest.
_LONGEST_NUMBER: Final = 18


def qualify(store: Store, thing: Term) -> str:
    """All of it in one line; empty for what is simply so."""
    return " · ".join(filter(None, parts(store, thing)))


def parts(store: Store, thing: Term) -> Iterator[str]:
    """Piece by piece."""
    yield figure(store, thing)
    days = " or ".join(when.in_words(day.value) for day in literals(store, thing, ":when"))
    seen = days and _OBSERVED in values(store, thing, ":dating")
    yield f"{days}, as observed" if seen else days
    said = labels(store, thing, ":accordingTo")
    yield f"according to {' and '.join(said)}" if said else ""
    yield from labels(store, thing, ":certainty")
    yield from (told.value for told in literals(store, thing, ":precision"))


def figure(store: Store, thing: Term) -> str:
    """The bounds of a figure, or its rough measure, and what it is counted by."""
    low, best, high = (bound(store, thing, name) for name in (":low", ":best", ":high"))
    number = amounts.in_words(low, best, high)
    unit = " ".join(labels(store, thing, ":measure"))
    rate = " ".join(f"per {name}" for name in labels(store, thing, ":per"))
    rough = " ".join(labels(store, thing, ":scale")) if not number else ""
    return " ".join(filter(None, (number, rough, unit, rate)))


def is_counted(store: Store, thing: Term) -> bool:
    """Whether a thing is a figure with a number."""
    return any(bound(store, thing, name) is not None for name in (":low", ":best", ":high"))


def bound(store: Store, thing: Term, name: str) -> int | None:
    """One bound of a figure, where it is a whole number."""
    for found in literals(store, thing, name):
        digits = found.value.removeprefix("+")
        if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER:
            return int(digits)
    return None


def literals(store: Store, thing: Term, name: str) -> Iterator[Literal]:
    """The values of a property that are literals."""
    yield from (value for value in values(store, thing, name) if isinstance(value, Literal))


def labels(store: Store, thing: Term, name: str) -> list[str]:
    """The names of the things that a property leads to."""
    found = (value for value in values(store, thing, name) if isinstance(value, NamedNode))
    return [label(store, value) for value in found]
