"""What a page shows of terms, tables and facts: plain values, so that templates decide nothing."""

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from ontology import EDTF_DATATYPE, PREFIXES
from server.derived import outside_derived
from server.names import Term, address, label, label_term, shorten
from server.reading import when
from server.reading.sides import side_of

_STRING = PREFIXES["xsd"] + "string"
_LANGUAGE_STRING = PREFIXES["rdf"] + "langString"
_DAYS: Final = {
    EDTF_DATATYPE,
    *(PREFIXES["xsd"] + name for name in ("date", "gYearMonth", "gYear")),
}

_MOST_INSIDE: Final = 10


@dataclass(frozen=True, slots=True)
class Shown:
    """A term on a page: its text, where it leads, and its language or datatype in small print.

    `side` is a word for style sheets: on which side somebody stands.
    """

    text: str
    href: str | None = None
    note: str = ""
    lang: str | None = None
    side: str = ""

    @property
    def external(self) -> bool:
        """Whether it leads to another site."""
        return self.href is not None and not self.href.startswith("/")


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
    """A term by its label, where it has one; a date in words, with its spelling in small print."""
    if isinstance(term, NamedNode):
        named = label_term(store, term)
        return Shown(
            text=label(store, term),
            href=here_or_there(store, term),
            note=shorten(term.value),
            lang=foreign(named.language if named else None),
            side=side_of(store, term),
        )
    if isinstance(term, Literal) and term.datatype.value in _DAYS:
        words = when.in_words(term.value)
        return Shown(words, note=term.value if words != term.value else "")
    if isinstance(term, BlankNode):
        return Shown(inside(store, term))
    shown = show(term)
    # Of a number or a word of the pages' own language there is nothing to be said.
    obvious = shown.lang in ("en", "und") or shown.note.startswith("xsd:")
    return replace(shown, note="" if obvious else shown.note, lang=foreign(shown.lang))


def inside(store: Store, node: BlankNode) -> str:
    """A thing without a name, by what is said of it; not what is said of others in it."""
    quads = store.quads_for_pattern(node, None, None, None)
    triples = sorted({quad.triple for quad in quads}, key=str)[:_MOST_INSIDE]
    said = (f"{label(store, each.predicate)}: {show(each.object).text}" for each in triples)
    return "; ".join(said) or "something without a name"


def foreign(language: str | None) -> str | None:
    """A language, unless it is that of the pages."""
    return None if language == "en" else language


def here_or_there(store: Store, thing: NamedNode) -> str | None:
    """Where a thing leads: here, if anything is said about it; a stranger's IRI else to the web."""
    own = address(thing.value)
    if own and own.startswith("/"):
        return own
    # Of an item the web tells more than the facts in its words do.
    if outside_derived(store, store.quads_for_pattern(thing, None, None, None)):
        return f"/thing?iri={quote(thing.value, safe='')}"
    return own
