"""A sentence as the rules read it: words, pieces, clauses, dates and counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph.draft.clauses.clause import Clause
from graph.draft.clauses.phrases import read_pieces
from graph.draft.clauses.pieces import Phrase, Piece
from graph.draft.clauses.verbs import read_clauses
from graph.draft.counts.find import find_counts
from graph.draft.dates.context import Context, follow, under_heading
from graph.draft.dates.find import find_dates
from graph.draft.model import Count, Dated, Page
from graph.draft.words.lexicon import Cue, Lexicon, read_lexicon
from graph.draft.words.read import read_words
from graph.draft.words.word import Word
from graph.model import Sentence
from graph.reading.split import BELOW

INFOBOX: Final = "Infobox"
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence of prose, read. `context` is the time in which it stands."""

    sentence: Sentence
    words: tuple[Word, ...]
    pieces: tuple[Piece, ...]
    clauses: dict[int, Clause]
    dates: tuple[Dated, ...]
    counts: tuple[Count, ...]
    context: Context
    # Whether the sentence right before, in the same section, told the day that the context has.
    fresh: bool = False

    @property
    def phrases(self) -> Iterator[tuple[int, Phrase]]:
        """The noun phrases with their places among the pieces."""
        return ((at, each) for at, each in enumerate(self.pieces) if isinstance(each, Phrase))

    def text(self, begin: int, end: int) -> str:
        """What two code points of the page cut out of this sentence."""
        return self.sentence.text[begin - self.sentence.begin : end - self.sentence.begin]


def read_prose(page: Page, year: int | None = None) -> tuple[Reading, ...]:
    """Read every sentence of prose, each in the time that the ones before it have told."""
    lexicon = read_lexicon()
    return tuple(
        read_sentence(sentence, context, lexicon, fresh=fresh)
        for sentence, context, fresh in in_time(page, year)
    )


def in_time(page: Page, year: int | None) -> Iterator[tuple[Sentence, Context, bool]]:
    """The sentences of prose, each with the time in which it stands, and whether it is fresh."""
    context, section, fresh = Context(year), "", False
    for sentence in page.sentences:
        if sentence.section == INFOBOX:
            continue
        if sentence.section != section:
            section, fresh = sentence.section, False
            for heading in section.split(BELOW):
                context = under_heading(context, heading)
        yield sentence, context, fresh
        dates = find_dates(sentence.text, sentence.begin, context)
        context = follow(context, dates)
        fresh = bool(dates) and DAY.match(dates[-1].edtf) is not None


def read_sentence(
    sentence: Sentence, context: Context, lexicon: Lexicon, *, fresh: bool = False
) -> Reading:
    """Read one sentence."""
    dates = find_dates(sentence.text, sentence.begin, context)
    words = read_words(sentence, dates, lexicon)
    pieces = read_pieces(words, lexicon, event_nouns())
    counts = find_counts(sentence.text, sentence.begin)
    return Reading(sentence, words, pieces, read_clauses(pieces), dates, counts, context, fresh)


@cache
def event_nouns() -> frozenset[str]:
    """The nouns that tell of happenings: single cue words that are nouns, but not only verbs."""
    lexicon = read_lexicon()
    return frozenset(noun for cues in lexicon.cues.values() for noun in nouns_of(cues, lexicon))


def nouns_of(cues: Sequence[Cue], lexicon: Lexicon) -> Iterator[str]:
    """The nouns among cues."""
    for cue in cues:
        if cue.words[1:] not in {(), ("of",)}:
            continue
        frame = lexicon.frame(cue.kind)
        word = cue.words[0]
        verb = lexicon.lemmas.of(word, "verb")
        noun = word if word.endswith("ing") or not verb else lexicon.lemmas.of(word, "noun")
        noun = lexicon.lemmas.of(noun, "noun") or noun
        if frame and noun and not {verb, noun, word} & frame.verbs_only and not word.endswith("ed"):
            yield noun
