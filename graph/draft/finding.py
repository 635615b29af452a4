"""Finding: every happening that a sentence tells, also those that were only meant."""

from collections.abc import Iterator

from graph.draft.attempts import attempts
from graph.draft.by_adverbial import adverbial
from graph.draft.by_noun import nominal
from graph.draft.by_verb import verbal
from graph.draft.cues import Hit, find_cues
from graph.draft.holding import held
from graph.draft.phrases import Group, Mark, Phrase
from graph.draft.reading import Reading
from graph.draft.settled import settled
from graph.draft.standing import Judge
from graph.draft.triggers import Finder, Trigger
from graph.draft.word import ADJECTIVE, NOUN


def find_triggers(reading: Reading, finder: Finder) -> tuple[Trigger, ...]:
    """Every happening of a sentence, also those that were only meant."""
    judge = Judge(reading, finder.lexicon)
    found = [
        trigger
        for hit in find_cues(reading.words, finder.lexicon)
        for trigger in triggered(reading, hit, finder, judge)
    ]
    found += attempts(reading, found, judge)
    return (*settled(found, reading, finder), *held(reading, finder))


def triggered(reading: Reading, hit: Hit, finder: Finder, judge: Judge) -> Iterator[Trigger]:
    """What a cue tells: a verb, a noun, or an adverbial."""
    word = reading.words[hit.first]
    at = next(
        (i for i, piece in enumerate(reading.pieces) if piece.begin <= word.begin < piece.end), None
    )
    if at is None:
        return
    piece = reading.pieces[at]
    end = reading.words[hit.at[-1]].end
    if isinstance(piece, Group) and piece.main is word:
        yield from verbal(reading, hit, at, finder, judge)
    elif isinstance(piece, Phrase) and word.tag in {NOUN, ADJECTIVE}:
        yield from nominal(reading, hit, at, piece, finder, judge)
    elif isinstance(piece, Mark):
        yield from adverbial(reading, hit, at, end, finder, judge)
