"""The saved queries that ask Wikidata: where it is allowed, and tried beside one that plays it."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from ontology import PREFIXES
from queries import QueryFileError, SavedQuery, federated
from queries.files import read_federated
from server import create_app, state
from server.config import DEFAULT_DATA, Settings
from server.state import load, read_file

from .wikidata import Wikidata

SAVED = federated()
EXPECTED = Path(__file__).parent / "expected"

saved_queries = pytest.mark.parametrize("saved", SAVED, ids=lambda saved: saved.slug)


def moved(saved: SavedQuery, address: str) -> SavedQuery:
    """The same question, asked of a server that plays Wikidata."""
    return replace(saved, text=saved.text.replace(saved.service, address), service=address)


def test_there_are_some() -> None:
    assert len(SAVED) >= 2


@saved_queries
def test_it_is_there_only_where_its_service_is_allowed(saved: SavedQuery) -> None:
    without = create_app(Settings(evaluators=0)).test_client()
    assert without.get(f"/queries/{saved.slug}.csv").status_code == 404
    allowed = create_app(Settings(evaluators=0, allow_service=(saved.service,))).test_client()
    assert saved.summary in allowed.get("/queries").text
    assert f"/queries/{saved.slug}" in allowed.get("/openapi.json").text


@saved_queries
def test_its_answer_beside_a_little_of_wikidata(
    saved: SavedQuery, wikidata: Wikidata, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = moved(saved, wikidata.url)
    monkeypatch.setattr(state, "federated", lambda: (here,))
    app = create_app(Settings(evaluators=1, allow_service=(wikidata.url,)))
    answer = app.test_client().get(f"/queries/{saved.slug}.csv")
    golden = EXPECTED / f"{saved.slug}.csv"
    assert answer.text == golden.read_bytes().decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    columns = answer.text.split("\r\n")[0].split(",")
    assert {column.removesuffix("Label") for column in columns} == set(saved.columns)
    page = app.test_client().get(f"/queries/{saved.slug}", headers={"Accept": "text/html"})
    assert (page.status_code, saved.summary in page.text) == (200, True)


@saved_queries
def test_a_service_that_fails_is_named(saved: SavedQuery, monkeypatch: pytest.MonkeyPatch) -> None:
    here = moved(saved, "http://127.0.0.1:1/sparql")
    monkeypatch.setattr(state, "federated", lambda: (here,))
    app = create_app(Settings(evaluators=1, allow_service=(here.service,)))
    answer = app.test_client().get(f"/queries/{saved.slug}.csv")
    assert answer.status_code == 502
    assert "could not be reached" in answer.get_json(force=True)["detail"]


@saved_queries
def test_every_prefix_is_the_projects_or_wikidatas(saved: SavedQuery) -> None:
    store = load(read_file(DEFAULT_DATA), DEFAULT_DATA)
    assert isinstance(store, Store)
    assert any(store.quads_for_pattern(None, NamedNode(PREFIXES["owl"] + "sameAs"), None, None))
    for line in saved.body.splitlines():
        if line.startswith("PREFIX "):
            _, name, iri = line.split()
            assert PREFIXES[name.removesuffix(":")] == iri.strip("<>")


WHOLE = """\
#+ summary: A question
#+ description: What it shows
#+ tags: [one]
#+ x-service: http://a/
#+ x-view: {default: table}
#+ x-columns: {thing: a thing}
#+ x-expect: {min-rows: 1, unique: [thing]}
SELECT ?thing WHERE { SERVICE <http://a/> { ?thing ?p ?o } }
"""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (WHOLE.replace("#+ x-service: http://a/\n", ""), "lacks x-service"),
        (WHOLE.replace("<http://a/>", "<http://b/>"), "x-service must be the one SERVICE"),
        (WHOLE.replace("SERVICE <http://a/>", ""), "x-service must be the one SERVICE"),
    ],
)
def test_a_broken_file_is_told_of(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "question.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QueryFileError, match=says):
        read_federated(path)
