"""Where things are drawn on a map.

Places have no coordinates of their own for the most part. What is at one is drawn at the nearest
place around it that has some (`:within`, and `:at` of what it stands at), and no larger than a
district: the middle of a state says nothing of where in it.
"""

import re
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from ontology import KIND_NAMESPACE
from server.reading.facts import values
from server.reading.shown import Shown, show_thing

_AROUND: Final = (":at", ":within")
# Of these something within is told of, not the whole: drawn as a ring.
_AREAS: Final = frozenset(KIND_NAMESPACE + name for name in ("township", "district"))
# Of these a point says nothing.
_TOO_LARGE: Final = frozenset(KIND_NAMESPACE + name for name in ("state", "region", "country"))
_POINT: Final = re.compile(
    r"\s*POINT\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*\)\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with coordinates: longitude and latitude; `ring` where it is an area."""

    iri: str
    shown: Shown
    longitude: float
    latitude: float
    ring: bool


def named(store: Store, thing: NamedNode, *properties: str) -> list[NamedNode]:
    """The things that some properties of a thing lead to, each once, sorted for each property."""
    found = (value for name in properties for value in values(store, thing, name))
    return list(dict.fromkeys(value for value in found if isinstance(value, NamedNode)))


def spot_of(store: Store, place: NamedNode) -> NamedNode | None:
    """The place at which a place is drawn: the town it is in, else itself, else the area around it.

    The outermost that has coordinates and is no area: so all that is in a town has one mark.
    """
    asked, seen = [place], set[NamedNode]()
    town, area = None, None
    for each in asked:  # grows while it is walked
        kinds = {kind.value for kind in named(store, each, ":kind")}
        if each in seen or kinds & _TOO_LARGE:
            continue
        seen.add(each)
        if point(store, each):
            town, area = (town, area or each) if kinds & _AREAS else (each, area)
        asked += named(store, each, *_AROUND)
    return town or area


def read_spot(store: Store, place: NamedNode) -> Spot | None:
    """A place with its coordinates."""
    found = point(store, place)
    if found is None:
        return None
    ring = any(kind.value in _AREAS for kind in named(store, place, ":kind"))
    return Spot(place.value, show_thing(store, place), *found, ring)


def point(store: Store, place: NamedNode) -> tuple[float, float] | None:
    """Longitude and latitude; None where a place has none, or none on this earth."""
    for geometry in values(store, place, "geo:hasGeometry"):
        for written in values(store, geometry, "geo:asWKT"):
            found = _POINT.fullmatch(written.value) if isinstance(written, Literal) else None
            if found and abs(float(found[1])) <= 180 and abs(float(found[2])) <= 90:  # noqa: PLR2004 - degrees
                return float(found[1]), float(found[2])
    return None
