"""Infobox: strength and losses, as quantities with bounds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from rdflib import RDF, SKOS, Literal, URIRef

from graph.draft.box.battle import ASIDE, part
from graph.draft.box.claims import Claim, Thing, naming
from graph.draft.box.units import COUNTED
from graph.draft.box.vocabulary import chroniclers, noun, outcomes, rough
from graph.draft.counts.find import find_counts
from graph.draft.kinds import kind_iri
from graph.draft.model import Count, Item, Mention, Slot, english
from graph.names import SITREP

# Between figures of one item.
PARTED: Final = re.compile(
    r"[;()\[\]]|,(?=\s)|\s(?:and|plus|including|incl\.|of (?:whom|which|these))\s|\n|(?<=\w):(?=\s)"
)
TOLD: Final = re.compile(r"\b(?:[Pp]er|[Aa]ccording to) (?:the )?(?P<who>[^\W\d_a-z][^,;:()\d]*)")
IN_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
UNKNOWN: Final = re.compile(r"unknown\W*", re.IGNORECASE)
NONE: Final = re.compile(r"(?:none|nil|no (?:casualties|losses))\W*", re.IGNORECASE)
HEADING: Final = re.compile(r"[^\d]*:\s*")
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


def figure_claims(
    battle: Thing, side: Thing | None, slot: Slot, text: str, mint: "Mint"
) -> Iterator[Claim]:
    """Each figure as a node: losses on the battle, strength on the side that brought it."""
    nodes = list[URIRef]()
    for figure in figures(slot, text, mint.actors):
        node = mint(slot, figure)
        nodes.append(node)
        lost = slot.name == "casualties"
        yield Claim(slot.sentence, battle if lost or side is None else side, SITREP.quantity, node)
        yield Claim(slot.sentence, node, RDF.type, SITREP.Quantity)
        yield Claim(slot.sentence, node, SITREP.of, kind_iri(figure.of))
        if figure.owner:
            owner = whole_name(slot, figure.owner)
            yield Claim(slot.sentence, node, SITREP.among, owner)
            yield naming(owner)
        elif side is not None and figure.of not in ("civilian", "resident", "child"):
            yield Claim(slot.sentence, node, SITREP.among, side)
        if figure.outcome:
            yield Claim(slot.sentence, node, SITREP.outcome, kind_iri(figure.outcome))
        for term, bound in bounds(figure.count):
            yield Claim(slot.sentence, node, term, bound)
        if figure.teller:
            teller = whole_name(slot, figure.teller)
            yield Claim(slot.sentence, node, SITREP.accordingTo, teller)
            yield naming(teller)
        if figure.hedge:
            yield Claim(slot.sentence, node, SITREP.certainty, kind_iri(figure.hedge))
        if figure.within is not None:
            yield Claim(slot.sentence, node, SITREP.partOf, nodes[figure.within])
        yield Claim(slot.sentence, node, SITREP.wording, english(text[figure.begin : figure.end]))
        yield Claim(None, node, SKOS.prefLabel, english(mint.label(slot, figure, text)))


def whole_name(slot: Slot, item: Item) -> Mention:
    """The mention of an actor whose figures these are, or who gives them."""
    return Mention(slot.sentence, item.begin, item.end, item.text, "Organisation")


def bounds(count: Count) -> Iterator[tuple[URIRef, URIRef | Literal]]:
    """The bounds of a count, as properties."""
    for term, bound in (
        (SITREP.low, count.low),
        (SITREP.best, count.best),
        (SITREP.high, count.high),
    ):
        if bound is not None:
            yield term, Literal(bound)
    if count.scale:
        yield SITREP.scale, kind_iri(count.scale)
    if count.per:
        yield SITREP.per, kind_iri(count.per)


class Mint:
    """Names for the figures of a page, each given once."""

    def __init__(self, space: str, actors: tuple[str, ...]) -> None:
        """Begin with no name given; `actors` are the names of those who fought."""
        self.space, self.actors, self.given = space, actors, set[str]()

    def __call__(self, slot: Slot, figure: Figure) -> URIRef:
        """A name that says whose and what: `side-1-soldier-killed`."""
        whose = f"side-{slot.column}" if slot.column else ""
        name = "-".join(
            filter(
                None, (whose, "strength" * (slot.name != "casualties"), figure.of, figure.outcome)
            )
        )
        numbers = (name, *(f"{name}-{number}" for number in range(2, len(self.given) + 3)))
        unique = next(each for each in numbers if each not in self.given)
        self.given.add(unique)
        return URIRef(self.space + unique)

    def label(self, slot: Slot, figure: Figure, text: str) -> str:
        """The words of the figure, and whose it is."""
        whose = f" (side {slot.column})" if slot.column else ""
        return f"{text[figure.begin : figure.end]}{whose}"
