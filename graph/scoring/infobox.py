"""The infobox, field by field, as claims."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from rdflib import SKOS, Literal
from rdflib.term import Node

from graph.names import SITREP
from graph.scoring.classes import is_happening
from graph.scoring.dates import date_keys
from graph.scoring.match import tally
from graph.scoring.model import Account, Claim, Tally, Told
from graph.scoring.names import called, local, plain, title
from graph.scoring.quantities import figure, figures_in

Reading: TypeAlias = Callable[[Account, Told], Iterator[Claim]]


def claim(told: Told, keys: frozenset[str], words: str) -> Claim:
    """A claim of a line of the infobox: what is on another line, or side, is another claim."""
    return Claim(told.number, (told.field, told.column), keys, words)


def thing(account: Account, told: Told, node: Node) -> Claim:
    """The claim that a line names a thing."""
    return claim(told, called(account.flat, told.graph, node), title(account.flat, node))


def named(account: Account, told: Told) -> Iterator[Claim]:
    """What the battle is called."""
    for node, name in told.graph.subject_objects(SKOS.altLabel):
        if is_happening(account.flat, node):
            yield claim(told, frozenset({plain(str(name))}), str(name))


def wholes(account: Account, told: Told) -> Iterator[Claim]:
    """The wars and campaigns that the battle, or one of them, is part of."""
    for whole in {*told.graph.objects(None, SITREP.partOf)}:
        yield thing(account, told, whole)


def dates(_: Account, told: Told) -> Iterator[Claim]:
    """When it was."""
    for when in {*told.graph.objects(None, SITREP.when)}:
        yield claim(told, date_keys(str(when)), str(when))


def places(account: Account, told: Told) -> Iterator[Claim]:
    """Where it was."""
    for place in {*told.graph.objects(None, SITREP.at)}:
        yield thing(account, told, place)


def results(_: Account, told: Told) -> Iterator[Claim]:
    """How it ended, as a kind of outcome."""
    for outcome in {*told.graph.objects(None, SITREP.outcome)}:
        yield claim(told, frozenset({str(outcome)}), local(outcome))


def sided(account: Account, told: Told) -> Iterator[Claim]:
    """Who stands in the column of a side, and is said to be on that side."""
    for actor in {*told.graph.subjects(SITREP.onSide)}:
        yield thing(account, told, actor)


def figures(_: Account, told: Told) -> Iterator[Claim]:
    """Numbers, with what became of those counted."""
    for node in figures_in(told.graph):
        outcome = " ".join(sorted(map(local, told.graph.objects(node, SITREP.outcome))))
        words = told.graph.value(node, SITREP.wording, default=Literal(""))
        said = f"{figure(told.graph, node)} {outcome}".strip()
        yield claim(told, frozenset({said}), f"{said} ({words})" if words else said)


# Each field, by the key of its line, the name of its row and how it is read.
FIELDS: Final[Mapping[str, tuple[str, Reading]]] = {
    "conflict": ("name", named),
    "partof": ("part of", wholes),
    "date": ("dates", dates),
    "place": ("places", places),
    "result": ("result", results),
    "combatant": ("belligerents", sided),
    "commander": ("commanders", sided),
    "units": ("units", sided),
    "strength": ("strength", figures),
    "casualties": ("casualties", figures),
}


def compare_infobox(draft: Account, reviewed: Account) -> Iterator[Tally]:
    """A row for each field."""
    for field, (row, reading) in FIELDS.items():
        yield tally(row, *(read(account, field, reading) for account in (draft, reviewed)))


def read(account: Account, field: str, reading: Reading) -> Iterator[Claim]:
    """The claims of every line of a field."""
    for told in account.sentences:
        if told.field == field:
            yield from reading(account, told)
