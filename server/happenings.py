"""What happened, when, where, on whose side and by which sentences: the events of a graph."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Store

from ontology import NAMESPACE, PREFIXES
from server.follow import follow, literals
from server.names import label
from server.sentences import in_article
from server.shown import Shown, show_thing
from server.spots import Spot, read_spot, spot_of

_A: Final = NamedNode(PREFIXES["rdf"] + "type")
_SOURCE: Final = NamedNode(PREFIXES["prov"] + "wasDerivedFrom")
_WORDS: Final = NamedNode(PREFIXES["nif"] + "anchorOf")


def _ours(name: str) -> NamedNode:
    return NamedNode(NAMESPACE + name)


_EVENT: Final = _ours("Event")
_BY: Final = _ours("by")
_ON_SIDE: Final = _ours("onSide")
_SIDE: Final = _ours("Side")
_WHERE: Final = tuple(map(_ours, ("at", "target", "to", "from")))
_PLACE: Final = _ours("Place")
_BELONGS: Final = tuple(map(_ours, ("subUnitOf", "memberOf")))
_DATES: Final = tuple(map(_ours, ("when", "earliest", "latest")))
# A side is told by its name; for all others there is a third sign.
_SIDES: Final = {
    "government": re.compile(r"\b(government|regime|junta)\b", re.IGNORECASE),
    "resistance": re.compile(r"\b(resistance|rebels?|opposition|insurgents?)\b", re.IGNORECASE),
}
OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with what a list, a timeline and a map show of it.

    `when` is the date as the graph has it, `earliest` and `latest` its bounds, each empty where the
    graph has none. `spots` are IRIs of places with coordinates. `sources` are sentences: the link
    to each, with its words.
    """

    iri: str
    shown: Shown
    when: str
    earliest: str
    latest: str
    side: str
    actors: tuple[Shown, ...]
    places: tuple[Shown, ...]
    spots: tuple[str, ...]
    sources: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The course of events: in the order of their dates, and the places where they are drawn."""

    happenings: tuple[Happening, ...]
    spots: tuple[Spot, ...]


def read_course(store: Store) -> Course:
    """All events that have a date, and where they were."""
    quads = store.quads_for_pattern(None, _A, _EVENT, DefaultGraph())
    events = [quad.subject for quad in quads if isinstance(quad.subject, NamedNode)]
    found = [happening for event in events if (happening := read_happening(store, event))]
    found.sort(key=lambda h: (h.earliest or h.latest, h.latest or "9999", h.iri))
    drawn = {iri for each in found for iri in each.spots}
    spots = (read_spot(store, NamedNode(iri)) for iri in sorted(drawn))
    return Course(tuple(found), tuple(spot for spot in spots if spot))


def read_happening(store: Store, event: NamedNode) -> Happening | None:
    """One event; None where it has no date."""
    when, earliest, latest = ("".join(literals(store, event, each)[:1]) for each in _DATES)
    if not (earliest or latest):
        return None
    places = places_of(store, event)
    actors = follow(store, event, _BY)
    spots = (spot_of(store, place) for place in places)
    return Happening(
        iri=event.value,
        shown=show_thing(store, event),
        when=when,
        earliest=earliest,
        latest=latest,
        side=side_of(store, actors),
        actors=tuple(show_thing(store, actor) for actor in actors),
        places=tuple(show_thing(store, place) for place in places),
        spots=tuple(dict.fromkeys(spot.value for spot in spots if spot)),
        sources=tuple(sources_of(store, event)),
    )


def places_of(store: Store, event: NamedNode) -> list[NamedNode]:
    """Where an event was, or what place it was aimed at; a target may be no place at all."""
    found = dict.fromkeys(place for each in _WHERE for place in follow(store, event, each))
    return [place for place in found if _PLACE in follow(store, place, _A)]


def side_of(store: Store, actors: Iterable[NamedNode]) -> str:
    """Whose doing it was: of several sides, of none, or of one with another name it is `other`."""
    sides = {side for actor in actors for side in sides_of(store, actor)}
    told = {name_side(label(store, side)) for side in sides}
    return told.pop() if len(told) == 1 else OTHER


def sides_of(store: Store, actor: NamedNode) -> set[NamedNode]:
    """The sides that an actor is on, or is, itself or by what it belongs to."""
    asked, seen = [actor], set[NamedNode]()
    for each in asked:  # grows while it is walked
        if each in seen:
            continue
        seen.add(each)
        if sides := set(follow(store, each, _ON_SIDE)):
            return sides
        if _SIDE in follow(store, each, _A):
            return {each}
        asked += [whole for part in _BELONGS for whole in follow(store, each, part)]
    return set()


def name_side(name: str) -> str:
    """Which of the signs stands for a side of this name."""
    return next((side for side, words in _SIDES.items() if words.search(name)), OTHER)


def sources_of(store: Store, event: NamedNode) -> Iterator[Shown]:
    """The sentences that an event rests on, in the order of the article."""
    for sentence in follow(store, event, _SOURCE):
        for words in literals(store, sentence, _WORDS):
            yield Shown(words, in_article(sentence.value), sentence.value.rpartition("/")[2])
