"""Mistakes in terms and between them: quotes, IRIs, full stops, triples that are not complete."""

from typing import Final

from pyoxigraph import RdfFormat, parse

from ontology import NAMESPACE
from server.grammar.mistakes.case import Case, Mistake, shorten
from server.grammar.tokens import Kind

TERMS: Final = (Kind.VARIABLE, Kind.IRI, Kind.NAME, Kind.STRING, Kind.NUMBER, Kind.BLANK)
_IN_IRIS: Final = (Kind.NAME, Kind.WORD)
_TYPOGRAPHIC: Final = (
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}«»"
)


def unclosed_string(case: Case) -> Mistake | None:
    """A quote without its partner on the same line."""
    if case.kind is not Kind.MARK or case.text not in ('"', "'"):
        return None
    return Mistake(
        "The string that begins here is not closed.",
        f"Close it with {case.text}; a string of several lines stands between three quotes.",
        case.at,
    )


def typographic_quote(case: Case) -> Mistake | None:
    """Quotes as a word processor sets them."""
    if not case.text or case.text not in _TYPOGRAPHIC:
        return None
    hint = "Write straight quotes, \" or ', around text."
    return Mistake(f"`{case.text}` is not a quote to SPARQL.", hint, case.at)


def bad_iri(case: Case) -> Mistake | None:
    """An address between < and > that is none."""
    opened = [i for i, token in enumerate(case.tokens) if token.text == "<" and _hugs(case, i)]
    if case.kind is Kind.IRI and not _is_iri(case.text):
        opened = [case.at]
    if not opened or opened[-1] > case.at:
        return None
    return Mistake(
        "What stands here between < and > is not an IRI.",
        "An IRI has no spaces, quotes, braces or backslashes; write a space as %20.",
        opened[-1],
    )


def _is_iri(text: str) -> bool:
    """Whether the engine takes an IRI, relative ones included."""
    try:
        return bool(list(parse(f"{text} a {text} .", RdfFormat.TURTLE, base_iri=NAMESPACE)))
    except SyntaxError:
        return False


def _hugs(case: Case, index: int) -> bool:
    """Whether a scheme or a word follows without a space, as in an IRI and not in a comparison."""
    left, *rest = case.tokens[index : index + 2]
    return any(right.start == left.start + 1 and right.kind in _IN_IRIS for right in rest)


def shared_blank(case: Case) -> Mistake | None:
    """One blank node label in two groups."""
    if case.kind is not Kind.BLANK:
        return None
    hint = "Use a variable to join two groups."
    return Mistake(f"`{case.text}` cannot stand in two groups.", hint, case.at)


def missing_full_stop(case: Case) -> Mistake | None:
    """A fourth term where a triple ought to end."""
    ends = case.before and (case.before.kind in (*TERMS, Kind.LANGUAGE) or case.before.text in ")]")
    if not ends or case.innermost != "{" or case.kind not in TERMS:
        return None
    return Mistake(
        f"A full stop or a semicolon is missing before `{shorten(case.text)}`.",
        "A full stop ends a triple; a semicolon keeps its subject, a comma its property as well.",
        case.at,
    )


def incomplete_triple(case: Case) -> Mistake | None:
    """A full stop, semicolon, comma or bracket where a term should be."""
    if case.innermost not in ("{", "[") or case.text not in (".", ";", ",", "}", "]"):
        return None
    return Mistake(
        f"A triple is not complete before this `{case.text}`.",
        "A triple is a subject, a property and a value; after a semicolon come a property and a "
        "value, after a comma a value.",
        case.at,
    )
