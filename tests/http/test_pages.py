"""The pages, and the graph's own addresses."""

import pytest
from flask.testing import FlaskClient

from ontology import PREFIXES
from queries import catalogue
from tests.http.html import Page

# rdflib warns of the classes that its own parsers still use.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

HTML = {"Accept": "text/html"}
B = PREFIXES["b"]


def read(client: FlaskClient, path: str, **parameters: str) -> Page:
    answer = client.get(path, query_string=parameters or None, headers=HTML)
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), answer.text
    return Page(answer.text)


def test_the_form_is_shown_to_a_browser_that_brings_no_query(client: FlaskClient) -> None:
    page = read(client, "/sparql")
    forms = [(a["action"], a["method"]) for tag, a in page.elements if tag == "form"]
    assert ("/sparql", "get") in forms
    assert "textarea" in [tag for tag, _ in page.elements]


def test_results_are_a_table_with_short_names_that_link(client: FlaskClient) -> None:
    page = read(client, "/sparql", query="SELECT ?who { b:recapture-of-366 :by ?who }")
    assert "Kachin Independence Army" in page.text
    assert "/bhamo/kia" in page.links
    assert "2 rows" in page.text
    assert any("format=csv" in link for link in page.links)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ASK { b:kia ?p ?o }", "yes"),
        ("CONSTRUCT WHERE { b:pdf a ?class }", "organisation"),
        ("DESCRIBE b:pdf", "People's Defence Force"),
        ("SELECT * { b:nobody ?p ?o }", "No rows"),
        ('SELECT ("ဗန်းမော်" AS ?x) {}', "ဗန်းမော်"),
    ],
)
def test_every_form_of_query_has_a_page(client: FlaskClient, query: str, text: str) -> None:
    assert text in read(client, "/sparql", query=query).text


def test_a_page_says_when_it_leaves_rows_out(client: FlaskClient) -> None:
    values = " ".join(map(str, range(1200)))
    page = read(client, "/sparql", query=f"SELECT ?x {{ VALUES ?x {{ {values} }} }}")
    assert "1200 rows, of which this page shows the first 1000" in page.text


def test_text_of_the_data_stays_text(client: FlaskClient) -> None:
    query = "SELECT * { b:hostile ?p ?o }"
    page = read(client, "/sparql", query=query)
    assert "<script>alert(1)</script>" in page.text
    assert not [a for tag, a in page.elements if tag == "script" and "src" not in a]
    assert "img" not in [tag for tag, _ in page.elements]
    assert not [a for _, a in page.elements if any(name.startswith("on") for name in a)]
    assert not [link for link in page.links if link.lower().startswith("javascript:")]
    assert "javascript:alert(3)" in page.text


def test_text_of_a_query_stays_text(client: FlaskClient) -> None:
    query = "</textarea><script>alert(1)</script>"
    page = Page(client.get("/sparql", query_string={"query": query}, headers=HTML).text)
    assert not [a for tag, a in page.elements if tag == "script" and "src" not in a]


@pytest.mark.parametrize(
    "path",
    ["/bhamo/nobody", "/bhamo/kia.doc", "/kind/none", "/bhamo/%3Cscript%3E", "/queries/none", "/x"],
)
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers=HTML)
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "<script>" not in page.text
    assert client.get(path).get_json(force=True)["status"] == 404


@pytest.mark.parametrize("saved", catalogue(), ids=lambda saved: saved.slug)
def test_every_saved_query_has_a_page(client: FlaskClient, saved: object) -> None:
    slug, summary = saved.slug, saved.summary  # type: ignore[attr-defined]
    assert summary in read(client, "/queries").text
    page = read(client, f"/queries/{slug}")
    assert summary in page.text
    assert "SELECT" in page.text
    assert "#+" not in page.text
