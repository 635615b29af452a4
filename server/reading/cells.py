"""What stands in a cell of an answer: labels for IRIs, words of the article as links to them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from ontology import EDTF_DATATYPE, PREFIXES
from server.names import ROOT, Term
from server.reading.article import Sentence
from server.reading.quotations import Find, quoted
from server.reading.shown import Shown, show_thing

_XSD: Final = PREFIXES["xsd"]
_KINDS: Final = {
    **dict.fromkeys(
        (_XSD + name for name in ("integer", "decimal", "double", "float", "int", "long")), "number"
    ),
    **dict.fromkeys((_XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth")), "date"),
    PREFIXES["geo"] + "wktLiteral": "wkt",
    EDTF_DATATYPE: "when",
}
# What finds a sentence by its IRI, and by its words.
Known = tuple[Callable[[NamedNode], Sentence | None], Find]

# What a query joins several IRIs with, and what an IRI is made of.
_SEVERAL: Final = ", "
_IRI: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: terms, what sort of thing they are, and the value to sort by.

    `kind` is `thing`, `number`, `date`, `when` (a date in EDTF), `source` (words of the article),
    `wkt` or `text`.
    """

    terms: tuple[Shown, ...]
    kind: str
    value: str


def make_cell(
    store: Store, row: Sequence[Term | None], place: tuple[int, int | None], known: Known
) -> Cell:
    """One cell, by the place of its term and that of its label.

    A thing is called as the query's label column says, else by its own label.
    """
    at, label = place
    term, said = row[at], row[label] if label is not None else None
    if term is None:
        return Cell((), "text", "")
    if isinstance(term, NamedNode):
        return thing_cell(store, term, said, known)
    if isinstance(term, Literal):
        return literal_cell(store, term, known)
    return Cell((show_thing(store, term),), "text", str(term))


def thing_cell(store: Store, term: NamedNode, said: Term | None, known: Known) -> Cell:
    """A thing by its label; a sentence by its words, which lead to the article."""
    sentence = known[0](term)
    if sentence is not None:
        return source_cell([sentence])
    shown = show_thing(store, term)
    if isinstance(said, Literal):
        shown = replace(shown, text=said.value)
    return Cell((shown,), "thing", shown.text)


def literal_cell(store: Store, term: Literal, known: Known) -> Cell:
    """A literal by its datatype; words of the article lead there, joined IRIs to their things."""
    value, datatype = term.value, term.datatype.value
    if found := quoted(value, known[1]):
        return source_cell(found)
    if value.startswith(ROOT) and (joined := things(value)):
        return Cell(tuple(show_thing(store, each) for each in joined), "thing", value)
    kind = _KINDS.get(datatype, "text")
    plain = kind in ("number", "wkt")
    return Cell((Shown(value) if plain else show_thing(store, term),), kind, value)


def source_cell(sentences: Sequence[Sentence]) -> Cell:
    """Sentences by their words, each a link to where it stands highlighted in the article."""
    terms = tuple(Shown(said.text, said.href, said.number) for said in sentences)
    return Cell(terms, "source", sentences[0].iri.value)


def things(joined: str) -> list[NamedNode]:
    """The IRIs of a text that a query joined; what is no IRI is left out."""
    return [NamedNode(iri) for iri in joined.split(_SEVERAL) if _IRI.fullmatch(iri)]
