"""Patterns: the words and shapes of names by which a draft reads, as data and not as code."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent


def read_patterns(name: str) -> Mapping[str, Any]:
    """Read one of the files of this folder, by its name without the ending."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Read one of the tables of this folder: the cells of each row that is no comment."""
    rows = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(row.split("\t")) for row in rows if row and not row.startswith("#"))


def either(patterns: Iterable[str]) -> str:
    """A regular expression that fits where any of some does, tried in their order."""
    return "|".join(patterns)
