"""The engines on which every saved query must give one and the same answer.

Answers are compared term by term and row by row, in order: that is why every saved query ends in
an ORDER BY that leaves nothing open. Serving uses pyoxigraph alone; this module is for checking.
"""

import csv
import io
import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, cast

import pyoxigraph
import rdflib

from ontology import PREFIXES, WIKIBASE
from queries.idiom import speaks_wikidata

if TYPE_CHECKING:
    from rdflib.query import ResultRow
    from rdflib.term import Node

Term: TypeAlias = (
    pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
)


@dataclass(frozen=True)
class Answer:
    """A table of RDF terms; None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


Ask: TypeAlias = Callable[[str], Answer]


def open_pyoxigraph(nquads: bytes) -> Ask:
    """Oxigraph by its own Python binding: the engine that serves."""
    plain, both = pyoxigraph.Store(), pyoxigraph.Store()
    plain.bulk_load(nquads, pyoxigraph.RdfFormat.N_QUADS)
    both.bulk_load(with_derived(nquads), pyoxigraph.RdfFormat.N_QUADS)
    return lambda query: ask_pyoxigraph(both if speaks_wikidata(query) else plain, query)


def open_oxrdflib(nquads: bytes) -> Ask:
    """Ask rdflib's interface over the Oxigraph store, as the pipeline uses it."""
    return open_dataset(lambda: rdflib.Dataset(store="Oxigraph"), nquads, "ox-nquads")


def open_rdflib(nquads: bytes) -> Ask:
    """Ask rdflib's own engine over its own store in memory: far slower than Oxigraph."""
    return open_dataset(rdflib.Dataset, nquads, "nquads")


SHIPPED: Final[dict[str, Callable[[bytes], Ask]]] = {
    "pyoxigraph": open_pyoxigraph,
    "oxrdflib": open_oxrdflib,
}
ENGINES: Final[dict[str, Callable[[bytes], Ask]]] = {**SHIPPED, "rdflib": open_rdflib}


def ask_pyoxigraph(store: pyoxigraph.Store, query: str) -> Answer:
    """Ask the store itself."""
    found = store.query(query)
    if not isinstance(found, pyoxigraph.QuerySolutions):
        raise TypeError("a saved query is a SELECT")
    columns = tuple(variable.value for variable in found.variables)
    return Answer(columns, tuple(tuple(row[name] for name in columns) for row in found))


def with_derived(nquads: bytes) -> bytes:
    """The dataset as a query in Wikidata's idiom sees it: the derived graphs in the default graph.

    They stay what they are beside it, so that GRAPH finds them still.
    """
    conforms = f"<{PREFIXES['dcterms']}conformsTo> <{WIKIBASE}> .".encode()
    lines = nquads.splitlines(keepends=True)
    graphs = {line.split(b" ", 1)[0] for line in lines if line.rstrip().endswith(conforms)}
    ends = {b" " + graph + b" .\n" for graph in graphs}
    again = (
        line.removesuffix(end) + b" .\n" for end in ends for line in lines if line.endswith(end)
    )
    return b"".join([*lines, *again])


def open_dataset(fresh: Callable[[], rdflib.Dataset], nquads: bytes, syntax: str) -> Ask:
    """Fill datasets of rdflib's, whatever store is behind them."""
    plain, both = fresh(), fresh()
    with quiet_rdflib():
        plain.parse(data=nquads, format=syntax)
        both.parse(data=with_derived(nquads), format=syntax)
    return lambda query: ask_rdflib(both if speaks_wikidata(query) else plain, query)


def ask_rdflib(dataset: rdflib.Dataset, query: str) -> Answer:
    """Ask through rdflib's interface."""
    with quiet_rdflib():
        found = dataset.query(query)
        columns = tuple(str(variable) for variable in found.vars or ())
        rows = tuple(cast("ResultRow", row).asdict() for row in found)
    return Answer(columns, tuple(tuple(to_term(row.get(name)) for name in columns) for row in rows))


@contextmanager
def quiet_rdflib() -> Generator[None]:
    """Keep quiet what rdflib 7 warns of in itself: its use of deprecated Dataset methods."""
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        yield


def to_term(term: "Node | None") -> Term | None:
    """The pyoxigraph term for an rdflib one."""
    if term is None:
        return None
    if isinstance(term, rdflib.BNode):
        return pyoxigraph.BlankNode(str(term))
    if not isinstance(term, rdflib.Literal):
        return pyoxigraph.NamedNode(str(term))
    if term.language is not None or term.datatype is None:
        return pyoxigraph.Literal(str(term), language=term.language)
    return pyoxigraph.Literal(str(term), datatype=pyoxigraph.NamedNode(str(term.datatype)))


def to_csv(answer: Answer) -> str:
    """An answer in SPARQL 1.1 CSV: https://www.w3.org/TR/sparql11-results-csv-tsv/."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([plain(term) for term in row] for row in answer.rows)
    return table.getvalue()


def plain(term: Term | None) -> str:
    """A term as CSV has it: IRIs and literals bare, nothing for the unbound."""
    if term is None:
        return ""
    return term.value if isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal) else str(term)
