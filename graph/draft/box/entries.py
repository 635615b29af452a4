"""Infobox: the entries of a list of those who fight, and what in it is none of them."""

import re
from typing import Final

from graph.draft.box.items import ASIDE, part
from graph.draft.box.words import box_words
from graph.draft.model import Item, Mention, Slot

# What a list says of a commander after his name, and of a power before its own.
AFTERWARDS: Final = re.compile(
    r"\s*(?:†+|‡+|[\u271d\u2020\u2021\u2295\u2297#*]+|[-\u2013,:]?\s*\b(?:KIA|WIA|POW|DOW|MIA|killed|wounded|captured)\b.*)\s*$"
)
SEMICOLON: Final = re.compile(r"\s*;\s*")
BEFORE: Final = re.compile(r"[^:(]{2,40}:\s+(?=\S)")


def alone(slot: Slot, parent: Mention, level: int) -> bool:
    """Whether what is deeper in a list can only belong to one above it.

    After two lines that are not items of a list the items may belong to either.
    """
    flat = [each for each in slot.items if each.level == 0 and each.begin <= parent.begin]
    before = [each for each in slot.items if each.end < parent.begin]
    return level > 1 or len(flat) == 1 or not before or before[-1].level > 0


def cleared(item: Item) -> Item:
    """An item without asides, signs after it, and "Supported by:" before it."""
    begin = (
        found.end()
        if (found := BEFORE.match(item.text)) and box_words().header.fullmatch(found[0].strip())
        else 0
    )
    aside = ASIDE.search(item.text, begin)
    end = aside.start() if aside and aside.start() > begin else len(item.text)
    signs = AFTERWARDS.search(item.text, begin, end)
    return part(item, begin, signs.start() if signs else end)
