"""The whole: two files are read, each kind of fact is compared, and the rows are summed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph

from graph.paths import Sources
from graph.quads import read_turtle
from graph.scoring.attribution import compare_attribution
from graph.scoring.errors import NothingToCompareError
from graph.scoring.happenings import compare_happenings
from graph.scoring.infobox import compare_infobox
from graph.scoring.mentions import compare_mentions
from graph.scoring.model import Account, Tally
from graph.scoring.quantities import compare_quantities
from graph.scoring.read import read_pair


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one kind of fact; `alike` if their sum says something."""

    name: str
    rows: tuple[Tally, ...]
    alike: bool = False

    @property
    def all(self) -> Tally:
        """The rows of the group that count in a total, summed."""
        return total(self.name, self.rows)


@dataclass(frozen=True, slots=True)
class Score:
    """A draft compared with a reviewed file."""

    groups: tuple[Group, ...]

    @property
    def total(self) -> Tally:
        """Everything that counts, summed."""
        return total("total", (row for group in self.groups for row in group.rows))

    def row(self, group: str, name: str = "") -> Tally:
        """A row by the names of its group and itself; the group's sum without the latter."""
        [found] = (each for each in self.groups if each.name == group)
        return next((row for row in found.rows if row.row == name), found.all)


def score(
    draft: Path,
    reviewed: Path,
    draft_entities: Path | None = None,
    reviewed_entities: Path | None = None,
) -> Score:
    """Compare a drafted facts file with a reviewed one.

    Raises:
        GraphError: one cannot be read (see `read_pair`), or the reviewed one has nothing that
            can be compared.
    """
    accounts = read_pair(draft, reviewed, draft_entities, reviewed_entities)
    found = Score(tuple(compare(*accounts, read_turtle(Sources().kinds))))
    for path, count in ((reviewed, found.total.reviewed), (draft, found.total.drafted)):
        if count == 0:
            what = "it has no names, happenings or figures that a score could be of"
            raise NothingToCompareError(path, what, "see docs/drafting.md for what is compared")
    return found


def compare(draft: Account, reviewed: Account, kinds: Graph) -> Iterator[Group]:
    """Each kind of fact, with its rows."""
    yield Group("infobox", tuple(compare_infobox(draft, reviewed)), alike=True)
    yield Group("mentions", tuple(compare_mentions(draft, reviewed)), alike=True)
    yield Group("happenings", tuple(compare_happenings(draft, reviewed, kinds)))
    yield Group("quantities", tuple(compare_quantities(draft, reviewed)))
    yield Group("attribution", tuple(compare_attribution(draft, reviewed)))


def total(name: str, rows: Iterable[Tally]) -> Tally:
    """Sum rows that count: each claim weighs the same."""
    counted = tuple(row for row in rows if row.summed)
    return Tally(
        name,
        sum(row.right for row in counted),
        tuple(claim for row in counted for claim in row.missed),
        tuple(claim for row in counted for claim in row.wrong),
    )
