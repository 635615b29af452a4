"""/battle without scripts: the list, its window, and where things are drawn."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, Store

from ontology import PREFIXES
from server import create_app
from server.config import Settings
from server.reading.happenings import read_course
from server.reading.library import Library
from server.reading.spots import point, spot_of

HTML = {"Accept": "text/html"}
ROW = re.compile(r"<li( hidden)? data-from=\"([^\"]*)\" data-to=\"([^\"]*)\"")
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def rows(client: FlaskClient, query: str = "") -> list[tuple[bool, str, str]]:
    answer = client.get(f"/battle{query}", headers=HTML)
    assert answer.status_code == 200, answer.text
    return [(not hidden, start, end) for hidden, start, end in ROW.findall(answer.text)]


def test_every_event_with_a_date_is_in_the_list_in_order(client: FlaskClient) -> None:
    assert rows(client) == [
        (True, "2025-02-02", "2025-02-02"),
        (True, "2025-02-18", "2025-02-18"),
    ]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?from=2025-02-03", [False, True]),
        ("?to=2025-02-03", [True, False]),
        ("?from=2025-02-02&to=2025-02-02", [True, False]),
        ("?from=2025-02-03&to=2025-02-17", [False, False]),
        ("?from=&to=", [True, True]),
    ],
)
def test_a_window_leaves_out_what_was_not_in_it(
    client: FlaskClient, query: str, shown: list[bool]
) -> None:
    assert [visible for visible, *_ in rows(client, query)] == shown


@pytest.mark.parametrize(
    "query", ["?from=then", "?to=2025-02-30", "?from=2025-03-01&to=2025-02-01", "?from=0"]
)
def test_a_window_that_is_none_is_refused_with_the_way_out(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/battle{query}")
    assert answer.status_code == 400
    assert answer.get_json()["hint"]


def test_an_event_leads_to_its_sentence(client: FlaskClient) -> None:
    html = client.get("/battle", headers=HTML).text
    assert 'href="/article#s043"' in html
    assert "On 18 February the KIA and PDF retook" in html


def test_a_graph_without_events_says_so(tmp_path: Path) -> None:
    file = tmp_path / "other.ttl"
    file.write_text('<http://example.org/a> <http://example.org/b> "c" .', encoding="utf-8")
    html = create_app(Settings(data=file)).test_client().get("/battle", headers=HTML).text
    assert "no event with a date" in html


def store(turtle: str) -> Store:
    made = Store()
    made.load(HEAD + turtle, RdfFormat.TURTLE)
    return made


PLACES = """
b:land :kind k:state ; geo:hasGeometry [ geo:asWKT "POINT(1 1)"^^geo:wktLiteral ] .
b:shire :kind k:township ; :within b:land ;
  geo:hasGeometry [ geo:asWKT "POINT(2 2)"^^geo:wktLiteral ] .
b:town :kind k:town ; :within b:shire ; geo:hasGeometry [ geo:asWKT "POINT(3 3)"^^geo:wktLiteral ] .
b:base :within b:town .
b:airport :within b:town ; geo:hasGeometry [ geo:asWKT "POINT(3.1 3.1)"^^geo:wktLiteral ] .
b:hill :within b:shire . b:camp :at b:hill . b:wood :within b:land .
b:here :within b:there . b:there :within b:here .
"""


@pytest.mark.parametrize(
    ("place", "drawn_at"),
    [
        ("town", "town"),
        ("base", "town"),
        ("airport", "town"),
        ("hill", "shire"),
        ("camp", "shire"),
        ("shire", "shire"),
        ("wood", None),
        ("land", None),
        ("here", None),
    ],
)
def test_a_place_is_drawn_at_its_town_or_else_at_its_area(place: str, drawn_at: str | None) -> None:
    found = spot_of(store(PLACES), NamedNode(PREFIXES["b"] + place))
    assert (found and found.value) == (drawn_at and PREFIXES["b"] + drawn_at)


@pytest.mark.parametrize(
    ("wkt", "read"),
    [
        ("POINT(97.23 24.25)", (97.23, 24.25)),
        ("point ( -97 -24.5 )", (-97.0, -24.5)),
        ("POINT(24.25 97.23)", None),
        ("POINT(200 10)", None),
        ("LINESTRING(1 1, 2 2)", None),
        ("POINT(1)", None),
        ("<http://x> POINT(1 1)", None),
    ],
)
def test_a_point_is_read_longitude_first_or_not_at_all(
    wkt: str, read: tuple[float, float] | None
) -> None:
    made = store(f'b:x geo:hasGeometry b:y . b:y geo:asWKT "{wkt}"^^geo:wktLiteral .')
    assert point(made, NamedNode(PREFIXES["b"] + "x")) == read


def test_a_side_is_that_of_who_did_it_and_of_nobody_when_several_did() -> None:
    made = store("""
b:government-side a :Side ; :sideIn b:battle . b:resistance-side a :Side ; :sideIn b:battle .
b:elsewhere a :Side ; :sideIn b:another-battle .
b:army :onSide b:government-side . b:unit :subUnitOf b:army . b:rebels :onSide b:resistance-side .
b:e1 a :Event ; :by b:unit ; :earliest "2025-01-01"^^xsd:date .
b:e2 a :Event ; :by b:rebels ; :latest "2025-01-02"^^xsd:date .
b:e3 a :Event ; :by b:rebels , b:army ; :earliest "2025-01-03"^^xsd:date .
b:e4 a :Event ; :earliest "2025-01-04"^^xsd:date .
b:e5 a :Event ; :by b:army .
""")
    found = read_course(made, Library(made)).happenings
    assert [each.side for each in found] == ["first", "second", "other", "other"]
