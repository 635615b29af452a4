"""Answers as tables, for pages and for the terminal: any form of query becomes columns and rows."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from server.evaluation.engine import Ask, Question
from server.names import Term, shorten
from server.protocol.negotiate import GRAPHS, formats_of


@dataclass(frozen=True, slots=True)
class Table:
    """Column names without `?`, and rows of as many terms; None where a variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


YES: Final = Table(("answer",), ((Literal("yes"),),))
NO: Final = Table(("answer",), ((Literal("no"),),))


def tabulate(ask: Ask, question: Question) -> Table:
    """Ask, and lay the answer out; triples have a column each for subject, property and value.

    Raises:
        Problem: whatever `ask` raises.
    """
    if formats_of(question.form) is GRAPHS:
        return read_triples(ask(question, RdfFormat.N_TRIPLES))
    return read_solutions(ask(question, QueryResultsFormat.JSON))


def read_solutions(answer: bytes) -> Table:
    """A table from SPARQL JSON results; a yes or no is one cell."""
    results = parse_query_results(answer, QueryResultsFormat.JSON)
    if not isinstance(results, QuerySolutions):
        return YES if results else NO
    columns = tuple(variable.value for variable in results.variables)
    return Table(columns, tuple(tuple(row[name] for name in columns) for row in results))


def read_triples(answer: bytes) -> Table:
    """A table from N-Triples."""
    quads = parse(answer, RdfFormat.N_TRIPLES)
    rows = tuple((quad.subject, quad.predicate, quad.object) for quad in quads)
    return Table(("subject", "property", "value"), rows)


def draw(table: Table, width: int) -> str:
    """The table in plain text for a terminal of this width; long cells go on in the next line."""
    cells = [[plain(term) for term in row] for row in table.rows]
    widths = fit(
        [max(map(len, column)) for column in zip(table.columns, *cells, strict=True)], width
    )
    lines = [*draw_row(table.columns, widths), "  ".join("─" * size for size in widths)]
    for row in cells:
        lines += draw_row(row, widths)
    count = len(cells)
    return "\n".join([*lines, f"({count} row{'' if count == 1 else 's'})"])


def plain(term: Term | None) -> str:
    """A term as a reader wants it: short IRIs, the text of literals, nothing for nothing."""
    if isinstance(term, NamedNode):
        return shorten(term.value)
    if isinstance(term, Literal):
        return " ".join(term.value.split())
    return "" if term is None else str(term)


def fit(widths: Sequence[int], width: int) -> list[int]:
    """Take from the widest columns until all fit; no column gets narrower than 12."""
    fitted = [max(size, 1) for size in widths]
    while sum(fitted) + 2 * (len(fitted) - 1) > width and max(fitted, default=0) > 12:  # noqa: PLR2004 - above
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def draw_row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The lines of one row."""
    wrapped = [textwrap.wrap(cell, size) for cell, size in zip(cells, widths, strict=True)]
    for line in zip_longest(*wrapped, fillvalue=""):
        padded = (text.ljust(size) for text, size in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()
