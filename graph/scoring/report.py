"""Report: a score as a table, as a list of what was missed and what is wrong, as JSON."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from graph.scoring.model import Claim, Tally
from graph.scoring.score import Score

WIDTH: Final = 24
HEADS: Final = ("right", "drafted", "reviewed", "precision", "recall", "F1")


def tabulate(score: Score) -> Iterator[str]:
    """A line for each row, those of a group beneath its sum."""
    yield line("", HEADS)
    for name, row in lines(score):
        yield line(name, cells(row) if row else ())


def line(name: str, told: Iterable[str]) -> str:
    """A line of the table."""
    return f"{name:<{WIDTH}}" + "".join(f"{cell:>11}" for cell in told)


def cells(row: Tally) -> tuple[str, ...]:
    """The figures of a row as they are printed."""
    counts = (row.right, row.drafted, row.reviewed)
    return (*map(str, counts), *map(share, (row.precision, row.recall, row.f1)))


def lines(score: Score) -> Iterator[tuple[str, Tally | None]]:
    """The rows in order, each with its name; a group without a sum has no figures."""
    for group in score.groups:
        yield group.name, group.all if group.alike else None
        for row in group.rows:
            yield f"  {row.row}", row
    yield "total", score.total


def share(value: float | None) -> str:
    """A share in two digits; nothing where there is nothing that it could be of."""
    return "" if value is None else f"{value:.2f}"


def differences(score: Score) -> Iterator[str]:
    """What was missed and what is wrong, row by row, with the numbers of the sentences.

    Those of missed ones are the reviewed file's, those of wrong ones the draft's.
    """
    for group in score.groups:
        for row in group.rows:
            yield from told(f"{group.name}, {row.row}: missed", row.missed)
            yield from told(f"{group.name}, {row.row}: wrong", row.wrong)


def told(heading: str, claims: tuple[Claim, ...]) -> Iterator[str]:
    """A heading and a line for each claim; nothing if there are none."""
    if claims:
        yield ""
        yield f"{heading}, {len(claims)}"
    for claim in sorted(claims, key=lambda each: (each.sentence, each.words)):
        yield f"  {claim.sentence:03d}  {claim.words}"


def to_json(score: Score) -> str:
    """The score with all differences, for programs."""
    rows = {
        group.name: ({"all": figures(group.all)} if group.alike else {})
        | {row.row: figures(row) | listed(row) for row in group.rows}
        for group in score.groups
    }
    whole = {**rows, "total": figures(score.total)}
    return json.dumps(whole, indent=2, ensure_ascii=False)


def figures(row: Tally) -> dict[str, object]:
    """The numbers of a row; shares in four digits, null where there is nothing to be a share of."""
    shares = {"precision": row.precision, "recall": row.recall, "f1": row.f1}
    return {
        "right": row.right,
        "drafted": row.drafted,
        "reviewed": row.reviewed,
        **{name: None if value is None else round(value, 4) for name, value in shares.items()},
    }


def listed(row: Tally) -> dict[str, object]:
    """The differences of a row."""
    return {
        name: [{"sentence": claim.sentence, "words": claim.words} for claim in claims]
        for name, claims in (("missed", row.missed), ("wrong", row.wrong))
    }
