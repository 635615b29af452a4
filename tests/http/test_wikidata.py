"""Wikidata's idiom at the endpoint, and the way from an item to the thing here that it is."""

import csv
import io
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import create_app
from server.config import Settings

ROOT = Path(__file__).resolve().parents[2]
# Those here have the label service in them, which the other engines know nothing of.
IDIOM = sorted(
    path for part in ("content", "http") for path in (ROOT / "tests" / part / "idiom").glob("*.rq")
)
CLASHES = """\
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX x: <https://w3id.org/sitrep/x/>
x:one skos:closeMatch wd:Q7 ; skos:prefLabel "One <b>"@en .
x:two skos:broadMatch wd:Q7 ; skos:prefLabel "Two"@en .
x:three owl:sameAs wd:Q8 .
x:four skos:closeMatch wd:Q8 .
<https://elsewhere.example/five> owl:sameAs wd:Q9 .
<javascript:alert(1)> owl:sameAs wd:Q10 .
"""


@pytest.fixture(scope="module")
def shipped() -> FlaskClient:
    return create_app(Settings(data=ROOT / "graph" / "data" / "bhamo.nq")).test_client()


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    data = tmp_path_factory.mktemp("clashes") / "clashes.ttl"
    data.write_text(CLASHES, "utf-8")
    return create_app(Settings(data=data, evaluators=0)).test_client()


def ask(client: FlaskClient, query: str, **more: str) -> list[dict[str, str]]:
    answer = client.get(
        "/sparql", query_string={"query": query, **more}, headers={"Accept": "text/csv"}
    )
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize("path", IDIOM, ids=lambda path: path.stem)
def test_a_query_in_the_idiom_runs_unchanged(shipped: FlaskClient, path: Path) -> None:
    expected = path.with_suffix(".csv").read_text("utf-8")
    assert len(expected.splitlines()) > 1
    assert ask(shipped, path.read_text("utf-8")) == list(csv.DictReader(io.StringIO(expected)))


def number(client: FlaskClient, pattern: str, **more: str) -> int:
    return int(ask(client, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", **more)[0]["n"])


def test_counts_of_the_facts_stay_true(shipped: FlaskClient) -> None:
    derived = number(shipped, "GRAPH b:wikidata { ?s ?p ?o }")
    flat = number(shipped, "?s ?p ?o")
    assert derived > 5000
    both = number(shipped, "?s ?p ?o OPTIONAL { ?s wdt:P31 wd:Q5 }")
    assert both == flat + derived
    distinct = ask(shipped, "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT * { ?s ?p ?o } }")
    assert int(distinct[0]["n"]) == flat
    assert number(shipped, "?s a ?class FILTER(STRSTARTS(STR(?class), 'http://wikiba.se/'))") == 0


def test_a_dataset_that_the_client_names_is_kept_to(shipped: FlaskClient) -> None:
    graph = "https://w3id.org/sitrep/bhamo/wikidata"
    assert number(shipped, "?s wdt:P31 wd:Q178561", **{"default-graph-uri": graph}) == 2
    sentence = "https://w3id.org/sitrep/bhamo/sentence/001"
    assert number(shipped, "?s wdt:P31 wd:Q178561", **{"default-graph-uri": sentence}) == 0
    query = "SELECT * FROM <GRAPH> { ?s wdt:P31 ?class }"
    assert ask(shipped, query.replace("GRAPH", sentence)) == []
    assert len(ask(shipped, query.replace("GRAPH", graph))) > 200


def test_sentences_are_asked_as_ever(shipped: FlaskClient) -> None:
    rows = ask(shipped, "SELECT ?s { ?x wdt:P31 wd:Q178561 . GRAPH ?s { ?x :kind k:battle } }")
    assert {row["s"] for row in rows} == {
        "https://w3id.org/sitrep/bhamo/sentence/001",
        "https://w3id.org/sitrep/bhamo/sentence/041",
    }


def test_none_of_it_passes_for_the_articles(shipped: FlaskClient) -> None:
    query = """SELECT ?p { ?x ?p ?o FILTER NOT EXISTS { GRAPH ?s { ?x ?p ?o } }
      FILTER(CONTAINS(STR(?p), "wikidata.org/prop") || CONTAINS(STR(?p), "wikiba.se")) }"""
    assert ask(shipped, query) == []
    said = "GRAPH ?s { ?x wdt:P31 ?class } ?s a :Sentence"
    assert number(shipped, said) == 0


@pytest.mark.parametrize(
    "name",
    [
        "/Q836",
        "/q836",
        "/wd:Q836",
        "/http://www.wikidata.org/entity/Q836",
        "/https://www.wikidata.org/wiki/Q836",
        "/https://m.wikidata.org/wiki/Q836",
        "/https://www.wikidata.org/wiki/Special:EntityData/Q836.ttl",
        "?uri=Q836",
        "?uri=wd:Q836",
        "?uri=http://www.wikidata.org/entity/Q836",
        "?uri=https%3A%2F%2Fwww.m.wikidata.org%2Fwiki%2FQ836%23P31",
        "?uri=%20Q836%20",
    ],
)
def test_an_item_leads_to_the_thing(shipped: FlaskClient, name: str) -> None:
    answer = shipped.get(f"/wikidata{name}")
    while answer.status_code == 308:  # slashes in a row become one
        answer = shipped.get(answer.headers["Location"])
    assert (answer.status_code, answer.headers["Location"]) == (303, "/bhamo/myanmar")


@pytest.mark.parametrize("kind", ["text/html", "text/turtle", "application/ld+json"])
def test_the_thing_comes_as_the_client_likes(shipped: FlaskClient, kind: str) -> None:
    answer = shipped.get("/wikidata/Q854791", headers={"Accept": kind}, follow_redirects=True)
    assert (answer.status_code, answer.mimetype) == (200, kind)
    assert answer.request.path.startswith("/bhamo/bhamo")


def test_identity_goes_before_likeness(shipped: FlaskClient, foreign: FlaskClient) -> None:
    assert shipped.get("/wikidata/Q176799").headers["Location"] == "/kind/military-unit"
    assert foreign.get("/wikidata/Q8").headers["Location"] == "/x/three"


def test_a_class_is_found_too(shipped: FlaskClient) -> None:
    assert shipped.get("/wikidata/Q43229").headers["Location"] == "/ns#Organisation"


def test_several_are_listed_and_escaped(foreign: FlaskClient) -> None:
    answer = foreign.get("/wikidata/Q7")
    assert answer.status_code == 300
    assert 'href="/x/one"' in answer.text
    assert 'href="/x/two"' in answer.text
    assert "One &lt;b&gt;" in answer.text
    assert 'href="https://www.wikidata.org/wiki/Q7" rel="noopener external"' in answer.text


def test_nobody_is_led_to_another_site(foreign: FlaskClient) -> None:
    elsewhere = foreign.get("/wikidata/Q9")
    assert (elsewhere.status_code, elsewhere.headers.get("Location")) == (300, None)
    assert foreign.get("/wikidata/Q10").status_code == 404


def test_an_item_of_nothing_here_is_not_found(shipped: FlaskClient) -> None:
    page = shipped.get("/wikidata/Q5", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert 'href="https://www.wikidata.org/wiki/Q5"' in page.text
    problem = shipped.get("/wikidata/Q5", headers={"Accept": "application/json"})
    assert problem.status_code == 404
    assert problem.json
    assert "https://www.wikidata.org/wiki/Q5" in problem.json["hint"]


@pytest.mark.parametrize("code", ["Q728190", "Q2652686", "Q7505845"])
def test_a_pairing_judged_wrong_leads_nowhere(shipped: FlaskClient, code: str) -> None:
    assert shipped.get(f"/wikidata/{code}").status_code == 404


@pytest.mark.parametrize(
    "name", ["/P31", "/Q0", "/Q", "/x", "?uri=", "?uri=https://evil.example/Q836", "/Q836/x", ""]
)
def test_what_is_no_item_is_told_so(shipped: FlaskClient, name: str) -> None:
    answer = shipped.get(f"/wikidata{name}")
    assert answer.status_code == 400
    assert answer.json
    assert "/wikidata/Q836" in answer.json["hint"]


def test_it_holds_beneath_a_prefix(shipped: FlaskClient) -> None:
    answer = shipped.get("/wikidata/Q836", environ_overrides={"SCRIPT_NAME": "/sub"})
    assert answer.headers["Location"] == "/sub/bhamo/myanmar"


def test_the_prefixes_are_declared(app: Flask) -> None:
    description = app.test_client().get("/sparql").text
    for prefix in ("wd", "wdt", "p", "ps", "psv", "pq", "pqv", "pr", "prv", "wikibase", "bd"):
        assert f'"{prefix}"' in description


@pytest.mark.parametrize("name", ["kia", "battle-of-bhamo", "bhamo", "capture-of-366"])
def test_a_page_has_each_fact_once(shipped: FlaskClient, name: str) -> None:
    page = shipped.get(f"/bhamo/{name}", headers={"Accept": "text/html"}, follow_redirects=True)
    assert page.status_code == 200
    assert "/bhamo/wikidata/statement/" not in page.text
    assert "wdt:" not in page.text


def test_a_statement_has_a_page_of_its_own(shipped: FlaskClient) -> None:
    path = "/bhamo/wikidata/statement/deaths-in-monastery-P1120-15-from-15"
    page = shipped.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
    assert page.status_code == 200
    assert "/bhamo/wikidata/value/quantity-15-from-15" in page.text


LABELLED = """SELECT ?thing ?thingLabel { VALUES ?thing { wd:Q854791 b:bhamo b:shwegu }
  SERVICE wikibase:label { bd:serviceParam wikibase:language "[AUTO_LANGUAGE],en" } }"""


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (None, "Bhamo"),
        ("de", "Bhamo"),
        ("my", "ဗန်းမော်မြို့"),
        ("de, my-MM;q=0.5, *;q=0.1", "ဗန်းမော်မြို့"),
        ("my;q=0.2, ja;q=0.9", "バモー"),
        ("my;q=0, en", "Bhamo"),
        ('"); DROP, my;q=x', "Bhamo"),
    ],
)
def test_names_are_in_the_readers_language(
    shipped: FlaskClient, header: str | None, name: str
) -> None:
    sent = {"Accept": "text/csv"} | ({"Accept-Language": header} if header else {})
    answer = shipped.get("/sparql", query_string={"query": LABELLED}, headers=sent)
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["thingLabel"] for row in rows[:2]] == [name, name]
    assert "Accept-Language" in answer.headers["Vary"]
    again = shipped.get("/sparql", query_string={"query": LABELLED}, headers={"Accept": "text/csv"})
    assert "Bhamo" in again.text  # and not what another reader was given
    page = shipped.get(
        "/sparql", query_string={"query": LABELLED}, headers=sent | {"Accept": "text/html"}
    )
    assert name in page.text
    assert "Accept-Language" in page.headers["Vary"]


def test_other_answers_depend_on_no_language(shipped: FlaskClient) -> None:
    query = LABELLED.replace("[AUTO_LANGUAGE]", "my")
    asked = {"query_string": {"query": query}, "headers": {"Accept": "text/csv"}}
    answer = shipped.get("/sparql", **asked)  # type: ignore[arg-type]
    assert "ဗန်းမော်မြို့" in answer.text
    assert "Accept-Language" not in answer.headers["Vary"]
    assert answer.headers["ETag"]
