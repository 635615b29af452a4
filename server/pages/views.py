"""Answers as people read them: a table that other views (timeline, map, bars) can be drawn from.

What a view needs is written into the table: each column says what it holds, each cell its value.
The scripts read it from there, so the table is the only copy, and all there is without scripts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from pyoxigraph import Store

from queries import SavedQuery
from server.reading.cells import Cell, make_cell
from server.reading.library import library
from server.reading.quotations import sentences
from server.reading.shown import Shown
from server.reading.table import Table

LABEL: Final = "Label"
# A sentence is shown by its words, so that these need no column beside it.
_SENTENCE: Final = "sentence"
_QUOTE: Final = "quote"
_HEADINGS: Final = {
    "date": "from",
    "endDate": "until",
    "quote": "source",
    "sentence": "source",
    "wkt": "coordinates",
}
_CLAIMANT: Final = "accordingTo"
_ITSELF: Final = Cell((Shown("the article itself"),), "text", "")
VIEWS: Final = ("timeline", "map", "bar")

Views = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the variable, what it is called here, what its cells mostly are, what it means."""

    name: str
    heading: str
    kind: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to be shown: `total` rows, of which `rows` are the first.

    `views` are the other ways to show it: for each, which column it takes for what.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int
    default: str
    views: Views


def show_answer(store: Store, table: Table, most: int, saved: SavedQuery | None = None) -> Answer:
    """Lay a table out for people.

    Args:
        store: where things have their labels.
        table: the answer.
        most: how many rows are shown.
        saved: the query, which may say what its columns mean and how it is best shown.
    """
    named, quotable, columns = library().sentence, sentences(), folded(table.columns)
    places = [(table.columns.index(name), label) for name, label in columns]
    rows = tuple(
        tuple(make_cell(store, row, place, (named, quotable.near(row))) for place in places)
        for row in table.rows[:most]
    )
    rows = tuple(attribute(row, [name for name, _ in columns]) for row in rows)
    meanings: Mapping[str, str] = saved.columns if saved else {}
    heads = tuple(
        Column(name, heading(name), kind_of([row[at] for row in rows]), meanings.get(name, ""))
        for at, (name, _) in enumerate(columns)
    )
    asked: Mapping[str, object] = saved.view if saved else {}
    views, default = allowed(heads, asked), str(asked.get("default", "table"))
    return Answer(heads, rows, len(table.rows), default if default in views else "table", views)


def attribute(row: Sequence[Cell], names: Sequence[str]) -> tuple[Cell, ...]:
    """A row in which an empty "according to" says who speaks: the article itself."""
    return tuple(
        _ITSELF if name == _CLAIMANT and not "".join(term.text for term in cell.terms) else cell
        for cell, name in zip(row, names, strict=True)
    )


def folded(columns: Sequence[str]) -> list[tuple[str, int | None]]:
    """The columns to show: each with the place of the column that holds its labels."""
    places = {name: at for at, name in enumerate(columns)}
    return [
        (name, places.get(name + LABEL))
        for name in columns
        if not (name.endswith(LABEL) and name.removesuffix(LABEL) in places)
        and not (name == _QUOTE and _SENTENCE in places)
    ]


def heading(name: str) -> str:
    """A column's name in words: `accordingTo` is "according to"."""
    told = _HEADINGS.get(name, name.removesuffix(LABEL) or name)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", told).replace("_", " ").lower()


def kind_of(cells: Sequence[Cell]) -> str:
    """What a column holds: what all its cells are that hold anything."""
    kinds = {each.kind for each in cells if each.terms}
    return kinds.pop() if len(kinds) == 1 else "text"


def allowed(columns: Sequence[Column], asked: Mapping[str, object]) -> Views:
    """The views that a query asks for, and those that its columns allow by their names."""
    by_name = {column.name: column for column in columns}
    found = dict[str, Mapping[str, str]]()
    label = next((c.name for c in columns if c.kind == "thing"), columns[0].name if columns else "")
    if "date" in by_name:
        found["timeline"] = {"start": "date", "end": "endDate", "label": label}
    if "wkt" in by_name:
        found["map"] = {"wkt": "wkt", "label": label}
    for name in VIEWS:
        told = asked.get(name)
        if isinstance(told, dict):
            found[name] = cast("dict[str, str]", told)
    return {name: fit(roles, by_name) for name, roles in found.items()}


def fit(roles: Mapping[str, str], columns: Mapping[str, Column]) -> dict[str, str]:
    """The roles that a column is there for; `eventLabel` stands in the cell of `event`."""
    told = {
        role: name.removesuffix(LABEL) if name not in columns else name
        for role, name in roles.items()
    }
    return {role: name for role, name in told.items() if name in columns}
