"""Sides: on which one somebody stands, so that a page can tell by colour and shape.

A side is told by its name: one that is called after a government gets a square, one called after a
resistance a circle, any other a diamond.
"""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Store

from server.terms import term

OTHER: Final = "other"
_TOLD: Final = ("government", "resistance")
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
        yield told(thing)
        return
    own = [told(side) for side in objects(store, thing, ":onSide")]
    yield from own
    if not own and farthest:
        for name in _BELONGS:
            for whole in objects(store, thing, name):
                yield from sides(store, whole, farthest - 1)


def told(side: NamedNode) -> str:
    """What the name of a side says."""
    local = side.value.rpartition("/")[2].lower()
    return next((word for word in _TOLD if word in local), OTHER)


def objects(store: Store, thing: NamedNode, name: str) -> Iterator[NamedNode]:
    """The things that a property leads to."""
    for quad in store.quads_for_pattern(thing, term(name), None, DefaultGraph()):
        if isinstance(quad.object, NamedNode):
            yield quad.object
