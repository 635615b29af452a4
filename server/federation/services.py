"""Services: who may be asked by SERVICE, how long and how much, and where SERVICE stands.

Nobody may be asked unless the operator has named the address. What the Wikidata Query Service has
under names of its own is told apart by them: its labels are given here (`labels.py`), its other
services are not.

Specification: https://www.w3.org/TR/sparql11-federated-query/
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from server.config import Settings
from server.grammar.groups import after
from server.grammar.prologue import read_prologue, resolve
from server.grammar.tokens import Kind, Token, meaningful, tokenize

WIKIBASE: Final = "http://wikiba.se/ontology#"
BLAZEGRAPH: Final = "http://www.bigdata.com/"
PARAMETER: Final = f"{BLAZEGRAPH}rdf#serviceParam"
PRAGMAS: Final = f"{BLAZEGRAPH}queryHints#"
LABELS: Final = f"{WIKIBASE}label"


@dataclass(frozen=True, slots=True)
class Services:
    """Whom a query may ask, and what one such answer may take.

    `timeout` is in seconds and `size` in bytes, of one answer; `calls` is how many requests a query
    may make, and `until` the moment, by the monotonic clock, at which the query will be ended.
    """

    allowed: tuple[str, ...] = ()
    timeout: float = 8
    size: int = 10 * 2**20
    calls: int = 10
    until: float = math.inf


NOBODY: Final = Services()


@dataclass(frozen=True, slots=True)
class Call:
    """A SERVICE in a query: where it stands, whether SILENT, and whom it names, if that is clear.

    `at` and `name_at` are places in the tokens, white space counted.
    """

    at: int
    name_at: int
    silent: bool
    iri: str | None

    @property
    def is_labels(self) -> bool:
        """Whether this is the label service."""
        return self.iri == LABELS

    @property
    def is_wikidatas(self) -> bool:
        """Whether it is one that the Wikidata Query Service has within itself."""
        return bool(self.iri) and str(self.iri).startswith((WIKIBASE, BLAZEGRAPH))


def services_of(settings: Settings) -> Services:
    """What the operator allows."""
    return Services(
        settings.allow_service,
        settings.service_timeout,
        settings.service_size,
        settings.service_calls,
    )


def find_calls(tokens: Sequence[Token], prefixes: Mapping[str, str], base: str) -> tuple[Call, ...]:
    """Every SERVICE of a query."""
    found: list[Call] = []
    for at, token in enumerate(tokens):
        if token.word != "SERVICE":
            continue
        name = after(tokens, at)
        silent = name < len(tokens) and tokens[name].word == "SILENT"
        name = after(tokens, name) if silent else name
        iri = resolve(tokens[name], prefixes, base) if name < len(tokens) else None
        found.append(Call(at, name, silent, iri))
    return tuple(found)


def may_serve(text: str) -> bool:
    """Whether a query may have a SERVICE; False is certain."""
    return "service" in text.casefold()


def asks_elsewhere(text: str, base: str) -> bool:
    """Whether a query has a SERVICE that is not answered here."""
    if not may_serve(text):
        return False
    tokens = tokenize(text)
    prefixes, base, _ = read_prologue(meaningful(tokens), base)
    return any(not call.is_labels for call in find_calls(tokens, prefixes, base))


def is_pragma(token: Token, prefixes: Mapping[str, str], base: str) -> bool:
    """Whether a token is an instruction to Wikidata's own engine, such as `hint:Query`."""
    if token.kind is Kind.NAME and token.text.startswith("hint:") and "hint" not in prefixes:
        return True
    return (resolve(token, prefixes, base) or "").startswith(PRAGMAS)
