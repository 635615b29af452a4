"""Read a table in SSSOM/TSV: a header in YAML behind `#`, a line of columns, a row on each line.

The Simple Standard for Sharing Ontology Mappings, https://mapping-commons.github.io/sssom/: cells
are parted by tabs, and a cell with a quotation mark in it stands in quotation marks.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import yaml

from graph.errors import TableError
from graph.paths import read_file

MARK: Final = "#"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line, what each of its cells holds, and at which character each begins."""

    line: int
    cells: Mapping[str, str]
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as written. `prefixes` are those of its own header."""

    path: Path
    header: Mapping[str, object]
    prefixes: Mapping[str, str]
    rows: tuple[Row, ...]


def read_table(path: Path, columns: tuple[str, ...]) -> Table:
    """Read a table that has these columns, in this order.

    Raises:
        MissingFileError: there is no such file.
        TableError: it is no such table, at this line and column.
    """
    try:
        lines = read_file(path).decode("utf-8").removesuffix("\n").split("\n")
    except UnicodeDecodeError as fault:
        raise TableError(path, 1, 1, f"expected UTF-8; {fault.reason}") from fault
    length = next((at for at, line in enumerate(lines) if line[:1] != MARK), len(lines))
    header = read_header(path, lines[:length])
    named = lines[length].split("\t") if length < len(lines) else []
    if named != list(columns):
        wanted = ", ".join(columns)
        raise TableError(path, length + 1, 1, f"expected the columns {wanted}, parted by tabs")
    rows = tuple(read_rows(path, lines, length + 1, columns))
    return Table(path, header, prefixes_of(path, header), rows)


def read_header(path: Path, lines: list[str]) -> Mapping[str, object]:
    """The lines at the top, without their mark, as one YAML mapping."""
    try:
        header = yaml.safe_load("\n".join(line.removeprefix(MARK) for line in lines))
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        line, column = (mark.line + 1, mark.column + 2) if mark else (1, 1)
        raise TableError(
            path, line, column, f"the header is not YAML: {fault.problem}; mend its indentation"
        ) from fault
    if not isinstance(header, dict):
        raise TableError(path, 1, 1, "expected a header, each line as `#key: value`")
    return cast("Mapping[str, object]", header)


def prefixes_of(path: Path, header: Mapping[str, object]) -> Mapping[str, str]:
    """The prefixes that the header declares."""
    declared = header.get("curie_map")
    if not isinstance(declared, dict):
        raise TableError(path, 1, 1, "the header lacks curie_map, with a line for each prefix")
    known = cast("Mapping[object, object]", declared)
    return {str(prefix): str(iri) for prefix, iri in known.items()}


def read_rows(path: Path, lines: list[str], begin: int, columns: tuple[str, ...]) -> Iterator[Row]:
    """Every row below the line of columns."""
    for number, line in enumerate(lines[begin:], start=begin + 1):
        written = line.split("\t")
        cells = read_cells(path, number, line)
        if len(written) != len(columns) or len(cells) != len(columns):
            fault = f'{len(cells)} cells, expected {len(columns)}; is a tab or a " missing?'
            raise TableError(path, number, 1, fault)
        places = (1 + sum(len(cell) + 1 for cell in written[:at]) for at in range(len(columns)))
        yield Row(
            number,
            dict(zip(columns, cells, strict=True)),
            dict(zip(columns, places, strict=True)),
        )


def read_cells(path: Path, number: int, line: str) -> list[str]:
    """The cells of one line, without the quotation marks around them."""
    try:
        return next(csv.reader([line], delimiter="\t", strict=True), list[str]())
    except csv.Error as fault:
        remedy = 'a cell with a " in it stands in "…", each " inside written twice'
        raise TableError(path, number, 1, f"{fault}; {remedy}") from fault
