"""The engines on which every saved query must give one and the same answer.

An answer is compared term by term and row by row, in order: that is why every saved query ends in
an ORDER BY that leaves nothing open. Serving uses pyoxigraph alone; this module is for checking.
"""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import pyoxigraph
import rdflib
from rdflib.query import ResultRow


@dataclass(frozen=True)
class Answer:
    """A table of RDF terms in N-Triples spelling; None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


Ask = Callable[[str], Answer]


def open_pyoxigraph(path: Path) -> Ask:
    """Oxigraph by its own Python binding: the engine that serves."""
    store = pyoxigraph.Store()
    store.bulk_load(path=path, format=pyoxigraph.RdfFormat.N_QUADS)

    def ask(query: str) -> Answer:
        found = store.query(query)
        if not isinstance(found, pyoxigraph.QuerySolutions):
            raise TypeError("a saved query is a SELECT")
        columns = [variable.value for variable in found.variables]
        rows = (tuple(spell_oxigraph(row[name]) for name in columns) for row in found)
        return Answer(tuple(columns), tuple(rows))

    return ask


def open_rdflib(path: Path) -> Ask:
    """rdflib's own engine over its own store in memory."""
    dataset = rdflib.Dataset()
    dataset.parse(path, format="nquads")
    return lambda query: ask_rdflib(dataset, query)


def open_oxrdflib(path: Path) -> Ask:
    """rdflib's interface over the Oxigraph store, as the pipeline uses it."""
    dataset = rdflib.Dataset(store="Oxigraph")
    dataset.parse(path, format="ox-nquads")
    return lambda query: ask_rdflib(dataset, query)


ENGINES: Final[dict[str, Callable[[Path], Ask]]] = {
    "pyoxigraph": open_pyoxigraph,
    "oxrdflib": open_oxrdflib,
    "rdflib": open_rdflib,
}


def ask_rdflib(dataset: rdflib.Dataset, query: str) -> Answer:
    """Ask through rdflib's interface, whatever store is behind it."""
    found = dataset.query(query)
    columns = [str(variable) for variable in found.vars or ()]
    rows = (cast("ResultRow", row).asdict() for row in found)
    return Answer(
        tuple(columns),
        tuple(tuple(spell_rdflib(row.get(name)) for name in columns) for row in rows),
    )


def spell_oxigraph(term: object) -> str | None:
    """A pyoxigraph term in N-Triples spelling."""
    return None if term is None else str(term)


def spell_rdflib(term: rdflib.term.Node | None) -> str | None:
    """An rdflib term in the spelling that pyoxigraph has for it."""
    if term is None:
        return None
    if isinstance(term, rdflib.Literal):
        datatype = None if term.datatype is None else pyoxigraph.NamedNode(str(term.datatype))
        return str(pyoxigraph.Literal(str(term), language=term.language, datatype=datatype))
    return str(pyoxigraph.NamedNode(str(term)))


def to_csv(answer: Answer) -> str:
    """An answer as a file that a person can review line by line: one row a line, terms spelt out."""
    return "".join(csv_lines(answer))


def csv_lines(answer: Answer) -> Iterable[str]:
    """The lines of such a file, the columns' names first."""
    for row in (answer.columns, *answer.rows):
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow(cell or "" for cell in row)
        yield line.getvalue()
