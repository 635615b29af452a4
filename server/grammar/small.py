"""Small: which questions cannot take long, so that they need no process that may be killed.

Of a basic graph pattern (SPARQL 1.1, 18.5.1) without filters, paths and groups, no join, in
whatever order, makes more rows than the product of what its triple patterns match each. These
numbers are counted, up to a limit, before anything is evaluated. A question within it is answered
where it came in; of all others, and of all that this reader does not understand, nothing is known.

Specification: https://www.w3.org/TR/sparql11-query/#sparqlGrammar
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from ontology import PREFIXES
from queries.idiom import speaks_wikidata
from server.evaluation.engine import Question

# Rows that may come of a question, and triples that one of its patterns may match.
MOST_ROWS: Final = 500
_LONGEST: Final = 600
# Counts that are kept; when there are as many, they are counted anew.
_MOST_KNOWN: Final = 10_000
# Most questions that are not small have one of these; a backslash may hide anything.
_ELSE: Final = ("(", "[", "\\")
# The plainest form of each term; what is written otherwise falls to the last branch, unread.
_TERM: Final = re.compile(
    r"""#[^\r\n]*|<[A-Za-z][\w+.-]*:[\w/.#:%~-]*>|"[^"\r\n]*"|@[A-Za-z]+(?![A-Za-z-])|\^\^"""
    r"""|[?$][A-Za-z]\w*|[A-Za-z]?[\w-]*:[A-Za-z][\w-]*(?![\w.%:-])|[A-Za-z]?[\w-]*:(?=[ ]*<)"""
    r"""|[A-Za-z]+|[0-9]+|[{}.;*]|[ \t\r\n]+|.""",
    re.ASCII | re.DOTALL,
)
_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")

Node = NamedNode | Literal | None
Pattern = tuple[Node, Node, Node]


class _NotReadError(Exception):
    """The query is not of the few forms that are read here."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many triples of a store, which does not change, match which patterns; 0 is told as 1.

    What is more than `MOST_ROWS` is told as one more than these. A count is kept, because a thing
    that is asked about is asked about again.
    """

    store: Store
    known: dict[Pattern, int] = field(default_factory=dict[Pattern, int])

    def __call__(self, pattern: Pattern) -> int:
        """The number for a pattern."""
        found = self.known.get(pattern)
        if found is None:
            found = count(self.store, pattern, MOST_ROWS)
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            self.known[pattern] = found
        return found


def is_small(counts: Counts, question: Question) -> bool:
    """Whether it is certain that a question makes few rows; False says nothing."""
    text = question.text
    if len(text) > _LONGEST or question.default_graphs or question.named_graphs:
        return False
    if any(mark in text for mark in _ELSE) or speaks_wikidata(text):
        return False  # counted is the default graph alone
    try:
        patterns = read(text)
    except (_NotReadError, ValueError, IndexError, KeyError):
        return False
    most = 1
    for pattern in patterns:
        most *= counts(pattern)
        if most > MOST_ROWS:
            return False
    return True


def count(store: Store, pattern: Pattern, limit: int) -> int:
    """How many triples match, or one more than the limit; at least 1, so that it multiplies.

    What names neither subject nor value is not counted, which would take long: it is too many.
    """
    subject, predicate, value = pattern
    if subject is None and value is None:
        return limit + 1
    if isinstance(subject, Literal) or isinstance(predicate, Literal):
        return 1  # matches nothing
    quads = store.quads_for_pattern(subject, predicate, value, DefaultGraph())
    return max(1, sum(1 for _ in islice(quads, limit + 1)))


def read(text: str) -> list[Pattern]:
    """The triple patterns of a query: `SELECT … { … } LIMIT …`, or `ASK { … }`.

    Raises:
        _NotReadError, IndexError, KeyError: it is something else.
        ValueError: a name in it is no IRI.
    """
    pieces = [each for each in _TERM.findall(text) if each[0] not in "# \t\r\n"]
    reader = _Reader(pieces[::-1], dict(PREFIXES))
    reader.read_head()
    patterns = [*reader.read_group()]
    reader.read_tail()
    return patterns


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes the pieces of a query from the end of a list, where the next one stands."""

    left: list[str]
    prefixes: dict[str, str]

    def accept(self, *words: str) -> bool:
        """Take the next piece if it is one of these."""
        if self.left and self.left[-1].upper() in words:
            self.left.pop()
            return True
        return False

    def accept_variable(self) -> bool:
        """Take the next piece if it is a variable."""
        if self.left and self.left[-1][0] in "?$" and len(self.left[-1]) > 1:
            self.left.pop()
            return True
        return False

    def read_head(self) -> None:
        """Read what stands before the group."""
        while self.accept("PREFIX"):
            label = self.left.pop()
            require(label.endswith(":"))
            self.prefixes[label[:-1]] = self.read_iri()
        if not self.accept("ASK"):
            require(self.accept("SELECT"))
            self.accept("DISTINCT", "REDUCED")
            require(self.accept("*") or self.accept_variable())
            while self.accept_variable():
                pass
        self.accept("WHERE")
        require(self.accept("{"))

    def read_group(self) -> Iterator[Pattern]:
        """Read triples, to the brace that closes them."""
        while not self.accept("}"):
            subject = self.read_term()
            yield subject, self.read_verb(), self.read_term()
            while self.accept(";"):
                yield subject, self.read_verb(), self.read_term()
            if not self.accept("."):
                require(self.accept("}"))
                return

    def read_tail(self) -> None:
        """Read what stands after it; no order, which would make all rows before the first."""
        while self.accept("LIMIT", "OFFSET"):
            require(self.left.pop().isdecimal())
        require(not self.left)

    def read_verb(self) -> Node:
        """Read a property, or a variable for one."""
        if self.left[-1] == "a":
            self.left.pop()
            return _TYPE
        return self.read_term()

    def read_term(self) -> Node:
        """Read a name, a variable (None) or a text."""
        if self.accept_variable():
            return None
        if self.left[-1][0] == '"':
            return self.read_literal(self.left.pop()[1:-1])
        return NamedNode(self.read_iri())

    def read_iri(self) -> str:
        """Read a name."""
        piece = self.left.pop()
        if piece[0] == "<" and len(piece) > 1:
            return piece[1:-1]
        label, colon, local = piece.partition(":")
        require(colon and len(piece) > 1)
        return self.prefixes[label] + local

    def read_literal(self, text: str) -> Literal:
        """Read what follows a text in quotation marks."""
        if self.left and self.left[-1][0] == "@":
            return Literal(text, language=self.left.pop()[1:])
        if self.accept("^^"):
            return Literal(text, datatype=NamedNode(self.read_iri()))
        return Literal(text)


def require(found: object) -> None:
    """Go on, or give up."""
    if not found:
        raise _NotReadError
