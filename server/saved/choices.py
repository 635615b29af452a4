"""What there is to choose from in the questions' forms: looked up once, at the start."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, cast

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from ontology import PREFIXES
from queries import SavedQuery, write_value
from server.errors import SitrepError

# A list that is longer is of no help to a reader, and slow in a browser.
MOST: Final = 2000
_DAYS: Final = "SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) { ?x :earliest|:latest ?day }"


class ChoicesError(SitrepError):
    """The choices of a saved query cannot be looked up; ends the start."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value, as an address has it, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What forms offer: the choices of each SELECT, and the first and last day of the data."""

    by_select: Mapping[str, tuple[Choice, ...]]
    first: str
    last: str


def look_up(store: Store, questions: Iterable[SavedQuery]) -> Choices:
    """Everything that the parameters of the questions can be chosen from.

    Raises:
        ChoicesError: a SELECT of a question is not SPARQL.
    """
    found: dict[str, tuple[Choice, ...]] = {}
    for question in questions:
        for parameter in question.params:
            if parameter.choices and parameter.choices not in found:
                found[parameter.choices] = select(store, question.slug, parameter.choices)
    return Choices(found, *days(store))


def select(store: Store, slug: str, query: str) -> tuple[Choice, ...]:
    """The first choices that a SELECT of ?value and ?label finds, each value once."""
    try:
        rows = cast("QuerySolutions", store.query(query, prefixes=PREFIXES))
    except SyntaxError as error:
        raise ChoicesError(f"queries/{slug}.rq: its choices are not SPARQL: {error}") from error
    found: dict[str, Choice] = {}
    for row in rows:
        value, label = row["value"], row["label"]
        if isinstance(value, NamedNode | Literal) and isinstance(label, Literal):
            text = write_value(value)
            found.setdefault(text, Choice(text, label.value))
        if len(found) == MOST:
            break
    return tuple(found.values())


def days(store: Store) -> tuple[str, str]:
    """The first and the last day of the data; empty where it has none."""
    # An engine elsewhere may have taken too long.
    row = next(iter(cast("QuerySolutions", store.query(_DAYS, prefixes=PREFIXES))), None)
    if row is None:
        return "", ""
    first, last = (row[name] for name in ("first", "last"))
    return (
        first.value if isinstance(first, Literal) else "",
        last.value if isinstance(last, Literal) else "",
    )
