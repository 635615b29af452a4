"""Sides: on which one somebody stands, so that a page can tell by colour and shape.

The first two sides of a battle, in the order of their IRIs, get a square and a circle, any other a
diamond.
"""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Store

from server.terms import term

OTHER: Final = "other"
RANKS: Final = ("first", "second")
_BELONGS: Final = (":memberOf", ":subUnitOf")
# Whoever belongs to somebody who belongs to somebody; facts may run in a circle.
_FARTHEST: Final = 4


def side_of(store: Store, thing: NamedNode) -> str:
    """The side of an actor or a happening as a word for style sheets; empty if it has none."""
    doers = list(objects(store, thing, ":by"))
    found = {side for doer in doers for side in sides(store, doer, _FARTHEST)}
    if not doers:
        found = set(sides(store, thing, _FARTHEST))
    return found.pop() if len(found) == 1 else OTHER if found else ""


def sides(store: Store, thing: NamedNode, farthest: int) -> Iterator[str]:
    """The sides on which somebody stands, or those stand to whom they belong."""
    if next(store.quads_for_pattern(thing, term("rdf:type"), term(":Side"), None), None):
        yield told(store, thing)
        return
    own = [told(store, side) for side in objects(store, thing, ":onSide")]
    yield from own
    if not own and farthest:
        for name in _BELONGS:
            for whole in objects(store, thing, name):
                yield from sides(store, whole, farthest - 1)


def told(store: Store, side: NamedNode) -> str:
    """Which side of its battle one is."""
    battles = [*objects(store, side, ":sideIn")]
    return named_by_rank(sides_in(store, battles[0] if battles else None)).get(side, OTHER)


def named_by_rank(sides: list[NamedNode]) -> dict[NamedNode, str]:
    """The word for each side; those after the first two are others."""
    return dict(zip(sides, RANKS, strict=False))


def sides_in(store: Store, battle: NamedNode | None) -> list[NamedNode]:
    """The sides of a battle, in their order; without one, all that are said to be in none."""
    if battle:
        quads = store.quads_for_pattern(None, term(":sideIn"), battle, DefaultGraph())
        return sorted({q.subject for q in quads if isinstance(q.subject, NamedNode)}, key=str)
    quads = store.quads_for_pattern(None, term("rdf:type"), term(":Side"), DefaultGraph())
    found = {q.subject for q in quads if isinstance(q.subject, NamedNode)}
    return sorted((side for side in found if not [*objects(store, side, ":sideIn")]), key=str)


def objects(store: Store, thing: NamedNode, name: str) -> Iterator[NamedNode]:
    """The things that a property leads to."""
    for quad in store.quads_for_pattern(thing, term(name), None, DefaultGraph()):
        if isinstance(quad.object, NamedNode):
            yield quad.object
