"""Infobox: its slots become mentions and facts, one reader for each slot."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from rdflib import RDF, SKOS, URIRef

from graph.draft.box.battle import (
    date_claims,
    event_kind,
    happening,
    name_claims,
    part_claims,
    place_claims,
    result_claims,
)
from graph.draft.box.claims import Claim, Thing, mentions_in, settled
from graph.draft.box.quantities import Mint, figure_claims
from graph.draft.box.sides import actor, actor_claims, commander_claims, side_claims
from graph.draft.box.units import unit_claims
from graph.draft.kinds import kind_iri
from graph.draft.model import Fact, Mention, Page, Slot, english
from graph.names import SITREP

Battle: TypeAlias = Callable[[Thing, Slot, str], Iterator[Claim]]
# What each slot says of the battle as a whole.
OF_BATTLE: Final[Mapping[str, Battle]] = {
    "conflict": name_claims,
    "partof": part_claims,
    "date": date_claims,
    "place": place_claims,
    "result": result_claims,
    "status": result_claims,
}
FIGURES: Final = ("strength", "polstrength", "casualties", "units")


def infobox_mentions(page: Page) -> tuple[Mention, ...]:
    """Everybody and everything that a slot names."""
    return mentions_in(claims(page, ""))


def infobox_facts(
    page: Page, entity_of: Callable[[Mention], URIRef], space: str
) -> tuple[Fact, ...]:
    """What the slots say, with the IRIs that the mentions were given.

    Sides and figures have no name in the text; they get theirs in `space`, and their labels as
    facts in no sentence.
    """
    return tuple(dict.fromkeys(settled(claims(page, space), entity_of)))


def claims(page: Page, space: str) -> Iterator[Claim]:
    """What the slots say, slot by slot."""
    if not page.slots:
        return
    battle = battle_of(page, space)
    if isinstance(battle, URIRef):
        yield from unnamed(battle, page)
    mint = Mint(space, actors(page))
    for slot in page.slots:
        if reader := OF_BATTLE.get(slot.name):
            yield from reader(battle, slot, page.text)
        else:
            yield from of_side(battle, slot, page, mint)
    yield from sides(battle, page, space)


def battle_of(page: Page, space: str) -> Thing:
    """The battle, by its name in the infobox; else a name of ours."""
    for slot in page.slots:
        if slot.name == "conflict":
            return happening(slot.sentence, slot.items[0])
    return URIRef(f"{space}battle")


def unnamed(battle: URIRef, page: Page) -> Iterator[Claim]:
    """A battle whose infobox has no name for it is called as the page is."""
    yield Claim(None, battle, RDF.type, SITREP.Event)
    yield Claim(None, battle, SITREP.kind, kind_iri(event_kind(page.title)))
    yield Claim(None, battle, SKOS.prefLabel, english(page.title))


def of_side(battle: Thing, slot: Slot, page: Page, mint: Mint) -> Iterator[Claim]:
    """What a slot says of a side: who, under whom, with how many, at what price."""
    side = side_of(slot, mint.space) if slot.column in columns(page) else None
    if slot.name in FIGURES:
        yield from figure_claims(battle, side, slot, page.text, mint)
    if side is None:
        return
    if slot.name == "combatant":
        yield from actor_claims(side, slot)
    elif slot.name == "commander":
        yield from commander_claims(side, slot)
    elif slot.name == "units":
        yield from unit_claims(side, slot, page.text)


def actors(page: Page) -> tuple[str, ...]:
    """The names of those who fought on any side."""
    slots = (slot for slot in page.slots if slot.name == "combatant")
    found = (actor(slot.sentence, item) for slot in slots for item in slot.items)
    return tuple(each.text for each in found if each)


def columns(page: Page) -> frozenset[int | None]:
    """The columns that are sides: somebody fights there, or commands, or brought units."""
    of_side = ("combatant", "commander", "units", "strength")
    return frozenset(each.column for each in page.slots if each.column and each.name in of_side)


def side_of(slot: Slot, space: str) -> URIRef:
    """The side that a column stands for."""
    return URIRef(f"{space}side-{slot.column}")


def sides(battle: Thing, page: Page, space: str) -> Iterator[Claim]:
    """The sides: in the line of the first slot that each has; their class and label are ours."""
    first: dict[int, Slot] = {}
    for slot in page.slots:
        if slot.column and slot.column in columns(page):
            first.setdefault(slot.column, slot)
    for column, slot in sorted(first.items()):
        side = side_of(slot, space)
        yield from side_claims(battle, side, slot, page.text)
        yield Claim(None, side, RDF.type, SITREP.Side)
        yield Claim(None, side, SKOS.prefLabel, english(f"Side {column} in the {page.title}"))
