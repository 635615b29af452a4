"""Step 6: is this the answer that was expected?

Blank nodes are equal up to renaming; every other term must be the same term. Both sides are written
as RDF and put into canonical form (https://www.w3.org/TR/rdf-canon/), which decides it exactly.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

from .answers import Answer, Row, Table, Term

XSD = "http://www.w3.org/2001/XMLSchema#"
_NAME = "urn:x-row:"


def difference(got: Answer, wanted: Answer, *, ordered: bool, lax: bool) -> str | None:
    """What is different, in words; None when nothing is."""
    if type(got) is not type(wanted):
        return f"expected {_kind(wanted)}, got {_kind(got)}"
    if isinstance(got, Table) and isinstance(wanted, Table):
        return _tables(got, wanted, ordered=ordered, lax=lax)
    if isinstance(got, set) and isinstance(wanted, set):
        same = canonical(Quad(*triple) for triple in got) == canonical(Quad(*t) for t in wanted)
    else:
        same = got == wanted
    return None if same else f"expected {_shown(wanted)}, got {_shown(got)}"


def _tables(got: Table, wanted: Table, *, ordered: bool, lax: bool) -> str | None:
    if got.columns != wanted.columns:
        return f"expected columns {sorted(wanted.columns)}, got {sorted(got.columns)}"
    if lax:
        # REDUCED may leave out what DISTINCT would, and no more.
        fits = len(got.rows) <= len(wanted.rows)
        same = fits and rows(got.rows, counted=False) == rows(wanted.rows, counted=False)
    elif ordered:
        same = sequence(got.rows) == sequence(wanted.rows)
    else:
        same = rows(got.rows) == rows(wanted.rows)
    return None if same else f"expected {_shown(wanted)}, got {_shown(got)}"


def canonical(quads: Iterable[Quad]) -> set[Quad]:
    """A dataset whose blank nodes are named by where they stand."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def rows(table: list[Row], *, counted: bool = True) -> set[Quad]:
    """Solutions as a multiset: equal ones become one, which says how many it was."""
    times = Counter(frozenset(row.items()) for row in table)
    return canonical(
        quad
        for row, count in times.items()
        for quad in _row(dict(row), f"{count if counted else 1} times")
    )


def sequence(table: list[Row]) -> set[Quad]:
    """Solutions in their order: each says which it is."""
    return canonical(quad for at, row in enumerate(table) for quad in _row(row, f"number {at}"))


def _row(row: Row, label: str) -> Iterator[Quad]:
    node = BlankNode()
    yield Quad(node, NamedNode(_NAME), Literal(label))
    for name, term in row.items():
        yield Quad(node, NamedNode(f"{_NAME}{name}"), term)


def _kind(answer: Answer) -> str:
    return {bool: "a truth value", Table: "a table"}.get(type(answer), "a graph")


def _shown(answer: Answer) -> str:
    if isinstance(answer, Table):
        lines = [" ".join(f"?{name}={row[name]}" for name in sorted(row)) for row in answer.rows]
        return f"{len(lines)} rows:\n  " + "\n  ".join(lines)
    if isinstance(answer, set):
        return f"{len(answer)} triples:\n  " + "\n  ".join(sorted(map(str, answer)))
    return str(answer).lower()


def by_value(answer: Answer) -> Answer:
    """The same answer, each value in one spelling: 2.0E0 and 2 are the same xsd:double."""
    if isinstance(answer, Table):
        plain = [{name: _plain(term) for name, term in row.items()} for row in answer.rows]
        return Table(answer.columns, plain)
    if isinstance(answer, set):
        return {Triple(t.subject, t.predicate, _plain(t.object)) for t in answer}
    return answer


def _plain(term: Term) -> Term:
    if not isinstance(term, Literal):
        return term
    spell = _SPELL.get(term.datatype.value.removeprefix(XSD), str)
    return Literal(spell(term.value), datatype=term.datatype) if spell is not str else term


def _number(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    # Zero has no sign but in floating point, where no suite expects a negative one.
    return f"{number.normalize():f}".replace("-0", "0", number == 0) if number.is_finite() else text


def _boolean(text: str) -> str:
    return {"0": "false", "1": "true"}.get(text, text)


def _moment(text: str) -> str:
    return re.sub(r"[+-]00:00$", "Z", text)


_SPELL = {
    **dict.fromkeys(("integer", "decimal", "float", "double"), _number),
    **dict.fromkeys(("date", "dateTime", "time"), _moment),
    "boolean": _boolean,
}
