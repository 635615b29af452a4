"""The answer to a saved query as its page shows it: names for IRIs, sources that lead on."""

import re
from collections.abc import Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from server import facts
from server.names import ROOT, Term, shorten
from server.shown import Shown, show, show_thing
from server.table import Table

SOURCE: Final = "sentence"
QUOTE: Final = "quote"
CLAIMANT: Final = "accordingTo"
LABEL: Final = "Label"
_ITSELF: Final = Shown("the article itself")
_SENTENCE: Final = re.compile(re.escape(ROOT) + r"[^/]+/sentence/([A-Za-z0-9_-]+)")


def headings(table: Table) -> list[str]:
    """The columns that are shown, by what they are called: `accordingTo` is "according to"."""
    return [in_words(name) for name in shown_columns(table.columns)]


def lay_out(store: Store, table: Table, most: int) -> list[list[Shown]]:
    """The first rows; ?x and ?xLabel are one cell, and so are ?sentence and ?quote."""
    names = shown_columns(table.columns)
    return [
        [show_cell(store, dict(zip(table.columns, row, strict=True)), name) for name in names]
        for row in table.rows[:most]
    ]


def shown_columns(columns: Sequence[str]) -> list[str]:
    """The columns that are not a part of another one's cell."""
    return [
        name
        for name in columns
        if not (name.endswith(LABEL) and name.removesuffix(LABEL) in columns)
        and not (name == QUOTE and SOURCE in columns)
    ]


def show_cell(store: Store, row: dict[str, Term | None], name: str) -> Shown:
    """One cell of a row."""
    term, label = row[name], row.get(name + LABEL)
    if name == CLAIMANT and (term is None or (isinstance(term, Literal) and not term.value)):
        return _ITSELF
    if not isinstance(term, NamedNode):
        return show(term)
    if name == SOURCE and in_article(term):
        return show_source(store, term, row.get(QUOTE))
    shown = show_thing(store, term)
    text = label.value if isinstance(label, Literal) else shown.text
    return Shown(text, shown.href, shorten(term.value))


def show_source(store: Store, sentence: NamedNode, quote: Term | None) -> Shown:
    """The words of a sentence, as a link to where they stand in the article."""
    if isinstance(quote, Literal):
        return Shown(quote.value, in_article(sentence))
    found = facts.sentence(store, sentence)
    return Shown(found.text if found else shorten(sentence.value), in_article(sentence))


def in_article(sentence: NamedNode) -> str | None:
    """Where a sentence stands in the article; None for what is no sentence."""
    found = _SENTENCE.fullmatch(sentence.value)
    return f"/article#s{found[1]}" if found else None


def in_words(name: str) -> str:
    """A column's name in words."""
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f" {found[1].lower()}", name)
