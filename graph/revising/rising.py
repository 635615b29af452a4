"""What keeps its order from one version to the next."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping


def rising(pairs: Mapping[int, int]) -> Iterator[int]:
    """The most places whose partners stand in the same order: a longest increasing subsequence.

    Args:
        pairs: places in one text, and those of their partners in another.

    Yields:
        Places of the first text, the last one first. What is not among them has moved.
    """
    tops, ends, before = list[int](), list[int](), dict[int, int | None]()
    for old in sorted(pairs):
        at = bisect_left(tops, pairs[old])
        tops[at : at + 1] = [pairs[old]]
        ends[at : at + 1] = [old]
        before[old] = ends[at - 1] if at else None
    last = ends[-1] if ends else None
    while last is not None:
        yield last
        last = before[last]
