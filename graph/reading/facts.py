"""Read the facts: `facts/<slug>.trig`, one `GRAPH` block for each sentence.

TriG (https://www.w3.org/TR/trig/) is read by its parser. What the parser throws away, the comments
and the lines, is read beside it, because the file shows each sentence above its facts and a person
who is told of a fault wants the line.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat
from rdflib.term import Node

from graph.errors import TurtleError, shown
from graph.model import Block, Comment, Facts
from graph.paths import read_file
from graph.quads import load
from graph.reading.article import decode

COMMENT: Final = re.compile(r"# (\d{3,})  (.*)")
BLOCK: Final = re.compile(r"\s*(?:GRAPH\s+)?(?:s:|<\S+/sentence/)(\d{3,})>?\s*\{.*", re.IGNORECASE)


def read_facts(path: Path) -> Facts:
    """Read a facts file.

    Raises:
        MissingFileError: there is no such file.
        TurtleError: it is not TriG, at this line and column.
    """
    quads = load(path, RdfFormat.TRIG)
    lines = tuple(decode(path, read_file(path), TurtleError).split("\n"))
    comments = tuple(read_comments(lines))
    return Facts(path, lines, comments, tuple(read_blocks(lines, comments)), quads)


def read_comments(lines: tuple[str, ...]) -> Iterator[Comment]:
    """Every comment that repeats a sentence: its number, two spaces, its text."""
    for number, line in enumerate(lines, start=1):
        if match := COMMENT.fullmatch(line.rstrip()):
            yield Comment(number, int(match[1]), match[2])


def read_blocks(lines: tuple[str, ...], comments: tuple[Comment, ...]) -> Iterator[Block]:
    """Every line on which a sentence's block begins."""
    at = {comment.line: comment for comment in comments}
    for number, line in enumerate(lines, start=1):
        if match := BLOCK.fullmatch(line):
            above = (at[above] for above in commented(lines, number) if above in at)
            yield Block(number, int(match[1]), next(above, None))


def commented(lines: tuple[str, ...], number: int) -> Iterator[int]:
    """The numbers of the comment lines right above a line, from the nearest upwards."""
    for above in range(number - 1, 0, -1):
        if not lines[above - 1].startswith("#"):
            return
        yield above


def place(facts: Facts, number: int, words: str = "") -> tuple[int, int]:
    """The line and column in a sentence's block where some words stand; else where it begins."""
    begin = next((block.line for block in facts.blocks if block.number == number), 1)
    ends = (block.line for block in facts.blocks if block.line > begin)
    end = next(ends, len(facts.lines) + 1)
    for line in range(begin, end):
        column = facts.lines[line - 1].find(words)
        if words and column >= 0 and not facts.lines[line - 1].startswith("#"):
            return line, column + 1
    return begin, 1


def mention(facts: Facts, written: str) -> str:
    """Where a name or a literal first stands in the file, as `file:line:column: `; else nothing."""
    whole = re.compile(rf"{re.escape(written)}(?![\w-])")
    for number, line in enumerate(facts.lines, start=1):
        found = None if line.startswith("#") else whole.search(line)
        if found:
            return f"{shown(facts.path)}:{number}:{found.start() + 1}: "
    return ""


def mention_of(facts: Facts, thing: Node) -> str:
    """Where a thing is first named in the file, by whatever prefix."""
    return mention(facts, ":" + re.split("[/#]", str(thing))[-1])
