"""Step 5: an answer in any of its formats → a table, a graph or a truth value.

Formats: SPARQL results in JSON, XML, CSV and TSV, and the vocabulary of
http://www.w3.org/2001/sw/DataAccess/tests/result-set#, which older expected results are written in.
"""

import csv
from dataclasses import dataclass
from io import StringIO

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from .manifests import file_of
from .rdf import RDF, value, values

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
Term = NamedNode | BlankNode | Literal | Triple
Row = dict[str, Term]


@dataclass(frozen=True)
class Table:
    """The solutions of a SELECT; an unbound variable is not in its row."""

    columns: frozenset[str]
    rows: list[Row]


Answer = bool | Table | set[Triple]


def read_results(content: bytes, kind: QueryResultsFormat) -> bool | Table:
    """Results in a standard format; of CSV only what CSV keeps, texts and blank nodes."""
    if kind == QueryResultsFormat.CSV:
        return read_csv(content.decode("utf-8"))
    results = parse_query_results(content, format=kind)
    if isinstance(results, QueryBoolean):
        return bool(results)
    columns = [variable.value for variable in results.variables]
    rows = [{name: row[name] for name in columns if row[name] is not None} for row in results]
    return Table(frozenset(columns), rows)


def read_csv(content: str) -> Table:
    """The cells of a CSV file, where an unbound variable looks like an empty string."""
    header, *lines = csv.reader(StringIO(content, newline=""))
    rows = [dict(zip(header, map(cell, line), strict=True)) for line in lines]
    return Table(frozenset(header), rows)


def cell(content: str) -> Term:
    """A blank node is the only thing that CSV tells from a text."""
    return BlankNode(content[2:]) if content.startswith("_:") else Literal(content)


def read_graph(content: bytes, kind: RdfFormat, base: str) -> set[Triple]:
    """The triples of an RDF file."""
    return {quad.triple for quad in parse(content, format=kind, base_iri=base)}


def expected(iri: str) -> Answer:
    """What a suite expects, from the file that holds it."""
    path = file_of(iri)
    suffix, content = path.suffix.removeprefix("."), path.read_bytes()
    kind = QueryResultsFormat.from_extension(suffix)
    if kind:
        return read_results(content, kind)
    graph = RdfFormat.from_extension(suffix)
    if graph is None:
        raise ValueError(f"{path}: a suffix that says no format")
    triples = read_graph(content, graph, iri)
    return from_vocabulary(triples) if any(RS in str(triple) for triple in triples) else triples


def from_vocabulary(triples: set[Triple]) -> bool | Table:
    """Results written as RDF, in the order of rs:index where there is one."""
    facts = Store()
    facts.extend([Quad(*triple) for triple in triples])
    result = next(
        facts.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(RS + "ResultSet"))
    )
    truth = value(facts, result.subject, RS + "boolean")
    if truth is not None:
        return bool(truth.value == "true")
    solutions = values(facts, result.subject, RS + "solution")
    solutions.sort(key=lambda node: int(getattr(value(facts, node, RS + "index"), "value", 0)))
    columns = values(facts, result.subject, RS + "resultVariable")
    return Table(
        frozenset(column.value for column in columns), [_row(facts, node) for node in solutions]
    )


def _row(facts: Store, solution: BlankNode) -> Row:
    return {
        value(facts, binding, RS + "variable").value: value(facts, binding, RS + "value")
        for binding in values(facts, solution, RS + "binding")
    }
