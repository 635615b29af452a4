r"""Step 1 of reading a query: its text → tokens, by the terminals of SPARQL 1.1 (and RDF 1.2).

Every character belongs to exactly one token, so the tokens of a query joined are the query. A
character that begins no terminal is a mark of its own; the engine's parser will say what it thinks
of it. Specification: https://www.w3.org/TR/sparql11-query/#sparqlGrammar (19.7 and 19.8).

The engine reads without a tokenizer: to it `1<2#>` may be a comparison and a comment where the
specification sees an IRI, and `trueSERVICE` two words. What is decided here about a query would be
worth nothing if the engine read another. `spell` therefore spells the tokens in the one way
that both must read alike.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple


class Kind(StrEnum):
    """What a token is; the order is the order in which the terminals are tried."""

    SPACE = "space"
    COMMENT = "comment"
    IRI = "iri"
    STRING = "string"
    LANGUAGE = "language"
    BLANK = "blank"
    NAME = "name"
    VARIABLE = "variable"
    NUMBER = "number"
    WORD = "word"
    MARK = "mark"


class Token(NamedTuple):
    """A piece of the query and where it begins, counted in characters from 0."""

    kind: Kind
    text: str
    start: int

    @property
    def word(self) -> str:
        """The text as a keyword is compared, in capitals; empty unless this is a word."""
        return self.text.upper() if self.kind is Kind.WORD else ""


# The character classes of the grammar, as ranges for use inside [ ].
_LETTER: Final = (
    r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)  # PN_CHARS_BASE
_INSIDE: Final = rf"{_LETTER}_\-0-9\u00B7\u0300-\u036F\u203F-\u2040"  # PN_CHARS
_CODE_POINT: Final = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"  # UCHAR
_ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"  # PLX
# A label is cut at 100 characters, so that a long run of dots costs linear time.
_PREFIX: Final = rf"(?:[{_LETTER}](?:[{_INSIDE}.]{{0,99}}[{_INSIDE}])?)?:"
_LOCAL_INSIDE: Final = rf"(?:[{_INSIDE}.:]|{_ESCAPED})*(?:[{_INSIDE}:]|{_ESCAPED})"
_LOCAL: Final = rf"(?:(?:[{_LETTER}_:0-9]|{_ESCAPED})(?:{_LOCAL_INSIDE})?)?"
_STRINGS: Final = (
    r'"""(?:"{0,2}(?:[^"\\]|\\[\s\S]))*"""',
    r"'''(?:'{0,2}(?:[^'\\]|\\[\s\S]))*'''",
    r'"(?:[^"\\\r\n]|\\[^\r\n])*"',
    r"'(?:[^'\\\r\n]|\\[^\r\n])*'",
)

_PATTERNS: Final = {
    Kind.SPACE: r"[ \t\r\n]+",
    Kind.COMMENT: r"#[^\r\n]*",
    Kind.IRI: rf"<(?:[^<>\"{{}}|^`\\\x00-\x20]|{_CODE_POINT})*>",
    Kind.STRING: "|".join(_STRINGS),
    Kind.LANGUAGE: r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?",
    Kind.BLANK: rf"_:[{_LETTER}_0-9](?:[{_INSIDE}.]*[{_INSIDE}])?",
    Kind.NAME: _PREFIX + _LOCAL,
    Kind.VARIABLE: rf"[?$][{_LETTER}_0-9][{_LETTER}_0-9\u00B7\u0300-\u036F\u203F-\u2040]*",
    # Without a sign: in `?a -1` the minus is read as an operator, which costs nothing here.
    Kind.NUMBER: r"(?:[0-9]+\.[0-9]*[eE][+-]?[0-9]+|[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?"
    r"|[0-9]+(?:[eE][+-]?[0-9]+)?)",
    Kind.WORD: rf"[{_LETTER}_][{_LETTER}_0-9]*",
    Kind.MARK: r"&&|\|\||!=|<=|>=|\^\^|[\s\S]",
}
_TERMINAL: Final = re.compile("|".join(f"(?P<{kind}>{text})" for kind, text in _PATTERNS.items()))
_KINDS: Final[Mapping[str | None, Kind]] = {str(kind): kind for kind in Kind}
_SERVICE: Final = re.compile("service", re.IGNORECASE)


def tokenize(query: str) -> tuple[Token, ...]:
    """The tokens of a query, white space and comments among them; joined they are the query."""
    return tuple(read_tokens(query))


def read_tokens(query: str) -> Iterator[Token]:
    """The same one after the other, for who may stop before the end."""
    for match in _TERMINAL.finditer(query):
        yield Token(_KINDS[match.lastgroup], match.group(), match.start())


def meaningful(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """The tokens that are neither white space nor comment."""
    return tuple(token for token in tokens if token.kind not in (Kind.SPACE, Kind.COMMENT))


def place(query: str, start: int) -> tuple[int, int]:
    """Line and column, both counted from 1, of the character at `start`."""
    before = query[:start]
    return before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1


def query_form(tokens: tuple[Token, ...]) -> str:
    """The first word after the prologue, in capitals: SELECT, ASK, …, or whatever stands there.

    Empty when no word stands there. The prologue is BASE, PREFIX and VERSION declarations (19.8,
    [4] to [6]).
    """
    for token in _after_prologue(meaningful(tokens)):
        return token.word
    return ""


def _after_prologue(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    lengths = {"BASE": 2, "VERSION": 2, "PREFIX": 3}
    at = 0
    while at < len(tokens) and tokens[at].word in lengths:
        at += lengths[tokens[at].word]
    return tokens[at:]


def spell(tokens: tuple[Token, ...]) -> str:
    r"""The query as the engine gets it: the same query, which can be read in one way only.

    In IRIs the first character, `#` and `'` are written as code points: so a `<` can only begin an
    IRI to the engine too, and nothing in one can begin a comment or a string. Words and prefix
    labels never spell SERVICE: a label gets another name wherever it stands, and a word that was no
    keyword is as unknown as before. TRUE and FALSE are written small, as the engine wants them.
    """
    return "".join(spell_each(tokens))


def spell_for_parser(tokens: tuple[Token, ...]) -> str:
    """The same with SERVICE as a keyword, for a text that is never evaluated."""
    spelt = zip(tokens, spell_each(tokens), strict=True)
    return "".join("SERVICE" if token.word == "SERVICE" else text for token, text in spelt)


def spell_each(tokens: Iterable[Token]) -> Iterator[str]:
    """Each token as `spell` writes it."""
    for kind, text, _ in tokens:
        if kind is Kind.IRI:
            yield _spell_iri(text)
        elif kind is Kind.WORD:
            small = text.lower()
            yield small if small in ("true", "false") else _SERVICE.sub("S-RVICE", text)
        elif kind is Kind.NAME:
            label, _, local = text.partition(":")
            yield f"{_SERVICE.sub('S-RVICE', label)}:{local}"
        else:
            yield text


def _spell_iri(text: str) -> str:
    first, rest = text[1:2], text[2:].replace("#", r"\u0023").replace("'", r"\u0027")
    if first in (">", "\\"):  # empty, or written as a code point already
        return f"<{first}{rest}"
    return rf"<\U{ord(first):08X}{rest}"
