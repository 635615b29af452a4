"""The pieces of a sentence: noun phrases, groups of verbs, and the marks between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from graph.draft.words.grammar import grammar
from graph.draft.words.word import (
    NAME,
    NOUN,
    OWNER,
    PREPOSITION,
    TO,
    Stretch,
    Word,
)


@dataclass(frozen=True, slots=True)
class Phrase(Stretch):
    """A noun phrase with what "of" hangs on it; `core` counts the words before the first "of"."""

    core: int
    head: Word

    @property
    def first(self) -> str:
        """Its first word, in lower case."""
        return self.words[0].lower

    @property
    def definite(self) -> bool:
        """Whether it speaks of something told before."""
        return self.first in grammar()["definite"]


@dataclass(frozen=True, slots=True)
class Group(Stretch):
    """A verb with its auxiliaries: "had not been taken", "to capture"."""

    main: Word
    passive: bool = False
    infinitive: bool = False
    negated: bool = False
    modal: str = ""
    finite: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """Any other word: a preposition, a comma, a conjunction, a date."""

    word: Word

    @property
    def tag(self) -> str:
        """What the word does."""
        return self.word.tag

    @property
    def begin(self) -> int:
        """Where it begins in the page's text."""
        return self.word.begin

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.word.end


Piece: TypeAlias = Phrase | Group | Mark


def head_of(words: Sequence[Word]) -> Word:
    """The noun that a phrase is about: the last one, and not the owner."""
    nouns = [
        word
        for word, after in zip(words, [*words[1:], None], strict=True)
        if word.tag in {NOUN, NAME} and not (after and after.tag == OWNER)
    ]
    return nouns[-1] if nouns else words[-1]


def is_mark(piece: Piece | None, *tags: str) -> bool:
    """Whether a piece is a mark of one of these tags."""
    return isinstance(piece, Mark) and piece.tag in tags


def is_preposition(piece: Piece | None) -> bool:
    """Whether a piece is a preposition; "to" before a noun is one too."""
    return is_mark(piece, PREPOSITION, TO)
