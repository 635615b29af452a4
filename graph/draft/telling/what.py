"""What: what it is done to, and for control, who holds what."""

from collections.abc import Iterator
from typing import Final

from graph.draft.clauses.pieces import Phrase
from graph.draft.model import Entity, Fact
from graph.draft.naming.mentions import label_of
from graph.draft.telling.scene import ACTORS, PLACES, Scene
from graph.draft.words.grammar import grammar
from graph.draft.words.word import NAME, NOUN


def what(scene: Scene) -> Iterator[Fact]:
    """`:target`; of a control `:site` and `:holder`."""
    if scene.trigger.frame.cls == "Control":
        yield from held(scene)
        return
    doers = {e.iri for _, e in scene.entities(scene.trigger.of("by"))}
    given = dict.fromkeys(e.iri for e in targets(scene) if e.iri not in doers)
    yield from (scene.says("target", iri) for iri in given)


def held(scene: Scene) -> Iterator[Fact]:
    """Who holds what."""
    for _, entity in scene.entities(scene.trigger.of("site")):
        site = place_of(scene, entity)
        yield from (scene.says("site", site.iri),) if site else ()
    for phrase in scene.trigger.of("holder"):
        holders = [e for e in scene.meant(phrase) if e.cls in ACTORS] or holders_in(scene, phrase)
        yield from (scene.says("holder", each.iri) for each in holders)


def holders_in(scene: Scene, phrase: Phrase) -> list[Entity]:
    """Who holds a place by a word for it: "junta-controlled facilities", "in Valencian hands"."""
    firsts = [word.lower.split("-")[0] for word in phrase.words if word is not phrase.head]
    found = (scene.known_by_word(first) for first in firsts)
    inside = [each for each in scene.inside(phrase.begin, phrase.end) if each.cls in ACTORS]
    return [each for each in (*found, *inside) if each is not None][:1]


def targets(scene: Scene) -> Iterator[Entity]:
    """What it is done to, of the classes that the kind can be done to."""
    taking = scene.stage.lexicon.is_a(scene.trigger.kind, "change-of-control")
    for phrase in aimed_at(scene):
        for entity in scene.meant(phrase):
            if taking:
                place = place_of(scene, entity)
                yield from (place,) if place else ()
            elif scene.trigger.kind == "seizure-of-materiel":
                yield from (entity,) if entity.cls == "Materiel" else ()
            elif entity.cls == "Unit" and scene.stage.cast.based(entity):
                yield scene.stage.cast.base(entity)
            else:
                yield entity
        if taking and not scene.meant(phrase):
            yield from unnamed_place(scene, phrase)


def aimed_at(scene: Scene) -> Iterator[Phrase]:
    """The phrases of what it is done to."""
    yield from scene.trigger.of("target")
    if scene.trigger.kind == "siege":
        yield from (
            p
            for added in scene.trigger.added[:1]
            if added.preposition == "to"
            for p in added.phrases
        )
    fired = scene.trigger.kind == "shooting" and not scene.trigger.of("target")
    if fired or (scene.trigger.noun is not None and scene.trigger.frame.group == "attack"):
        for added in scene.trigger.added[:1]:
            if added.preposition in grammar()["on_what"]:
                yield from added.phrases


def place_of(scene: Scene, entity: Entity) -> Entity | None:
    """What is taken is ground: of a unit its base."""
    if entity.cls in PLACES:
        return entity
    return scene.stage.cast.base(entity) if entity.cls == "Unit" else None


def unnamed_place(scene: Scene, phrase: Phrase) -> Iterator[Entity]:
    """A place that the article tells of only where it is taken; "it" is the one told before."""
    if phrase.head.lower == "it":
        yield from place_before(scene, phrase)
    elif phrase.head.tag in {NAME, NOUN}:
        yield minted(scene, phrase)


def minted(scene: Scene, phrase: Phrase) -> Entity:
    """A place under the words of a phrase; the same one where they stand again."""
    cast, span = scene.stage.cast, (phrase.begin, phrase.end)
    label = label_of(scene.reading.text(*span))
    known = cast.by_span.get(span) or cast.by_key.get(("place", label.lower()))
    if known is None or known.cls not in PLACES:
        known = cast.add(cast.mint(label, "Place", "locality"), [label.lower()])
    cast.by_span[span] = known
    return known


def place_before(scene: Scene, phrase: Phrase) -> Iterator[Entity]:
    """The only place that the sentence, or else the one before, told before a phrase."""
    begin = scene.reading.sentence.begin
    for first in (begin, begin - NEAR):
        named = scene.inside(first, phrase.begin)
        places = {each.iri: each for each in named if each.cls in PLACES}
        if places:
            yield from places.values() if len(places) == 1 else ()
            return


# How far back "it" may reach, in letters: about a sentence.
NEAR: Final = 160
