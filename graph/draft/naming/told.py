"""Told: the classes of the names that are known, or that the infobox and brackets give."""

from collections.abc import Sequence
from typing import Final

from graph.draft.model import Known, Mention, Page
from graph.draft.naming.abbreviations import abbreviations
from graph.draft.naming.evidence import Evidence
from graph.draft.naming.sorting import sorted_name
from graph.draft.words.names import Names

NOT_PROSE: Final = frozenset({"Event", "State", "Side", "Quantity"})


def shortened(page: Page, names: Names) -> Evidence:
    """The classes of abbreviations, by the names that they stand in brackets behind."""
    found = {
        short: sorted_name(long.split(), names) for short, long in abbreviations(page.text).items()
    }
    return {short: f"{cls} {kind}" for short, (cls, kind) in found.items() if cls}


def told_in(boxed: Sequence[Mention]) -> Evidence:
    """The classes of the names in the infobox; of persons by their last name too."""
    found = dict[str, str]()
    for each in boxed:
        name = (each.name or each.text).lower()
        if each.cls not in NOT_PROSE and name:
            found[name] = f"{each.cls} {each.kind}"
        if each.cls == "Person" and name:
            found.setdefault(name.split()[-1], f"Person {each.kind or 'person'}")
    return found


def told_of(known: Known) -> Evidence:
    """The classes of the names that are known."""
    return {
        name.lower(): f"{each.entity.cls} {each.entity.kind}"
        for each in known.entities
        for name in (each.entity.label, *each.names)
    }
