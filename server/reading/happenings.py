"""What happened, when, where, on whose side and by which sentences: the events of a graph."""

from collections.abc import Callable
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Store

from server.reading.article import Sentence, text_of
from server.reading.facts import values
from server.reading.library import Library
from server.reading.shown import Shown, show_thing
from server.reading.sides import OTHER
from server.reading.spots import Spot, named, read_spot, spot_of
from server.terms import term


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with what a list, a timeline and a map show of it.

    `when` is the date as the graph has it, and `dated` the same in words; `earliest` and `latest`
    are its bounds, each empty where the graph has none. `side` is a word for style sheets, and
    `other` where nobody or several sides did it. `spots` are IRIs of places with coordinates.
    """

    iri: str
    shown: Shown
    when: str
    dated: str
    earliest: str
    latest: str
    side: str
    actors: tuple[Shown, ...]
    places: tuple[Shown, ...]
    spots: tuple[str, ...]
    sources: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The course of events: in the order of their dates, and the places where they are drawn."""

    happenings: tuple[Happening, ...]
    spots: tuple[Spot, ...]


def read_course(
    store: Store, library: Library, tells: Callable[[NamedNode], bool] = lambda _: True
) -> Course:
    """The events that have a date, of all or of those that somebody tells of; where they were."""
    quads = store.quads_for_pattern(None, term("rdf:type"), term(":Event"), DefaultGraph())
    events = [q.subject for q in quads if isinstance(q.subject, NamedNode) and tells(q.subject)]
    found = [one for event in events if (one := read_happening(store, library, event))]
    found.sort(key=lambda one: (one.earliest or one.latest, one.latest or "9999", one.iri))
    drawn = sorted({iri for each in found for iri in each.spots})
    spots = (read_spot(store, NamedNode(iri)) for iri in drawn)
    return Course(tuple(found), tuple(spot for spot in spots if spot))


def read_happening(store: Store, library: Library, event: NamedNode) -> Happening | None:
    """One event; None where it has no date."""
    earliest, latest = text_of(store, event, ":earliest"), text_of(store, event, ":latest")
    if not (earliest or latest):
        return None
    shown, places = show_thing(store, event), places_of(store, event)
    spots = (spot_of(store, place) for place in places)
    when = next(values(store, event, ":when"), None)
    return Happening(
        iri=event.value,
        shown=shown,
        when=text_of(store, event, ":when"),
        dated=show_thing(store, when).text if when else "",
        earliest=earliest,
        latest=latest,
        side=shown.side or OTHER,
        actors=tuple(show_thing(store, actor) for actor in named(store, event, ":by")),
        places=tuple(show_thing(store, place) for place in places),
        spots=tuple(dict.fromkeys(spot.value for spot in spots if spot)),
        sources=library.among(set(named(store, event, "prov:wasDerivedFrom"))),
    )


def places_of(store: Store, event: NamedNode) -> list[NamedNode]:
    """Where an event was, or what place it was aimed at; a target may be no place at all."""
    found = named(store, event, ":at", ":target", ":to", ":from")
    return [place for place in found if term(":Place") in named(store, place, "rdf:type")]
