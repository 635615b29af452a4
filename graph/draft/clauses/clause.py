"""A clause: a verb with its subject, its objects, and what prepositions add."""

from dataclasses import dataclass, field
from typing import Final

from graph.draft.clauses.pieces import Group, Phrase
from graph.draft.words.word import ADVERB, RELATIVE, STOP, SUBORDINATOR, THAT

BOUNDARIES: Final = (STOP, SUBORDINATOR, RELATIVE, THAT)


@dataclass(frozen=True, slots=True)
class Added:
    """What a preposition adds: "from Kelm", "by the rebels and their allies"."""

    preposition: str
    phrases: tuple[Phrase, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Whose verb it is: its subject, the place of the verb that governs it, and how it does.

    `link` is "to", "by", "without" and so on, "" where nothing governs; `noun` is the phrase that
    an infinitive hangs on: "an attempt to".
    """

    subject: tuple[Phrase, ...] = ()
    governor: int | None = None
    link: str = ""
    noun: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb with its subject, objects, and what prepositions add; `governor` is the verb above it.

    `at` is the verb's place among the pieces. `link` says how the governor leads here: "to",
    "by", "without" and so on; "" where nothing governs.
    """

    at: int
    group: Group
    subject: tuple[Phrase, ...] = ()
    objects: tuple[Phrase, ...] = ()
    added: tuple[Added, ...] = ()
    governor: int | None = None
    link: str = ""
    noun: Phrase | None = field(default=None)


def bare(group: Group) -> bool:
    """Whether a verb has no auxiliary."""
    return all(word.tag == ADVERB or word is group.main for word in group.words)
