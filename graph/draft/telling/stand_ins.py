"""Whom pronouns stand for: who was told of in the sentence before."""

from collections.abc import Sequence

from graph.draft.clauses.reading import Reading
from graph.draft.model import Entity
from graph.draft.telling.scene import ACTORS, Stage


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
            meant = (stage.entity(phrase) for phrase in clause.subject)
            return tuple(each for each in meant if each and each.cls in ACTORS - {"Person"})
    return ()
