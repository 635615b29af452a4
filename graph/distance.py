"""How far two points of the earth are from one another."""

from math import asin, cos, radians, sin, sqrt
from typing import Final

EARTH: Final = 6371.0


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points, each longitude first in degrees, over the earth (haversine)."""
    (east, north), (east2, north2) = (tuple(map(radians, each)) for each in (one, other))
    half = sin((north2 - north) / 2) ** 2 + cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))
