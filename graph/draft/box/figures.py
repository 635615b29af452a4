"""Infobox: strength and losses: the figures of a slot, whose they are, and who says so."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from graph.draft.box.counting import Figure, in_item
from graph.draft.box.items import part
from graph.draft.box.units import COUNTED
from graph.draft.box.vocabulary import chroniclers, outcomes, rough
from graph.draft.counts.find import find_counts
from graph.draft.model import Item, Slot

TOLD: Final = re.compile(r"\b(?:[Pp]er|[Aa]ccording to) (?:the )?(?P<who>[^\W\d_a-z][^,;:()\d]*)")
IN_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
UNKNOWN: Final = re.compile(r"unknown\W*", re.IGNORECASE)
HEADING: Final = re.compile(r"[^\d]*:\s*")


def figures(slot: Slot, text: str, actors: tuple[str, ...] = ()) -> tuple[Figure, ...]:
    """Every figure of a slot of strength or losses, in order.

    `actors` are names of those who fought: what begins with one is a figure of theirs.
    """
    found: list[Figure] = []
    heading, whose, above = "", None, list[tuple[int, int]]()
    said: Item | None = None
    for item in joined(slot, text):
        owner = owner_of(item, actors)
        rest = part(item, owner.end - item.begin, len(item.text)) if owner else item
        if HEADING.fullmatch(item.text) or not rest.text:
            heading, whose, above = ("" if owner else item.text), owner, []
            said = teller_of(item)
            continue
        teller = teller_of(item) or said
        above = [(level, at) for level, at in above if level < item.level]
        parent = above[-1][1] if above else None
        default = found[parent].of if parent is not None else ""
        first = len(found)
        for figure in in_item(rest, heading, slot.name, default):
            within = first if figure.within is not None else parent
            found.append(replace(figure, within=within, owner=owner or whose, teller=teller))
        if len(found) > first:
            above.append((item.level, first))
    return tuple(found)


def teller_of(item: Item) -> Item | None:
    """Who says so: "per Orland", "according to the ministry", "(Polybius)"."""
    if found := TOLD.search(item.text):
        return part(item, *found.span("who"))
    inside = (part(item, *found.span(1)) for found in IN_BRACKETS.finditer(item.text))
    return next((each for each in inside if each.text in chroniclers()), None)


def owner_of(item: Item, actors: tuple[str, ...]) -> Item | None:
    """The actor with whose name an item begins."""
    names = (each for each in actors if re.match(rf"{re.escape(each)}(?!\w)", item.text))
    name = max(names, key=len, default="")
    return Item(name, item.begin, item.begin + len(name)) if name else None


def joined(slot: Slot, text: str) -> Iterator[Item]:
    """The items; what has no figure of its own and ends another's words goes with it."""
    held: Item | None = None
    for item in slot.items:
        if slot.name == "units" and not (COUNTED.match(item.text) or UNKNOWN.fullmatch(item.text)):
            continue
        tail = held and not find_counts(item.text, 0, years=False) and not rough(item.text)
        if held and tail and (outcomes(item.text) and not item.text.endswith(":")):
            held = Item(text[held.begin : item.end], held.begin, item.end, held.level)
            continue
        if held:
            yield held
        held = item
    if held:
        yield held
