"""The saved queries before two real engines: the same answers, save where a reason is given."""

import tomllib
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from queries import SavedQuery, catalogue
from server import create_app
from server.config import Settings

from .running import FLAT, Running

DEVIATIONS = tomllib.loads(Path(__file__).with_name("deviations.toml").read_text(encoding="utf-8"))
SAVED = catalogue()
saved_queries = pytest.mark.parametrize("query", SAVED, ids=lambda query: query.slug)
PAGES = ("/", "/article", "/battle", "/ontology", "/bhamo/kia", "/queries/airstrikes")


@pytest.fixture(scope="module")
def before_oxigraph(oxigraph: Running) -> FlaskClient:
    settings = Settings(engine=oxigraph.query, engine_default_graph=FLAT)
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def before_virtuoso(virtuoso: Running) -> FlaskClient:
    settings = Settings(engine=virtuoso.query, engine_default_graph=FLAT)
    return create_app(settings).test_client()


def ask(client: FlaskClient, query: SavedQuery) -> str:
    response = client.post("/sparql", data={"query": query.text}, headers={"Accept": "text/csv"})
    assert response.status_code == 200, response.text
    return response.text.replace("\r\n", "\n")


@saved_queries
def test_oxigraph_gives_the_expected_answer(
    query: SavedQuery, before_oxigraph: FlaskClient
) -> None:
    assert ask(before_oxigraph, query) == query.expected.read_text(encoding="utf-8")


@saved_queries
def test_virtuoso_gives_the_expected_answer_or_deviates_as_known(
    query: SavedQuery, before_virtuoso: FlaskClient
) -> None:
    answer, expected = ask(before_virtuoso, query), query.expected.read_text(encoding="utf-8")
    known = {slug for each in DEVIATIONS["virtuoso"] for slug in each["queries"]}
    # Strict: a deviation that is none any more has to leave the list.
    assert (answer != expected) == (query.slug in known)
    assert answer.splitlines()[0] == expected.splitlines()[0]


def test_every_deviation_is_of_a_question_and_has_a_reason() -> None:
    named = [slug for each in DEVIATIONS["virtuoso"] for slug in each["queries"]]
    assert sorted(named) == sorted({*named} & {query.slug for query in SAVED})
    assert all(each["reason"] for each in DEVIATIONS["virtuoso"])


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_as_over_a_file(path: str, before_oxigraph: FlaskClient) -> None:
    here = create_app(Settings(evaluators=0)).test_client().get(path, follow_redirects=True)
    there = before_oxigraph.get(path, follow_redirects=True)
    assert (here.status_code, there.status_code) == (200, 200)
    ours = [line for line in here.text.splitlines() if "nonce" not in line]
    theirs = [line for line in there.text.splitlines() if "nonce" not in line]
    different = len(set(ours) ^ set(theirs))
    assert different <= max(20, len(ours) // 20), sorted(set(ours) ^ set(theirs))[:20]


def test_names_are_reconciled_over_another_engine(before_oxigraph: FlaskClient) -> None:
    queries = '{"q": {"query": "Kachin Independence Army"}}'
    found = before_oxigraph.get("/reconcile", query_string={"queries": queries}).get_json()
    assert found["q"]["result"][0]["id"].endswith("kia")


def test_things_are_found_by_words_over_another_engine(before_oxigraph: FlaskClient) -> None:
    assert "/bhamo/kia" in before_oxigraph.get("/search?q=kachin").text
