"""A table as RDF: the result set itself, each row with its bindings.

The vocabulary is the one in which the W3C's tests of SPARQL have their expected results:
http://www.w3.org/2001/sw/DataAccess/tests/result-set#. Rows are numbered, so that the order stays.
"""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ontology import PREFIXES
from server.reading.table import Table

RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")


def write_result_set(table: Table, engine: RdfFormat) -> bytes:
    """The table in an RDF format."""
    return serialize(describe(table), None, engine, prefixes={"rs": RS, **PREFIXES}) or b""


def describe(table: Table) -> Iterator[Triple]:
    """The set, its variables, and its solutions in their order, counted from 1."""
    whole = BlankNode("results")
    yield Triple(whole, _TYPE, rs("ResultSet"))
    for column in table.columns:
        yield Triple(whole, rs("resultVariable"), Literal(column))
    for place, row in enumerate(table.rows, 1):
        solution = BlankNode(f"row{place}")
        yield Triple(whole, rs("solution"), solution)
        yield Triple(solution, rs("index"), Literal(place))
        for column, term in zip(table.columns, row, strict=True):
            if term is not None:
                binding = BlankNode(f"row{place}{column}")
                yield Triple(solution, rs("binding"), binding)
                yield Triple(binding, rs("variable"), Literal(column))
                yield Triple(binding, rs("value"), term)


def rs(name: str) -> NamedNode:
    """A term of the vocabulary."""
    return NamedNode(RS + name)
