"""Generate: a graph of our own shape in any size, the same each time.

It is the graph that comes with Sitrep, and then its battle over and over under other slugs, as if
so many articles had been read: each has its own sentences, things, records and graphs, and all
share the kinds, the ontology and the items of Wikidata.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from server.names import ROOT

_SLUG: Final = "bhamo"


def generate(source: Path, target: Path, quads: int) -> Path:
    """Write the source, and so many whole battles that there are as many quads or more.

    One battle at a time is held in memory. Gives the target.
    """
    lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
    with target.open("w", encoding="utf-8") as output:
        output.writelines(lines)
        output.writelines(battles(lines, quads - len(lines)))
    return target


def battles(lines: list[str], quads: int) -> Iterator[str]:
    """The lines that speak of the battle, as those of others, until there are enough quads."""
    ours = f"<{ROOT}{_SLUG}/"
    told = [line for line in lines if ours in line]
    battle = "".join(told)
    for number in range(-(-max(0, quads) // len(told))):
        yield battle.replace(ours, f"<{ROOT}{_SLUG}-{number + 2}/")
