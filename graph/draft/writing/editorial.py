"""What a drafted graph has outside of its sentences: types, kinds and labels of what they name.

The model wants each of them of everything, and a draft knows some only by default: what is put in
for want of better words says so in a note, for the person who reviews it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rdflib import RDF, SKOS, URIRef

from graph.draft.kinds import kind_iri
from graph.draft.model import Draft, Entity, Fact, Page, english
from graph.names import SITREP, sentence_iri

# The widest kind of each class that must have one.
WIDEST: Final[Mapping[str, str]] = {
    "Organisation": "armed-organisation",
    "Unit": "military-unit",
    "Person": "person",
    "Population": "person",
    "Place": "area",
    "Site": "military-site",
    "Materiel": "arms-and-ammunition",
    "Event": "fighting",
}
UNREVIEWED: Final = "By default of the draft, because no word of the text gave a narrower kind."
NO_DATE: Final = "The draft found no date for it."
NO_FACTS: Final = "The draft found nothing in it; not reviewed."


def editorial(page: Page, draft: Draft, slug: str) -> Iterator[Fact]:
    """Every fact of ours: what the draft gave, and what a sound graph needs beside it."""
    yield from (fact for fact in draft.facts if fact.sentence is None)
    for entity in draft.entities:
        if not entity.known:
            yield from described(entity, draft.facts)
    yield from undated(draft)
    told = {fact.sentence for fact in draft.facts}
    for sentence in page.sentences:
        if sentence.number not in told:
            reason = english(NO_FACTS)
            yield Fact(None, sentence_iri(slug, sentence.number), SITREP.notModelled, reason)


def described(entity: Entity, facts: Iterable[Fact]) -> Iterator[Fact]:
    """The class, label and kind of an entity."""
    said = {(fact.predicate, fact.object) for fact in facts if fact.subject == entity.iri}
    yield Fact(None, entity.iri, RDF.type, SITREP[entity.cls])
    if not any(term == SKOS.prefLabel for term, _ in said):
        yield Fact(None, entity.iri, SKOS.prefLabel, english(entity.label))
    if any(term == SITREP.kind for term, _ in said):
        return
    kind = entity.kind or WIDEST.get(entity.cls, "")
    if kind:
        yield Fact(None, entity.iri, SITREP.kind, kind_iri(kind))
    if kind and not entity.kind:
        yield Fact(None, entity.iri, SKOS.editorialNote, english(UNREVIEWED))


def undated(draft: Draft) -> Iterator[Fact]:
    """The reason for each happening that has no date."""
    happenings = {
        fact.subject
        for fact in draft.facts
        if fact.predicate == RDF.type
        and fact.object in (SITREP.Event, SITREP.State, SITREP.Control)
    }
    happenings |= {each.iri for each in draft.entities if each.cls in ("Event", "State", "Control")}
    dated = {
        fact.subject for fact in draft.facts if fact.predicate in (SITREP.when, SITREP.undated)
    }
    for happening in sorted(happenings - dated):
        yield Fact(None, URIRef(happening), SITREP.undated, english(NO_DATE))
