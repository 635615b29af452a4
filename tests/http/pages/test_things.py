"""The page and the data of a thing: facts with their sentences, what is ours, what points to it."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import Graph, URIRef

from ontology import PREFIXES

# rdflib warns of the classes that its own parsers still use.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

B = PREFIXES["b"]
FORMATS = [
    ("ttl", "text/turtle", "turtle"),
    ("nt", "application/n-triples", "nt"),
    ("rdf", "application/rdf+xml", "xml"),
    ("jsonld", "application/ld+json", "json-ld"),
    ("trig", "application/trig", None),
    ("nq", "application/n-quads", None),
]
FOREIGN = """
<http://example.org/a?b=c#d> a <http://example.org/Class> .
<http://example.org/a?b=c#d> <http://example.org/to> <http://example.org/e> .
<http://example.org/e> <http://www.w3.org/2000/01/rdf-schema#label> "E" .
<https://w3id.org/sitrep/battle/of%20two> a <https://w3id.org/sitrep/ns#Event> .
<https://w3id.org/sitrep/battle/a.b> a <https://w3id.org/sitrep/ns#Event> .
<https://w3id.org/sitrep/schlacht/für> a <https://w3id.org/sitrep/ns#Event> .
"""


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (None, "html"),
        ("*/*", "html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("application/json", "jsonld"),
        *((media, suffix) for suffix, media, _ in FORMATS),
    ],
)
def test_a_thing_leads_to_its_page_or_its_data(
    client: FlaskClient, accept: str | None, suffix: str
) -> None:
    answer = client.get("/bhamo/pdf", headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/bhamo/pdf.{suffix}")
    assert "Accept" in answer.headers["Vary"].split(", ")
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_format_may_be_asked_for_by_name(client: FlaskClient) -> None:
    assert client.get("/bhamo/pdf?format=ttl").headers["Location"] == "/bhamo/pdf.ttl"
    assert client.get("/bhamo/pdf?format=doc").status_code == 400
    assert client.get("/bhamo/pdf", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(("suffix", "media", "parser"), FORMATS)
def test_a_thing_as_data(client: FlaskClient, suffix: str, media: str, parser: str | None) -> None:
    answer = client.get(f"/bhamo/pdf.{suffix}")
    assert (answer.status_code, answer.mimetype) == (200, media)
    if parser:
        graph = Graph().parse(data=answer.data, format=parser)
        assert (URIRef(f"{B}recapture-of-366"), None, URIRef(f"{B}pdf")) in graph
        assert len(graph) == 4
        assert parser != "nt" or len(answer.data.splitlines()) == 4  # each triple once
    again = client.get(f"/bhamo/pdf.{suffix}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("kind", [RdfFormat.N_QUADS, RdfFormat.TRIG])
def test_data_with_graphs_says_which_sentence(client: FlaskClient, kind: RdfFormat) -> None:
    quads = parse(client.get(f"/bhamo/pdf.{kind.file_extension}").data, kind)
    said = {q.subject.value for q in quads if q.graph_name == NamedNode(f"{B}sentence/043")}
    assert said == {f"{B}recapture-of-366"}


def test_a_page_is_new_each_time(client: FlaskClient) -> None:
    """Its scripts may carry a nonce, so that a kept copy would not run."""
    assert "ETag" not in client.get("/bhamo/pdf.html").headers


def test_a_name_may_hold_a_full_stop(client: FlaskClient, read: Callable) -> None:
    assert "Bhamo No. 5" in read("/bhamo/no.5").text
    assert client.get("/bhamo/no.5.ttl").mimetype == "text/turtle"


def test_every_iri_of_ours_in_the_graph_has_an_answer_here(client: FlaskClient, data: Path) -> None:
    iris = set(re.findall(rb"<https://w3id\.org/sitrep(/[^>#]*)", data.read_bytes()))
    assert len(iris) > 10
    missing = [
        iri
        for iri in iris
        if client.get(iri.decode(), headers={"Accept": "*/*"}, follow_redirects=True).status_code
        != 200
    ]
    assert not missing


def test_every_iri_of_the_shipped_graph_is_known(shipped_client: FlaskClient) -> None:
    content = shipped_client.get("/data/bhamo.nq").data
    iris = set(re.findall(rb"<https://w3id\.org/sitrep(/[^>#]*)", content))
    assert len(iris) > 500
    assert {shipped_client.get(iri.decode()).status_code for iri in iris} == {303}


@pytest.mark.parametrize(
    "path",
    [
        "/battle/of%20two",
        "/battle/a.b",
        "/battle/a.b.html",
        "/battle/a.b.nt",
        "/schlacht/f%C3%BCr",
        "/thing?iri=http%3A%2F%2Fexample.org%2Fa%3Fb%3Dc%23d",
        "/thing?iri=http%3A%2F%2Fexample.org%2FClass",
        "/thing?iri=http%3A%2F%2Fexample.org%2Fto&format=ttl",
    ],
)
def test_iris_of_any_form_have_an_answer(of_file: Callable, path: str) -> None:
    answer = of_file(FOREIGN).get(path, headers={"Accept": "text/html"}, follow_redirects=True)
    assert answer.status_code == (404 if "%2Fto&" in path else 200)


def test_a_strangers_thing_links_to_its_page_here(of_file: Callable) -> None:
    client = of_file(FOREIGN)
    html = client.get("/thing?iri=http%3A%2F%2Fexample.org%2Fa%3Fb%3Dc%23d").text
    assert 'href="/thing?iri=http%3A%2F%2Fexample.org%2Fe"' in html
    assert 'href="/thing?iri=http%3A%2F%2Fexample.org%2Fa%3Fb%3Dc%23d&amp;format=ttl"' in html


@pytest.mark.parametrize("query", ["", "?iri=", "?iri=no", "?iri=a%20b:c"])
def test_what_is_no_iri_is_said_to_be_none(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/thing{query}")
    assert answer.status_code == 400
    assert "no IRI" in answer.get_json(force=True)["detail"]


def test_an_iri_of_ours_leads_to_its_own_path(client: FlaskClient) -> None:
    answer = client.get("/thing", query_string={"iri": f"{B}kia"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/bhamo/kia")


def row(html: str, property_: str) -> str:
    found = re.search(rf"<dt>(?:(?!</dt>).)*>?{property_}<.*?</div>", html, re.DOTALL)
    assert found, property_
    return found.group()


def test_each_fact_has_its_sentences_or_is_ours(shipped: Callable) -> None:
    html = shipped("/bhamo/recapture-of-366").html
    assert 'href="/article#s043"' in row(html, "by")
    assert 'href="/article#s043"' in row(html, "when")
    assert 'href="/article#s044"' in row(html, "at")
    assert 'class="whose ours"' in row(html, "part of")
    assert 'class="whose ours"' not in row(html, "by")
    assert "/article#" not in row(html, "part of")


def test_facts_are_in_words(shipped: Callable) -> None:
    page = shipped("/bhamo/capture-of-tank-bn-5014-base")
    assert "between 4 and 10 February 2025 · according to Kachin Independence Army" in page.text
    assert "when between 4 and 10 February 2025 [2025-02-04..2025-02-10]" in page.text
    assert ":when" not in page.text
    figure = shipped("/bhamo/civilians-killed-in-monastery")
    assert "at least 15" in figure.text
    assert (
        "up to 50 per day · according to Resistance sources"
        in shipped("/bhamo/airstrikes-per-day").text
    )
    assert "reported" in shipped("/bhamo/capture-of-five-positions").text


def test_only_the_narrowest_class_is_named(shipped: Callable) -> None:
    page = shipped("/bhamo/lid-88")
    assert page.text.index("unit · division") < page.text.index("Light Infantry Division 88 https")
    assert "is a unit ours" in page.text
    assert "/ns#Actor" not in page.links


def test_names_are_shown_with_where_they_are_used(shipped: Callable) -> None:
    html = shipped("/bhamo/infantry-bn-47").html
    names = row(html, "also called")
    light = names.index("Light Infantry Battalion 47")
    assert 'href="/article#s008"' in names[light:]
    assert "Probably one battalion" in row(html, "editor&#39;s note")


def test_what_points_to_it_stands_by_how_it_reads_from_its_side(shipped: Callable) -> None:
    page = shipped("/bhamo/kia")
    html = page.html
    did = row(html, "What it did")
    assert did.index("captures Bhamo Technological University") < did.index("shoots down two Mi-17")
    assert "by 25 December 2024" in did
    assert "What rests on its word" in page.text


def test_the_evidence_stands_beside_with_the_words(shipped: Callable) -> None:
    html = shipped("/bhamo/pdf").html
    evidence = html[html.index('class="evidence"') :]
    assert 'href="/article#s007"' in evidence
    assert '<b class="named">People&#39;s Defense Force</b>' in evidence


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("recapture-of-366", "defence-of-moc-21-in-february", "taking-back-of-areas"),
        ("control-artillery-bn-366-3", "capture-of-366", "battle-for-tank-bn-5014"),
    ],
)
def test_happenings_have_neighbours_in_time(
    shipped: Callable, path: str, before: str, after: str
) -> None:
    elements = shipped(f"/bhamo/{path}").elements
    links = {a.get("rel"): a["href"] for tag, a in elements if tag == "a" and a.get("rel")}
    assert (links["prev"], links["next"]) == (f"/bhamo/{before}", f"/bhamo/{after}")


def test_a_thing_without_a_date_has_no_neighbours(shipped: Callable) -> None:
    assert "In time" not in shipped("/bhamo/kachin-theatre").html


def test_search_engines_are_told_what_it_is(shipped: Callable) -> None:
    (event,) = shipped("/bhamo/recapture-of-366").data
    assert (event["@type"], event["startDate"], event["endDate"]) == (
        "Event",
        "2025-02-18",
        "2025-02-18",
    )
    assert event["@id"] == f"{B}recapture-of-366"
    assert event["location"][0]["name"] == "Bhamo Township"
    (army,) = shipped("/bhamo/kia").data
    assert (army["@type"], army["url"]) == ("Organization", "http://localhost/bhamo/kia")
    assert "KIA" in army["alternateName"]


def test_search_engines_are_told_the_same_elsewhere(read: Callable) -> None:
    (army,) = read("/bhamo/kia").data
    assert army["sameAs"] == ["http://www.wikidata.org/entity/Q2528453"]


def test_a_sentence_shows_what_it_says(read: Callable) -> None:
    page = read("/bhamo/sentence/041")
    assert "On 2 February, KIA forces captured Artillery Battalion 366." in page.text
    assert "capture of 366" in page.text
    assert {"/bhamo/artillery-bn-366-base", "/article#s041", "/bhamo/sentence/043"} <= {*page.links}


def test_a_sentence_with_no_fact_says_so(of_file: Callable) -> None:
    text = f'<{B}sentence/1> <{PREFIXES["nif"]}anchorOf> "Nothing." .'
    client = of_file(text)
    for path in ("/bhamo/sentence/1.html", "/article"):
        assert "No fact rests on this sentence." in client.get(path).text


LINKED = """
@prefix : <https://w3id.org/sitrep/ns#> . @prefix b: <https://w3id.org/sitrep/bhamo/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sssom: <https://w3id.org/sssom/> . @prefix wd: <http://www.wikidata.org/entity/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> . @prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix semapv: <https://w3id.org/semapv/vocab/> .
b:town a :Place ; skos:prefLabel "Town"@en ; owl:sameAs wd:Q1 ; skos:altLabel "မြို့"@my ; xl:altLabel b:name ;
  schema:identifier b:code ; geo:hasGeometry b:point .
b:link a sssom:Mapping , owl:Axiom ; owl:annotatedSource b:town ; owl:annotatedProperty owl:sameAs ;
  owl:annotatedTarget wd:Q1 ; sssom:confidence 0.99 ; sssom:mapping_justification semapv:ManualMappingCuration ;
  sssom:object_label "A town" ; rdfs:comment "Not the township."@en ; :evidence "seen there" .
b:not a sssom:Mapping ; owl:annotatedSource b:town ; owl:annotatedProperty skos:exactMatch ;
  owl:annotatedTarget wd:Q2 ; sssom:predicate_modifier "Not" ; rdfs:comment "That is a ship."@en .
b:name a xl:Label ; skos:prefLabel "name of the town" ; xl:literalForm "မြို့"@my ; dcterms:source <https://www.geonames.org/1> ;
  schema:creditText "GeoNames" ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
b:code a schema:PropertyValue ; schema:name "ISO 3166-2" ; schema:value "MM-99" ; dcterms:source <https://example.org/codes> ;
  schema:creditText "The codes" .
b:point a geo:Geometry ; geo:asWKT "POINT(97.25 -24.5)"^^geo:wktLiteral ; :precision "Its middle."@en ;
  dcterms:source <https://example.org/points> .
"""  # noqa: E501 - lines of Turtle


def test_a_link_elsewhere_says_why_and_how_sure(of_file: Callable) -> None:
    html = of_file(LINKED).get("/bhamo/town.html").text
    links = html[html.index("The same elsewhere") : html.index("As data")]
    text = re.sub(r"<[^>]+>|\s+", " ", links)
    assert re.search(r"the same as +wd:Q1 +A town", text)
    assert "99% sure · manual mapping curation · Not the township." in text
    assert re.search(r"evidence +seen there", text)
    assert re.search(r"not +the same as +wd:Q2", text)
    assert "That is a ship." in text
    assert 'href="http://www.wikidata.org/entity/Q1"' in links
    assert "annotatedSource" not in html


def test_what_is_from_elsewhere_names_its_source(of_file: Callable) -> None:
    html = of_file(LINKED).get("/bhamo/town.html").text
    assert "24.5° S, 97.25° E" in row(html, "where")
    assert "Its middle." in row(html, "where")
    assert "ISO 3166-2 MM-99" in row(html, "code")
    assert 'href="https://example.org/codes"' in row(html, "code")
    name = row(html, "also called")
    assert 'lang="my"' in name
    assert "GeoNames" in name
    assert "CC BY 4.0" in name
    assert "whose ours" not in name


def test_json_ld_in_a_page_cannot_end_its_script(of_file: Callable) -> None:
    text = f'<{B}x> <{PREFIXES["rdfs"]}label> "</script><b>" .'
    html = of_file(text).get("/bhamo/x.html").text
    data = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert json.loads(data)["name"] == "</script><b>"


STATEMENT = "wikidata/statement/deaths-in-monastery-P1120-15-from-15"
VALUE = "wikidata/value/quantity-15-from-15"
REFERENCE = "wikidata/reference/sentence-063"


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form[0])
@pytest.mark.parametrize(
    ("path", "triple"),
    [
        (STATEMENT, (STATEMENT, PREFIXES["psv"] + "P1120", VALUE)),
        (STATEMENT, ("deaths-in-monastery", PREFIXES["p"] + "P1120", STATEMENT)),
        (VALUE, (STATEMENT, PREFIXES["psv"] + "P1120", VALUE)),
        (REFERENCE, (STATEMENT, PREFIXES["prov"] + "wasDerivedFrom", REFERENCE)),
    ],
)
def test_what_is_said_in_wikidatas_words_alone_has_its_triples(
    shipped_client: FlaskClient,
    path: str,
    triple: tuple[str, str, str],
    form: tuple[str, str, str | None],
) -> None:
    suffix, media, parser = form
    answer = shipped_client.get(f"/bhamo/{path}.{suffix}")
    assert (answer.status_code, answer.mimetype) == (200, media)
    if parser:
        graph = Graph().parse(data=answer.data, format=parser)
        assert (URIRef(B + triple[0]), URIRef(triple[1]), URIRef(B + triple[2])) in graph
        assert parser != "nt" or len(answer.data.splitlines()) == len(graph)
