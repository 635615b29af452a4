"""What can be asked: one question a file, `queries/<slug>.rq`, under a `#+` header in YAML.

The header has grlc's keys (https://github.com/CLARIAH/grlc) and ours, which begin with `x-`:

    summary      the question in plain words
    description  what the answer shows, and what it does not
    tags         words to sort questions by
    x-columns    what each column of the answer holds
    x-params     parameters: each stands in a VALUES line of the query, which is its default
    x-view       how the answer is best shown
    x-expect     what every answer must satisfy: `min-rows`, and columns `unique` together

`queries/violations/` holds queries that must return nothing; each row of theirs is a mistake.

This folder holds content; the code here only reads it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import yaml

HERE: Final = Path(__file__).resolve().parent
EXPECTED: Final = HERE / "expected"
VIOLATIONS: Final = HERE / "violations"

HEADER_MARK: Final = "#+"
VIOLATION_KEYS: Final = ("summary", "description")
QUERY_KEYS: Final = ("summary", "description", "tags", "x-columns", "x-expect")
OPTIONAL_KEYS: Final = ("x-params", "x-view")
SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class QueryFileError(Exception):
    """A file of this folder is not as described above; the message names file and line."""


@dataclass(frozen=True)
class Expectation:
    """What every answer must satisfy: at least `min_rows` rows, no two alike in `unique`."""

    min_rows: int
    unique: tuple[str, ...]


@dataclass(frozen=True)
class Violation:
    """A query whose every row is a mistake in the data: `violations/<slug>.rq`."""

    slug: str
    summary: str
    description: str
    text: str


@dataclass(frozen=True)
class SavedQuery:
    """One question: its name, its words, its SPARQL as it stands in the file."""

    slug: str
    summary: str
    description: str
    tags: tuple[str, ...]
    columns: Mapping[str, str]
    params: Mapping[str, Mapping[str, object]]
    view: Mapping[str, object]
    expect: Expectation
    text: str

    @property
    def expected(self) -> Path:
        """The file that holds the answer on the shipped graph."""
        return EXPECTED / f"{self.slug}.csv"


def catalogue(folder: Path = HERE) -> tuple[SavedQuery, ...]:
    """Every saved query of a folder, by slug.

    Raises:
        QueryFileError: a file's name or header is not as described above.
    """
    return tuple(read_query(path) for path in sorted(folder.glob("*.rq")))


def violations(folder: Path = VIOLATIONS) -> tuple[Violation, ...]:
    """Every query that must return nothing, by slug.

    Raises:
        QueryFileError: a file's name or header is not as described above.
    """
    return tuple(read_violation(path) for path in sorted(folder.glob("*.rq")))


def read_violation(path: Path) -> Violation:
    """Read one file; its header has a summary (the rule) and a description, and no more."""
    text = read_named(path)
    header = read_header(path, text, VIOLATION_KEYS)
    return Violation(
        slug=path.stem,
        summary=words(path, header, "summary"),
        description=words(path, header, "description"),
        text=text,
    )


def read_named(path: Path) -> str:
    """The text of a file whose name is a slug."""
    if not SLUG.fullmatch(path.stem):
        raise QueryFileError(f"{path.name}: a slug is lower-case words joined by hyphens")
    return path.read_text(encoding="utf-8")


def read_query(path: Path) -> SavedQuery:
    """Read one file; the header is checked, the SPARQL is taken as it stands."""
    text = read_named(path)
    header = read_header(path, text, QUERY_KEYS, OPTIONAL_KEYS)
    return SavedQuery(
        slug=path.stem,
        summary=words(path, header, "summary"),
        description=words(path, header, "description"),
        tags=tuple(str(tag) for tag in entries(path, header, "tags")),
        columns={name: str(says) for name, says in table(path, header, "x-columns").items()},
        params=cast("dict[str, dict[str, object]]", table(path, header, "x-params")),
        view=table(path, header, "x-view"),
        expect=read_expectation(path, table(path, header, "x-expect")),
        text=text,
    )


def read_header(
    path: Path, text: str, needed: tuple[str, ...], optional: tuple[str, ...] = ()
) -> dict[str, object]:
    """The YAML behind the `#+` marks at the top, with the needed keys and no strange ones."""
    try:
        header = yaml.safe_load("\n".join(header_lines(text)))
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise QueryFileError(
            f"{path.name}:{line}: the header is not YAML: {fault.problem}"
        ) from fault
    if not isinstance(header, dict):
        raise QueryFileError(f'{path.name}:1: the file must begin with "{HEADER_MARK} summary: …"')
    known = cast("dict[str, object]", header)
    for key in needed:
        if key not in known:
            raise QueryFileError(f"{path.name}:1: the header lacks {key}")
    for key in known:
        if key not in needed + optional:
            allowed = ", ".join(needed + optional)
            raise QueryFileError(f"{path.name}:1: the header has {key}; it may have {allowed}")
    return known


def header_lines(text: str) -> Iterator[str]:
    """The lines of the header, without their mark."""
    for line in text.splitlines():
        if not line.startswith(HEADER_MARK):
            return
        yield line.removeprefix(HEADER_MARK).removeprefix(" ")


def words(path: Path, header: Mapping[str, object], key: str) -> str:
    """A text of the header, which may not be empty."""
    value = header[key]
    if not isinstance(value, str) or not value.strip():
        raise QueryFileError(f"{path.name}:1: {key} must be a text")
    return value.strip()


def entries(path: Path, header: Mapping[str, object], key: str) -> list[object]:
    """A list of the header, which may not be empty."""
    value = header[key]
    if not isinstance(value, list) or not value:
        raise QueryFileError(f"{path.name}:1: {key} must be a list")
    return cast("list[object]", value)


def table(path: Path, header: Mapping[str, object], key: str) -> dict[str, object]:
    """A mapping of the header; empty where an optional one is not there."""
    value = header.get(key, {})
    if not isinstance(value, dict):
        raise QueryFileError(f"{path.name}:1: {key} must be a mapping")
    return cast("dict[str, object]", value)


def read_expectation(path: Path, value: Mapping[str, object]) -> Expectation:
    """The `x-expect` of a header."""
    rows, unique = value.get("min-rows"), value.get("unique")
    if not isinstance(rows, int) or not isinstance(unique, list):
        raise QueryFileError(
            f"{path.name}:1: x-expect needs min-rows: NUMBER and unique: [COLUMN, …]"
        )
    return Expectation(rows, tuple(str(column) for column in cast("list[object]", unique)))
