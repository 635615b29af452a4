"""Infobox: the battle itself: its name, what it is part of, when, where, and how it ended."""

import re
from collections.abc import Iterator
from typing import Final

from rdflib import RDF, SKOS, Literal

from graph.draft.box.claims import Claim, Thing, naming
from graph.draft.box.items import ASIDE, cut, part, plain, whole
from graph.draft.box.words import box_words
from graph.draft.dates.context import Context
from graph.draft.dates.find import slot_dates
from graph.draft.kinds import kind_iri, kinds
from graph.draft.model import Item, Mention, Slot, english
from graph.names import EDTF, SITREP

INSIDE: Final = re.compile(r",?\s+(?:of|in|during|within)\s+(?:the\s+)?")
AND: Final = re.compile(r"\s*,\s*(?:and\s+)?(?:the\s+)?|\s+and\s+(?:the\s+)?")
LEAD: Final = re.compile(
    r"(?:(?:just |\d+ \w+ )?(?:near|off|around|outside|at|in|on|along|between|over|above|"
    r"(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west|vicinity|coast|"
    r"outskirts) of)\s+"
    r"(?:the\s+(?:coast|cit(?:y|ies)|towns?|villages?|vicinity|outskirts)\s+of\s+)?|"
    r"(?:present[- ]day|modern[- ]day|modern|now|today'?s?|"
    r"current(?:ly)?)\s+(?:in\s+)?)+(?:the\s+)?",
    re.IGNORECASE,
)
# What parts places of which none lies in another.
LISTED: Final = re.compile(r"\sand\s+|;\s*|\s&\s+|\s/\s+")
NEARBY: Final = re.compile(r"(?:near|off|outside|around|close to|\w+ of)\s", re.IGNORECASE)


def event_kind(name: str, otherwise: str = "battle") -> str:
    """The kind of a happening by its name."""
    found = (
        kind for pattern, kind in box_words().happenings if pattern.search(name) and kind in kinds()
    )
    return next(found, otherwise)


def happening(sentence: int, item: Item, otherwise: str = "battle") -> Mention:
    """A mention of a named happening."""
    return Mention(
        sentence, item.begin, item.end, item.text, "Event", event_kind(item.text, otherwise)
    )


def told(sentence: int, mention: Mention) -> Iterator[Claim]:
    """That a happening is one, of what kind, and how it is called."""
    yield Claim(sentence, mention, RDF.type, SITREP.Event)
    yield Claim(sentence, mention, SITREP.kind, kind_iri(mention.kind))
    yield naming(mention)


def name_claims(battle: Thing, slot: Slot, _text: str) -> Iterator[Claim]:
    """The name of the battle."""
    if isinstance(battle, Mention):
        yield from told(slot.sentence, battle)
    for item in slot.items[1:]:
        yield Claim(slot.sentence, battle, SKOS.altLabel, english(item.text))


def part_claims(battle: Thing, slot: Slot, text: str) -> Iterator[Claim]:
    """What the battle is part of, and what that is part of where one is in the other."""
    for item in listed(slot, text):
        inner = battle
        for piece in chain(item):
            outer = happening(slot.sentence, piece, "campaign")
            yield Claim(slot.sentence, inner, SITREP.partOf, outer)
            yield from told(slot.sentence, outer)
            inner = outer


def listed(slot: Slot, text: str) -> Iterator[Item]:
    """The items of a slot; "and" parts them too, where what it joins are both wars."""
    for item in slot.items if len(slot.items) > 1 else (whole(slot, text),):
        pieces = cut(item, AND)
        yield from pieces if all(map(is_larger, pieces)) else (item,)


def is_larger(item: Item) -> bool:
    """Whether some words name a happening that battles are part of."""
    return (
        any(pattern.search(item.text) for pattern, _ in box_words().happenings)
        or "escalation" in item.text
    )


def chain(item: Item) -> tuple[Item, ...]:
    """As in "The Italian campaign of World War II" are two, "the War of the Roses" is one."""
    item = plain(item)
    for found in INSIDE.finditer(item.text):
        inner, outer = item.text[: found.start()], item.text[found.end() :]
        if box_words().larger.search(inner) and box_words().larger.search(
            ASIDE.sub("", outer).strip()
        ):
            return (part(item, 0, found.start()), *chain(part(item, found.end(), len(item.text))))
    return (item,) if re.search(r"\w", item.text) else ()


def date_claims(battle: Thing, slot: Slot, text: str) -> Iterator[Claim]:
    """When it was: the first date of the slot."""
    item = whole(slot, text)
    for date in slot_dates(item.text, item.begin, Context())[:1]:
        edtf = Literal(date.edtf, datatype=EDTF)
        yield Claim(slot.sentence, battle, SITREP.when, edtf)
        yield Claim(slot.sentence, battle, SITREP.wording, english(text[date.begin : date.end]))


def place_claims(battle: Thing, slot: Slot, text: str) -> Iterator[Claim]:
    """Where it was; of "Bhagat, Sindh, India" the first, which lies within the others."""
    items = (whole(slot, text),) if not bulleted(slot, text) else slot.items
    for item in items:
        pieces = cut(item, re.compile(r"\s*,\s*(?:and\s+)?|\s*;\s*|\s+and\s+|\s+&\s+|\s+/\s+"))
        last = max((found.end() for found in LISTED.finditer(item.text)), default=0)
        inner: Thing | None = None
        for piece in pieces:
            found = place(slot.sentence, piece)
            if found is None:
                continue
            if inner is None or piece.begin - item.begin <= last:
                yield Claim(slot.sentence, battle, SITREP.at, found)
            else:
                lies = SITREP.near if NEARBY.match(piece.text) else SITREP.within
                yield Claim(slot.sentence, inner, lies, found)
            yield naming(found)
            inner = found


def bulleted(slot: Slot, text: str) -> bool:
    """Whether the items of a slot were items of a list, and not parted by commas alone."""
    return any(each.level for each in slot.items) or any(
        "," in each.text or text[each.end : each.end + 2] != ", " for each in slot.items[:-1]
    )


def place(sentence: int, item: Item) -> Mention | None:
    """A place without the words that say where about it was."""
    lead = LEAD.match(item.text)
    kept = plain(part(item, lead.end() if lead else 0, len(item.text)))
    if not re.search(r"[^\W\d_]", kept.text) or not kept.text[:1].isupper():
        return None
    return Mention(sentence, kept.begin, kept.end, kept.text, "Place")


def result_claims(battle: Thing, slot: Slot, _text: str) -> Iterator[Claim]:
    """How it ended, as far as there is a kind for it."""
    first = slot.items[0]
    for pattern, outcome in box_words().results:
        if pattern.search(first.text) and outcome in kinds():
            yield Claim(slot.sentence, battle, SITREP.outcome, kind_iri(outcome))
            if outcome != "ongoing":
                yield Claim(slot.sentence, battle, SITREP.wording, english(first.text))
            return
