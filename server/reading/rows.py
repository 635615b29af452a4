"""Facts in rows: the values of a property together, and what points to a thing, from its side."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from server.names import Term, label, shorten
from server.reading.article import Sentence
from server.reading.borrowed import Credit, credit, inside
from server.reading.chronology import place_of
from server.reading.facts import Fact
from server.reading.mappings import RECORDING
from server.reading.qualified import qualify
from server.reading.shown import Shown, show_thing

# A class may have thousands of instances; the page says when it leaves some out.
MOST_MENTIONS: Final = 300
# How a property reads from its object's side.
_BACKWARDS: Final = {
    "rdf:type": "Things of this class",
    ":kind": "Things of this kind",
    ":by": "What it did",
    ":against": "What was done against it",
    ":target": "What was done to it",
    ":at": "What happened here",
    ":from": "What left from here",
    ":to": "What went here",
    ":using": "Where it was used",
    ":aim": "Happenings with this aim",
    ":partOf": "Its parts",
    ":ledTo": "What led to it",
    ":hindered": "What hindered it",
    ":after": "What came after it",
    ":begunBy": "What it began",
    ":endedBy": "What it ended",
    ":holder": "What it held",
    ":site": "Who held it",
    ":onSide": "Who is on this side",
    ":memberOf": "Who belongs to it",
    ":subUnitOf": "Its sub-units",
    ":within": "What lies within it",
    ":near": "What is near it",
    ":seatOf": "Its seat",
    ":baseOf": "Its bases",
    ":of": "Figures of this kind",
    ":among": "Figures about it",
    ":quantity": "What it is a figure of",
    ":outcome": "With this outcome",
    ":accordingTo": "What rests on its word",
    ":certainty": "Said with this certainty",
    ":reports": "Who reported it",
    ":contradicts": "What contradicts it",
    ":maybeSame": "What may be the same",
    "skos:broader": "Narrower kinds",
    "skos:inScheme": "Kinds in this scheme",
    "skos:topConceptOf": "Its top kinds",
    "nif:referenceContext": "Its sentences",
    "rdfs:subClassOf": "Narrower classes",
    "owl:sameAs": "The same thing here",
    "prov:wasDerivedFrom": "What rests on it",
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value with what must not be left out when it is named, and where it comes from."""

    shown: Shown
    details: str
    origin: str
    sentences: tuple[Sentence, ...]
    elsewhere: tuple[Shown, ...]
    credit: Credit | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Values under one heading; `left_out` are those that a page has no room for."""

    heading: Shown
    values: tuple[Value, ...]
    left_out: int = 0


def by_property(store: Store, found: Iterable[Fact]) -> list[Row]:
    """Facts of one thing, the values of a property together."""
    rows = defaultdict[NamedNode, list[Fact]](list)
    for fact in found:
        rows[fact.triple.predicate].append(fact)
    return [
        Row(
            show_thing(store, property_),
            tuple(show_value(store, fact, fact.triple.object) for fact in held),
        )
        for property_, held in rows.items()
    ]


def backwards(store: Store, mentions: Sequence[Fact]) -> list[Row]:
    """Facts that point to one thing, by how they read from its side."""
    rows = defaultdict[NamedNode, list[Fact]](list)
    for fact in mentions:
        if fact.triple.predicate not in RECORDING:
            rows[fact.triple.predicate].append(fact)
    return [
        Row(
            heading_backwards(store, property_),
            tuple(
                show_value(store, fact, fact.triple.subject)
                for fact in sorted(held, key=lambda fact: in_time(store, fact.triple.subject))[
                    :MOST_MENTIONS
                ]
            ),
            max(0, len(held) - MOST_MENTIONS),
        )
        for property_, held in rows.items()
    ]


def in_time(store: Store, thing: Term) -> tuple[str, str]:
    """What happened earlier stands first; what has no date stands by its name."""
    place = place_of(store, thing) if isinstance(thing, NamedNode) else None
    if place:
        return place[0], place[1]
    return "~", label(store, thing) if isinstance(thing, NamedNode) else str(thing)


def heading_backwards(store: Store, property_: NamedNode) -> Shown:
    """How a property reads from its object's side."""
    shown = show_thing(store, property_)
    return Shown(
        _BACKWARDS.get(shorten(property_.value), f"Whose “{shown.text}” it is"),
        shown.href,
        shown.note,
    )


def show_value(store: Store, fact: Fact, value: Term) -> Value:
    """One end of a fact; a code or a point by what it holds."""
    shown, held = show_thing(store, value), inside(store, value)
    if held and value == fact.triple.object:
        shown = replace(shown, text=held)
    source = None if fact.sentences else credit(store, fact.triple)
    return Value(
        shown=shown,
        details="" if isinstance(value, Literal) else qualify(store, value),
        origin="elsewhere" if source else fact.origin,
        sentences=fact.sentences,
        elsewhere=tuple(show_thing(store, graph) for graph in fact.elsewhere),
        credit=source,
    )
