"""What passes from reading to writing: a claim, its values, and what it rests on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from rdflib import Literal, URIRef

from graph.quads import Triple

DAY, MONTH, YEAR = 11, 10, 9


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or the month or year that it is the first day of, by Wikidata's numbers."""

    day: date
    precision: int


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of people or things, with the least and the most that it may be."""

    best: Decimal
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the earth, in degrees as they were written."""

    longitude: str
    latitude: str


@dataclass(frozen=True, slots=True)
class Qualifier:
    """What narrows a claim: a property and its value."""

    name: str
    value: "Value"


# An item is its IRI; a text is a code; a URL is a value of the properties that take one.
Value: TypeAlias = URIRef | Literal | Moment | Amount | Spot


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement on an item.

    `thing` is what the graph says it of and `basis` the triples that say it; `source` is where an
    editor has it from, if not from the article. `hedged` is what bears the doubt: a happening or a
    figure with an `:accordingTo` or a `:certainty`.
    """

    thing: URIRef
    name: str
    value: Value
    basis: tuple[Triple, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    source: URIRef | None = None
    hedged: URIRef | None = None
