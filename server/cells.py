"""What stands in a cell of an answer: labels for IRIs, words of the article as links to them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from ontology import EDTF_DATATYPE, PREFIXES
from server.names import ROOT, Term, shorten
from server.sentences import Sentences, in_article, quoted
from server.shown import Shown, show_thing

_XSD: Final = PREFIXES["xsd"]
_NUMBERS: Final = {
    _XSD + name
    for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
}
_DATES: Final = {_XSD + "date", _XSD + "dateTime", _XSD + "gYear", _XSD + "gYearMonth"}
_WKT: Final = PREFIXES["geo"] + "wktLiteral"
# What a query joins several IRIs with, and what an IRI is made of.
_SEVERAL: Final = ", "
_IRI: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: terms, what sort of thing they are, and the value to sort by.

    `kind` is `thing`, `number`, `date`, `source` (words of the article), `wkt` or `text`.
    """

    terms: tuple[Shown, ...]
    kind: str
    value: str


def make_cell(
    store: Store, row: Sequence[Term | None], place: tuple[int, int | None], known: Sentences
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


def thing_cell(store: Store, term: NamedNode, said: Term | None, known: Sentences) -> Cell:
    """A thing by its label; a sentence by its words, which lead to the article."""
    words = known.words.get(term.value)
    if words is not None:
        return Cell((source(words, term.value),), "source", term.value)
    shown = show_thing(store, term)
    if isinstance(said, Literal):
        shown = Shown(said.value, shown.href, shown.note or shorten(term.value))
    return Cell((shown,), "thing", shown.text)


def literal_cell(store: Store, term: Literal, known: Sentences) -> Cell:
    """A literal by its datatype; words of the article lead there, joined IRIs to their things."""
    value, datatype = term.value, term.datatype.value
    if datatype in _NUMBERS:
        return Cell((Shown(value),), "number", value)
    if datatype in _DATES:
        return Cell((Shown(value),), "date", value)
    if datatype == _WKT:
        return Cell((Shown(value),), "wkt", value)
    if found := quoted(value, known):
        return Cell(tuple(source(words, iri) for words, iri in found), "source", found[0][1])
    if value.startswith(ROOT):
        return Cell(tuple(show_thing(store, each) for each in things(value)), "thing", value)
    return Cell((Shown(value, None, note_of(term), term.language),), "text", value)


def note_of(term: Literal) -> str:
    """The language or the datatype of a literal, where it is not the usual one."""
    if term.language:
        return "" if term.language == "en" else f"@{term.language}"
    plain = term.datatype.value in (_XSD + "string", EDTF_DATATYPE)
    return "" if plain else shorten(term.datatype.value)


def things(joined: str) -> list[NamedNode]:
    """The IRIs of a text that a query joined; what is no IRI is left out."""
    return [NamedNode(iri) for iri in joined.split(_SEVERAL) if _IRI.fullmatch(iri)]


def source(words: str, iri: str) -> Shown:
    """Words of the article as a link to them."""
    return Shown(words, in_article(iri), iri.rpartition("/")[2])
