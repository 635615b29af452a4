"""Figures: numbers and rough measures of prose, with what is counted and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import Graph, URIRef
from rdflib.term import Node

from graph.names import SITREP
from graph.scoring.match import pair_up, tally
from graph.scoring.model import Account, Claim, Tally, Told
from graph.scoring.names import local

BOUNDS: Final = (SITREP.low, SITREP.best, SITREP.high, SITREP.scale, SITREP.per)
# What is asked of figures that were found, and the names of the rows.
ASKED: Final = {"outcome": SITREP.outcome, "of": SITREP.of}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as one sentence gives it."""

    node: Node
    told: Told
    bounds: str

    def kinds(self, term: URIRef) -> set[str]:
        """The kinds that the sentence gives by a property."""
        return {local(kind) for kind in self.told.graph.objects(self.node, term)}


def figures_in(graph: Graph) -> list[Node]:
    """Whatever a sentence gives a number or a rough measure of, and is a figure."""
    bounded = {node for term in BOUNDS for node in graph.subjects(term)}
    return sorted((node for node in bounded if is_figure(graph, node)), key=str)


def is_figure(graph: Graph, node: Node) -> bool:
    """Whether a node with a bound is a figure; a happening too may have a `:scale`."""
    if (node, SITREP.kind, None) in graph:
        return False
    return any((node, term, None) in graph for term in BOUNDS[:3]) or (
        (None, SITREP.quantity, node) in graph or (node, SITREP.of, None) in graph
    )


def figure(graph: Graph, node: Node) -> str:
    """The bounds of a figure in words: `low 15`, `many`."""
    return " ".join(
        local(value) if term in BOUNDS[3:] else f"{local(term)} {value}"
        for term in BOUNDS
        for value in sorted(graph.objects(node, term), key=str)
    )


def read(account: Account) -> list[Figure]:
    """Every figure of prose, once for each sentence that gives it."""
    return [
        Figure(node, told, figure(told.graph, node))
        for told in account.sentences
        if not told.field
        for node in figures_in(told.graph)
    ]


def compare_quantities(draft: Account, reviewed: Account) -> Iterator[Tally]:
    """Figures by sentence and bounds; then, of those found, their outcome and what is counted."""
    here, there = read(draft), read(reviewed)
    yield tally("bounds", map(bounds_claim, here), map(bounds_claim, there))
    pairs = tuple(pair_up(here, there, agreement))
    for row, term in ASKED.items():
        mine, others = (
            [claim for pair in enumerate(pairs) for claim in claims(*pair, side, term)]
            for side in (0, 1)
        )
        yield tally(row, mine, others)


def bounds_claim(found: Figure) -> Claim:
    """The claim that a sentence gives a figure."""
    return Claim(found.told.number, found.told.place, frozenset({found.bounds}), found.bounds)


def agreement(mine: Figure, other: Figure) -> int:
    """1 for the same bounds in the same sentence, and 1 for each kind that they share; else 0."""
    if (mine.told.place, mine.bounds) != (other.told.place, other.bounds):
        return 0
    return 1 + sum(bool(mine.kinds(term) & other.kinds(term)) for term in ASKED.values())


def claims(index: int, pair: tuple[Figure, Figure], side: int, term: URIRef) -> Iterator[Claim]:
    """What one of a pair of figures says by a property."""
    found = pair[side]
    for kind in sorted(found.kinds(term)):
        yield Claim(found.told.number, index, frozenset({kind}), f"{found.bounds}: {kind}")
