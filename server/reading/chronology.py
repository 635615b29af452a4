"""The events of a battle in the order of the first day on which each can have been."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Store

from server.once import once_for_each
from server.parts.owners import folder_of
from server.reading.article import text_of
from server.state import State
from server.terms import term

# When it was at the earliest, when at the latest; what has no end stands behind.
_OPEN: Final = "~"
_MOST_KEPT: Final = 64
Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Chronology:
    """Events that have a first day, in order."""

    places: tuple[Place, ...]

    def around(self, place: Place) -> tuple[NamedNode | None, NamedNode | None]:
        """The event before a place and the one after it; at the place itself is neither."""
        at = bisect_left(self.places, place)
        after = at + (self.places[at : at + 1] == (place,))
        earlier, later = self.places[:at][-1:], self.places[after : after + 1]
        return (
            NamedNode(earlier[0][2]) if earlier else None,
            NamedNode(later[0][2]) if later else None,
        )


@once_for_each(_MOST_KEPT)
def chronology(state: State, folder: str) -> Chronology:
    """The events that stand in a folder; an article's, or "" for those in none."""
    store = state.store
    quads = store.quads_for_pattern(None, term("rdf:type"), term(":Event"), DefaultGraph())
    events = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    places = (place_of(store, event) for event in events if folder_of(event.value) == folder)
    return Chronology(tuple(sorted(place for place in places if place)))


def place_of(store: Store, thing: NamedNode) -> Place | None:
    """Where a happening stands in time; None if nothing says when it was."""
    earliest = text_of(store, thing, ":earliest")
    return (earliest, text_of(store, thing, ":latest") or _OPEN, thing.value) if earliest else None
