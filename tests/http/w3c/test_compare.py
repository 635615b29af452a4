"""The comparison itself: what it must call equal, and above all what it must not."""

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from .answers import Row, Table
from .compare import by_value, difference

A, B, P = BlankNode("a"), BlankNode("b"), NamedNode("http://example/p")
ONE, DOUBLE = Literal(1), "http://www.w3.org/2001/XMLSchema#double"


def table(*rows: Row) -> Table:
    return Table(frozenset("xy"), list(rows))


SAME = {
    "renamed blank nodes": (table({"x": A, "y": B}), table({"x": B, "y": A})),
    "another order": (table({"x": ONE}, {"x": P}), table({"x": P}, {"x": ONE})),
    "a graph": ({Triple(A, P, B)}, {Triple(B, P, A)}),
}
OTHER = {
    "one blank node for two": (table({"x": A, "y": A}), table({"x": A, "y": B})),
    "one blank node in two rows": (table({"x": A}, {"x": A}), table({"x": A}, {"x": B})),
    "a row too often": (table({"x": ONE}, {"x": ONE}), table({"x": ONE})),
    "a row too few": (table(), table({"x": ONE})),
    "unbound": (table({}), table({"x": ONE})),
    "another datatype": (table({"x": ONE}), table({"x": Literal("1")})),
    "another column": (Table(frozenset("x"), []), table()),
    "another graph": ({Triple(A, P, B)}, {Triple(A, P, A)}),
    "a truth value": (True, False),
    "another form": (True, table()),
}


@pytest.mark.parametrize("name", SAME)
def test_same(name: str) -> None:
    assert difference(*SAME[name], ordered=False, lax=False) is None


@pytest.mark.parametrize("name", OTHER)
def test_other(name: str) -> None:
    assert difference(*OTHER[name], ordered=False, lax=False)
    assert difference(*map(by_value, OTHER[name]), ordered=False, lax=False)


def test_order_counts_where_it_is_asked_for() -> None:
    assert difference(*SAME["another order"], ordered=True, lax=False)


def test_reduced_may_leave_out_repetitions_and_nothing_else() -> None:
    twice, once = table({"x": ONE}, {"x": ONE}), table({"x": ONE})
    assert difference(once, twice, ordered=False, lax=True) is None
    assert difference(twice, once, ordered=False, lax=True)
    assert difference(table(), once, ordered=False, lax=True)


@pytest.mark.parametrize(
    ("one", "other", "name", "same"),
    [
        ("2.0E0", "2", "double", True),
        ("-0", "0", "integer", True),
        ("INF", "-INF", "double", False),
        ("2", "2.1", "decimal", False),
        ("1", "true", "boolean", True),
        ("2006-08-23+00:00", "2006-08-23Z", "date", True),
        ("2006-08-23+01:00", "2006-08-23Z", "date", False),
        ("01", "1", "string", False),
    ],
)
def test_values(one: str, other: str, name: str, same: bool) -> None:  # noqa: FBT001 - an expectation
    kind = NamedNode(DOUBLE.replace("double", name))
    tables = [by_value(table({"x": Literal(text, datatype=kind)})) for text in (one, other)]
    assert (difference(*tables, ordered=False, lax=False) is None) is same
