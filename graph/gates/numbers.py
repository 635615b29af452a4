"""Gate: of every number, low ≤ best ≤ high."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from graph.model import GateResult, Subject
from graph.names import SITREP, shorten
from graph.quads import default_graph
from graph.reading.facts import mention_of

IN_ORDER: Final[tuple[URIRef, ...]] = (SITREP.low, SITREP.best, SITREP.high)


def numbers(subject: Subject) -> GateResult:
    """Look at everything with a low, a best or a high number."""
    flat, facts = default_graph(subject.dataset), subject.materials.facts
    things = sorted({thing for term in IN_ORDER for thing in flat.subjects(term)}, key=str)
    problems = tuple(
        f"{mention_of(facts, thing)}{shorten(thing)} {problem}"
        for thing in things
        for problem in wrong_numbers(flat, thing)
    )
    return GateResult("numbers", len(things), "numbers with low, best or high", problems)


def wrong_numbers(flat: Graph, thing: Node) -> Iterator[str]:
    """Values that are no numbers, more than one for a term, and pairs out of order."""
    given: list[tuple[URIRef, Decimal]] = []
    for term in IN_ORDER:
        values = list(flat.objects(thing, term))
        given += [(term, amount) for amount in map(number, values) if amount is not None]
        if None in map(number, values):
            listed = ", ".join(map(str, values))
            yield f"{shorten(term)} {listed}: expected an integer or a decimal"
        if len(values) > 1:
            yield f"has {len(values)} values of {shorten(term)}; one is meant"
    for (lower, less), (upper, more) in pairwise(given):
        if less > more:
            yield f"has {shorten(lower)} {less} above {shorten(upper)} {more}"


def number(value: Node) -> Decimal | None:
    """The amount that a literal means; None if it is no integer or decimal."""
    amount = value.toPython() if isinstance(value, Literal) else None
    if isinstance(amount, bool) or not isinstance(amount, int | Decimal):
        return None
    return Decimal(amount)
