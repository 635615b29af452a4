"""Infobox: the sides, who fights on each, and who commands."""

import re
from collections.abc import Iterator
from typing import Final

from rdflib import SKOS, Literal

from graph.draft.box.claims import Claim, Thing, naming
from graph.draft.box.entries import BEFORE, SEMICOLON, alone, cleared
from graph.draft.box.items import cut, part
from graph.draft.box.words import box_words
from graph.draft.model import Item, Mention, Slot, english
from graph.names import SCHEMA, SITREP

OTHER: Final = re.compile(
    r"\s*\((?:the )?([A-Z][\w'\u2019.-]*(?: (?:of |the )?[A-Z][\w'\u2019.-]*){0,4})\)"
)


def side_claims(battle: Thing, side: Thing, slot: Slot, text: str) -> Iterator[Claim]:
    """The side that a column stands for."""
    key = text[: slot.items[0].begin].rpartition(":")[0].rpartition("- ")[2]
    yield Claim(slot.sentence, side, SITREP.sideIn, battle)
    yield Claim(slot.sentence, side, SITREP.wording, english(key))


def actor_claims(side: Thing, slot: Slot) -> Iterator[Claim]:
    """Who fights on a side; what stands beneath a power belongs to it."""
    above: list[tuple[int, Mention]] = []
    for item in (piece for each in slot.items for piece in cut(each, SEMICOLON)):
        mention = actor(slot.sentence, item)
        if mention is None:
            continue
        above = [(level, other) for level, other in above if level < item.level]
        yield Claim(slot.sentence, mention, SITREP.onSide, side)
        if above and alone(slot, above[-1][1], item.level):
            yield Claim(slot.sentence, mention, SITREP.memberOf, above[-1][1])
        yield naming(mention)
        if other := other_name(mention, item):
            yield Claim(slot.sentence, other, SKOS.altLabel, english(other.text))
        above.append((item.level, mention))


def other_name(mention: Mention, item: Item) -> Mention | None:
    """The other name of an actor that stands in brackets: "United States (Union)"."""
    after = item.text[mention.end - item.begin :]
    found = OTHER.match(after)
    if found is None or box_words().nobody.fullmatch(found[1]):
        return None
    begin = mention.end + found.start(1)
    name = mention.name or mention.text
    return Mention(mention.sentence, begin, begin + len(found[1]), found[1], mention.cls, name=name)


def actor(sentence: int, item: Item) -> Mention | None:
    """The actor that an item names, if it names one."""
    kept = cleared(item)
    if (
        box_words().nobody.fullmatch(kept.text)
        or box_words().header.fullmatch(item.text.strip("' "))
        or item.text.endswith(":")
    ):
        return None
    if not re.search(r"[^\W\d_]", kept.text):
        return None
    return Mention(sentence, kept.begin, kept.end, kept.text, "Organisation")


def commander_claims(side: Thing, slot: Slot) -> Iterator[Claim]:
    """Who commands on a side, with the rank that stands before the name."""
    for item in named(slot):
        kept = before_comma(without_role(cleared(item)))
        if (
            box_words().nobody.fullmatch(kept.text)
            or box_words().header.fullmatch(item.text)
            or item.text.endswith(":")
        ):
            continue
        ranked = box_words().ranked.fullmatch(kept.text)
        name = part(kept, ranked.start("name"), len(kept.text)) if ranked else kept
        if not re.match(r"[^\W\d_]", name.text):
            continue
        person = Mention(slot.sentence, name.begin, name.end, name.text, "Person")
        yield Claim(slot.sentence, person, SITREP.onSide, side)
        if ranked:
            rank: Literal = english(ranked["rank"].strip())
            yield Claim(slot.sentence, person, SCHEMA.jobTitle, rank)
        yield naming(person)


def without_role(item: Item) -> Item:
    """An item without "Fleet:" before the name."""
    found = BEFORE.match(item.text)
    return part(item, found.end(), len(item.text)) if found else item


def before_comma(item: Item) -> Item:
    """A name without the title or post that a comma parts from it."""
    return part(item, 0, item.text.index(",")) if "," in item.text[1:] else item


def named(slot: Slot) -> Iterator[Item]:
    """The items of a slot without titles that a comma parted from their name."""
    for item in (piece for each in slot.items for piece in cut(each, SEMICOLON)):
        if not box_words().title.match(item.text):
            yield item
