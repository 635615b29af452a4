"""Judge what was found: leave out what cannot be it, score the rest, and say why of both.

First what is certain: a code with others that both have; then what rules an item out: it is of
another kind, in another country, too far away, of another time, another thing's already, or was
judged before. Only then names count. No score says that a candidate is the item: a person does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from typing import Final

from graph.candidates.entities import Item
from graph.candidates.wanted import Wanted
from graph.distance import kilometres

CLASS, COUNTRY = "P31", "P17"
BEGINNINGS, ENDS = ("P585", "P580"), ("P585", "P582")
NO_THING: Final = re.compile(
    r"disambiguation page|(family|given) name|wikimedia (list|category)|wikinews article",
    re.IGNORECASE,
)
ALIKE: Final = 0.6  # names less alike than this are no ground for anything
NEARBY: Final = 5.0
A_WHILE: Final = timedelta(days=31)
SPELLINGS: Final = {
    "armoured": "armored",
    "centre": "center",
    "defence": "defense",
    "organisation": "organization",
    "theatre": "theater",
}
ORDINALS: Final = ("st", "nd", "rd", "th")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that was found for a thing, with its score and the reasons for it.

    `against` says why it is left out; then there is no score.
    """

    item: Item
    score: float
    reasons: tuple[str, ...]
    against: str = ""
    distance: float | None = None


def judge(thing: Wanted, item: Item) -> Candidate:
    """Hold one item against a thing."""
    distance = kilometres(thing.point, item.point) if thing.point and item.point else None
    shared = [
        f"the same {name} ({value})"
        for name, value in thing.codes
        if value in item.values.get(name, ())
    ]
    against = next(ruled_out(thing, item, distance, shared=bool(shared)), "")
    if against:
        return Candidate(item, 0.0, (), against, distance)
    reasons = [*scored(thing, item, distance)]
    if shared:
        return Candidate(item, 0.99, (*shared, *(why for _, why in reasons)), "", distance)
    score = min(0.95, sum(points for points, _ in reasons))
    return Candidate(item, round(score, 2), tuple(why for _, why in reasons), "", distance)


def ruled_out(thing: Wanted, item: Item, distance: float | None, *, shared: bool) -> Iterator[str]:
    """Why it cannot be it; what is judged and taken goes before what a code shows."""
    if item.code in thing.judged:
        yield thing.judged[item.code]
    if item.code in thing.taken:
        yield f"already the item of {thing.taken[item.code]}"
    if NO_THING.search(item.description):
        yield f"no thing but a page: {item.description}"
    if shared:
        return
    classes = set(item.values.get(CLASS, ()))
    if classes & thing.others and not classes & thing.classes:
        yield "of another kind (instance of " + ", ".join(sorted(classes & thing.others)) + ")"
    lands = set(item.values.get(COUNTRY, ()))
    if lands and thing.countries and not lands & thing.countries:
        yield "in another country (" + ", ".join(sorted(lands)) + ")"
    if distance is not None and distance > thing.spread:
        yield f"{distance:.0f} km away, more than {thing.spread:.0f}"
    if apart := time_apart(thing, item):
        yield apart
    if likeness(thing, item)[0] < ALIKE:
        yield "no name in common"


def scored(thing: Wanted, item: Item, distance: float | None) -> Iterator[tuple[float, str]]:
    """Points, each with the reason for it. A name alone is not enough for much."""
    alike, own, other = likeness(thing, item)
    same = "the same name" if alike == 1 else f"a name {alike:.0%} alike"
    yield 0.5 * alike, f'{same} ("{own}", "{other}")'
    classes = set(item.values.get(CLASS, ()))
    if found := sorted(classes & thing.classes):
        yield 0.2, f"the same kind ({thing.kind}: {', '.join(found)})"
    elif classes:
        yield 0.0, f"a class that is not known here ({', '.join(sorted(classes))})"
    if set(item.values.get(COUNTRY, ())) & thing.countries:
        yield 0.1, "the same country"
    if distance is not None:
        yield 0.15 if distance <= NEARBY else 0.05, f"{distance:.1f} km away"
    if met := time_met(thing, item):
        yield 0.1, met


def likeness(thing: Wanted, item: Item) -> tuple[float, str, str]:
    """How much alike the two names are that are most alike, and which they are."""
    pairs = ((alike(own, other), own, other) for own in thing.names for other in item.names)
    return max(pairs, default=(0.0, thing.label, item.label))


def alike(one: str, other: str) -> float:
    """How much two names are alike, from 0 to 1; with different numbers they are not at all.

    Capitals, order and spelling do not count: "21st Military Operations Command" is "Military
    Operations Command 21", "Defence" is "Defense".
    """
    mine, theirs = words(one), words(other)
    if [w for w in mine if w.isdigit()] != [w for w in theirs if w.isdigit()]:
        return 0.0
    return SequenceMatcher(None, " ".join(mine), " ".join(theirs), autojunk=False).ratio()


def words(name: str) -> list[str]:
    """The words of a name in one order and spelling; an ordinal is its number."""
    plain = re.sub("['\u2019]", "", name.casefold())
    found: list[str] = re.findall(r"\d+|[^\W\d_]+", plain)
    return sorted(SPELLINGS.get(each, each) for each in found if each not in ORDINALS)


def time_apart(thing: Wanted, item: Item) -> str:
    """Why an item is of another time than a happening that has a date, if it is.

    What has only begun may go on still.
    """
    ended = [span.last for name in ENDS for span in item.spans.get(name, ())]
    begun = [span.first for name in BEGINNINGS for span in item.spans.get(name, ())]
    if thing.first and ended and max(ended) + A_WHILE < thing.first:
        return f"of another time (to {max(ended)})"
    if thing.last and begun and min(begun) - A_WHILE > thing.last:
        return f"of another time (from {min(begun)})"
    return ""


def time_met(thing: Wanted, item: Item) -> str:
    """Why an item is of the same time, if it is."""
    for each in (span for name in BEGINNINGS for span in item.spans.get(name, ())):
        if thing.first and each.first <= thing.first <= each.last:
            return f"the same time ({each.first} to {each.last})"
    return ""
