"""What a saved query is: its words, its SPARQL, its parameters, and what it is held to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

HERE: Final = Path(__file__).resolve().parent
EXPECTED: Final = HERE / "expected"
VIOLATIONS: Final = HERE / "violations"
FEDERATED: Final = HERE / "federated"

# What can stand in a VALUES line; None is UNDEF, which fits anything.
Value: TypeAlias = NamedNode | Literal | None


class QueryFileError(Exception):
    """A file of this folder is not as its docstring says; the message names file and line."""


class Type(StrEnum):
    """What the value of a parameter is."""

    IRI = "iri"
    DATE = "date"
    INTEGER = "integer"
    STRING = "string"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a reader may choose in a question.

    `default` is what stands in the file. `all_of` is what leaving the choice open is called, as in
    "All places"; None where it cannot be left open. `choices` is a SELECT of ?value and ?label
    that finds what there is to choose from in the data. `least` and `most` bound an integer;
    `most` is also how many characters a string may have.
    """

    name: str
    type: Type
    label: str
    description: str
    default: Value
    all_of: str | None
    choices: str | None
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Expectation:
    """What every answer must satisfy: at least `min_rows` rows, no two alike in `unique`."""

    min_rows: int
    unique: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """A query whose every row is a mistake in the data: `violations/<slug>.rq`."""

    slug: str
    summary: str
    description: str
    text: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """One question: its name, its words, its SPARQL as it stands in the file.

    `columns` says what each column of the answer holds; `view` is `{"default": NAME}`, and for
    `timeline`, `map` and `bar` which column plays which part.
    """

    slug: str
    summary: str
    description: str
    tags: tuple[str, ...]
    columns: Mapping[str, str]
    params: tuple[Parameter, ...]
    view: Mapping[str, object]
    expect: Expectation
    text: str
    service: str = ""
    """The other server that it asks; empty for most, which ask none."""

    @property
    def expected(self) -> Path:
        """The file that holds the answer on the shipped graph."""
        return EXPECTED / f"{self.slug}.csv"

    @property
    def body(self) -> str:
        """The SPARQL without the header."""
        return without_header(self.text)


def without_header(text: str) -> str:
    """A query without its `#+` lines."""
    lines = (line for line in text.splitlines() if not line.startswith("#+"))
    return "\n".join(lines).strip()
