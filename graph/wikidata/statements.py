"""Gather claims into statements: one for each item, property and value, whoever says it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from re import sub

from rdflib import Literal, URIRef

from graph.wikidata.values import Amount, Claim, Moment, Qualifier, Spot, Value
from graph.wikidata.view import View, local


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of an item once, with all that goes with it.

    `key` names it among all statements; `sentences` say it, or it is ours; `sources` are those of
    editors.
    """

    key: str
    item: URIRef
    name: str
    value: Value
    qualifiers: tuple[Qualifier, ...]
    sentences: tuple[URIRef, ...]
    sources: tuple[URIRef, ...]
    hedged: tuple[URIRef, ...]


def gather(view: View, claims: Iterable[Claim]) -> Iterator[Statement]:
    """Make one statement of all claims that say the same, sorted by their keys."""
    found = defaultdict[str, list[Claim]](list)
    for each in claims:
        key = f"{local(each.thing, view.slug)}-{each.name}-{key_of(view, each.value)}"
        found[key].append(each)
    for key in sorted(found):
        yield unite(view, key, found[key])


def unite(view: View, key: str, same: list[Claim]) -> Statement:
    """One statement; each sentence of it says all that one of the claims rests on."""
    first = same[0]
    return Statement(
        key=key,
        item=view.item(first.thing),
        name=first.name,
        value=first.value,
        qualifiers=tuple(dict.fromkeys(each for claim in same for each in claim.qualifiers)),
        sentences=tuple(sorted({each for claim in same for each in telling(view, claim)})),
        sources=tuple(sorted({claim.source for claim in same if claim.source})),
        hedged=tuple(sorted({claim.hedged for claim in same if claim.hedged})),
    )


def telling(view: View, claim: Claim) -> set[URIRef]:
    """The sentences that say it: none if a part of it is told by none, and so is ours."""
    told = [view.told.get(triple, ()) for triple in claim.basis]
    return {sentence for each in told for sentence in each} if all(told) else set()


def key_of(view: View, value: Value) -> str:
    """A value in a name: `Q836`, `kia`, `2025-02-18`, `15`."""
    if isinstance(value, Moment):
        return f"{value.day}-{value.precision}"
    if isinstance(value, Amount):
        low = [] if value.low is None else [f"from-{value.low}"]
        high = [] if value.high is None else [f"to-{value.high}"]
        return "-".join([str(value.best), *low, *high])
    if isinstance(value, Spot):
        return f"{value.longitude}-{value.latitude}"
    if isinstance(value, Literal):
        return sub(r"[^A-Za-z0-9.]+", "-", str(value))
    return local(value, view.slug)
