"""The values that pass from step to step of a revision, all frozen."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from graph.model import Facts, Sentence
from graph.reading.numbering import Numbering

# Lines of TriG, which a person is to review, for a sentence; none where nothing was found.
DraftOf: TypeAlias = Callable[[Sentence], tuple[str, ...]]


class Fate(Enum):
    """What became of a sentence."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    CHANGED = "changed"
    NEW = "new"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Traced:
    """One sentence through both versions, under one number.

    `old` is None for a new sentence, `new` for a removed one. `moved` says that it stands in
    another order than before, which a changed one may do too. `kin` is the number of the sentence
    that a new one seems to be cut off from, or that a removed one seems to be merged into.
    """

    fate: Fate
    old: Sentence | None
    new: Sentence | None
    moved: bool = False
    kin: int | None = None

    @property
    def number(self) -> int:
        """The number that both versions know it by."""
        return self.sentence.number

    @property
    def stood_at(self) -> int:
        """Where it stood in the old text, in code points; -1 for a new one."""
        return self.old.begin if self.old else -1

    @property
    def sentence(self) -> Sentence:
        """The sentence as it now stands, or last stood."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a sentence of neither version")
        return found


@dataclass(frozen=True, slots=True)
class Segment:
    """The lines of one sentence in a facts file: its comment, its block, marks and draft.

    `lead` are the lines between the segment before and this one: blank ones, headings, notes.
    """

    number: int
    lead: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A facts file cut into the lines before its sentences, its sentences, and those after.

    `ending` is what ends each of its lines.
    """

    head: tuple[str, ...]
    segments: tuple[Segment, ...]
    tail: tuple[str, ...]
    ending: str

    @property
    def text(self) -> str:
        """The file itself."""
        lines = (line for each in self.segments for line in (*each.lead, *each.lines))
        return self.ending.join((*self.head, *lines, *self.tail))


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the article: its file, its bytes' sum, its title, its text and sentences."""

    path: Path
    sha256: str
    title: str
    text: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What a revision starts from, all of one piece: the old version, its facts, their lines."""

    version: Version
    facts: Facts
    slug: str
    numbering: Numbering
    layout: Layout


# Drafts the sentences of a version, under their numbers, with what is known before.
Drafting: TypeAlias = Callable[[Before, Version], DraftOf]


@dataclass(frozen=True, slots=True)
class Revision:
    """The result: the new facts file, and what became of each sentence.

    `traced` has the sentences of the new version in its order, then those removed.
    """

    before: Before
    after: Version
    traced: tuple[Traced, ...]
    layout: Layout

    def of(self, fate: Fate) -> tuple[Traced, ...]:
        """The sentences with one fate."""
        return tuple(each for each in self.traced if each.fate is fate)
