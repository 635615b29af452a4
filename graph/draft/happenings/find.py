"""Finding: every happening that a sentence tells, also those that were only meant."""

from collections.abc import Iterator

from graph.draft.clauses.pieces import Group, Mark, Phrase
from graph.draft.clauses.reading import Reading
from graph.draft.happenings.attempts import attempts
from graph.draft.happenings.by_adverbial import adverbial
from graph.draft.happenings.by_noun import nominal
from graph.draft.happenings.by_verb import verbal
from graph.draft.happenings.cues import Hit, find_cues
from graph.draft.happenings.holding import held
from graph.draft.happenings.settled import settled
from graph.draft.happenings.standing import Judge
from graph.draft.happenings.triggers import Finder, Inquiry, Trigger
from graph.draft.words.word import ADJECTIVE, NOUN


def find_triggers(reading: Reading, finder: Finder) -> tuple[Trigger, ...]:
    """Every happening of a sentence, also those that were only meant; a question tells none."""
    if reading.sentence.text.rstrip().endswith("?"):
        return ()
    inquiry = Inquiry(reading, finder, Judge(reading, finder.lexicon))
    hits = find_cues(reading.words, finder.lexicon)
    found = [trigger for hit in hits for trigger in triggered(inquiry, hit)]
    found += attempts(inquiry, found)
    return (*settled(found, inquiry), *held(inquiry))


def triggered(inquiry: Inquiry, hit: Hit) -> Iterator[Trigger]:
    """What a cue tells: as a verb, as a noun, or as words beside them."""
    reading = inquiry.reading
    word = reading.words[hit.first]
    places = (i for i, each in enumerate(reading.pieces) if each.begin <= word.begin < each.end)
    at = next(places, None)
    if at is None:
        return
    piece = reading.pieces[at]
    if isinstance(piece, Group) and piece.main is word:
        yield from verbal(inquiry, hit, at)
    elif isinstance(piece, Phrase) and word.tag in {NOUN, ADJECTIVE}:
        yield from nominal(inquiry, hit, at, piece)
    elif isinstance(piece, Mark):
        yield from adverbial(inquiry, hit, at)
