"""The prologue of a query: what its names stand for.

Specification: https://www.w3.org/TR/sparql11-query/#sparqlGrammar (19.8, [4] to [6]).
"""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urljoin

from ontology import PREFIXES
from server.grammar.tokens import Kind, Token

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CODE_POINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def read_prologue(
    tokens: tuple[Token, ...], base: str
) -> tuple[Mapping[str, str], str, tuple[Token, ...]]:
    """The prefixes that hold in a query, its base, and what stands after both."""
    prefixes, at = dict(PREFIXES), 0
    while at < len(tokens) and (word := tokens[at].word) in ("BASE", "VERSION", "PREFIX"):
        said = tokens[at + 1 : at + 3]
        if word == "BASE" and said:
            base = resolve(said[0], prefixes, base) or base
        if word == "PREFIX" and len(said) == 2:  # noqa: PLR2004 - a label and an IRI
            prefixes[said[0].text.removesuffix(":")] = resolve(said[1], prefixes, base) or ""
        at += 3 if word == "PREFIX" else 2
    return prefixes, base, tokens[at:]


def resolve(token: Token, prefixes: Mapping[str, str], base: str) -> str | None:
    """The IRI that a token stands for, if it does for one."""
    if token.kind is Kind.NAME:
        label, _, local = token.text.partition(":")
        return prefixes[label] + re.sub(r"\\(.)", r"\1", local) if label in prefixes else None
    if token.kind is not Kind.IRI:
        return None
    iri = token.text[1:-1]
    if "\\" in iri:
        iri = _CODE_POINT.sub(lambda found: chr(int(found[1] or found[2], 16)), iri)
    if _ABSOLUTE.match(iri):
        return iri  # urljoin would drop an empty fragment, with which many prefixes end
    try:
        return urljoin(base, iri)
    except ValueError:
        return None
