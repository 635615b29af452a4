"""The slots of an infobox on a battle: which there are, and the line that holds one as text.

A line reads `Units1: First Brigade, *Battalion 4, *Battalion 7`: items are parted by commas, and an
asterisk before one stands for each level that it is deep.
"""

import re
from collections.abc import Iterator
from typing import Final

from graph.draft.model import Item

# The slots that say something of the battle, by the name that the template has for them.
NAMES: Final = {
    "conflict": "conflict", "battle_name": "conflict", "name": "conflict", "title": "conflict",
    "partof": "partof", "date": "date", "place": "place", "location": "place", "result": "result",
    "outcome": "result", "status": "status", "territory": "territory", "combatant": "combatant",
    "side": "combatant", "commander": "commander", "leadfigures": "commander", "units": "units",
    "strength": "strength", "polstrength": "polstrength", "howmany": "strength",
    "casualties": "casualties", "losses": "casualties",
}  # fmt: skip
KEY: Final = re.compile(r"(?P<name>[a-z_]+?)\s*(?P<column>[1-9])?(?P<letter>[a-z])?", re.IGNORECASE)
LINE: Final = re.compile(r"(?P<key>[^:]+):\s*(?P<value>.*)", re.DOTALL)
MARKS: Final = re.compile(r"[*\s]*")


def slot_of(key: str) -> tuple[str, int | None] | None:
    """The slot that a key means, and its column; None for pictures, captions and the like."""
    found = KEY.fullmatch(key.strip())
    if found is None:
        return None
    name = NAMES.get(found["name"].lower())
    whole = NAMES.get(key.strip().lower())
    if whole:
        return whole, None
    return (name, int(found["column"])) if name and found["column"] else None


def as_line(key: str, items: list[tuple[int, str]]) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """The line of a slot, and for each item its level and where it begins and ends in the line."""
    pieces, spans = [f"{key[:1].upper()}{key[1:]}: "], list[tuple[int, int, int]]()
    length = len(pieces[0])
    for number, (level, words) in enumerate(items):
        lead = ", " * (number > 0) + "*" * level
        begin = length + len(lead)
        pieces += [lead, words]
        length = begin + len(words)
        spans.append((level, begin, length))
    return "".join(pieces), tuple(spans)


def from_line(line: str, begin: int) -> tuple[str, tuple[Item, ...]]:
    """The key of a line, and its items by the commas that stand in no brackets."""
    found = LINE.match(line)
    if found is None:
        return "", ()
    parts = pieces(line, found.start("value"))
    items = (item(line, first, last, begin) for first, last in parts)
    return found["key"].strip(), tuple(each for each in items if each.text)


def pieces(line: str, start: int) -> Iterator[tuple[int, int]]:
    """Cut at ", " outside of brackets."""
    depth, first = 0, start
    for at in range(start, len(line)):
        depth += (line[at] in "([") - (line[at] in ")]" and depth > 0)
        if depth == 0 and line[at] == "," and line[at + 1 : at + 2] in (" ", ""):
            yield first, at
            first = at + 1
    yield first, len(line)


def item(line: str, first: int, last: int, begin: int) -> Item:
    """An item without the blanks around it and the marks of its level."""
    text = line[first:last]
    marks = MARKS.match(text)
    lead = marks.end() if marks else 0
    kept = text[lead:].rstrip()
    return Item(
        kept, begin + first + lead, begin + first + lead + len(kept), text[:lead].count("*")
    )
