"""Align: which sentence of the old version is which of the new one.

Surest first: the same words under the same heading, in order; the same words in order; the same
words anywhere; the same slot of the infobox; words alike; a piece of a longer sentence. Each step
sees only what those before it have left. The same two texts give the same pairs.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from rapidfuzz.distance import LCSseq

from graph.model import Sentence
from graph.revising.likeness import ALIKE, PART, candidates, index, likeness, share
from graph.revising.rising import rising

Pair: TypeAlias = tuple[int, int]
INFOBOX: Final = "Infobox"
# Two likenesses that differ by less are told apart by heading and place, not by likeness.
GRAIN: Final = 2
# The most bits of a table of sentences by sentences: 50 megabytes, 20,000 sentences in each text.
TABLE: Final = 400_000_000


@dataclass(frozen=True, slots=True)
class Left:
    """What is not aligned yet, by the places of the sentences, and the pairs that are."""

    old: Mapping[int, Sentence]
    new: Mapping[int, Sentence]
    pairs: Mapping[int, int]


Step: TypeAlias = Callable[[Left], Iterable[Pair]]


def align(old: Sequence[Sentence], new: Sequence[Sentence]) -> dict[int, int]:
    """The places of aligned sentences, old to new, counted from 0."""
    pairs = dict[int, int]()
    for step in STEPS:
        taken = set(pairs.values())
        left = Left(
            {at: said for at, said in enumerate(old) if at not in pairs},
            {at: said for at, said in enumerate(new) if at not in taken},
            pairs,
        )
        pairs |= dict(step(left))
    return pairs


def under_its_heading(left: Left) -> Iterator[Pair]:
    """The same words under the same heading, in order."""
    yield from common(left, lambda said: (said.section, said.text))


def in_order(left: Left) -> Iterator[Pair]:
    """The same words in order: beneath a heading that was renamed, or moved."""
    yield from common(left, lambda said: said.text)


def anywhere(left: Left) -> Iterator[Pair]:
    """The same words out of order; of several that have them, the first with the first."""
    yield from first_with_first(left, lambda said: said.text)


def by_slot(left: Left) -> Iterator[Pair]:
    """The same slot of the infobox, whatever it now says."""
    yield from first_with_first(left, slot)


def alike(left: Left) -> Iterator[Pair]:
    """Words alike; the likest first, near ties by heading and by place."""
    yield from best(left, likeness, ALIKE)


def in_part(left: Left) -> Iterator[Pair]:
    """A sentence of which a piece is left, or that is now a piece of a longer one."""
    yield from best(left, lambda one, other: max(share(one, other), share(other, one)), PART)


STEPS: Final[tuple[Step, ...]] = (under_its_heading, in_order, anywhere, by_slot, alike, in_part)


def slot(said: Sentence) -> str | None:
    """The key of a line of the infobox; None for what is none."""
    return said.text.partition(":")[0].strip().casefold() if said.section == INFOBOX else None


def common(left: Left, key: Callable[[Sentence], Hashable]) -> Iterator[Pair]:
    """The longest common subsequence of what a key makes of the sentences.

    Of very long texts, where its table would fill the memory, one that takes repeated sentences
    for each other in the order in which they come.
    """
    if len(left.old) * len(left.new) > TABLE:
        pairs = dict(first_with_first(left, key))
        yield from ((old, pairs[old]) for old in rising(pairs))
        return
    codes = dict[Hashable, int]()
    places = list(left.old), list(left.new)
    coded = [
        [codes.setdefault(key(said), len(codes)) for said in part.values()]
        for part in (left.old, left.new)
    ]
    for step in LCSseq.opcodes(*coded):
        if step.tag == "equal":
            yield from zip(
                places[0][step.src_start : step.src_end],
                places[1][step.dest_start : step.dest_end],
                strict=True,
            )


def first_with_first(left: Left, key: Callable[[Sentence], Hashable]) -> Iterator[Pair]:
    """Sentences with the same key, in order; those whose key is None stay out."""
    waiting = defaultdict[Hashable, list[int]](list)
    for at, said in left.old.items():
        waiting[key(said)].append(at)
    for at, said in left.new.items():
        found = key(said)
        if found is not None and waiting[found]:
            yield waiting[found].pop(0), at


def best(left: Left, measure: Callable[[str, str], float], least: float) -> Iterator[Pair]:
    """The pairs that measure most, one after the other, each sentence once."""
    used_old, used_new = set[int](), set[int]()
    for *_, old, new in sorted(compared(left, measure, least)):
        if old not in used_old and new not in used_new:
            used_old.add(old)
            used_new.add(new)
            yield old, new


def compared(
    left: Left, measure: Callable[[str, str], float], least: float
) -> Iterator[tuple[float, bool, int, int, int]]:
    """Every pair worth a look that measures enough: how little, how far apart, and which."""
    between = gaps(left.pairs)
    known = index({at: said.text for at, said in left.old.items()})
    for new, said in left.new.items():
        for old in candidates(said.text, known):
            was = left.old[old]
            if (was.section == INFOBOX) != (said.section == INFOBOX):
                continue
            measured = measure(was.text, said.text)
            if measured >= least:
                yield (
                    -round(measured, GRAIN),
                    was.section != said.section,
                    between(old, new),
                    old,
                    new,
                )


def gaps(pairs: Mapping[int, int]) -> Callable[[int, int], int]:
    """How many aligned sentences lie between a place in the old text and one in the new."""
    old, new = sorted(pairs), sorted(pairs.values())
    return lambda before, after: abs(bisect(old, before) - bisect(new, after))
