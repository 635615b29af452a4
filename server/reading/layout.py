"""How an article is laid out: headings, paragraphs and lists, each with its sentences.

The flattened text has `==Heading==` lines, `- item` lines, a line `Infobox`, and prose.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from server.reading.article import Sentence

_HEADING: Final = re.compile(r"(=+)\s*([^=]+?)\s*\1")
_ITEM: Final = re.compile(r"-\s*")
_INFOBOX: Final = "Infobox"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or an entry of a list; `level` is that of a heading, else 0."""

    kind: str
    pieces: tuple[Sentence | str, ...]
    level: int = 0


def lay_out(words: str, sentences: Sequence[Sentence]) -> tuple[Block, ...]:
    """An article as it is read: headings, paragraphs, lists, each with its sentences.

    `words` is its text, or nothing.
    """
    if words and all(stands_there(words, said) for said in sentences):
        return tuple(blocks_of_text(words, sentences))
    return tuple(blocks_of_sentences(sentences))


def stands_there(text: str, said: Sentence) -> bool:
    """Whether the offsets of a sentence cut out its words."""
    return said.begin is not None and text[said.begin : said.end] == said.text


def blocks_of_text(words: str, sentences: Sequence[Sentence]) -> Iterator[Block]:
    """Line by line; the first heading of level one is the title, which the page has already."""
    begin = 0
    for line in words.split("\n"):
        end = begin + len(line)
        stripped, heading = line.strip(), _HEADING.fullmatch(line.strip())
        if heading and len(heading[1]) > 1:
            yield Block("heading", (heading[2],), len(heading[1]))
        elif stripped == _INFOBOX:
            yield Block("heading", (stripped,), 2)
        elif stripped and not heading:
            item = _ITEM.match(line)
            start = begin + (item.end() if item else 0)
            yield Block("item" if item else "text", tuple(pieces(words, sentences, start, end)))
        begin = end + 1


def pieces(
    words: str, sentences: Sequence[Sentence], begin: int, end: int
) -> Iterator[Sentence | str]:
    """The sentences that begin in a stretch of the text, and what stands between them."""
    for said in sentences:
        if said.begin is not None and said.end is not None and begin <= said.begin < end:
            if said.begin > begin:
                yield words[begin : said.begin]
            yield said
            begin = said.end
    if begin < end:
        yield words[begin:end]


def blocks_of_sentences(sentences: Sequence[Sentence]) -> Iterator[Block]:
    """Each sentence by itself, beneath the headings that it says it stands under."""
    section = ""
    for said in sentences:
        if said.section != section:
            section = said.section
            yield Block("heading", (section,), 2)
        yield Block("text", (said,))
