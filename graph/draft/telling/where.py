"""Where: at which place it happens, from where and to where."""

from collections.abc import Iterable, Iterator
from typing import Final

from rdflib import URIRef

from graph.draft.clauses.clause import Added
from graph.draft.clauses.pieces import Phrase
from graph.draft.model import Entity, Fact
from graph.draft.telling.scene import PLACES, Scene
from graph.draft.telling.what import targets
from graph.draft.words.grammar import grammar


def where(scene: Scene) -> Iterator[Fact]:
    """`:at`, `:from` and `:to`."""
    trigger = scene.trigger
    if trigger.frame.cls == "Control":
        return
    found = dict[tuple[str, URIRef], None]()
    for role in ("at", "from", "to"):
        for entity in places(scene, trigger.of(role)):
            found[role, entity.iri] = None
    for added in all_added(scene):
        last = added.preposition.split()[-1]
        role = role_of(last, scene)
        if role:
            for entity in places(scene, added.phrases):
                found[role, entity.iri] = None
    if not any(role == "at" for role, _ in found):
        found |= {("at", entity.iri): None for entity in struck(scene)}
    yield from (scene.says(role, iri) for role, iri in found)


def all_added(scene: Scene) -> Iterator[Added]:
    """What prepositions add to the happening; to a noun also what they add to its verb."""
    yield from scene.trigger.added
    noun = scene.trigger.noun
    for clause in scene.reading.clauses.values():
        if noun is not None and noun in clause.subject:
            yield from clause.added


def struck(scene: Scene) -> Iterator[Entity]:
    """The places that are struck or shut in, for that is where it happens."""
    kinds = scene.stage.lexicon.widening(scene.trigger.kind)
    if AT_TARGET.isdisjoint(kinds):
        return
    yield from (entity for entity in targets(scene) if entity.cls in PLACES)


AT_TARGET: Final = frozenset({"bombardment", "encirclement", "penetration"})


def role_of(preposition: str, scene: Scene) -> str:
    """The property that a preposition stands for with a kind; empty where it is not sure."""
    moving = scene.trigger.frame.group == "movement"
    if preposition == "from" and (moving or scene.trigger.frame.group == "attack"):
        return "from"
    if preposition == "of" and scene.trigger.kind == "breakout":
        return "from"
    if moving and preposition in grammar()["to_where"]:
        return "to"
    if preposition == "for":
        return "at" if scene.trigger.kind == "fighting" else ""
    if preposition == "on":
        return "at" if scene.trigger.noun is None or scene.trigger.frame.group != "attack" else ""
    return "at" if preposition in grammar()["at_where"] else ""


def places(scene: Scene, phrases: Iterable[Phrase]) -> Iterator[Entity]:
    """The places that phrases stand for; a unit where something happens is its base."""
    for _, entity in scene.entities(phrases):
        if entity.cls in PLACES:
            yield entity
        elif entity.cls == "Unit" and scene.trigger.frame.group != "movement":
            yield scene.stage.cast.base(entity)
