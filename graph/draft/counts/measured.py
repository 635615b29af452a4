"""A count as properties of the graph: its bounds, its rough measure, the time that it is for."""

from collections.abc import Iterator

from rdflib import XSD, Literal, URIRef

from graph.draft.kinds import kind_iri
from graph.draft.model import Count, Object
from graph.names import SITREP


def measured(count: Count) -> Iterator[tuple[URIRef, Object]]:
    """The properties that a count gives a figure."""
    for term, bound in (
        (SITREP.low, count.low),
        (SITREP.best, count.best),
        (SITREP.high, count.high),
    ):
        if bound is not None:
            yield term, Literal(bound, datatype=XSD.integer)
    if count.scale:
        yield SITREP.scale, kind_iri(count.scale)
    if count.per:
        yield SITREP.per, kind_iri(count.per)
