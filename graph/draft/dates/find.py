"""Find the dates in a text, each as EDTF (https://www.loc.gov/standards/datetime/).

What the words do not tell comes from the context: the year from a heading, "the next day" from the
date last told. What stays open after that is no date, and is left out.

    on D  D · by D  [..D] · before D  [..D-1] · until D  ../D · since D  D/.. · from D  D/
    after D  [D..] · D to E  D/E · between D and E  [D..E] · D or E  [D,E] · circa D  D~
    end of February  [02-21..02-28] · first week of May  05-01/05-07
    a few days before D  [D-7..D-1]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from graph.draft.dates.context import Context, fill, follow
from graph.draft.dates.forms import ALONE, BOTH, EITHER, THROUGH, WITHIN, Told, told
from graph.draft.dates.parts import PART, narrowed
from graph.draft.dates.points import Point, first_day
from graph.draft.dates.qualifiers import qualified, vouched
from graph.draft.dates.relative import Counted, resolve, told_by_another
from graph.draft.model import Dated

CONNECTOR: Final = re.compile(
    r"\s*(?:(?P<dash>[-\u2010-\u2015\u2212])|(?<=\s)(?P<word>to|until|till|through|and|or)\b)\s*"
    r"(?:the\s+)?"
)
JOINS: Final = {"or": EITHER, "and": WITHIN}
BETWEEN: Final = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
OLD_STYLE: Final = re.compile(r"\s*\(?O\.?\s?S\.?(?!\w)")
OLD_STYLE_BEFORE: Final = re.compile(r"\bO\.?\s?S\.?\s*$")


@dataclass(frozen=True, slots=True)
class Group:
    """One date, or two that words or a dash join, with how they hang together."""

    dates: tuple[Told, ...]
    tie: str = ALONE

    @property
    def begin(self) -> int:
        """Where its words begin."""
        return self.dates[0].begin

    @property
    def end(self) -> int:
        """Where they end."""
        return self.dates[-1].end


Item: TypeAlias = Group | tuple[re.Match[str], Counted]


def find_dates(text: str, begin: int, context: Context) -> tuple[Dated, ...]:
    """Every date that a text tells; `begin` is where it stands in the page's text."""
    return dates_in(text, begin, context, sure=False)


def slot_dates(text: str, begin: int, context: Context) -> tuple[Dated, ...]:
    """The dates of a text that holds nothing else, so that "1815" or "May" must be one."""
    return dates_in(text, begin, context, sure=True)


def dates_in(text: str, begin: int, context: Context, *, sure: bool) -> tuple[Dated, ...]:
    """The dates one after the other, each in the context of those before it."""
    found: list[Dated] = []
    for item in in_order(text):
        one = settle(text, item, context, sure=sure)
        if one and (dated := written(one)) and not (found and one.begin < found[-1].end):
            found.append(dated)
            context = follow(context, (dated,))
    return tuple(Dated(begin + each.begin, begin + each.end, each.edtf) for each in found)


def in_order(text: str) -> tuple[Item, ...]:
    """What may be a date, in the order of the words; what is written out goes before the rest."""
    groups = tuple(grouped(text))
    related = (
        each
        for each in told_by_another(text)
        if not any(g.begin <= each[0].end() + 1 and each[0].start() < g.end for g in groups)
    )
    return tuple(sorted((*groups, *related), key=begin_of))


def begin_of(item: Item) -> int:
    """Where the words of an item begin."""
    return item.begin if isinstance(item, Group) else item[0].start()


def grouped(text: str) -> Iterator[Group]:
    """Put together what a word or a dash joins."""
    dates = told(text)
    at = 0
    while at < len(dates):
        tie = joined(text, *dates[at : at + 2]) if at + 1 < len(dates) else ALONE
        width = 2 if tie else 1
        yield Group(dates[at : at + width], tie)
        at += width


def joined(text: str, left: Told, right: Told) -> str:
    """How two dates hang together; nothing if they do not."""
    found = CONNECTOR.match(text, left.end)
    if found is None or left.tie or right.tie:
        return ALONE
    part = PART.search(text, found.end(), right.begin)
    if found.end() != (part.start() if part else right.begin):
        return ALONE
    if found["word"] == "and":
        part = PART.search(text, 0, left.begin)
        return WITHIN if BETWEEN.search(text, 0, part.start() if part else left.begin) else ALONE
    return JOINS.get(found["word"], THROUGH)


def settle(text: str, item: Item, context: Context, *, sure: bool) -> Told | None:
    """What an item means here; nothing if its words may mean something else, or leave it open."""
    if not isinstance(item, Group):
        return resolve(*item, context.last)
    filled = filled_in(item, context)
    dates = tuple(narrowed(text, each) for each in filled)
    if not all(each.first.sound and each.last.sound for each in dates):
        return None
    whole = replace(dates[0], end=dates[-1].end, last=dates[-1].last, tie=item.tie or dates[0].tie)
    certain = sure or not all(each.weak for each in dates) or vouched(text, whole)
    return qualified(text, whole) if certain and not old_style(text, whole) else None


def old_style(text: str, date: Told) -> bool:
    """Whether it is the same day again, in the calendar of before."""
    return bool(OLD_STYLE.match(text, date.end) or OLD_STYLE_BEFORE.search(text, 0, date.begin))


def filled_in(group: Group, context: Context) -> tuple[Told, ...]:
    """Years from the other end of a range, then from the context."""
    if len(group.dates) == 1:
        return (fill(group.dates[0], context),)
    left, right = group.dates
    if right.first.year is not None and left.first.year is None:
        known = Context(right.first.year, right.first.month)
        earlier = known if left.first.month else replace(known, last=right.first)
        return fill(left, earlier), right
    left = fill(left, context)
    known = Context(left.last.year, left.last.month, left.last if left.last.month else None)
    return left, fill(right, known)


def written(date: Told) -> Dated | None:
    """The date in EDTF; nothing if it ends before it begins."""
    first, last = date.first.edtf, date.last.edtf
    forms = {
        ALONE: first,
        THROUGH: f"{first}/{last}",
        WITHIN: f"[{first}..{last}]",
        EITHER: f"[{first},{last}]",
        BOTH: f"{{{first},{last}}}",
    }
    if date.tie in (THROUGH, WITHIN) and key(date.last) < key(date.first):
        return None
    return Dated(date.begin, date.end, forms.get(date.tie, date.tie.format(first, last)))


def key(point: Point) -> tuple[int, int, int]:
    """A point for comparing: the day on which it begins."""
    day = first_day(point)
    return day.year or 0, day.month or 1, day.day or 1
