"""Marks in a sentence: where a text names things, cut so that no two marks cross.

"Bhamo Airport" names an airport, and its first word a town: the text is split at every place where
a mark begins or ends, and each piece knows all that it names.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

_What = TypeVar("_What")


@dataclass(frozen=True, slots=True)
class Span(Generic[_What]):
    """A stretch of a text, and what it names."""

    begin: int
    end: int
    what: _What


@dataclass(frozen=True, slots=True)
class Run(Generic[_What]):
    """A piece of a text, and all that it names, what has the fewest words first."""

    text: str
    names: tuple[_What, ...]

    @property
    def speaks(self) -> bool:
        """Whether it has letters or digits, and not only what stands between words."""
        return any(letter.isalnum() for letter in self.text)


def find(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where some words stand in a text, as whole words; one place does not overlap the next."""
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        if is_edge(text, at) and is_edge(text, end):
            yield at, end
            at = text.find(words, end)
        else:
            at = text.find(words, at + 1)


def is_edge(text: str, at: int) -> bool:
    """Whether no word goes on across a place."""
    return not (text[at - 1 : at].isalnum() and text[at : at + 1].isalnum())


def split(text: str, spans: Iterable[Span[_What]]) -> tuple[Run[_What], ...]:
    """The text in pieces: joined, they are the text."""
    known = sorted(spans, key=lambda span: span.end - span.begin)
    cuts = {0, len(text)}.union(*((span.begin, span.end) for span in known))
    return tuple(
        Run(text[begin:end], tuple(dict.fromkeys(covering(known, begin, end))))
        for begin, end in pairwise(sorted(cuts))
    )


def covering(spans: Iterable[Span[_What]], begin: int, end: int) -> Iterator[_What]:
    """What is named by the spans that hold a stretch as a whole."""
    for span in spans:
        if span.begin <= begin and end <= span.end:
            yield span.what
