"""Tell where the files say something else than what the store was filled with."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad, Store

from graph.amending.battle import Battle
from graph.amending.homes import BOUNDS, block
from graph.amending.model import Change, by_text
from graph.amending.terms import Names
from graph.errors import shown


def stale(battle: Battle, change: Change, store: Store) -> Iterator[str]:
    """A line for each statement of the files that the store did not begin with, and the reverse."""
    for document in battle.documents:
        for quad in document.stated:
            at = f"{shown(document.path)}:{document.line_of(quad)}"
            if quad in change.added:
                yield f"{at}: `{told(battle, quad)}` is there already"
            elif quad not in store and quad not in change.removed:
                yield f"{at}: `{told(battle, quad)}` was not in the store when it was filled"
    for name in sorted(battle.sentences):
        graph = NamedNode(name)
        begun = {*store.quads_for_pattern(None, None, None, graph)} - change.added
        begun |= {quad for quad in change.removed if quad.graph_name == graph}
        for quad in by_text(begun - battle.facts.stated.keys()):
            if quad.predicate not in BOUNDS:
                at = block(battle, graph)
                yield f"{at}: `{told(battle, quad)}` was in the store and is not here"


def told(battle: Battle, quad: Quad) -> str:
    """A statement as the facts file would write it."""
    names = Names(battle.facts.prefixes)
    terms = (names.term(quad.subject), names.verb(quad.predicate), names.term(quad.object))
    return " ".join(terms)
