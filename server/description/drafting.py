"""How good a draft of the article is, beside the reviewed facts that are served.

`make scores` measures it and writes the figures into a file beside the graph's, `NAME.draft.json`.
A graph without that file has no such figures, and its page does not speak of them.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias, cast

from server.once import once
from server.state import State

SUFFIX: Final = ".draft.json"
_log = logging.getLogger(__name__)

Row: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Measured:
    """A row of the score: how many facts of a kind are right, of the drafted and the reviewed.

    Shares are None where there is nothing that they could be of; `row` is empty for the sum of a
    group.
    """

    group: str
    row: str
    right: int
    drafted: int
    reviewed: int
    precision: float | None
    recall: float | None
    f1: float | None


@once
def measured(state: State) -> tuple[Measured, ...]:
    """The rows of the file beside the data file; none if there is no such file."""
    path = state.settings.data.with_suffix(SUFFIX)
    return read_rows(path) if path.is_file() else ()


def read_rows(path: Path) -> tuple[Measured, ...]:
    """The rows of a file; none, and a line in the log, if it is not what `make scores` writes."""
    try:
        rows = cast("list[Row]", json.loads(path.read_text("utf-8")))
        return tuple(map(read_row, rows))
    except (OSError, KeyError, TypeError, ValueError) as fault:
        _log.warning("%s: no scores of drafts, run `make scores`: %r", path, fault)
        return ()


def read_row(row: Row) -> Measured:
    """A row of the table.

    Raises:
        KeyError, TypeError: something is not there, or not of its type.
    """
    return Measured(
        group=str(row["group"]),
        row=str(row["row"]),
        right=count(row, "right"),
        drafted=count(row, "drafted"),
        reviewed=count(row, "reviewed"),
        precision=share(row, "precision"),
        recall=share(row, "recall"),
        f1=share(row, "f1"),
    )


def count(row: Row, key: str) -> int:
    """A whole number of a row."""
    value = row[key]
    if not isinstance(value, int):
        raise TypeError(f"{key} is {value!r}, expected a whole number")
    return value


def share(row: Row, key: str) -> float | None:
    """A share of a row, or its absence."""
    value = row[key]
    if value is not None and not isinstance(value, float):
        raise TypeError(f"{key} is {value!r}, expected a number or null")
    return value
