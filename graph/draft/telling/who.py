"""Who: by whom it is done, and at whose expense."""

from collections.abc import Iterator

from graph.draft.clauses.pieces import Phrase
from graph.draft.model import Entity, Fact
from graph.draft.telling.scene import ACTORS, PLACES, Scene
from graph.draft.words.word import NAME, NOUN


def who(scene: Scene) -> Iterator[Fact]:
    """`:by` and `:against`; nobody is both."""
    doers = {entity.iri: entity for entity in acting(scene)}
    against = {entity.iri: entity for entity in opposed(scene) if entity.iri not in doers}
    if scene.trigger.frame.cls == "Control":
        return
    yield from (scene.says("by", iri) for iri in doers)
    yield from (scene.says("against", iri) for iri in against)


def acting(scene: Scene) -> Iterator[Entity]:
    """Those who do it: by the role, else by the words before a noun ("junta counterattacks")."""
    found = [e for _, e in scene.entities(scene.trigger.of("by")) if e.cls in ACTORS]
    yield from found
    if not found and scene.trigger.noun is not None and scene.trigger.frame.subject == "by":
        yield from before_noun(scene)


def before_noun(scene: Scene) -> Iterator[Entity]:
    """The actor whose name stands before a noun of happening: "the junta's airstrikes"."""
    phrase = scene.trigger.noun
    if phrase is None:
        return
    for entity in scene.inside(phrase.begin, phrase.head.end - 1):
        if entity.cls in ACTORS - {"Person"}:
            yield entity
            return
    for word in phrase.words[: phrase.core]:
        if word.tag in {NOUN, NAME} and word is not phrase.head:
            actor = scene.known_by_word(word.lower)
            if actor is not None:
                yield actor
                return


def opposed(scene: Scene) -> Iterator[Entity]:
    """Those against whom: by the role, after "against", or the owner of what is taken."""
    trigger = scene.trigger
    yield from (e for _, e in scene.entities(trigger.of("against")) if e.cls in ACTORS)
    for added in trigger.added:
        named = added.preposition == "against" or (
            added.preposition == "from"
            and scene.stage.lexicon.is_a(trigger.kind, "change-of-control")
        )
        if named:
            yield from (e for _, e in scene.entities(added.phrases) if e.cls in ACTORS)
    if scene.stage.lexicon.is_a(trigger.kind, "capture") or trigger.frame.group == "attack":
        yield from owners(scene)


def owners(scene: Scene) -> Iterator[Entity]:
    """Whose place it is that is taken or attacked: "a hilltop junta position"."""
    for phrase in trigger_targets(scene):
        entity = scene.stage.entity(phrase)
        if entity is None or entity.cls not in PLACES | {"Unit"}:
            continue
        for word in phrase.words[: phrase.core]:
            owner = scene.known_by_word(word.lower) if word is not phrase.head else None
            if owner is not None and owner.iri != entity.iri:
                yield owner


def trigger_targets(scene: Scene) -> tuple[Phrase, ...]:
    """The phrases of what is taken or attacked."""
    found = list(scene.trigger.of("target"))
    for added in scene.trigger.added:
        if added.preposition == "on" and scene.trigger.noun is not None:
            found += added.phrases
    return tuple(found)
