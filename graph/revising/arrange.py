"""Carry, a part: in which order the sentences stand in the file, and which lines lead to each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.revising.layout import is_section
from graph.revising.model import Layout, Segment, Traced


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence's lines, and its heading in each version; None for one that was not there."""

    segment: Segment
    was_beneath: str | None
    beneath: str


def arranged(
    layout: Layout, traced: Sequence[Traced], placed: Mapping[int, Placed]
) -> Iterator[int]:
    """The sentences in the order of the file: what has not moved stays, the rest joins it.

    What is new or has moved goes after what stands before it in the text.
    """
    there = [each for each in traced if each.number in placed]
    moved = {each.number for each in there if each.moved}
    steady = [
        each.number
        for each in layout.segments
        if each.number in placed and each.number not in moved
    ]
    joining, anchor = defaultdict[int | None, list[int]](list), None
    staying = set(steady)
    for each in there:
        if each.number in staying:
            anchor = each.number
        else:
            joining[anchor].append(each.number)
    yield from joining[None]
    for number in steady:
        yield from (number, *joining[number])


def led(layout: Layout, traced: Sequence[Traced], order: Sequence[Placed]) -> Iterator[Segment]:
    """Each sentence with the lines before it: as they were, unless its heading shows otherwise."""
    headed = any(is_section(line) for each in layout.segments for line in each.lead)
    beneath = {each.number: each.old.section for each in traced if each.old}
    numbers = [each.number for each in layout.segments]
    showed = dict(zip(numbers, first_beneath([beneath[each] for each in numbers]), strict=True))
    shows = first_beneath([each.beneath for each in order])
    for each, first in zip(order, shows, strict=True):
        alike = first == showed.get(each.segment.number, False)
        steady = alike and (not first or each.beneath == each.was_beneath)
        yield each.segment if steady or not headed else relead(each, shows=first)


def first_beneath(sections: Sequence[str]) -> list[bool]:
    """Whether each of some sentences in a row is the first beneath its heading."""
    return [at == 0 or section != sections[at - 1] for at, section in enumerate(sections)]


def relead(each: Placed, *, shows: bool) -> Segment:
    """A sentence with its heading above, or without; a person's notes stay."""
    heading = (f"# ---- {each.beneath} ----", "") if shows else ()
    return replace(each.segment, lead=("", *heading, *notes(each.segment)))


def notes(segment: Segment) -> tuple[str, ...]:
    """What a person wrote above a sentence's comment."""
    return tuple(line for line in segment.lead if line.strip() and not is_section(line))
