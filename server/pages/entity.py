"""What the page of a thing shows: names, facts, figures, links elsewhere, what points to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Store

from server.reading import facts
from server.reading.article import Sentence
from server.reading.borrowed import NAME_NODES
from server.reading.chronology import Chronology, place_of
from server.reading.facts import Fact
from server.reading.identity import Also, also_told
from server.reading.library import Library
from server.reading.mappings import MAPPINGS, Mapping, show_mappings
from server.reading.marks import Run
from server.reading.qualified import qualify
from server.reading.rows import Row, backwards, by_property
from server.reading.sentences import Named, mark
from server.reading.shown import Shown, show_thing
from server.terms import term

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
    also: list[Also]
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
    battles = {each.slug: each.title for each in library.articles if each.iri}
    about = facts.facts_about(store, library, thing)
    place = place_of(store, thing)
    earlier, later = times.around(place) if place else (None, None)
    also = also_told(store, thing, battles)
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
        mappings=show_mappings(store, thing, about, {each.iri for each in also}),
        also=also,
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
