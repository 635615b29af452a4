"""Turtle and TriG as tokens with their places, so that a file can be changed where it must be.

Read here is only text that the parser of the engine has taken: a token is found, not judged.
Specification: https://www.w3.org/TR/rdf12-trig/#sec-grammar
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """What a token is; the order is the order in which they are tried."""

    SPACE = "space"
    COMMENT = "comment"
    IRI = "iri"
    STRING = "string"
    AT = "at"
    BLANK = "blank"
    NAME = "name"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


class Token(NamedTuple):
    """A piece of the text; `start` and `end` count characters from 0."""

    kind: Kind
    text: str
    start: int
    end: int


_LOCAL: Final = r"(?:[\w\-:]|%[0-9A-Fa-f]{2}|\\.|\.(?=[\w\-:%\\.]*[\w\-:%\\]))*"
_PATTERNS: Final = {
    Kind.SPACE: r"\s+",
    Kind.COMMENT: r"#[^\r\n]*",
    Kind.IRI: r"<[^<>\"{}|^`\x00-\x20]*>",
    Kind.STRING: r'"""(?:"{0,2}(?:[^"\\]|\\[\s\S]))*"""'
    r"|'''(?:'{0,2}(?:[^'\\]|\\[\s\S]))*'''"
    r'|"(?:[^"\\\r\n]|\\.)*"' + r"|'(?:[^'\\\r\n]|\\.)*'",
    Kind.AT: r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?",
    Kind.BLANK: r"_:[\w](?:[\w\-]|\.(?=[\w\-.]*[\w\-]))*",
    Kind.NAME: r"(?:[^\W\d_](?:[\w\-]|\.(?=[\w\-.]*[\w\-]))*)?:" + _LOCAL,
    Kind.NUMBER: r"[+-]?(?:\d+\.\d*[eE][+-]?\d+|\.?\d+[eE][+-]?\d+|\d*\.\d+|\d+)",
    Kind.WORD: r"[A-Za-z]+",
    Kind.MARK: r"<<\(|\)>>|<<|>>|\{\||\|\}|\^\^|[\s\S]",
}
_TERMINAL: Final = re.compile("|".join(f"(?P<{kind}>{text})" for kind, text in _PATTERNS.items()))


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of a text, white space and comments among them; joined they are the text."""
    for match in _TERMINAL.finditer(text):
        yield Token(Kind(str(match.lastgroup)), match.group(), match.start(), match.end())
