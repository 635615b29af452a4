"""The account: what every sentence tells, of happenings of its own or of the whole battle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from graph.draft.clauses.reading import Reading
from graph.draft.happenings.standing import Standing
from graph.draft.happenings.triggers import Finder, Trigger
from graph.draft.model import Doubt, Entity, Fact
from graph.draft.naming.cast import Cast
from graph.draft.telling.figures import losses, written
from graph.draft.telling.scene import Scene, Stage
from graph.draft.telling.stand_ins import stand_ins, subjects
from graph.draft.telling.tell import scenes_of, tell
from graph.draft.words.lexicon import Frame


@dataclass(frozen=True, slots=True)
class Told:
    """What the prose gave: facts, doubts, and the entities that facts are about."""

    facts: tuple[Fact, ...]
    doubts: tuple[Doubt, ...]


def tell_all(readings: Sequence[Reading], people: Cast, finder: Finder, battle: URIRef) -> Told:
    """What every sentence tells."""
    before = list[Entity]()
    actors = tuple[Entity, ...]()
    facts, doubts = list[Fact](), list[Doubt]()
    for reading in readings:
        pronouns = stand_ins(before)
        if actors:
            pronouns |= dict.fromkeys(("they", "them"), actors)
        stage = Stage(people, finder, battle, {reading.sentence.number: pronouns})
        scenes = scenes_of(reading, stage)
        said = tuple(tell(scenes))
        facts += (each for each in said if isinstance(each, Fact))
        doubts += (each for each in said if isinstance(each, Doubt))
        facts += toll(reading, stage, scenes)
        actors = subjects(reading, stage) or actors
        before = [e for each in finder.inside(*span(reading)) if (e := people.of(each))]
    return Told(tuple(facts), tuple(doubts))


def span(reading: Reading) -> tuple[int, int]:
    """Where a sentence begins and ends in the page's text."""
    return reading.sentence.begin, reading.sentence.end


def toll(reading: Reading, stage: Stage, scenes: Sequence[Scene]) -> Iterator[Fact]:
    """Losses that a sentence gives for the battle as a whole."""
    told = {p for scene in scenes for ps in scene.trigger.roles.values() for p in ps}
    if not reading.clauses or scenes:
        return
    for figure, outcome in losses(reading, stage, told):
        scene = whole_battle(reading, stage)
        yield from written(scene, figure, stage.battle, outcome)


def whole_battle(reading: Reading, stage: Stage) -> Scene:
    """The battle itself as the scene of a sentence that tells no happening of its own."""
    sentence = reading.sentence
    whole = Trigger(
        "battle", Frame("battle"), Standing.HAPPENED, sentence.begin, sentence.end, 0, {}, ()
    )
    return Scene(stage.battle, whole, reading, stage)
