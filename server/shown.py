"""What a page shows of terms, tables and facts: plain values, so that templates decide nothing."""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from ontology import PREFIXES
from server.names import Term, address, label, shorten
from server.table import Table

_STRING = PREFIXES["xsd"] + "string"
_LANGUAGE_STRING = PREFIXES["rdf"] + "langString"


@dataclass(frozen=True, slots=True)
class Shown:
    """A term on a page: its text, where it leads, and its language or datatype in small print."""

    text: str
    href: str | None = None
    note: str = ""
    lang: str | None = None


def show(term: Term | None) -> Shown:
    """A term as it stands; IRIs are shortened. Nothing for an unbound variable."""
    if isinstance(term, NamedNode):
        return Shown(shorten(term.value), address(term.value))
    if isinstance(term, Literal):
        plain = term.datatype.value in (_STRING, _LANGUAGE_STRING)
        note = f"@{term.language}" if term.language else shorten(term.datatype.value)
        return Shown(term.value, None, "" if plain and not term.language else note, term.language)
    return Shown("" if term is None else str(term))


def show_thing(store: Store, term: Term) -> Shown:
    """A term by its label, where it has one."""
    if isinstance(term, NamedNode):
        return Shown(label(store, term), address(term.value), shorten(term.value))
    return show(term)


def show_rows(table: Table, most: int) -> list[list[Shown]]:
    """The first rows of a table."""
    return [[show(term) for term in row] for row in table.rows[:most]]
