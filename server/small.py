"""Small: which questions cannot take long, so that they need no process that may be killed.

Of a basic graph pattern (SPARQL 1.1, 18.5.1) without filters, paths and groups, no join, in
whatever order, makes more rows than the product of what its triple patterns match each. These
numbers are counted, up to a limit, before anything is evaluated. A question within it is answered
where it came in; of all others, and of all that this reader does not understand, nothing is known.

Specification: https://www.w3.org/TR/sparql11-query/#sparqlGrammar
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from ontology import PREFIXES
from queries.idiom import speaks_wikidata
from server.engine import Question
from server.prologue import read_prologue, resolve
from server.tokens import Kind, Token, meaningful, tokenize

# Rows that may come of a question, and triples that one of its patterns may match.
MOST_ROWS: Final = 500
_LONGEST: Final = 600
# Most questions that are not small have one of these.
_ELSE: Final = ("(", "[")
_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")

Node = NamedNode | Literal | None
Pattern = tuple[Node, Node, Node]


class _NotReadError(Exception):
    """The query is not of the few forms that are read here."""


def is_small(store: Store, question: Question) -> bool:
    """Whether it is certain that a question makes few rows; False says nothing."""
    text = question.text
    if len(text) > _LONGEST or question.default_graphs or question.named_graphs:
        return False
    if any(mark in text for mark in _ELSE) or speaks_wikidata(text):
        return False  # counted is the default graph alone
    try:
        patterns = read(text, question.base)
    except (_NotReadError, ValueError, IndexError):
        return False
    most = 1
    for pattern in patterns:
        most *= count(store, pattern, MOST_ROWS // most)
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


def read(text: str, base: str) -> list[Pattern]:
    """The triple patterns of a query: `SELECT … { … } LIMIT …`, or `ASK { … }`.

    Raises:
        _NotReadError, IndexError: it is something else.
        ValueError: a name in it is no IRI.
    """
    prefixes, base, tokens = read_prologue(meaningful(tokenize(text)), base)
    reader = _Reader([*reversed(tokens)], prefixes, base)
    reader.read_head()
    patterns = [*reader.read_group()]
    reader.read_tail()
    return patterns


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes the tokens of a query from the end of a list, where the next one stands."""

    left: list[Token]
    prefixes: Mapping[str, str]
    base: str

    def accept(self, *texts: str) -> bool:
        """Take the next token if it is one of these."""
        if self.left and self.left[-1].text.upper() in texts:
            self.left.pop()
            return True
        return False

    def accept_kind(self, kind: Kind) -> bool:
        """Take the next token if it is of a kind."""
        if self.left and self.left[-1].kind is kind:
            self.left.pop()
            return True
        return False

    def read_head(self) -> None:
        """Read what stands before the group."""
        if not self.accept("ASK"):
            require(self.accept("SELECT"))
            self.accept("DISTINCT", "REDUCED")
            require(self.accept("*") or self.accept_kind(Kind.VARIABLE))
            while self.accept_kind(Kind.VARIABLE):
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
            require(self.accept_kind(Kind.NUMBER))
        require(not self.left)

    def read_verb(self) -> Node:
        """Read a property, or a variable for one."""
        return _TYPE if self.accept("A") else self.read_term()

    def read_term(self) -> Node:
        """Read a name, a variable (None) or a text."""
        token = self.left.pop()
        if token.kind is Kind.VARIABLE:
            return None
        if token.kind is Kind.STRING:
            return self.read_literal(token.text)
        iri = resolve(token, self.prefixes, self.base)
        require(iri is not None)
        return NamedNode(iri or "")

    def read_literal(self, text: str) -> Literal:
        """Read what follows a text in quotation marks; one with escapes is left to the engine."""
        require("\\" not in text and not text.startswith(('"""', "'''")))
        if self.left and self.left[-1].kind is Kind.LANGUAGE:
            return Literal(text[1:-1], language=self.left.pop().text[1:])
        if self.accept("^^"):
            datatype = self.read_term()
            require(isinstance(datatype, NamedNode))
            return Literal(text[1:-1], datatype=cast("NamedNode", datatype))
        return Literal(text[1:-1])


def require(found: object) -> None:
    """Go on, or give up."""
    if not found:
        raise _NotReadError
