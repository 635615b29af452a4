"""Read the graph as claims, a part: how many were killed and injured, between which bounds.

Only numbers: "many" and "heavy" have no place in Wikidata. A figure is claimed of each happening
that has it, with whose they were, and when; one of several killed is no number of deaths.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from rdflib import Literal, URIRef
from rdflib.term import Node

from graph.names import SITREP
from graph.wikidata.moments import times
from graph.wikidata.values import Amount, Claim, Qualifier
from graph.wikidata.view import View

BOUNDS: Final = (SITREP.low, SITREP.best, SITREP.high)


def figures(view: View, thing: URIRef) -> Iterator[Claim]:
    """The counts of a happening whose outcome Wikidata has a property for."""
    counted = view.objects(thing, SITREP.quantity)
    for figure in counted:
        if set(view.objects(figure, SITREP.partOf)).intersection(counted):
            continue  # counted already in another figure of this happening
        if amount := read_amount(view, figure):
            yield from count(view, thing, figure, amount)


def count(view: View, thing: URIRef, figure: Node, amount: Amount) -> Iterator[Claim]:
    """One figure, by what became of those who are counted."""
    for outcome in view.objects(figure, SITREP.outcome):
        numbers = ((figure, term, each) for term in BOUNDS for each in view.objects(figure, term))
        yield from view.claim(
            thing,
            URIRef(str(outcome)),
            amount,
            ((thing, SITREP.quantity, figure), (figure, SITREP.outcome, outcome), *numbers),
            qualifiers=(*bounds(view, amount), *whose(view, figure), *since(view, thing)),
            hedged=URIRef(str(figure)),
        )


def read_amount(view: View, figure: Node) -> Amount | None:
    """The number that is meant, or the bound that is given; none for a rate or a mere word."""
    if view.objects(figure, SITREP.per):
        return None
    low, best, high = (number(view, figure, term) for term in BOUNDS)
    named = next((each for each in (best, low, high) if each is not None), None)
    return None if named is None else Amount(named, low, high)


def number(view: View, figure: Node, term: URIRef) -> Decimal | None:
    """One of the bounds of a figure."""
    found = view.objects(figure, term)
    amount = found[0].toPython() if found and isinstance(found[0], Literal) else None
    # What is no number, a gate tells of.
    return Decimal(amount) if isinstance(amount, int | Decimal) else None


def bounds(view: View, amount: Amount) -> tuple[Qualifier, ...]:
    """The least and the most that it may be, each where it is said."""
    said = ((SITREP.low, amount.low), (SITREP.high, amount.high))
    return tuple(
        qualifier
        for term, bound in said
        if bound is not None
        for qualifier in view.qualify(term, [Amount(bound, None, None)])
    )


def whose(view: View, figure: Node) -> tuple[Qualifier, ...]:
    """The group that they belonged to, and what sort of people they were."""
    groups = [*view.objects(figure, SITREP.among), *view.objects(figure, SITREP.of)]
    return view.qualify(SITREP.among, map(view.item, groups))


def since(view: View, thing: URIRef) -> tuple[Qualifier, ...]:
    """When it was."""
    return tuple(
        qualifier
        for when in view.objects(thing, SITREP.when)
        for term, moment in times(view.flat, thing, str(when))
        for qualifier in view.qualify(term, [moment])
    )
