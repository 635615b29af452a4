"""Infobox: the units of a side, also those that share a kind: "Rifle Battalion 4, 9, 12"."""

import re
from collections.abc import Iterator
from typing import Final

from graph.draft.box.claims import Claim, Thing, naming
from graph.draft.box.entries import alone, cleared
from graph.draft.box.items import part
from graph.draft.box.words import box_words
from graph.draft.model import Item, Mention, Slot, english
from graph.names import SITREP

ORDINAL: Final = r"(?:\d+(?:st|nd|rd|d|th)|[IVXL]+)"
AND: Final = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*/\s*)"
TRAILING: Final = re.compile(rf"(?P<stem>[^\d,]*[^\d,\s-])[\s-]+(?P<numbers>\d+(?:{AND}\d+)*)")
LEADING: Final = re.compile(
    rf"(?:(?P<numbers>{ORDINAL}(?:{AND}{ORDINAL})+)|Nos\.?\s(?P<plain>\d+(?:{AND}\d+)+))\s+(?P<stem>[^\W\d_].*)"
)
ALONE: Final = re.compile(rf"(?:and\s+|&\s*)?\d+(?:{AND}\d+)*")
NUMBERS: Final = re.compile(r"\d+(?:st|nd|rd|d|th)?|[IVXL]+")
# A number of units, and no unit: "three brigades".
COUNTED: Final = re.compile(
    r"(?:[\d,.]+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|many|few|"
    r"about|around|over|at least|elements? of \d+)\s+[a-z]",
)


def unit_claims(side: Thing, slot: Slot, text: str) -> Iterator[Claim]:
    """The units of a side; the deeper are part of the one above, where only one is meant."""
    above: list[tuple[int, Mention]] = []
    for item, mention, wording in units(slot, text):
        above = [(level, other) for level, other in above if level < item.level]
        yield Claim(slot.sentence, mention, SITREP.onSide, side)
        if above and alone(slot, above[-1][1], item.level):
            yield Claim(slot.sentence, mention, SITREP.subUnitOf, above[-1][1])
        whole = not wording
        yield (
            naming(mention)
            if whole
            else Claim(slot.sentence, mention, SITREP.wording, english(wording))
        )
        above.append((item.level, mention))


def units(slot: Slot, text: str) -> Iterator[tuple[Item, Mention, str]]:
    """Each unit with its item, and the words that stand for its name if they are not all of it."""
    stem: Item | None = None
    for item in slot.items:
        kept = cleared(item)
        if stem and ALONE.fullmatch(kept.text):
            holder = Item(kept.text, kept.begin, kept.end, stem.level)
            yield from numbered(slot.sentence, holder, stem, text)
            continue
        stem = None
        if (
            box_words().nobody.fullmatch(kept.text)
            or box_words().header.fullmatch(item.text)
            or COUNTED.match(kept.text)
        ):
            continue
        if item.text.endswith(":") or not re.search(r"[^\W\d_]", kept.text):
            continue
        if found := TRAILING.fullmatch(kept.text):
            stem = part(kept, 0, found.end("stem"))
            yield from numbered(slot.sentence, kept, stem, text)
        elif found := LEADING.fullmatch(kept.text):
            yield from ordered(slot.sentence, kept, found)
        else:
            yield kept, unit(slot.sentence, kept), ""


def unit(sentence: int, item: Item, name: str = "") -> Mention:
    """The mention of a unit; its kind is for the dictionary to find."""
    return Mention(sentence, item.begin, item.end, item.text, "Unit", name=name)


def numbered(
    sentence: int, item: Item, stem: Item, text: str
) -> Iterator[tuple[Item, Mention, str]]:
    """The units of one kind, by the numbers after it."""
    begin = max(stem.end, item.begin)
    for number in NUMBERS.finditer(text, begin, item.end):
        name = text[stem.begin : stem.end] + " " + number[0]
        wording = text[stem.begin : number.end()]
        if number.start() - stem.end == 1:
            yield item, unit(sentence, Item(wording, stem.begin, number.end(), stem.level)), ""
        else:
            kept = Item(number[0], number.start(), number.end(), stem.level)
            yield item, unit(sentence, kept, name), wording


def ordered(sentence: int, item: Item, found: re.Match[str]) -> Iterator[tuple[Item, Mention, str]]:
    """The units of one kind, by the numbers before it: "1st, 2nd and 3rd Divisions"."""
    stem = re.sub(r"(?<=[a-rt-z])s$", "", re.sub(r"(?<=[a-z])ies$", "y", found["stem"]))
    numbers = list(
        NUMBERS.finditer(item.text, 0, found.end("numbers" if found["numbers"] else "plain"))
    )
    for number in numbers:
        wording = item.text[number.start() :]
        kept = part(item, number.start(), number.end())
        sign = "No. " * (not found["numbers"])
        yield item, unit(sentence, kept, f"{sign}{number[0]} {stem}"), wording
