"""What a file tells of happenings, each with the sentence that it counts in.

A happening counts once, in the sentence in which its file first states its kind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import URIRef
from rdflib.term import Node

from graph.names import SITREP
from graph.scoring.classes import is_happening
from graph.scoring.dates import date_keys
from graph.scoring.model import Account, Claim, Told
from graph.scoring.names import called, local, title

# What is asked of happenings that were found: the name of the row, and the properties that answer.
ASKED: Final[Mapping[str, tuple[URIRef, ...]]] = {
    "date": (SITREP.when,),
    "agent": (SITREP.by, SITREP.holder),
    "target": (SITREP.target, SITREP.against, SITREP.site),
    "place": (SITREP.at, SITREP["from"], SITREP.to),
}


@dataclass(frozen=True, slots=True)
class Happening:
    """A happening of one file: its kind, the sentence it counts in, the others that tell of it."""

    node: Node
    kind: Node
    home: Told
    elsewhere: tuple[str, ...]
    account: Account

    @property
    def claim(self) -> Claim:
        """The claim that there was one of this kind."""
        words = f"{local(self.kind)} ({title(self.account.flat, self.node)})"
        return Claim(self.home.number, (self.home.place, self.kind), frozenset({""}), words)

    def answers(self, row: str, slot: int) -> Iterator[Claim]:
        """What its sentence says of it, of the properties of a row."""
        for term in ASKED[row]:
            for value in sorted(self.home.graph.objects(self.node, term), key=str):
                keys = self.keys(term, value)
                what = str(value) if term == SITREP.when else title(self.account.flat, value)
                words = f"{title(self.account.flat, self.node)}: {local(term)} {what}"
                yield Claim(self.home.number, (slot, term), keys, words)

    def keys(self, term: URIRef, value: Node) -> frozenset[str]:
        """By what a value may be known again."""
        if term == SITREP.when:
            return date_keys(str(value))
        return called(self.account.flat, self.home.graph, value)


def read(account: Account) -> list[Happening]:
    """Every happening of which a sentence states the kind, in the order of the sentences."""
    nodes = {*account.flat.subjects(SITREP.kind)}
    found = (
        happening(account, node)
        for node in sorted(nodes, key=str)
        if is_happening(account.flat, node)
    )
    told = (each for each in found if each is not None)
    return sorted(told, key=lambda each: each.home.number)


def happening(account: Account, node: Node) -> Happening | None:
    """A happening; None if no sentence states its kind, as with a control that is inferred."""
    telling = [told for told in account.sentences if (node, None, None) in told.graph]
    home = next((told for told in telling if (node, SITREP.kind, None) in told.graph), None)
    if home is None:
        return None
    kind = min(home.graph.objects(node, SITREP.kind), key=str)
    elsewhere = tuple(told.place for told in telling if told is not home)
    return Happening(node, kind, home, elsewhere, account)
