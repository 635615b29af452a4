"""Gate: the committed file is what a build makes now, byte for byte, and sorted."""

from collections.abc import Iterator
from itertools import pairwise, zip_longest

from graph.errors import MissingFileError, shown
from graph.model import GateResult, Subject
from graph.paths import read_file
from graph.write import to_nquads

REMEDY = "run `make build` and commit the result"


def fresh(subject: Subject) -> GateResult:
    """Compare the committed file with the dataset that was just assembled."""
    path = subject.sources.built(subject.materials.article.slug)
    try:
        committed = read_file(path)
    except MissingFileError:
        return GateResult(
            "build",
            1,
            "files that should be there",
            (f"{shown(path)}: there is no such file; {REMEDY}",),
        )
    lines = committed.split(b"\n")[:-1]
    problems = (*stale(lines, to_nquads(subject.dataset).split(b"\n")[:-1]), *unsorted(lines))
    named = tuple(f"{shown(path)}:{problem}; {REMEDY}" for problem in problems)
    return GateResult("build", len(lines), "quads as a fresh build makes them", named)


def stale(committed: list[bytes], built: list[bytes]) -> Iterator[str]:
    """The first line in which the two differ."""
    for number, (old, new) in enumerate(zip_longest(committed, built), start=1):
        if old != new:
            yield f"{number}:1: differs from a fresh build"
            return


def unsorted(lines: list[bytes]) -> Iterator[str]:
    """The first line that should stand above the one before it."""
    for number, (before, after) in enumerate(pairwise(lines), start=2):
        if before >= after:
            yield f"{number}:1: is not in sorted order"
            return
