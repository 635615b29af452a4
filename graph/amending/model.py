"""The values that pass from step to step: what is to change, where it stands, what becomes of it.

A `Change` of the dataset is held against each file as a `Document`, in which every statement has
its place; that gives `Edit`s of the text, an `Amended` file, and `Apart` what no file can take.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Name: TypeAlias = NamedNode | BlankNode | DefaultGraph


@dataclass(frozen=True, slots=True)
class Change:
    """What was written to the dataset: statements that are no more, and those that are new."""

    removed: frozenset[Quad]
    added: frozenset[Quad]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, counted in characters from 0."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Object(Span):
    """An object where it stands; None where it is nested, such as `[ … ]` or `( … )`."""

    term: Term | None


@dataclass(frozen=True, slots=True)
class Group(Span):
    """A predicate with its objects."""

    predicate: NamedNode
    objects: tuple[Object, ...]


@dataclass(frozen=True, slots=True)
class Statement(Span):
    """A subject with all that is said of it, up to behind its full stop, if it has one."""

    graph: Name
    subject: Term | None
    groups: tuple[Group, ...]
    closed: bool

    def quads(self) -> Iterator[tuple[Quad, Object]]:
        """What it states, and where; nothing of what is nested."""
        if not isinstance(self.subject, NamedNode):
            return
        for group in self.groups:
            for each in group.objects:
                if each.term is not None:
                    yield Quad(self.subject, group.predicate, each.term, self.graph), each


@dataclass(frozen=True, slots=True)
class Block(Span):
    """A graph in braces; `inside` is what stands between them."""

    graph: Name
    inside: Span
    statements: tuple[Statement, ...]


@dataclass(frozen=True, eq=False)
class Document:
    """A Turtle or TriG file, and where in its text everything stands."""

    path: Path
    text: str
    prefixes: Mapping[str, str]
    declared: Mapping[str, Span]
    """Where each prefix is declared."""
    blocks: tuple[Block, ...]
    loose: tuple[Statement, ...]
    """Statements in no block."""
    comments: tuple[Span, ...]
    stated: Mapping[Quad, tuple[Object, ...]]

    @property
    def statements(self) -> Iterator[Statement]:
        """Every statement, block by block."""
        for block in self.blocks:
            yield from block.statements
        yield from self.loose

    def line(self, at: int) -> int:
        """The line of a place, counted from 1."""
        return self.text.count("\n", 0, at) + 1

    def line_of(self, quad: Quad) -> int:
        """The line on which a statement of the file stands."""
        return self.line(self.stated[quad][0].start)


@dataclass(frozen=True, slots=True)
class Edit(Span):
    """A stretch of a text, and what takes its place."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Amended:
    """A file as it is, and as it has to be."""

    path: Path
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Apart:
    """A statement that was added or removed and cannot be put into the files, and why."""

    quad: Quad
    added: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """What becomes of a change.

    `notes` tell where the files are other than what the store was filled with; `more` and `fewer`
    are how many statements a build then has that the store has not, and the other way round.
    """

    files: tuple[Amended, ...]
    apart: tuple[Apart, ...]
    notes: tuple[str, ...]
    more: int
    fewer: int


def by_text(quads: Iterable[Quad]) -> list[Quad]:
    """Quads in one order."""
    return sorted(quads, key=str)
