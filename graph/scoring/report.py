"""Report: a score as a table, as a list of what was missed and what is wrong, as JSON."""

import json
from collections.abc import Iterator
from typing import Final

from graph.scoring.model import Claim, Tally
from graph.scoring.score import Score

WIDTH: Final = 24
HEAD: Final = f"{'':<{WIDTH}}{'right':>6}{'drafted':>9}{'reviewed':>10}{'precision':>11}{'recall':>8}{'F1':>7}"


def tabulate(score: Score) -> Iterator[str]:
    """A line for each row, those of a group beneath its sum."""
    yield HEAD
    for name, row in lines(score):
        shares = (share(value) for value in (row.precision, row.recall, row.f1))
        precision, recall, f1 = shares
        yield (
            f"{name:<{WIDTH}}{row.right:>6}{row.drafted:>9}{row.reviewed:>10}"
            f"{precision:>11}{recall:>8}{f1:>7}"
        )


def lines(score: Score) -> Iterator[tuple[str, Tally]]:
    """The rows in order, each with its name in the table."""
    for group in score.groups:
        yield group.name, group.all
        for row in group.rows:
            yield f"  {row.row}", row
    yield "total", score.total


def share(value: float | None) -> str:
    """A share in two digits; a dash where there is nothing that it could be of."""
    return "–" if value is None else f"{value:.2f}"


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
        group.name: {"all": figures(group.all)}
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
