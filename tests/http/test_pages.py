"""The pages, and the graph's own addresses."""

import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import Graph, URIRef

from ontology import PREFIXES
from queries import catalogue
from server.example import EXAMPLE

# rdflib warns of the classes that its own parsers still use.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

HTML = {"Accept": "text/html"}
B = PREFIXES["b"]


class Page(HTMLParser):
    """What a browser would make of a page: elements with attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def links(self) -> list[str]:
        return [a["href"] or "" for tag, a in self.elements if tag == "a"]


def read(client: FlaskClient, path: str, **parameters: str) -> Page:
    answer = client.get(path, query_string=parameters or None, headers=HTML)
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), answer.text
    return Page(answer.text)


def test_home_counts_what_the_store_holds(client: FlaskClient) -> None:
    text = " ".join(read(client, "/").text.split())
    assert "3 sentences 4 happenings 3 actors 2 places" in text


def test_the_example_can_be_run_by_a_click(client: FlaskClient) -> None:
    link = next(link for link in read(client, "/").links if "query=" in link)
    assert parse_qs(urlsplit(link).query)["query"] == [EXAMPLE]
    page = Page(client.get(link, headers=HTML).text)
    assert "Kachin Independence Army" in page.text
    assert "3 rows" in page.text


@pytest.mark.parametrize("path", ["/", "/sparql", "/queries", "/ns", "/problems", "/bhamo/kia"])
def test_no_link_of_a_page_leads_nowhere(client: FlaskClient, path: str) -> None:
    ours = {link for link in read(client, path).links if link.startswith("/")}
    assert ours
    dead = {link for link in ours if client.get(link, headers=HTML).status_code != 200}
    assert not dead


def test_pages_load_nothing_from_elsewhere_and_run_nothing(client: FlaskClient) -> None:
    for path in ("/", "/sparql", "/queries", "/ns", "/bhamo/kia", "/problems"):
        page = read(client, path)
        assert not [tag for tag, _ in page.elements if tag in ("script", "style", "iframe")]
        loaded = [a.get("src") or a["href"] for tag, a in page.elements if tag in ("link", "img")]
        assert all(str(address).startswith("/") for address in loaded)
        assert not [a for _, a in page.elements if "style" in a]


def test_the_form_is_shown_to_a_browser_that_brings_no_query(client: FlaskClient) -> None:
    page = read(client, "/sparql")
    form = next(a for tag, a in page.elements if tag == "form")
    assert (form["action"], form["method"]) == ("/sparql", "get")
    assert "textarea" in [tag for tag, _ in page.elements]


def test_results_are_a_table_with_short_names_that_link(client: FlaskClient) -> None:
    page = read(client, "/sparql", query="SELECT ?who { b:recapture-of-366 :by ?who }")
    assert "b:kia" in page.text
    assert "/bhamo/kia" in page.links
    assert "2 rows" in page.text
    assert any("format=csv" in link for link in page.links)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ASK { b:kia ?p ?o }", "yes"),
        ("CONSTRUCT WHERE { b:pdf a ?class }", ":Organisation"),
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
    for page in (read(client, "/bhamo/hostile"), read(client, "/sparql", query=query)):
        assert "<script>alert(1)</script>" in page.text
        assert not [tag for tag, _ in page.elements if tag in ("script", "img")]
        assert not [a for _, a in page.elements if any(name.startswith("on") for name in a)]
        assert not [link for link in page.links if link.lower().startswith("javascript:")]
        assert "javascript:alert(3)" in page.text


def test_text_of_a_query_stays_text(client: FlaskClient) -> None:
    query = "</textarea><script>alert(1)</script>"
    page = Page(client.get("/sparql", query_string={"query": query}, headers=HTML).text)
    assert "script" not in [tag for tag, _ in page.elements]


def test_a_thing_shows_its_facts_by_their_sentences(client: FlaskClient) -> None:
    html = client.get("/bhamo/kia", headers=HTML).text
    said, ours = html.index("KIA forces"), html.index("Ours: in no sentence")
    assert html.index("On 2 February") < said < html.index("On 18 February") < ours
    assert ours < html.index("http://www.wikidata.org/entity/Q2528453")
    assert "/bhamo/sentence/041" in Page(html).links


def test_a_fact_of_two_sentences_shows_both(client: FlaskClient) -> None:
    html = client.get("/bhamo/kia", headers=HTML).text
    both = re.search(
        r"<section class=\"said\">(?:(?!</section>).)*They are now.*?</section>", html, re.DOTALL
    )
    assert both
    assert "On 18 February" in both.group()
    assert "organisation" in both.group()


def test_a_thing_shows_what_points_to_it(client: FlaskClient) -> None:
    page = read(client, "/bhamo/kia")
    assert "What points to it" in page.text
    assert "/bhamo/capture-of-366" in page.links


def test_a_sentence_shows_what_it_says(client: FlaskClient) -> None:
    page = read(client, "/bhamo/sentence/041")
    assert "On 2 February, KIA forces captured" in page.text
    assert "capture of 366" in page.text
    assert "/bhamo/artillery-bn-366-base" in page.links


def test_the_kind_of_a_happening_has_a_page(client: FlaskClient) -> None:
    assert "recapture of 366" in read(client, "/kind/capture").text


def test_every_iri_of_ours_in_the_graph_has_an_answer_here(client: FlaskClient, data: Path) -> None:
    iris = set(re.findall(rb"<https://w3id\.org/sitrep(/[^>#]*)", data.read_bytes()))
    assert len(iris) > 10
    assert not [iri for iri in iris if client.get(iri.decode(), headers=HTML).status_code != 200]


@pytest.mark.parametrize(
    ("suffix", "media", "parser"),
    [
        ("ttl", "text/turtle", "turtle"),
        ("nt", "application/n-triples", "nt"),
        ("rdf", "application/rdf+xml", "xml"),
        ("jsonld", "application/ld+json", "json-ld"),
    ],
)
def test_a_thing_as_data(client: FlaskClient, suffix: str, media: str, parser: str) -> None:
    by_suffix = client.get(f"/bhamo/pdf.{suffix}")
    by_accept = client.get("/bhamo/pdf", headers={"Accept": media})
    for answer in (by_suffix, by_accept):
        assert (answer.status_code, answer.mimetype) == (200, media)
        graph = Graph().parse(data=answer.data, format=parser)
        assert (URIRef(f"{B}recapture-of-366"), None, URIRef(f"{B}pdf")) in graph
        assert len(graph) == 4
        assert parser != "nt" or len(answer.data.splitlines()) == 4  # each triple once
    assert "Accept" in by_accept.headers["Vary"]


@pytest.mark.parametrize("kind", [RdfFormat.N_QUADS, RdfFormat.TRIG])
def test_data_with_graphs_says_which_sentence(client: FlaskClient, kind: RdfFormat) -> None:
    quads = parse(client.get(f"/bhamo/pdf.{kind.file_extension}").data, kind)
    said = {q.subject.value for q in quads if q.graph_name == NamedNode(f"{B}sentence/043")}
    assert said == {f"{B}recapture-of-366"}


def test_a_name_may_hold_a_full_stop(client: FlaskClient) -> None:
    assert "Bhamo No. 5" in read(client, "/bhamo/no.5").text
    assert client.get("/bhamo/no.5.ttl").mimetype == "text/turtle"


@pytest.mark.parametrize(
    "path",
    ["/bhamo/nobody", "/bhamo/kia.doc", "/kind/none", "/bhamo/%3Cscript%3E", "/queries/none", "/x"],
)
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    page = client.get(path, headers=HTML)
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "<script>" not in page.text
    assert client.get(path).get_json(force=True)["status"] == 404


def test_the_ontology_is_a_page_and_data(client: FlaskClient) -> None:
    page = read(client, "/ns")
    assert {"Event", "by"} <= {a.get("id") for tag, a in page.elements if tag == "section"}
    assert len(Graph().parse(data=client.get("/ns.ttl").data, format="turtle")) == 12


def test_the_data_file_is_served_byte_for_byte(client: FlaskClient, data: Path) -> None:
    answer = client.get("/data/small.nq")
    assert (answer.mimetype, answer.data) == ("application/n-quads", data.read_bytes())
    assert answer.headers["ETag"].strip('"') == hashlib.sha256(answer.data).hexdigest()
    again = client.get("/data/small.nq", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/data/other.nq").status_code == 404


@pytest.mark.parametrize("saved", catalogue(), ids=lambda saved: saved.slug)
def test_every_saved_query_has_a_page(client: FlaskClient, saved: object) -> None:
    slug, summary = saved.slug, saved.summary  # type: ignore[attr-defined]
    assert summary in read(client, "/queries").text
    page = read(client, f"/queries/{slug}")
    assert summary in page.text
    assert "SELECT" in page.text
    assert "#+" not in page.text
