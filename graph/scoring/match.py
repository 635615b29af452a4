"""Match: claims of a draft and of a reviewed file are taken together, one to one."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from graph.scoring.model import Claim, Tally

Thing = TypeVar("Thing")
Pair = tuple[Thing, Thing]


def tally(
    row: str, drafted: Iterable[Claim], reviewed: Iterable[Claim], *, summed: bool = True
) -> Tally:
    """Take as many claims together as can agree at once, and count what is left on either side."""
    there = tuple(reviewed)
    by_slot = defaultdict[Hashable, list[int]](list)
    for index, claim in enumerate(there):
        by_slot[claim.slot].append(index)
    here = tuple(drafted)
    choices = [
        [index for index in by_slot[claim.slot] if claim.keys & there[index].keys] for claim in here
    ]
    taken = assign(choices)
    found = set(taken.values())
    return Tally(
        row,
        len(taken),
        tuple(claim for index, claim in enumerate(there) if index not in taken),
        tuple(claim for index, claim in enumerate(here) if index not in found),
        summed,
    )


def assign(choices: Sequence[Sequence[int]]) -> dict[int, int]:
    """A largest matching: which of the things each chooser gets, by augmenting paths (Kuhn)."""
    taken = dict[int, int]()
    for chooser in range(len(choices)):
        augment(chooser, choices, taken, set())
    return taken


def augment(
    chooser: int, choices: Sequence[Sequence[int]], taken: dict[int, int], tried: set[int]
) -> bool:
    """Give a chooser something, moving others to what else they can have."""
    for thing in choices[chooser]:
        if thing in tried:
            continue
        tried.add(thing)
        if thing not in taken or augment(taken[thing], choices, taken, tried):
            taken[thing] = chooser
            return True
    return False


def pair_up(
    here: Sequence[Thing], there: Sequence[Thing], agreement: Callable[[Thing, Thing], int]
) -> Iterator[Pair[Thing]]:
    """Pairs of things that may be one, those that agree most first; an agreement of 0 is none."""
    weighed = [
        (-weight, first, second)
        for first, mine in enumerate(here)
        for second, other in enumerate(there)
        if (weight := agreement(mine, other)) > 0
    ]
    used_here, used_there = set[int](), set[int]()
    for _, first, second in sorted(weighed):
        if first not in used_here and second not in used_there:
            used_here.add(first)
            used_there.add(second)
            yield here[first], there[second]
