"""What stands beside a word: the words that decide what it does."""

from collections.abc import Sequence
from typing import Final

from graph.draft.words.lemmas import EITHER, GERUND, PAST, THIRD
from graph.draft.words.word import (
    ADJECTIVE,
    ADVERB,
    ASIDE,
    AUXILIARY,
    COMMA,
    CONJUNCTION,
    DATE,
    DETERMINER,
    MODAL,
    NAME,
    NEGATION,
    NOMINAL,
    NOUN,
    NUMBER,
    OPEN,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    THAT,
    TO,
    VERB,
    Word,
)

# With what a phrase may begin that a verb governs.
STARTS: Final = frozenset({DETERMINER, NAME, PRONOUN, NUMBER, TO, PREPOSITION, ADVERB, DATE})


def nominal_ahead(words: Sequence[Word], at: int) -> bool:
    """Whether a noun may follow directly, so that a word can belong to it."""
    if at + 1 >= len(words):
        return False
    after = words[at + 1]
    if after.tag == OPEN:
        return not (after.verb and not after.noun and after.form in {PAST, EITHER, THIRD})
    return after.tag in {NAME, NOUN, ADJECTIVE}


def previous(words: Sequence[Word], at: int) -> Word | None:
    """The word before, over adverbs and negations."""
    before = [word for word in words[:at] if word.tag not in {ADVERB, NEGATION, ASIDE, DATE}]
    return before[-1] if before else None


def word_at(words: Sequence[Word], at: int) -> Word | None:
    """The word at a place, if the sentence has one there."""
    return words[at] if 0 <= at < len(words) else None


def governs(after: Word | None) -> bool:
    """Whether what follows a word can be what it governs as a verb."""
    return after is None or after.form == GERUND or after.tag in {*STARTS, THAT}


def clause(words: Sequence[Word], at: int, step: int) -> list[Word]:
    """The words from one on, in a direction, to the end of its clause."""
    found = list[Word]()
    at += step
    while 0 <= at < len(words) and words[at].tag not in {STOP, SUBORDINATOR, RELATIVE, THAT, COMMA}:
        found.append(words[at])
        at += step
    return found


def after_preposition(words: Sequence[Word], at: int) -> bool:
    """Whether nothing but a noun's own words stand between a preposition and this one."""
    for word in reversed(words[:at]):
        if word.tag not in NOMINAL:
            return word.tag in {PREPOSITION, TO} or word.lower in {"after", "before", "since"}
    return False


def finite_ahead(words: Sequence[Word], at: int) -> bool:
    """Whether a verb that can be nothing else follows, so that this word is in its subject."""
    for word in clause(words, at, 1):
        only_verb = word.tag == OPEN and word.verb and not word.noun
        if word.tag in {CONJUNCTION, MODAL, AUXILIARY}:
            return word.tag != CONJUNCTION
        if only_verb and word.form in {PAST, EITHER, THIRD}:
            return True
    return False


def finite_behind(words: Sequence[Word], at: int) -> bool:
    """Whether the clause has its verb already."""
    for word in clause(words, at, -1):
        if word.tag in {CONJUNCTION, MODAL, AUXILIARY}:
            return word.tag != CONJUNCTION
        if word.tag == VERB and word.form != GERUND:
            return True
    return False
