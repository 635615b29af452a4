"""What the page of a thing shows: names, facts, figures, links elsewhere, what points to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from server import facts
from server.article import Library, Sentence
from server.borrowed import NAME_NODES, Credit, credit, inside
from server.chronology import Chronology, place_of
from server.facts import Fact
from server.mappings import MAPPINGS, RECORDING, Mapping, show_mappings
from server.marks import Run
from server.names import Term, label, shorten
from server.qualified import qualify
from server.sentences import Named, mark
from server.shown import Shown, show_thing
from server.terms import term

# A class may have thousands of instances; the page says when it leaves some out.
MOST_MENTIONS: Final = 300
_NAMES: Final = (
    term("skos:prefLabel"),
    term("rdfs:label"),
    term("skos:altLabel"),
    term(":wording"),
)
_NOTES: Final = (term("skos:editorialNote"), term(":notModelled"), term(":undated"))
_EVIDENCE: Final = term("prov:wasDerivedFrom")
# Said in other places of the page: bounds of a date in words, the text in the article.
_ELSEWHERE: Final = frozenset(
    (
        *(*_NAMES, *_NOTES, *MAPPINGS, *NAME_NODES, _EVIDENCE),
        *map(term, (":earliest", ":latest", "nif:isString", "nif:anchorOf")),
    )
)
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


@dataclass(frozen=True, slots=True)
class Entity:
    """All that the page of a thing shows. A neighbour in time comes with its date."""

    iri: str
    title: Shown
    summary: str
    types: list[Shown]
    kinds: list[Shown]
    rows: list[Row]
    names: list[Row]
    notes: list[Row]
    mappings: list[Mapping]
    mentions: list[Row]
    evidence: list[tuple[Sentence, tuple[Run[Named], ...]]]
    earlier: tuple[Shown, str] | None
    later: tuple[Shown, str] | None

    @property
    def quoted(self) -> bool:
        """Whether the evidence has words that stand for the thing."""
        return any(run.names for _, runs in self.evidence for run in runs)


def describe(store: Store, library: Library, times: Chronology, thing: NamedNode) -> Entity:
    """Look up all about a thing."""
    about = facts.facts_about(store, library, thing)
    place = place_of(store, thing)
    earlier, later = times.around(place) if place else (None, None)
    types = [show_thing(store, kind) for kind in facts.types_of(store, thing)]
    kinds = [show_thing(store, kind) for kind in facts.values(store, thing, ":kind")]
    return Entity(
        iri=thing.value,
        title=show_thing(store, thing),
        summary=qualify(store, thing),
        types=types,
        kinds=[kind for kind in kinds if kind.text not in {each.text for each in types}],
        rows=by_property(store, shown_facts(store, about)),
        names=by_property(store, (fact for fact in about if fact.triple.predicate in _NAMES)),
        notes=by_property(store, (fact for fact in about if fact.triple.predicate in _NOTES)),
        mappings=show_mappings(store, thing, about),
        mentions=backwards(store, facts.mentions_of(store, library, thing)),
        evidence=[(said, mark(store, said, thing)) for said in evidence(library, about)],
        earlier=dated(store, earlier),
        later=dated(store, later),
    )


def shown_facts(store: Store, about: Iterable[Fact]) -> list[Fact]:
    """The facts that stand in the table; of its classes only the narrowest."""
    found = [fact for fact in about if fact.triple.predicate not in _ELSEWHERE]
    subject = found[0].triple.subject if found else None
    types = facts.types_of(store, subject) if isinstance(subject, NamedNode) else []
    return [
        fact
        for fact in found
        if fact.triple.predicate != term("rdf:type") or fact.triple.object in types
    ]


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


def evidence(library: Library, about: Iterable[Fact]) -> tuple[Sentence, ...]:
    """The sentences that say something of a thing, and those that it was concluded from."""
    found = set[NamedNode]()
    for fact in about:
        found |= {said.iri for said in fact.sentences}
        if fact.triple.predicate == _EVIDENCE and isinstance(fact.triple.object, NamedNode):
            found.add(fact.triple.object)
    return library.among(found)


def dated(store: Store, thing: NamedNode | None) -> tuple[Shown, str] | None:
    """An event before or after another, and what must not be left out of it."""
    return (show_thing(store, thing), qualify(store, thing)) if thing else None
