"""The header of a query file: YAML behind `#+` at the top, as grlc has it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, cast

import yaml

from queries.model import QueryFileError

MARK: Final = "#+"
# The one in C, where the package has it: a server reads forty of them before it answers.
_SAFE: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_header(
    path: Path, text: str, needed: tuple[str, ...], optional: tuple[str, ...] = ()
) -> dict[str, object]:
    """The YAML behind the marks, with the needed keys and no strange ones.

    Raises:
        QueryFileError: it is not YAML, lacks a key, or has one that is not known.
    """
    try:
        header = yaml.load("\n".join(header_lines(text)), Loader=_SAFE)  # noqa: S506 - it is safe
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise QueryFileError(
            f"{path.name}:{line}: the header is not YAML: {fault.problem}"
        ) from fault
    if not isinstance(header, dict):
        raise QueryFileError(f'{path.name}:1: the file must begin with "{MARK} summary: …"')
    known = cast("dict[str, object]", header)
    for key in needed:
        if key not in known:
            raise QueryFileError(f"{path.name}:1: the header lacks {key}")
    refuse_strange(path, "the header", known, needed + optional)
    return known


def header_lines(text: str) -> Iterator[str]:
    """The lines of the header, without their mark."""
    for line in text.splitlines():
        if not line.startswith(MARK):
            return
        yield line.removeprefix(MARK).removeprefix(" ")


def refuse_strange(
    path: Path, what: str, found: Mapping[str, object], allowed: tuple[str, ...]
) -> None:
    """Refuse a key that nobody would read: it is misspelt."""
    for key in found:
        if key not in allowed:
            may = ", ".join(allowed)
            raise QueryFileError(f"{path.name}:1: {what} has {key}; it may have {may}")


def words(path: Path, header: Mapping[str, object], key: str) -> str:
    """A text of the header, which may not be empty."""
    value = header.get(key)
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
