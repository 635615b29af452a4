"""What has no item yet, and what is known of it: the questions that are put to Wikidata."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from rdflib import RDF, SKOS, Literal, URIRef
from rdflib.term import Node

from graph.errors import GraphError
from graph.names import SCHEMA, SITREP, shorten
from graph.quads import climb
from graph.wikidata.places import AS_WKT, COUNTRY, GEOMETRY, POINT
from graph.wikidata.view import View
from graph.wikidata.vocabulary import WD

SORTS: Final = (SITREP.Actor, SITREP.Place, SITREP.Materiel, SITREP.Event)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A thing without an item: its names, the best first, and all that an item can be held against.

    `classes` are the items of its kind and of those above it; `others` those of all other kinds.
    `spread` is how many kilometres an item may lie from `point`. `judged` are items that somebody
    found to be something else, `taken` those of other things, each with a word on it.
    """

    thing: URIRef
    label: str
    names: tuple[str, ...]
    kind: str
    classes: frozenset[str]
    others: frozenset[str]
    countries: frozenset[str]
    point: tuple[float, float] | None
    spread: float
    first: date | None
    last: date | None
    codes: tuple[tuple[str, str], ...]
    judged: Mapping[str, str]
    taken: Mapping[str, str]


# A town is a point; of what only lies in a place, the place is all that is known.
NEAR, FAR = 25.0, 150.0


class NoSuchThingError(GraphError):
    """A thing was asked for that the graph has not, or that has an item already."""


def wanted(view: View, names: Iterable[str], *, everything: bool) -> Iterator[Wanted]:
    """Things without an item: those asked for, or all that bear a proper name.

    With `everything` also what the article only describes.

    Raises:
        NoSuchThingError: one that was asked for is not there, or not without an item.
    """
    chosen = choose(view, names)
    linked = {link.subject for link in view.materials.links.rows if link.asserted}
    sought = {link.subject for link in view.materials.links.rows if link.item is None}
    for thing in chosen or sorted(things(view) - linked):
        proper = thing in sought or (thing, SKOS.altLabel, None) in view.flat
        if chosen or proper or everything:
            yield describe(view, thing)


def choose(view: View, names: Iterable[str]) -> list[URIRef]:
    """The things of some names, such as `b:kia`, each once and sorted.

    Raises:
        NoSuchThingError: one is not there, or not without an item.
    """
    linked = {link.subject: link for link in view.materials.links.rows if link.asserted}
    known = {shorten(thing): thing for thing in things(view)}
    for name in names:
        thing = known.get(shorten(name))
        if thing is None:
            raise NoSuchThingError(f"{name}: the graph has no such thing; is it spelt as b:kia is?")
        if thing in linked:
            raise NoSuchThingError(f"{name}: has the item {shorten(linked[thing].item)} already")
    return sorted({known[shorten(name)] for name in names})


def things(view: View) -> set[URIRef]:
    """Everything of which there may be an item."""
    return {
        URIRef(str(thing)) for sort in SORTS for thing in view.flat.subjects(RDF.type, sort)
    } | {URIRef(str(kind)) for kind in view.flat.subjects(RDF.type, SITREP.Kind)}


def describe(view: View, thing: URIRef) -> Wanted:
    """Gather what is known of one thing."""
    names = names_of(view, thing)
    kinds = view.objects(thing, SITREP.kind)
    within, every = classes_of(view, kinds), set(map(code_of, view.classes.values()))
    point, spread = whereabouts(view, thing)
    return Wanted(
        thing=thing,
        label=names[0],
        names=names,
        kind=", ".join(str(view.flat.value(kind, SKOS.prefLabel)) for kind in kinds),
        classes=frozenset(within),
        others=frozenset(every - within) if within else frozenset(),
        countries=frozenset(countries(view)),
        point=point,
        spread=spread,
        first=day(view, thing, SITREP.earliest),
        last=day(view, thing, SITREP.latest),
        codes=tuple(codes(view, thing)),
        judged={
            code_of(link.item): f"judged in line {link.row.line}: {link.row.cells['comment']}"
            for link in view.materials.links.rows
            if link.rejected and link.item and link.subject == thing
        },
        taken={code_of(item): shorten(other) for other, item in view.items.items()},
    )


def classes_of(view: View, kinds: list[Node]) -> set[str]:
    """The items of some kinds, and of those above and beneath them."""
    near = {each for kind in kinds for each in view.wider(kind)}
    beneath = (view.flat.transitive_subjects(SKOS.broader, kind) for kind in kinds)
    near |= {each for found in beneath for each in found if each is not None}
    return {code_of(view.classes[each]) for each in near if each in view.classes}


def code_of(item: URIRef) -> str:
    """The code of an item of Wikidata."""
    return item.removeprefix(WD)


def names_of(view: View, thing: URIRef) -> tuple[str, ...]:
    """The name to show, and every other one in letters that Wikidata's English names have."""
    shown = [str(each) for each in view.objects(thing, SKOS.prefLabel)]
    others = [
        str(each)
        for each in view.objects(thing, SKOS.altLabel)
        if isinstance(each, Literal) and each.language in ("en", "und")
    ]
    return tuple(dict.fromkeys([*shown, *others])) or (shorten(thing),)


def whereabouts(view: View, thing: URIRef) -> tuple[tuple[float, float] | None, float]:
    """Its own point, or that of the nearest place around it that has one."""
    if own := point_of(view, thing):
        return own, NEAR
    near = [*view.objects(thing, SITREP.within), *view.objects(thing, SITREP.at)]
    around = {far for place in near for far in climb(view.flat, place, SITREP.within)}
    points = (point_of(view, place) for place in [*near, *sorted(around, key=str)])
    return next((point for point in points if point), None), FAR


def point_of(view: View, place: Node) -> tuple[float, float] | None:
    """The point of a place, longitude first."""
    for geometry in view.objects(place, GEOMETRY):
        for wkt in view.objects(geometry, AS_WKT):
            if found := POINT.fullmatch(str(wkt)):
                return float(found[1]), float(found[2])
    return None


def countries(view: View) -> Iterator[str]:
    """The items of the countries in which the account has its places."""
    for place in view.flat.subjects(SITREP.kind, COUNTRY):
        if place in view.items:
            yield code_of(view.items[place])


def codes(view: View, thing: URIRef) -> Iterator[tuple[str, str]]:
    """Its codes with others, each with the property of Wikidata for it."""
    for code in view.objects(thing, SCHEMA.identifier):
        for name in view.objects(code, SCHEMA.propertyID):
            for value in view.objects(code, SCHEMA.value):
                yield str(name).removeprefix(WD), str(value)


def day(view: View, thing: URIRef, term: URIRef) -> date | None:
    """One bound of its date."""
    found = view.objects(thing, term)
    try:
        return date.fromisoformat(str(found[0])) if found else None
    except ValueError:
        return None
