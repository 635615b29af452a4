"""The ontology, for people and as data: every term where its IRI leads."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef
from rdflib.namespace import RDFS

import ontology
from server.reading.vocabulary import GROUPS

NS = ontology.NAMESPACE


@pytest.mark.parametrize(
    ("accept", "leads"),
    [
        (None, "/ontology"),
        ("text/html", "/ontology"),
        ("text/turtle", "/ns.ttl"),
        ("application/ld+json", "/ns.jsonld"),
        ("application/rdf+xml", "/ns.rdf"),
    ],
)
def test_its_iri_leads_to_the_page_or_to_the_data(
    client: FlaskClient, accept: str | None, leads: str
) -> None:
    answer = client.get("/ns", headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.headers["Location"]) == (303, leads)
    assert "Accept" in answer.headers["Vary"].split(", ")
    assert client.get(leads).status_code == 200


@pytest.mark.parametrize("path", ["/ontology", "/ns"])
@pytest.mark.parametrize(("suffix", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml")])
def test_the_data_is_that_of_the_file(
    shipped_client: FlaskClient, path: str, suffix: str, parser: str
) -> None:
    graph = Graph().parse(data=shipped_client.get(f"{path}.{suffix}").data, format=parser)
    terms = Graph().parse(ontology.TERMS)
    assert set(terms) <= set(graph)


def test_the_page_answers_by_accept_too(client: FlaskClient) -> None:
    answer = client.get("/ontology", headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.mimetype) == (200, "text/turtle")
    assert len(Graph().parse(data=answer.data, format="turtle")) == 12
    assert client.get("/ontology.doc").status_code == 400


def test_every_term_is_where_its_iri_leads(shipped: Callable) -> None:
    page = shipped("/ontology")
    terms = Graph().parse(ontology.TERMS)
    names = {str(term).removeprefix(NS) for term in terms.subjects(RDFS.isDefinedBy)}
    assert len(names) > 70
    assert names <= set(page.ids)
    for name in ("recapture", "A happening that changes something", "b:kia-allies a :Actor"):
        assert name in page.text


def test_every_term_of_the_shipped_ontology_is_in_a_group() -> None:
    terms = Graph().parse(ontology.TERMS)
    grouped = {name for names in GROUPS.values() for name in names.split()}
    properties = {
        str(term).removeprefix(NS)
        for term in terms.subjects(RDFS.isDefinedBy)
        if str(term).removeprefix(NS)[:1].islower()
    }
    assert len(properties) > 50
    assert properties <= grouped


def test_a_term_says_what_it_is_of_and_what_others_call_it(shipped: Callable) -> None:
    html = shipped("/ontology").html
    by = html[html.index('id="by"') :].split("</section>")[0]
    text = " ".join(re.sub(r"<[^>]+>", " ", by).split())
    assert "of happening" in text
    assert "value actor" in text
    assert "close to" in text
    assert 'href="http://www.cidoc-crm.org/cidoc-crm/P14_carried_out_by"' in by


def test_the_classes_are_drawn_each_beneath_the_wider_one(shipped: Callable) -> None:
    html = shipped("/ontology").html
    drawing = html[html.index('class="diagram"') : html.index("</figure>")]
    boxes = {
        name: (int(x), int(y))
        for name, x, y in re.findall(
            r'href="#(\w+)"><rect class="box" x="(\d+)" y="(\d+)"', drawing
        )
    }
    terms = Graph().parse(ontology.TERMS)
    pairs = [
        (str(narrow).removeprefix(NS), str(wide).removeprefix(NS))
        for narrow, wide in terms.subject_objects(RDFS.subClassOf)
        if isinstance(wide, URIRef) and str(wide).startswith(NS)
    ]
    assert len(boxes) == 18
    assert len(pairs) > 8
    for narrow, wide in pairs:
        assert boxes[narrow][0] > boxes[wide][0]
        assert boxes[narrow][1] > boxes[wide][1]


def test_the_kinds_are_a_tree(shipped: Callable) -> None:
    html = shipped("/ontology").html
    kinds = html[html.index('class="kinds"') :]
    control = kinds.index("<b>change of control</b>")
    capture = kinds.index("<b>capture</b>", control)
    assert control < capture < kinds.index("<b>recapture</b>", capture)
    assert "<q>retook</q>" in kinds
    assert 'href="http://www.wikidata.org/entity/Q178561"' in kinds


def test_kinds_that_run_in_a_circle_do_not_hang(of_file: Callable) -> None:
    skos = ontology.PREFIXES["skos"]
    text = f"""
    @prefix skos: <{skos}> . @prefix x: <http://example.org/> .
    x:a skos:inScheme x:s ; skos:broader x:top , x:b . x:b skos:inScheme x:s ; skos:broader x:a .
    x:top skos:inScheme x:s ; skos:prefLabel "top" .
    """
    html = of_file(text).get("/ontology").text
    assert "<b>top</b>" in html
    assert "The served file says nothing about the ontology" in html
