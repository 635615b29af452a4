"""Whom pronouns stand for: who was told of in the sentence before."""

from collections.abc import Iterator, Sequence

from graph.draft.clauses.pieces import Phrase
from graph.draft.clauses.reading import Reading
from graph.draft.model import Entity
from graph.draft.telling.scene import Stage


def stand_ins(before: Sequence[Entity]) -> dict[str, tuple[Entity, ...]]:
    """Whom "he" stands for: the only person that the sentence before names."""
    people = {entity.iri: entity for entity in before if entity.cls == "Person"}
    if len(people) != 1:
        return {}
    return dict.fromkeys(("he", "him", "she"), tuple(people.values()))


def subjects(reading: Reading, stage: Stage) -> tuple[Entity, ...]:
    """The actors that are subjects of a sentence's first verb."""
    clauses = sorted(reading.clauses.values(), key=lambda each: each.at)
    for clause in clauses:
        if clause.group.finite and clause.subject and not clause.group.passive:
            return tuple(
                e
                for p in clause.subject
                for e in named(p, stage)
                if e.cls in {"Actor", "Organisation", "Unit", "Population", "Side"}
            )
    return ()


def named(phrase: Phrase, stage: Stage) -> Iterator[Entity]:
    """The entity of a phrase, if it has one."""
    mention = stage.finder.mention(phrase)
    entity = stage.cast.of(mention) if mention else None
    if entity is not None:
        yield entity
