"""Solutions of another server → a group of SPARQL that has the same ones: VALUES."""

from collections.abc import Iterable
from typing import Final

from pyoxigraph import BlankNode, Triple

from server.federation.labels import Term
from server.federation.remote import Answer, Row

# A blank node cannot stand in VALUES: a literal of this type does, and becomes one.
_BLANK: Final = "urn:sitrep:blank-node"
_HIDDEN: Final = "_as_text"


def arranged(answer: Answer, names: list[str]) -> Iterable[Row]:
    """The rows of an answer with a column for each name; what nobody asked for is left out."""
    places = [answer.names.index(name[1:]) if name[1:] in answer.names else None for name in names]
    for row in answer.rows:
        yield tuple(None if place is None else row[place] for place in places)


def write_values(names: list[str], rows: Iterable[Row], number: int) -> str:
    """Solutions as a group: VALUES, and around it what makes blank nodes.

    `number` tells the blank nodes of one answer from those of another.
    """
    blank = [False] * len(names)
    lines: list[str] = []
    for row in rows:
        blank = [so_far or isinstance(t, BlankNode) for so_far, t in zip(blank, row, strict=True)]
        lines.append(f"({' '.join(write_term(term, number) for term in row)})")
    columns = [f"{n}{_HIDDEN}" if b else n for n, b in zip(names, blank, strict=True)]
    values = f"VALUES ({' '.join(columns)}) {{ {' '.join(lines)} }}"
    if not any(blank):
        return f"{{ {values} }}"
    made = (
        make_blank(column, name) if is_blank else name
        for column, name, is_blank in zip(columns, names, blank, strict=True)
    )
    return f"{{ SELECT {' '.join(made)} {{ {values} }} }}"


def make_blank(column: str, name: str) -> str:
    """What turns the literals that stand for blank nodes into these."""
    made = f"IF(DATATYPE({column}) = <{_BLANK}>, BNODE(STR({column})), 1/0)"
    return f"(COALESCE({made}, {column}) AS {name})"


def write_term(term: Term | None, number: int) -> str:
    """A term as VALUES may have it."""
    if term is None:
        return "UNDEF"
    if isinstance(term, BlankNode):
        return f'"service{number}x{term.value}"^^<{_BLANK}>'
    if isinstance(term, Triple):
        parts = (term.subject, term.predicate, term.object)
        return f"<<( {' '.join(write_term(part, number) for part in parts)} )>>"
    return str(term)
