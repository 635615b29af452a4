"""Cues: where a sentence has words by which a kind is told, the longest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.draft.words.lexicon import Cue, Lexicon
from graph.draft.words.word import (
    ASIDE,
    AUXILIARY,
    COMMA,
    DATE,
    NAME,
    STOP,
    SUBORDINATOR,
    VERB,
    Word,
)

FARTHEST: Final = 7


@dataclass(frozen=True, slots=True)
class Hit:
    """Cue words found: the kinds that they may stand for, and the places of the words."""

    kinds: tuple[str, ...]
    at: tuple[int, ...]

    @property
    def first(self) -> int:
        """The place of the first word."""
        return self.at[0]


def find_cues(words: Sequence[Word], lexicon: Lexicon) -> tuple[Hit, ...]:
    """Every cue of a kind of happening, longer ones before shorter, none overlapping."""
    hits = [hit for at in range(len(words)) for hit in hits_at(words, at, lexicon)]
    hits.sort(key=lambda hit: (-len(hit.at), hit.first))
    found, taken = list[Hit](), set[int]()
    for hit in hits:
        if not taken & set(hit.at):
            taken |= set(hit.at)
            found.append(hit)
    return tuple(sorted(found, key=lambda hit: hit.first))


def hits_at(words: Sequence[Word], at: int, lexicon: Lexicon) -> Iterator[Hit]:
    """The cues that begin at a word, those of one length together."""
    word = words[at]
    if word.tag in {NAME, ASIDE, DATE, STOP, COMMA}:
        return
    lemmas = {word.lemma, word.lower} | ({word.verb} if word.tag == VERB else {word.noun} - {""})
    cues = {
        cue for lemma in lemmas for cue in lexicon.cues.get(lemma, ()) if lexicon.frame(cue.kind)
    }
    by_place = dict[tuple[int, ...], set[str]]()
    for cue in cues:
        if places := matched(words, at, cue, lexicon):
            by_place.setdefault(places, set()).add(cue.kind)
    for places, kinds in by_place.items():
        yield Hit(tuple(sorted(kinds)), places)


def matched(words: Sequence[Word], at: int, cue: Cue, lexicon: Lexicon) -> tuple[int, ...]:
    """The places of a cue's words from a word on; none if they are not all there."""
    wanted = cue.told
    if not same(words[at], wanted[0], lexicon):
        return ()
    auxiliary = at > 0 and words[at - 1].tag == AUXILIARY
    if cue.helped and words[at].tag != VERB and not auxiliary:
        return ()
    if len(wanted) == 1:
        return (at,)
    rest = wanted[1:]
    begin = at + 1
    apart = words[at].tag == VERB and " ".join(rest) in lexicon.grammar["apart"]
    limit = begin + FARTHEST if apart else begin
    for place in range(begin, min(limit, len(words) - len(rest)) + 1):
        if all(
            place + i < len(words) and same(words[place + i], each, lexicon, words[at])
            for i, each in enumerate(rest)
        ):
            return (at, *range(place, place + len(rest)))
        if place < len(words) and words[place].tag in {STOP, COMMA, VERB, SUBORDINATOR}:
            return ()
    return ()


def same(word: Word, wanted: str, lexicon: Lexicon, first: Word | None = None) -> bool:
    """Whether a word is a form of a word of a cue; after a noun, a verb must be that very form."""
    if word.lower == wanted:
        return True
    if word.tag == VERB and first is not None and first.tag != VERB:
        return False
    if "-" in wanted and word.verb and word.tag == VERB:
        return word.verb in lexicon.lemmas.all_of(wanted)
    if word.tag == VERB:
        return bool(word.verb) and word.verb == lexicon.lemmas.of(wanted, "verb")
    return bool(word.noun) and word.noun == lexicon.lemmas.of(wanted, "noun")
