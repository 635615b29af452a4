"""What sort of thing a node is, as a file types it."""

from collections.abc import Mapping
from typing import Final

from rdflib import RDF, Graph, URIRef
from rdflib.term import Node

from graph.names import SITREP

# The row of the mentions in which things of a class count.
MENTIONED: Final[Mapping[URIRef, str]] = {
    SITREP.Unit: "units",
    SITREP.Person: "people",
    SITREP.Actor: "actors",
    SITREP.Organisation: "actors",
    SITREP.Population: "actors",
    SITREP.Side: "actors",
    SITREP.Place: "places",
    SITREP.Site: "places",
}
HAPPENINGS: Final = frozenset(
    {SITREP.Happening, SITREP.Event, SITREP.State, SITREP.Report, SITREP.Control}
)


def is_happening(flat: Graph, thing: Node) -> bool:
    """Whether a thing is an event or a state."""
    return any(cls in HAPPENINGS for cls in flat.objects(thing, RDF.type))


def mentioned_as(flat: Graph, thing: Node) -> str:
    """The row of the mentions for a thing; "" if it has none there."""
    classes = set(flat.objects(thing, RDF.type))
    return next((row for cls, row in MENTIONED.items() if cls in classes), "")
