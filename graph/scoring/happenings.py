"""Happenings: the right kind in the right sentence; then, of those found, when, who, whom, where.

A happening counts once, in the sentence in which its file first states its kind.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from rdflib import SKOS, Graph, URIRef
from rdflib.term import Node

from graph.names import SITREP
from graph.scoring.classes import is_happening
from graph.scoring.dates import date_keys
from graph.scoring.match import Pair, pair_up, tally
from graph.scoring.model import Account, Claim, Tally, Told
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


def compare_happenings(draft: Account, reviewed: Account, kinds: Graph) -> Iterator[Tally]:
    """Kind and sentence, once exactly and once to a step; then what is said of those found."""
    everything = read(reviewed)
    here, there = in_prose(read(draft)), in_prose(everything)
    pairs = tuple(pair_up(here, there, alike))
    missed = without(there, [other for _, other in pairs])
    wrong = unexcused(without(here, [mine for mine, _ in pairs]), everything, kinds)
    near = tuple(pair_up(wrong, missed, partial(akin, kinds)))
    yield result("kind", pairs, missed, wrong)
    yield result(
        "kind, to a step",
        pairs + near,
        without(missed, [other for _, other in near]),
        without(wrong, [mine for mine, _ in near]),
        summed=False,
    )
    for row in ASKED:
        yield tally(row, *(answers(pairs, side, row) for side in (0, 1)))


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


def in_prose(happenings: list[Happening]) -> list[Happening]:
    """Those that count here: the battle itself and its wars, if told by the infobox, do not."""
    return [each for each in happenings if not each.home.field]


def alike(mine: Happening, other: Happening) -> int:
    """0 unless kind and sentence are the same; more, the more of the answers agree."""
    if (mine.home.place, mine.kind) != (other.home.place, other.kind):
        return 0
    pair = ((mine, other),)
    return 1 + sum(
        tally(row, *(answers(pair, side, row) for side in (0, 1))).right for row in ASKED
    )


def akin(kinds: Graph, mine: Happening, other: Happening) -> int:
    """1 if the sentence is the same and one kind is the next wider one of the other."""
    return int(mine.home.place == other.home.place and a_step(kinds, mine.kind, other.kind))


def a_step(kinds: Graph, one: Node, two: Node) -> bool:
    """Whether one kind is the next wider one of the other."""
    return (one, SKOS.broader, two) in kinds or (two, SKOS.broader, one) in kinds


def unexcused(wrong: list[Happening], reviewed: list[Happening], kinds: Graph) -> list[Happening]:
    """Leave out what is not wrong: one drafted in another sentence that tells of the same one."""
    excuses = [(each.kind, place) for each in reviewed for place in each.elsewhere]
    found = list[Happening]()
    for each in wrong:
        fitting = (
            (kind, place)
            for kind, place in excuses
            if place == each.home.place and (kind == each.kind or a_step(kinds, kind, each.kind))
        )
        if excuse := next(fitting, None):
            excuses.remove(excuse)
        else:
            found.append(each)
    return found


def without(happenings: Sequence[Happening], taken: Sequence[Happening]) -> list[Happening]:
    """Those that were not taken."""
    nodes = {each.node for each in taken}
    return [each for each in happenings if each.node not in nodes]


def answers(pairs: Sequence[Pair[Happening]], side: int, row: str) -> Iterator[Claim]:
    """What one file says, of the properties of a row, of the happenings that both have."""
    for index, pair in enumerate(pairs):
        yield from pair[side].answers(row, index)


def result(
    row: str,
    pairs: Sequence[Pair[Happening]],
    missed: Sequence[Happening],
    wrong: Sequence[Happening],
    *,
    summed: bool = True,
) -> Tally:
    """A row of happenings."""
    lost, false = (tuple(each.claim for each in some) for some in (missed, wrong))
    return Tally(row, len(pairs), lost, false, summed)
