"""The values that pass through a comparison, all frozen.

read → an `Account` of each file, in which every sentence is `Told` → each kind of fact gives
`Claim`s of the two → those that agree are taken together, one to one → a `Tally` for each row of
the table.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a facts file, and the graph with what it says.

    `place` is what it has in common with the same sentence of another file: its words, letters and
    digits alone, or the key of its infobox line. `field` is the key of an infobox line
    ("combatant"), its side apart in `column`; both are empty in prose.
    """

    number: int
    text: str
    place: str
    graph: Graph
    field: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """What a facts file tells: its sentences in order, and all of it flat with the entities."""

    path: Path
    sentences: tuple[Told, ...]
    flat: Graph


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a file says, to be looked for in the other one.

    Two claims agree if they are of one `slot` and share one of their `keys`, the names by which
    the same thing may go. `words` tell it to a person.
    """

    sentence: int
    slot: Hashable
    keys: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A row of the table: how many claims of the draft are right, which are missed, which wrong.

    `summed` says whether the row counts in the total; one that counts facts of another row once
    more does not.
    """

    row: str
    right: int
    missed: tuple[Claim, ...]
    wrong: tuple[Claim, ...]
    summed: bool = True

    @property
    def reviewed(self) -> int:
        """How many there are in the reviewed file."""
        return self.right + len(self.missed)

    @property
    def drafted(self) -> int:
        """How many there are in the draft."""
        return self.right + len(self.wrong)

    @property
    def precision(self) -> float | None:
        """The share of the drafted that is right; None where nothing was drafted."""
        return self.right / self.drafted if self.drafted else None

    @property
    def recall(self) -> float | None:
        """The share of the reviewed that was found; None where there is nothing to find."""
        return self.right / self.reviewed if self.reviewed else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two; None where neither file has anything."""
        both = self.drafted + self.reviewed
        return 2 * self.right / both if both else None
