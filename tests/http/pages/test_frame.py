"""What all pages have in common: the frame around them, and what they never do."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

PATHS = (
    *("/", "/sparql", "/queries", "/problems", "/article", "/ontology", "/dataset", "/search"),
    *("/search?q=kia", "/bhamo/kia", "/bhamo/recapture-of-366", "/bhamo/sentence/043"),
    *("/kind/capture", "/ns", "/thing?iri=https%3A%2F%2Fw3id.org%2Fsitrep%2Fbhamo%2Fpdf"),
)
PLACES = ["/battle", "/queries", "/sparql", "/article", "/ontology", "/dataset", "/api"]
# What a stranger's file may hold, in every place where a page shows text, an address or a name.
HOSTILE = """
@prefix : <https://w3id.org/sitrep/ns#> . @prefix b: <https://w3id.org/sitrep/bhamo/> .
@prefix s: <https://w3id.org/sitrep/bhamo/sentence/> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
GRAPH s:001 {
  b:evil a :Event ; skos:altLabel "<b>bold</b>" ; :wording "</script><script>alert(1)</script>" ;
    :when "<i>2025</i>"^^edtf:EDTF ; :by b:other .
}
GRAPH <javascript:alert(4)> { b:evil :at b:other . }
b:evil a :Event ; skos:prefLabel "</script><script>alert(2)</script>\\" onclick=\\"alert(3)"@en ;
  skos:altLabel "<b>bold</b>" ; :partOf b:evil ; :by b:other ; :low 99999999999999999999999999 ;
  :when "<i>2025</i>"^^edtf:EDTF ; :earliest "2025"^^edtf:EDTF ; :at b:other ; skos:broader b:evil ;
  skos:inScheme b:evil ; owl:sameAs <javascript:alert(5)> , <http://example.org/x?a=1&b='2'> .
b:other a :Actor , <http://example.org/Class> ; :memberOf b:other ; skos:prefLabel "<img src=x onerror=alert(6)>" ;
  :accordingTo [ rdfs:label "<u>nobody</u>" ] .
b:article a nif:Context ; dcterms:title "<title>"@en ; dcterms:source <javascript:alert(7)> ;
  dcterms:license <javascript:alert(8)> ; :retrieved "<s>" .
s:001 nif:anchorOf "<b>bold</b> </script><script>alert(1)</script> <u>more</u>" ; nif:referenceContext b:article ;
  :section "<hr>" ; :number "<4>" ; :notModelled "<em>why</em>" .
<https://w3id.org/sitrep//evil.example/x> rdfs:label "elsewhere" .
:Event rdfs:subClassOf :Event , :Happening ; rdfs:label "<h1>" . :Happening rdfs:subClassOf :Event .
"""  # noqa: E501 - lines of Turtle


@pytest.mark.parametrize("path", PATHS)
def test_the_frame_has_the_places_of_the_site_and_one_search(read: Callable, path: str) -> None:
    page = read(path)
    assert [link for link in page.links if link in PLACES][: len(PLACES)] == PLACES
    boxes = [a for tag, a in page.elements if tag == "input" and a.get("id") == "q"]
    assert [(box["name"], box["type"]) for box in boxes] == [("q", "search")]
    forms = [a for tag, a in page.elements if tag == "form" and a.get("role") == "search"]
    assert [(form["action"], form["method"]) for form in forms] == [("/search", "get")]
    assert page.ids.count("main") == 1
    assert "/dataset#cite" in page.links


@pytest.mark.parametrize("path", PATHS)
def test_a_page_loads_nothing_from_elsewhere_and_runs_nothing(read: Callable, path: str) -> None:
    page = read(path)
    data = {"type": "application/ld+json"}
    scripts = [a for tag, a in page.elements if tag == "script" and a != data]
    assert all(str(a["src"]).startswith("/static/") and a["nonce"] for a in scripts)
    assert not [tag for tag, _ in page.elements if tag in ("style", "iframe", "object", "embed")]
    loaded = [a.get("src") or a["href"] for tag, a in page.elements if tag in ("link", "img")]
    assert all(str(address).startswith("/") for address in loaded)
    assert not [a for _, a in page.elements if "style" in a]
    assert not [a for _, a in page.elements if any(name.startswith("on") for name in a)]


@pytest.mark.parametrize("path", PATHS)
def test_ids_are_there_once(read: Callable, path: str) -> None:
    ids = read(path).ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", [*PATHS, "/bhamo/nobody"])
def test_no_link_leads_nowhere(client: FlaskClient, read: Callable, path: str) -> None:
    page = read(path, 404 if "nobody" in path else 200)
    ours = {link.partition("#")[0] for link in page.links if link.startswith("/")}
    assert len(ours) > 5
    dead = {
        link
        for link in ours
        if client.get(link, headers={"Accept": "text/html"}, follow_redirects=True).status_code
        != 200
    }
    assert not dead


@pytest.mark.parametrize(
    "path", ["/", "/article", "/ontology", "/dataset", "/bhamo/kia", "/search?q=kia"]
)
def test_no_link_of_the_shipped_graph_leads_nowhere(
    shipped_client: FlaskClient, shipped: Callable, path: str
) -> None:
    page = shipped(path)
    anchors = {link[1:] for link in page.links if link.startswith("#")}
    assert anchors <= set(page.ids)
    ours = {link.partition("#")[0] for link in page.links if link.startswith("/")}
    dead = {
        link
        for link in ours
        if shipped_client.get(link, headers={"Accept": "*/*"}).status_code not in (200, 303)
    }
    assert not dead


@pytest.mark.parametrize("path", PATHS)
def test_links_out_do_not_hand_over_the_window(read: Callable, path: str) -> None:
    out = [
        a
        for tag, a in read(path).elements
        if tag == "a" and str(a.get("href")).startswith(("http:", "https:"))
    ]
    assert all("noopener" in str(a.get("rel")) for a in out)


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/article", "/ontology", "/dataset", "/search?q=bold", "/search?q=script"),
        *("/bhamo/evil", "/bhamo/other", "/bhamo/sentence/001", "/bhamo/article", "/ns"),
        "/thing?iri=http%3A%2F%2Fexample.org%2FClass",
        "/thing?iri=javascript%3Aalert%284%29",
    ],
)
def test_text_of_the_data_stays_text(of_file: Callable, path: str) -> None:
    answer = of_file(HOSTILE).get(path, headers={"Accept": "text/html"}, follow_redirects=True)
    assert answer.status_code == 200
    for bad in ("<script>alert", "<img", "<b>bold", "<i>2025", "<u>", "<em>why", "<hr>", "<s>"):
        assert bad not in answer.text, bad
    links = answer.text.lower().split('href="')[1:]
    assert not [link for link in links if link.startswith("javascript:")]
    assert 'onclick="alert(3)"' not in answer.text


def test_no_address_leads_to_another_host(of_file: Callable) -> None:
    client = of_file(HOSTILE)
    paths = (
        *("//evil.example/x", "///evil.example/x", "/\\evil.example/x", "//evil.example/x.html"),
        "/thing?iri=https%3A%2F%2Fw3id.org%2Fsitrep%2F%2Fevil.example%2Fx",
        "/thing?iri=https%3A%2F%2Fevil.example%2F",
        "/search?q=//evil.example",
    )
    for path in paths:
        answer = client.get(path, headers={"Accept": "text/html"})
        location = answer.headers.get("Location", "/")
        assert location.startswith("/"), path
        assert not location.startswith(("//", "/\\")), path


@pytest.mark.parametrize(
    "text",
    [
        "<http://example.org/a> <http://example.org/b> <http://example.org/c> .",
        '<http://example.org/a> <http://example.org/b> "c" .',
        "[] a <http://example.org/C> .",
        "<https://w3id.org/sitrep/other/thing> a <https://w3id.org/sitrep/ns#Event> .",
    ],
)
def test_every_page_holds_with_any_graph(of_file: Callable, text: str) -> None:
    client = of_file(text)
    for path in ("/", "/ontology", "/dataset", "/search?q=a", "/queries", "/problems", "/sparql"):
        assert client.get(path, headers={"Accept": "text/html"}).status_code == 200, path
    assert client.get("/article", headers={"Accept": "text/html"}).status_code == 404
    assert client.get("/dataset.ttl").status_code == 200
    assert client.get("/data/SHA256SUMS").status_code == 200


def test_a_browser_learns_how_to_search_here(client: FlaskClient) -> None:
    answer = client.get("/opensearch.xml")
    assert answer.mimetype == "application/opensearchdescription+xml"
    assert 'template="http://localhost/search?q={searchTerms}"' in answer.text
