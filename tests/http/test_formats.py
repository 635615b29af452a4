"""Every format of an answer, by Accept and by `format=`, read back by a parser of its own."""

import csv
import io
import json
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from rdflib import Graph
from SPARQLWrapper import CSV, JSON, JSONLD, POST, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

# rdflib warns of the classes that its own parsers still use.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SELECT = 'SELECT ?text WHERE { ?s nif:anchorOf ?text FILTER(STRSTARTS(?text, "On")) } ORDER BY ?s'
TEXTS = [
    "On 2 February, KIA forces captured Artillery Battalion 366.",
    "On 18 February the KIA and PDF retook Artillery Battalion 366.",
]
CONSTRUCT = "CONSTRUCT WHERE { b:recapture-of-366 :by ?who }"
SRX = {"s": "http://www.w3.org/2005/sparql-results#"}
RESULTS = "application/sparql-results+"


def from_json(content: str) -> list[str]:
    return [row["text"]["value"] for row in json.loads(content)["results"]["bindings"]]


def from_xml(content: str) -> list[str]:
    root = ET.fromstring(content)  # noqa: S314 - our own server's answer
    return [node.text or "" for node in root.iterfind(".//s:literal", SRX)]


def from_csv(content: str) -> list[str]:
    head, *rows = csv.reader(io.StringIO(content, newline=""))
    assert head == ["text"]
    return [row[0] for row in rows]


def from_tsv(content: str) -> list[str]:
    head, *rows = content.splitlines()
    assert head == "?text"
    return [row.strip('"') for row in rows]


@pytest.mark.parametrize(
    ("accept", "name", "media", "read"),
    [
        (f"{RESULTS}json", "json", f"{RESULTS}json", from_json),
        ("application/json", "srj", "application/json", from_json),
        (f"{RESULTS}xml", "xml", f"{RESULTS}xml", from_xml),
        ("application/xml", "srx", "application/xml", from_xml),
        ("text/csv", "csv", "text/csv", from_csv),
        ("text/tab-separated-values", "tsv", "text/tab-separated-values", from_tsv),
        ("text/csv; charset=utf-8", "csv", "text/csv", from_csv),
    ],
)
def test_solutions(
    client: FlaskClient,
    accept: str,
    name: str,
    media: str,
    read: Callable[[str], list[str]],
) -> None:
    answer = client.get("/sparql", query_string={"query": SELECT}, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, media)
    assert read(answer.text) == TEXTS
    assert "Accept" in answer.headers["Vary"]
    named = client.get("/sparql", query_string={"query": SELECT, "format": name})
    assert read(named.text) == TEXTS


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_yes_or_no(client: FlaskClient, name: str) -> None:
    for query, word in (("ASK { b:kia ?p ?o }", "true"), ("ASK { b:nobody ?p ?o }", "false")):
        answer = client.get("/sparql", query_string={"query": query, "format": name})
        assert word in answer.text


@pytest.mark.parametrize(
    ("accept", "name", "parser"),
    [
        ("text/turtle", "ttl", "turtle"),
        ("application/n-triples", "nt", "nt"),
        ("application/rdf+xml", "rdf", "xml"),
        ("application/ld+json", "jsonld", "json-ld"),
        ("application/trig", "trig", "turtle"),
        ("application/n-quads", "nq", "nt"),
        ("application/json", "json", "json-ld"),
        ("text/plain", "ntriples", "nt"),
        ("application/xml", "xml", "xml"),
    ],
)
def test_graphs(client: FlaskClient, accept: str, name: str, parser: str) -> None:
    for query in (CONSTRUCT, "DESCRIBE b:pdf"):
        answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
        assert (answer.status_code, answer.mimetype) == (200, accept)
        named = client.get("/sparql", query_string={"query": query, "format": name})
        graphs = [Graph().parse(data=a.data, format=parser) for a in (answer, named)]
        assert [len(graph) for graph in graphs] == [2, 2]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", f"{RESULTS}json"),
        ("*/*", f"{RESULTS}json"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.6", "text/tab-separated-values"),
        ("text/csv;q=0.5, */*;q=0.1", "text/csv"),
        (f"{RESULTS}json;q=0, */*", f"{RESULTS}xml"),
        ("application/json, text/csv;q=0.9", "application/json"),
        ("text/*", "text/csv"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "text/html"),
        # Of what is wanted as much comes what is named.
        ("text/html, */*", "text/html"),
        ("*/*, TEXT/CSV", "text/csv"),
        ("*/*, text/*", "text/csv"),
        ("text/csv;q=0.5, */*;q=0.5, image/png", "text/csv"),
        ("image/png, text/csv;q=0.1", "text/csv"),
        ("text/*;q=0.9, text/csv;q=0.1, text/html;q=0", "text/tab-separated-values"),
        ("text/csv;q=0, text/*", "text/tab-separated-values"),
        ("application/*;q=0.2, */*;q=0.1", f"{RESULTS}json"),
        ("TEXT/CSV", "text/csv"),
        ("text/csv; charset=utf-16, text/tab-separated-values;q=0.1", "text/tab-separated-values"),
        ('text/csv; charset="UTF-8"', "text/csv"),
    ],
)
def test_the_accept_header_is_weighed(client: FlaskClient, accept: str, expected: str) -> None:
    answer = client.get("/sparql", query_string={"query": "ASK {}"}, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, expected)


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        (SELECT, "csv", "text/csv; charset=utf-8"),
        (SELECT, "tsv", "text/tab-separated-values; charset=utf-8"),
        (SELECT, "json", f"{RESULTS}json"),
        (CONSTRUCT, "ttl", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "nt", "application/n-triples"),
        (CONSTRUCT, "jsonld", "application/ld+json"),
    ],
)
def test_a_type_of_text_says_its_charset(
    client: FlaskClient, query: str, name: str, expected: str
) -> None:
    answer = client.get("/sparql", query_string={"query": query, "format": name})
    assert answer.headers["Content-Type"] == expected


@pytest.mark.parametrize(
    "accept",
    ["image/png", "text/turtle", "*/*;q=0", "text/csv;q=0", "text/csv; charset=iso-8859-1"],
)
def test_what_cannot_be_given_is_said(client: FlaskClient, accept: str) -> None:
    answer = client.get("/sparql", query_string={"query": "ASK {}"}, headers={"Accept": accept})
    problem = answer.get_json(force=True)
    assert (answer.status_code, problem["title"]) == (406, "Not acceptable")
    assert "text/csv" in problem["hint"]
    assert "Accept" in answer.headers["Vary"]


def test_a_client_that_people_use(server: str) -> None:
    sparql = SPARQLWrapper(f"{server}/sparql")
    sparql.setQuery(SELECT)
    for form in (JSON, XML, CSV, TSV):
        sparql.setReturnFormat(form)
        assert TEXTS[0] in str(sparql.query().response.read())
    sparql.setReturnFormat(JSON)
    sparql.setMethod(POST)
    rows = sparql.queryAndConvert()["results"]["bindings"]
    assert [row["text"]["value"] for row in rows] == TEXTS
    sparql.setQuery(CONSTRUCT)
    for form, parser in ((RDFXML, "xml"), (JSONLD, "json-ld"), (TURTLE, "turtle"), (XML, "xml")):
        sparql.setReturnFormat(form)
        assert len(Graph().parse(data=sparql.query().response.read(), format=parser)) == 2
