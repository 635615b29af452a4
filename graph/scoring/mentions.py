"""Mentions: who and what a sentence of prose names."""

from collections.abc import Iterator
from typing import Final

from rdflib.term import Node

from graph.scoring.classes import mentioned_as
from graph.scoring.match import tally
from graph.scoring.model import Account, Claim, Tally, Told
from graph.scoring.names import QUOTED, called, title

ROWS: Final = ("actors", "units", "people", "places")


def compare_mentions(draft: Account, reviewed: Account) -> Iterator[Tally]:
    """A row for each sort of things that can be named."""
    for row in ROWS:
        yield tally(row, mentions(draft, row), mentions(reviewed, row))


def mentions(account: Account, row: str) -> Iterator[Claim]:
    """The things of a row that prose calls by a name or other words, sentence by sentence."""
    for told in account.sentences:
        if told.field:
            continue
        for node in sorted(named_in(told), key=str):
            if mentioned_as(account.flat, node) == row:
                keys = called(account.flat, told.graph, node)
                yield Claim(told.number, told.place, keys, title(account.flat, node))


def named_in(told: Told) -> set[Node]:
    """Whatever a sentence has words for."""
    return {node for term in QUOTED for node in told.graph.subjects(term)}
