"""The groups of a query: each pair of braces, what it belongs to, and what stands around it.

Read from tokens, and only as much of the grammar as tells one brace from another.
Specification: https://www.w3.org/TR/sparql11-query/#sparqlGrammar ([53] to [68]).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from server.grammar.tokens import Kind, Token

# Each of these is followed by one pair of braces; WHERE has those of the form before it.
_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_KEYWORDS: Final = (
    *_FORMS,
    *("OPTIONAL", "UNION", "MINUS", "EXISTS", "GRAPH", "SERVICE", "VALUES"),
)
_UNSEEN: Final = (Kind.SPACE, Kind.COMMENT)


class UnbalancedError(Exception):
    """A brace has no other; the engine's parser will say which."""


@dataclass(frozen=True, slots=True)
class Group:
    """A pair of braces. Numbers are places in the tokens, white space counted.

    `keyword` is what the braces belong to, in capitals, and `head` where it stands; a group that
    stands by itself has none, and its head is its brace.
    """

    keyword: str
    head: int
    opened: int
    closed: int
    parent: "Group | None"

    @property
    def is_body(self) -> bool:
        """Whether these are the braces of a query or a subquery."""
        return self.keyword in _FORMS or self.parent is None

    def around(self) -> Iterator["Group"]:
        """The groups that this one stands in, from the innermost on."""
        group = self.parent
        while group is not None:
            yield group
            group = group.parent


def read_groups(tokens: Sequence[Token]) -> tuple[Group, ...]:
    """The groups of a query, in the order in which they open.

    Raises:
        UnbalancedError: a brace has no other.
    """
    closing = match_braces(tokens)
    groups: list[Group] = []
    waiting: list[tuple[str, int]] = []
    inside: list[Group] = []
    for at, token in enumerate(tokens):
        if token.word in _KEYWORDS:
            waiting.append((token.word, at))
        elif token.word == "WHERE" and not (waiting and waiting[-1][0] in _FORMS):
            waiting.append(("CONSTRUCT", at))  # its template was before
        elif token.text == "{":
            begun = waiting and (not inside or waiting[-1][1] > inside[-1].opened)
            keyword, head = waiting.pop() if begun else ("", at)
            parent = inside[-1] if inside else None
            inside.append(Group(keyword, head, at, closing[at], parent))
            groups.append(inside[-1])
        elif token.text == "}":
            inside.pop()
    return tuple(groups)


def match_braces(tokens: Sequence[Token]) -> dict[int, int]:
    """Where each brace that opens is closed.

    Raises:
        UnbalancedError: a brace has no other.
    """
    opened: list[int] = []
    closing: dict[int, int] = {}
    for at, token in enumerate(tokens):
        if token.text == "{":
            opened.append(at)
        elif token.text == "}":
            if not opened:
                raise UnbalancedError
            closing[opened.pop()] = at
    if opened:
        raise UnbalancedError
    return closing


def after(tokens: Sequence[Token], at: int) -> int:
    """The place of the next token that is neither white space nor comment; the end if none is."""
    at += 1
    while at < len(tokens) and tokens[at].kind in _UNSEEN:
        at += 1
    return at


def before(tokens: Sequence[Token], at: int) -> int:
    """The same, of the one before; -1 if none is."""
    at -= 1
    while at >= 0 and tokens[at].kind in _UNSEEN:
        at -= 1
    return at
