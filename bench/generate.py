"""Generate: a graph of our own shape in any size, the same for the same seed.

It is the graph that comes with Sitrep, several times over: each copy has its own things, and now
and then a thing of one copy speaks of one in another, so that the copies are one graph.
"""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_THING: Final = re.compile(r"(<https://w3id\.org/sitrep/bhamo/[^>]*)>")
_SEED: Final = 2024
_STRAY: Final = 0.02


def generate(source: Path, target: Path, quads: int) -> Path:
    """Write at least the source, and so many quads of copies of it; gives the target."""
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    with target.open("w", encoding="utf-8") as output:
        output.writelines(copies(lines, quads))
    return target


def copies(lines: list[str], quads: int) -> Iterator[str]:
    """The lines, then copies of those that speak of the battle, until there are enough."""
    chance = random.Random(_SEED)  # noqa: S311 - the same graph each time, and no secret
    yield from lines
    ours = [line for line in lines if _THING.search(line)]
    for number in range(max(0, quads - len(lines))):
        copy, place = divmod(number, len(ours))
        yield rename(ours[place], copy + 1, chance)


def rename(line: str, copy: int, chance: random.Random) -> str:
    """A line about the things of a copy; its object is at times of an earlier one."""
    subject, predicate, rest = line.split(" ", 2)
    said = mark(rest, copy)
    if rest.count("<https://w3id.org/sitrep/bhamo/") > 1 and chance.random() < _STRAY:
        target, graph = rest.split(" ", 1)
        said = f"{mark(target, chance.randint(1, copy))} {mark(graph, copy)}"
    return f"{mark(subject, copy)} {predicate} {said}"


def mark(text: str, copy: int) -> str:
    """A text with the things in it renamed to those of a copy."""
    return _THING.sub(rf"\1-{copy}>", text)
