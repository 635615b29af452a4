"""Infobox: cutting the items of a slot, and taking away what stands around a name."""

import re
from typing import Final

from graph.draft.model import Item, Slot

ARTICLE: Final = re.compile(r"(?:and\s+|&\s*)?(?:(?:part of\s+)?(?:the|an?)\s+)?", re.IGNORECASE)
ASIDE: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?")


def whole(slot: Slot, text: str) -> Item:
    """All of a slot as one item, for what commas do not part."""
    begin, end = slot.items[0].begin, slot.items[-1].end
    return Item(text[begin:end], begin, end)


def plain(item: Item) -> Item:
    """An item without an article before it, and without an aside."""
    article = ARTICLE.match(item.text)
    begin = article.end() if article else 0
    aside = ASIDE.search(item.text, begin)
    end = (
        aside.start()
        if aside and aside.end() == len(item.text) and aside.start() > begin
        else len(item.text)
    )
    return part(item, begin, end)


def part(item: Item, begin: int, end: int) -> Item:
    """A part of an item, without the blanks and signs at its ends."""
    kept = item.text[begin:end]
    kept = kept.removesuffix(")") if kept.count(")") > kept.count("(") else kept
    opened = kept.lstrip(" \t,;:\u2013-").startswith("(") and kept.count("(") > kept.count(")")
    lead = len(kept) - len(kept.lstrip(" \t,;:\u2013-" + "(" * opened))
    kept = kept[lead:].rstrip(" \t,;:\u2013-†‡*#")
    first = item.begin + begin + lead
    return Item(kept, first, first + len(kept), item.level)


def cut(item: Item, pattern: re.Pattern[str]) -> tuple[Item, ...]:
    """An item cut where a pattern is, but not within brackets."""
    pieces, first = list[Item](), 0
    for found in pattern.finditer(item.text):
        before = item.text[: found.start()]
        if before.count("(") <= before.count(")"):
            pieces.append(part(item, first, found.start()))
            first = found.end()
    pieces.append(part(item, first, len(item.text)))
    return tuple(each for each in pieces if each.text)
