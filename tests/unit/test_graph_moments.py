"""From EDTF to Wikidata's times: true, and never more exact than the text."""

from datetime import date

import pytest
from rdflib import XSD, Graph, Literal, URIRef

from graph.names import SITREP
from graph.wikidata.moments import OBSERVED, spanning, times
from graph.wikidata.values import DAY, MONTH, YEAR, Moment

THING = URIRef("https://example.org/thing")


def happening(first: str = "", last: str = "", *, observed: bool = False) -> Graph:
    graph = Graph()
    for term, day in ((SITREP.earliest, first), (SITREP.latest, last)):
        if day:
            graph.add((THING, term, Literal(day, datatype=XSD.date)))
    if observed:
        graph.add((THING, SITREP.dating, OBSERVED))
    return graph


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2025-02-18", [("when", "2025-02-18", DAY)]),
        ("2025-05-20T13:00:00", [("when", "2025-05-20", DAY)]),
        ("2024-12", [("when", "2024-12-01", MONTH)]),
        ("2025", [("when", "2025-01-01", YEAR)]),
        ("2025-02~", [("when", "2025-01-01", YEAR)]),
        ("2025~", []),
        ("2024-12-04/..", [("earliest", "2024-12-04", DAY)]),
        ("2024-12-04/", [("earliest", "2024-12-04", DAY)]),
        ("/2025-03-01", [("latest", "2025-03-01", DAY)]),
        ("2025-02-21~/", [("earliest", "2025-02-01", MONTH)]),
        ("2025/2025-04-25", [("earliest", "2025-01-01", YEAR), ("latest", "2025-04-25", DAY)]),
        ("no date", []),
    ],
)
def test_a_date_is_a_time(when: str, expected: list[tuple[str, str, int]]) -> None:
    found = [
        (term.removeprefix(SITREP), str(moment.day), moment.precision)
        for term, moment in times(happening(), THING, when)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2025-02-04", "2025-02-10", Moment(date(2025, 2, 1), MONTH)),
        ("2025-02-21", "2025-03-31", Moment(date(2025, 1, 1), YEAR)),
        ("2024-12-31", "2025-01-01", None),
        ("2025-05-04", "", None),
        ("", "2024-12-25", None),
    ],
)
def test_some_day_between_two_is_of_the_unit_that_holds_both(
    first: str, last: str, expected: Moment | None
) -> None:
    found = list(times(happening(first, last), THING, f"[{first}..{last}]"))
    assert found == ([(SITREP.when, expected)] if expected else [])


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("../2025-01-21", Moment(date(2025, 1, 21), DAY)),
        ("2024-12-25/", Moment(date(2024, 12, 25), DAY)),
        ("2025-05-01/2025-05-07", Moment(date(2025, 5, 1), MONTH)),
    ],
)
def test_what_was_only_seen_begins_and_ends_nothing(when: str, expected: Moment) -> None:
    assert list(times(happening(observed=True), THING, when)) == [(SITREP.when, expected)]


def test_no_days_are_no_time() -> None:
    assert spanning([]) is None
