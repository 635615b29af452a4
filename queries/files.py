"""The files of this folder → saved queries and rules; what is checked are names and headers."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from queries.header import entries, read_header, table, words
from queries.model import (
    FEDERATED,
    HERE,
    VIOLATIONS,
    Expectation,
    QueryFileError,
    SavedQuery,
    Violation,
)
from queries.parameters import read_parameters

VIOLATION_KEYS: Final = ("summary", "description")
QUERY_KEYS: Final = ("summary", "description", "tags", "x-columns", "x-view", "x-expect")
OPTIONAL_KEYS: Final = ("x-params",)
FEDERATED_KEYS: Final = (*QUERY_KEYS, "x-service")
SERVICE: Final = re.compile(r"\bSERVICE\s+(?:SILENT\s+)?<([^>]*)>")
SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# The views, and the parts that columns play in each: those that there must be, those that may.
VIEWS: Final[Mapping[str, tuple[set[str], set[str]]]] = {
    "table": (set(), set()),
    "timeline": ({"start", "label"}, {"end"}),
    "map": ({"wkt", "label"}, set()),
    "bar": ({"label", "value"}, set()),
}


def catalogue(folder: Path = HERE) -> tuple[SavedQuery, ...]:
    """Every saved query of a folder, by slug.

    Raises:
        QueryFileError: a file's name or header is not as it should be.
    """
    return tuple(read_query(path) for path in sorted(folder.glob("*.rq")))


def federated(folder: Path = FEDERATED) -> tuple[SavedQuery, ...]:
    """Every saved query that asks another server too, by slug; each names that in `x-service`.

    Raises:
        QueryFileError: a file's name or header is not as it should be, or names another server than
            its SPARQL does.
    """
    return tuple(read_federated(path) for path in sorted(folder.glob("*.rq")))


def file_of(slug: str) -> Path | None:
    """The file of a saved query by its name, be it one that asks another server too."""
    files = (folder / f"{slug}.rq" for folder in (HERE, FEDERATED))
    return next((path for path in files if path.exists()), None)


def read_file(path: Path) -> SavedQuery:
    """Read the file of a saved query, or one like it: `federated/` has headers of its own.

    Raises:
        QueryFileError: its name or header is not as it should be.
    """
    return (read_federated if path.resolve().parent == FEDERATED else read_query)(path)


def read_federated(path: Path) -> SavedQuery:
    """Read one file of those that ask another server."""
    saved = read_query(path, FEDERATED_KEYS)
    named = set(SERVICE.findall(saved.body))
    if named != {saved.service}:
        raise QueryFileError(f"{path.name}:1: x-service must be the one SERVICE that the query has")
    return saved


def violations(folder: Path = VIOLATIONS) -> tuple[Violation, ...]:
    """Every query that must return nothing, by slug.

    Raises:
        QueryFileError: a file's name or header is not as it should be.
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


def read_query(path: Path, keys: tuple[str, ...] = QUERY_KEYS) -> SavedQuery:
    """Read one file; the header is checked, the SPARQL is taken as it stands."""
    text = read_named(path)
    header = read_header(path, text, keys, OPTIONAL_KEYS)
    columns = {name: str(says) for name, says in table(path, header, "x-columns").items()}
    return SavedQuery(
        slug=path.stem,
        summary=words(path, header, "summary"),
        description=words(path, header, "description"),
        tags=tuple(str(tag) for tag in entries(path, header, "tags")),
        columns=columns,
        params=read_parameters(path, header, text),
        view=read_view(path, table(path, header, "x-view")),
        expect=read_expectation(path, table(path, header, "x-expect")),
        text=text,
        service=words(path, header, "x-service") if "x-service" in keys else "",
    )


def read_view(path: Path, view: dict[str, object]) -> Mapping[str, object]:
    """The `x-view` of a header: the default, and who plays which part in the others."""
    default = view.get("default")
    if default not in VIEWS:
        raise QueryFileError(f"{path.name}:1: x-view needs default: one of {', '.join(VIEWS)}")
    for name in view:
        if name != "default" and name not in VIEWS:
            raise QueryFileError(f"{path.name}:1: x-view has {name}; there are {', '.join(VIEWS)}")
    for name, (must, may) in VIEWS.items():
        if name in view or name == default:
            parts = set(table(path, view, name))
            if not must <= parts <= must | may:
                told = ", ".join(sorted(must | may))
                raise QueryFileError(f"{path.name}:1: the view {name} takes {told}")
    return view


def read_expectation(path: Path, value: Mapping[str, object]) -> Expectation:
    """The `x-expect` of a header."""
    rows, unique = value.get("min-rows"), value.get("unique")
    if not isinstance(rows, int) or not isinstance(unique, list):
        raise QueryFileError(
            f"{path.name}:1: x-expect needs min-rows: NUMBER and unique: [COLUMN, …]"
        )
    return Expectation(rows, tuple(str(column) for column in entries(path, value, "unique")))
