"""Snippets: a text, or the part of it in which words were found, with the words marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from server.searching.fold import words


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a snippet; `found` is what was searched for."""

    text: str
    found: bool


def fits(asked: str, known: str) -> bool:
    """Whether a word is the beginning of another; a number fits only itself."""
    return known == asked if asked[:1].isdigit() else known.startswith(asked)


def mark(text: str, asked: Sequence[str], around: int = 90) -> tuple[Piece, ...]:
    """A text in pieces, cut to what is around the words that were found."""
    places = [
        (word.begin, word.end) for word in words(text) if any(fits(one, word.text) for one in asked)
    ]
    begin = max(0, places[0][0] - around) if places else 0
    end = min(len(text), (places[-1][1] if places else 0) + around, begin + 4 * around)
    # Not in the middle of a word, unless the text is one long word.
    begin = text.find(" ", begin, begin + around) + 1 or begin if begin else 0
    space = text.rfind(" ", begin, end) if end < len(text) else end
    end = space if space > end - around else end
    return tuple(cut(text, begin, end, places))


def cut(text: str, begin: int, end: int, places: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """A stretch of a text in pieces; dots stand for what was left out."""
    if begin:
        yield Piece("…", found=False)
    at = begin
    for start, stop in places:
        if start >= end:
            break
        yield Piece(text[at:start], found=False)
        at = min(stop, end)
        yield Piece(text[start:at], found=True)
    yield Piece(text[at : max(at, end)], found=False)
    if max(at, end) < len(text):
        yield Piece("…", found=False)
