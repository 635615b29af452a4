"""Growth: how what a query takes grows with the graph, as an exponent and as one of few classes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log
from typing import Final

_HARDLY: Final = 0.25
"""An exponent up to this is noise, or the depth of a tree."""
_LINEAR: Final = 1.25
"""One up to this is linear: caches are missed more often as what is read gets larger."""
_WITH_ANSWER: Final = 0.25
"""By so much a time may grow faster than its answer, and still be said to grow with it."""


class Class(StrEnum):
    """How a time grows with the graph; the values are what the page calls it."""

    CONSTANT = "constant"
    WITH_ANSWER = "with the size of the answer"
    LINEAR = "linear, though the answer hardly grows"
    WORSE = "worse than linear"
    ENDED = "ended by a limit at the largest size"
    UNKNOWN = "not answered at two sizes"


@dataclass(frozen=True, slots=True)
class Point:
    """What one query took on one graph: quads, seconds, and the bytes of its answer."""

    quads: int
    seconds: float
    size: int


def slope(first: Point, second: Point) -> float:
    """The exponent of time between two sizes of graph: 0 constant, 1 linear, 2 quadratic."""
    return exponent(first.seconds, second.seconds, second.quads / first.quads)


def exponent(before: float, after: float, factor: float) -> float:
    """The logarithm of how often something became more, to the base of the factor.

    Raises:
        ValueError: a measure is not above 0, or the factor is 1.
    """
    if min(before, after, factor) <= 0 or factor == 1:
        raise ValueError(f"no exponent from {before} to {after} at a factor of {factor}")
    return log(after / before) / log(factor)


def class_of(points: Sequence[Point], largest: int) -> Class:
    """The class of a query, from the last two sizes at which it was answered.

    Args:
        points: what it took, the smallest graph first, where it was answered.
        largest: the quads of the largest graph of which it was asked.
    """
    if not points or points[-1].quads != largest:
        return Class.ENDED
    if len(points) == 1:
        return Class.UNKNOWN
    before, after = points[-2:]
    found = slope(before, after)
    if found <= _HARDLY:
        return Class.CONSTANT
    if found > _LINEAR:
        return Class.WORSE
    answers = exponent(before.size, after.size, after.quads / before.quads)
    grows = answers > _HARDLY and found <= answers + _WITH_ANSWER
    return Class.WITH_ANSWER if grows else Class.LINEAR


def by_class(points: Mapping[str, Sequence[Point]], largest: int) -> Mapping[Class, list[str]]:
    """The names of the queries of each class, in the order of the classes."""
    found: dict[Class, list[str]] = {each: [] for each in Class}
    for name, measured in points.items():
        found[class_of(measured, largest)].append(name)
    return {each: names for each, names in found.items() if names}
