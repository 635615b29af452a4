"""Attribution: according to whom something is told; it covers its own clause.

"According to X" at the head or the end covers the sentence up to a semicolon; "X said that" covers
what follows. A saying with a date of its own is a report (`reports.py`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.draft.clauses.clause import Clause
from graph.draft.clauses.pieces import Group, Mark, Phrase
from graph.draft.clauses.reading import Reading
from graph.draft.happenings.standing import Judge, Standing
from graph.draft.model import Entity, Fact
from graph.draft.telling.scene import ACTORS, Scene
from graph.draft.words.grammar import grammar
from graph.draft.words.word import NAME, THAT

SPEAKERS: Final = ACTORS | {"Unit"}


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says it, and the code points that the saying covers."""

    speakers: tuple[Entity, ...]
    begin: int
    end: int
    clause: Clause | None = None


def attribution(scene: Scene) -> Iterator[Fact]:
    """`:accordingTo` of what a saying covers."""
    if scene.trigger.frame.cls == "Report":
        return
    found = {e.iri for saying in sayings(scene) if covers(saying, scene) for e in saying.speakers}
    yield from (scene.says("accordingTo", iri) for iri in sorted(found))


def covers(saying: Saying, scene: Scene) -> bool:
    """Whether what is told stands within what is said."""
    return saying.begin <= scene.trigger.begin < saying.end


def sayings(scene: Scene) -> Iterator[Saying]:
    """Every saying of a sentence."""
    yield from named_sources(scene)
    yield from speeches(scene)


def named_sources(scene: Scene) -> Iterator[Saying]:
    """What is told "according to X"."""
    pieces, sentence = scene.reading.pieces, scene.reading.sentence
    for at, piece in enumerate(pieces):
        if not (isinstance(piece, Mark) and piece.word.lower == "according"):
            continue
        phrase = next((each for each in pieces[at : at + 4] if isinstance(each, Phrase)), None)
        speakers = speaking(scene, (phrase,)) if phrase else ()
        if speakers:
            stops = [p for p in pieces if isinstance(p, Mark) and p.word.text == ";"]
            begin = max((p.end for p in stops if p.end <= piece.begin), default=sentence.begin)
            end = min((p.begin for p in stops if p.begin >= piece.end), default=sentence.end)
            yield Saying(speakers, begin, end)


def speeches(scene: Scene) -> Iterator[Saying]:
    """What "X said that" tells: a verb of saying whose subject can speak."""
    reading, lexicon = scene.reading, scene.stage.lexicon
    judge = Judge(reading, lexicon)
    for clause in reading.clauses.values():
        accusing = clause.group.main.verb in lexicon.grammar["accusing"]
        said = accusing or clause.group.main.verb in lexicon.grammar["saying"]
        saying = said and not clause.group.passive
        if (
            not saying
            or judge.verb(clause) is not Standing.HAPPENED
            or not (accusing or governs(reading, clause))
        ):
            continue
        speakers = speaking(scene, clause.subject)
        if speakers:
            stops = [
                p.begin
                for p in reading.pieces
                if isinstance(p, Mark) and p.word.text == ";" and p.begin > clause.group.end
            ]
            yield Saying(
                speakers, clause.group.end, min(stops, default=reading.sentence.end), clause
            )


def governs(reading: Reading, clause: Clause) -> bool:
    """Whether a verb of saying is followed by what is said."""
    after = reading.pieces[clause.at + 1] if clause.at + 1 < len(reading.pieces) else None
    if isinstance(after, Group) and after.infinitive:
        return True
    plainly = clause.group.main.verb in grammar()["plainly_said"]
    return plainly or (isinstance(after, Mark) and after.tag == THAT)


def speaking(scene: Scene, phrases: tuple[Phrase, ...]) -> tuple[Entity, ...]:
    """Those who speak: known actors, persons and sources; also the people who made a report."""
    found = [e for _, e in scene.entities(phrases) if e.cls in SPEAKERS]
    if found:
        return tuple(found)
    return tuple(e for phrase in phrases for e in within(scene, phrase))


def within(scene: Scene, phrase: Phrase) -> Iterator[Entity]:
    """An actor named within a phrase that is none itself: "AFA's spokesperson Col Harlow"."""
    named = [each for each in scene.inside(phrase.begin, phrase.end) if each.cls in SPEAKERS]
    if named and phrase.head.tag == NAME:
        yield named[-1]
    elif named:
        yield named[0]
