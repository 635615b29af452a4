from datetime import date

import pytest
from rdflib import XSD, Graph, Literal, URIRef

from graph.dates import Bounds, bounds, read_bounds
from graph.errors import DateError
from graph.names import EDTF, SITREP

THING = URIRef("http://x.org/thing")


@pytest.mark.parametrize(
    ("when", "earliest", "latest"),
    [
        ("2025-02-02", "2025-02-02", "2025-02-02"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("[..2024-12-25]", None, "2024-12-25"),
        ("[2025-01-08..]", "2025-01-08", None),
        ("2024-12-04/..", "2024-12-04", None),
        ("../2024-12-04", None, "2024-12-04"),
        ("2024-12-04/", "2024-12-04", None),
        ("/2024-12-04", None, "2024-12-04"),
        ("2025-05-01/2025-05-07", "2025-05-01", "2025-05-07"),
        ("[2025-02-04..2025-02-10]", "2025-02-04", "2025-02-10"),
        ("2025-05-20T13:00:00", "2025-05-20", "2025-05-20"),
        ("2025-02-02~", "2025-02-02", "2025-02-02"),
        ("2025-02-XX", "2025-02-01", "2025-02-28"),
        ("-0479-09", None, None),
        ("-0031/0014", None, "0014-12-31"),
    ],
)
def test_bounds_are_the_days_that_a_date_means(
    when: str, earliest: str | None, latest: str | None
) -> None:
    expected = Bounds(
        earliest=date.fromisoformat(earliest) if earliest else None,
        latest=date.fromisoformat(latest) if latest else None,
    )
    assert read_bounds(when) == expected


@pytest.mark.parametrize(
    "when",
    [
        "",
        "yesterday",
        "18 February 2025",
        "2025-02-30",
        "2025-05-20T13:00",
        "[2025-02-04..2025-02-10]~",
        " 2025-02-02",
        "2025-X1-31",  # these three make the package raise something other than its own error
        "../14",
        "Y717E7",
        "Y20240",
    ],
)
def test_what_is_no_date_is_refused(when: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DateError) as refused:
        read_bounds(when)
    assert f'"{when}"' in str(refused.value)
    assert capsys.readouterr() == ("", "")


def test_bounds_are_dates_and_not_date_times() -> None:
    graph = Graph()
    graph.add((THING, SITREP.when, Literal("2025-05-20T13:00:00", datatype=EDTF)))
    day = Literal("2025-05-20", datatype=XSD.date)
    assert set(bounds(graph)) == {(THING, SITREP.earliest, day), (THING, SITREP.latest, day)}


def test_what_is_no_date_gets_no_bounds() -> None:
    graph = Graph()
    graph.add((THING, SITREP.when, Literal("soon", datatype=EDTF)))
    assert list(bounds(graph)) == []
