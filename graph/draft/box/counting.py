"""Infobox: the figures of one item: what each counts, what became of it, its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from graph.draft.box.items import ASIDE, part
from graph.draft.box.vocabulary import noun, outcomes, rough
from graph.draft.counts.find import find_counts
from graph.draft.model import Count, Item

# Between figures of one item.
PARTED: Final = re.compile(
    r"[;()\[\]]|,(?=\s)|\s(?:and|plus|including|incl\.|of (?:whom|which|these))\s|\n|(?<=\w):(?=\s)"
)
NONE: Final = re.compile(r"(?:none|nil|no (?:casualties|losses))\W*", re.IGNORECASE)
TRAILING: Final = re.compile(r"(?:[\s,]+(?:and|plus|or|including))?[\s,]*$")
PRESUMED: Final = re.compile(r"\b(?:presumed|probably|likely|believed|thought)\b", re.IGNORECASE)
# What is counted where the words do not say it.
OTHERWISE: Final = {
    "strength": "soldier",
    "polstrength": "soldier",
    "casualties": "person",
    "units": "military-unit",
}
# What it must have been, by what became of it.
IMPLIED: Final = {
    "shot-down": "aircraft",
    "sunk": "warship",
    "destroyed": "loss",
    "damaged": "loss",
    "lost": "loss",
}
PEOPLE: Final = frozenset(
    (
        *("", "person", "soldier", "officer", "infantry", "cavalry", "prisoner"),
        *("civilian", "resident", "child", "refugee", "journalist"),
    )
)
UNITS: Final = frozenset(
    (
        *("military-unit", "army-formation", "corps", "division", "brigade", "regiment"),
        *("battalion", "company", "squadron", "battery", "fleet"),
    )
)
ALL_LOST: Final = ("killed", "injured", "captured", "missing", "surrendered")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a list, its words, what it counts, what became of it, and what it is part of."""

    count: Count
    begin: int
    end: int
    of: str
    outcome: str = ""
    hedge: str = ""
    within: int | None = None
    owner: Item | None = None
    teller: Item | None = None


def in_item(item: Item, heading: str, slot: str, default: str) -> Iterator[Figure]:
    """The figures of one item; those in brackets after one are counted in it.

    `default` is what the figure above counts that this one is a part of.
    """
    counts = [
        each for each in find_counts(item.text, 0, years=False) if counts_things(item.text, each)
    ]
    if not counts:
        yield from wordy(item, heading, slot)
        return
    losses, otherwise = slot == "casualties", OTHERWISE[slot]
    cuts = [
        0,
        *(bound(item.text, left, right) for left, right in pairwise(counts)),
        len(item.text),
    ]
    last = ""
    for number, count in enumerate(counts):
        piece = part(item, cuts[number], cuts[number + 1])
        after = item.text[count.end : cuts[number + 1]]
        before = item.text[cuts[number] : count.begin]
        of = noun(ASIDE.sub("", after.partition("(")[0])) or noun(before)
        outcome = fate(after) or fate(before) or (fate(heading) if losses else "")
        of, last = of or (last if not outcome and losses else ""), of or last
        inside = item.text[: count.begin].count("(") > item.text[: count.begin].count(")")
        yield Figure(
            replace(count, begin=item.begin + count.begin, end=item.begin + count.end),
            *quoted(piece, item, count),
            of=of or counted_in(heading) or IMPLIED.get(outcome, default or otherwise),
            outcome=outcome
            or ("casualty" if losses and is_people(of) else "lost" if losses else ""),
            within=0 if inside and number else None,
        )


def counted_in(heading: str) -> str:
    """What a heading says is counted; the name of a unit only says whose it is."""
    found = noun(heading)
    return "" if found in UNITS else found


def quoted(piece: Item, item: Item, count: Count) -> tuple[int, int]:
    """The words of a figure: from its number, or what leads up to it, to the next sign."""
    end = PARTED.search(item.text, count.end, piece.end - item.begin)
    last = (
        item.begin + end.start()
        if end and end[0] not in (",", "and") and end[0].strip() != "and"
        else piece.end
    )
    if idle := TRAILING.search(item.text[: last - item.begin]):
        last -= len(idle[0])
    kept = part(item, min(piece.begin, item.begin + count.begin) - item.begin, last - item.begin)
    return (
        (kept.begin, kept.end)
        if kept.end >= item.begin + count.end
        else (item.begin + count.begin, item.begin + count.end)
    )


def bound(text: str, left: Count, right: Count) -> int:
    """Where the words of one figure end and those of the next begin."""
    between = text[left.end : right.begin]
    signs = list(PARTED.finditer(between))
    return left.end + (
        signs[-1].end()
        if signs and signs[-1][0] != ":"
        else signs[0].end()
        if signs
        else len(between)
    )


def counts_things(text: str, count: Count) -> bool:
    """Whether a count is one of people or things, and not "one" or "some" of a sentence."""
    return bool(count.scale != "some" or noun(text[count.end :]))


def fate(text: str) -> str:
    """What became of what is counted; of several that are told in one the widest."""
    found = outcomes(PARTED.sub(",", text))
    people = [each for each in found if each in ALL_LOST]
    return "casualty" if len(people) > 1 else found[0] if found else ""


def is_people(of: str) -> bool:
    """Whether a kind is one of people, or none."""
    return of in PEOPLE


def wordy(item: Item, heading: str, slot: str) -> Iterator[Figure]:
    """An item without a number: "Unknown", "unknown, presumed heavy", "none"."""
    losses, otherwise = slot == "casualties", OTHERWISE[slot]
    of = noun(item.text) or counted_in(heading) or otherwise
    fallback = "casualty" if is_people(of) else "lost"
    outcome = (fate(item.text) or fate(heading) or fallback) if losses else ""
    counts = (
        [(Count(item.begin, item.end, low=0, best=0, high=0), "")]
        if NONE.fullmatch(item.text)
        else []
    )
    for scale in () if counts else rough(item.text):
        if losses or scale not in ("heavy", "light"):
            hedge = "presumed" if scale != "unknown" and PRESUMED.search(item.text) else ""
            counts.append((Count(item.begin, item.end, scale=scale), hedge))
    for count, hedge in counts:
        yield Figure(count, item.begin, item.end, of, outcome, hedge)
