"""Trace: what became of each sentence, and the number that it has from now on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, islice

from graph.model import Sentence
from graph.reading.numbering import Numbering
from graph.revising.align import align
from graph.revising.likeness import PART, share
from graph.revising.model import Fate, Traced
from graph.revising.rising import rising


def trace(
    old: tuple[Sentence, ...], new: tuple[Sentence, ...], numbering: Numbering
) -> tuple[tuple[Traced, ...], Numbering]:
    """Follow each sentence, those of the new version in its order, then those removed.

    Args:
        old: the sentences under their numbers.
        new: those of the new version, whose numbers are of no account.
        numbering: the numbers of the old ones.

    Returns:
        What became of each, and the numbers of the new version: a sentence that is aligned keeps
        its number, new ones get those that were never given.
    """
    pairs = align(old, new)
    given = count(numbering.following)
    origin = {after: before for before, after in pairs.items()}
    named = tuple(
        replace(said, number=old[origin[at]].number if at in origin else next(given))
        for at, said in enumerate(new)
    )
    steady = set(rising(pairs))
    kept = tuple(
        follow(old[origin[at]], said, moved=origin[at] not in steady)
        if at in origin
        else Traced(Fate.NEW, None, said)
        for at, said in enumerate(named)
    )
    gone = (Traced(Fate.REMOVED, said, None) for at, said in enumerate(old) if at not in pairs)
    traced = (*kept, *gone)
    return tuple(with_kin(traced)), Numbering(tuple(said.number for said in named), next(given))


def follow(old: Sentence, new: Sentence, *, moved: bool) -> Traced:
    """What became of an aligned sentence."""
    if old.text != new.text:
        return Traced(Fate.CHANGED, old, new, moved)
    return Traced(Fate.MOVED if moved else Fate.UNCHANGED, old, new, moved)


def with_kin(traced: Sequence[Traced]) -> Iterator[Traced]:
    """Tell of each new and each removed sentence what it may be a piece of."""
    in_new = [each for each in traced if each.new]
    in_old = sorted((each for each in traced if each.old), key=lambda each: each.stood_at)
    kin = {
        each.number: found
        for order, side in ((in_new, Fate.NEW), (in_old, Fate.REMOVED))
        for each, found in kindred(order, side)
    }
    for each in traced:
        yield replace(each, kin=kin.get(each.number))


def kindred(order: Sequence[Traced], side: Fate) -> Iterator[tuple[Traced, int]]:
    """The new or removed ones that are a piece of the changed sentence next to them."""
    backward, forward = list(nearest(order)), list(nearest(order[::-1]))[::-1]
    for each, *around in zip(order, backward, forward, strict=True):
        if each.fate is side:
            found = (near.number for near in around if near and piece_of(each, near))
            yield from ((each, number) for number in islice(found, 1))


def nearest(order: Iterable[Traced]) -> Iterator[Traced | None]:
    """For each sentence the last one before it that both versions have, if that has changed."""
    last: Traced | None = None
    for each in order:
        yield last
        if each.old and each.new:
            last = each if each.fate is Fate.CHANGED else None


def piece_of(each: Traced, near: Traced) -> bool:
    """Whether a new sentence is in the old words of another, or a removed one in the new words."""
    whole = near.old if each.fate is Fate.NEW else near.new
    return whole is not None and share(each.sentence.text, whole.text) >= PART
