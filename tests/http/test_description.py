"""What the endpoint says of itself, compared with what it does and with the data counted anew."""

import hashlib
import http.client
from collections import Counter
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, parse
from rdflib import RDF, RDFS, SDO, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, SH, VOID

from ontology import PREFIXES
from queries import EXPECTED, Type, catalogue
from server import create_app
from server.config import Settings

# rdflib warns of the classes that its own parsers still use.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = {
    "ttl": ("text/turtle", "turtle"),
    "nt": ("application/n-triples", "nt"),
    "rdf": ("application/rdf+xml", "xml"),
    "jsonld": ("application/ld+json", "json-ld"),
    "trig": ("application/trig", "trig"),
    "nq": ("application/n-quads", "nquads"),
}
# The names that W3C gives to formats, and ours.
RESULTS = {
    "SPARQL_Results_JSON": ("json", "SELECT * {}"),
    "SPARQL_Results_XML": ("xml", "SELECT * {}"),
    "SPARQL_Results_CSV": ("csv", "SELECT * {}"),
    "SPARQL_Results_TSV": ("tsv", "SELECT * {}"),
    "Turtle": ("ttl", "CONSTRUCT WHERE {}"),
    "N-Triples": ("nt", "CONSTRUCT WHERE {}"),
    "RDF_XML": ("rdf", "CONSTRUCT WHERE {}"),
    "JSON-LD": ("jsonld", "CONSTRUCT WHERE {}"),
    "TriG": ("trig", "CONSTRUCT WHERE {}"),
    "N-Quads": ("nq", "CONSTRUCT WHERE {}"),
}
KINDS = {
    Type.IRI: SH.IRI,
    Type.DATE: XSD.date,
    Type.INTEGER: XSD.integer,
    Type.STRING: XSD.string,
    Type.BOOLEAN: XSD.boolean,
}
PLACES = ["/sparql", "/.well-known/void"]
ENDPOINT = URIRef("http://localhost/sparql")
DOCUMENT = URIRef("http://localhost/.well-known/void")


def read(client: FlaskClient, path: str = "/sparql", name: str = "nt") -> Graph:
    answer = client.get(path, query_string={"format": name})
    assert (answer.status_code, answer.mimetype) == (200, FORMATS[name][0])
    return parse_graph(answer.data, FORMATS[name][1])


def parse_graph(content: bytes, parser: str) -> Graph:
    # Neither TriG nor N-Quads has a graph of a name here, so both are read as what they extend.
    plain = {"trig": "turtle", "nquads": "nt"}.get(parser, parser)
    return Graph().parse(data=content, format=plain)


@pytest.fixture(scope="module")
def shipped() -> FlaskClient:
    """A client of the graph that is shipped."""
    return create_app(replace(Settings(), evaluators=0)).test_client()


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_same(client: FlaskClient, path: str, name: str) -> None:
    media, parser = FORMATS[name]
    answer = client.get(path, headers={"Accept": media})
    assert (answer.status_code, answer.mimetype) == (200, media)
    assert {"Accept", "Accept-Encoding"} <= set(answer.headers["Vary"].split(", "))
    graph = parse_graph(answer.data, parser)
    assert len(graph) > 100
    assert isomorphic(graph, read(client, path))
    assert isomorphic(graph, read(client, path, name))


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("accept", [None, "*/*", "text/turtle, */*;q=0.1", "text/*"])
def test_turtle_comes_first(client: FlaskClient, path: str, accept: str | None) -> None:
    answer = client.get(path, headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.content_type) == (200, "text/turtle; charset=utf-8")


@pytest.mark.parametrize("accept", ["text/html", "text/html, application/xml;q=0.9, */*;q=0.8"])
def test_a_browser_gets_the_form(client: FlaskClient, accept: str) -> None:
    answer = client.get("/sparql", headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert client.get("/sparql?format=html").mimetype == "text/html"


@pytest.mark.parametrize(
    ("accept", "status", "said"),
    [
        ("application/sparql-results+json", 400, "`query` is missing"),
        ("text/csv", 400, "`query` is missing"),
        ("image/png", 406, "image/png"),
        ("*/*;q=0", 406, "*/*"),
    ],
)
def test_what_else_a_visitor_may_want(
    client: FlaskClient, accept: str, status: int, said: str
) -> None:
    answer = client.get("/sparql", headers={"Accept": accept})
    problem = answer.get_json(force=True)
    assert (answer.status_code, problem["status"]) == (status, status)
    assert said in problem["detail"]


def test_the_service_is_where_it_was_asked(server: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=20)
    connection.request("GET", "/sparql", headers={"Accept": "application/n-triples"})
    graph = Graph().parse(data=connection.getresponse().read(), format="nt")
    connection.close()
    service = graph.value(None, RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == URIRef(f"{server}/sparql")
    dataset = graph.value(service, SD.defaultDataset)
    assert graph.value(dataset, VOID.sparqlEndpoint) == URIRef(f"{server}/sparql")
    assert graph.value(dataset, VOID.dataDump) == URIRef(f"{server}/data/small.nq")


def test_it_claims_what_it_does_and_no_more(client: FlaskClient) -> None:
    graph = read(client)
    service = graph.value(None, RDF.type, SD.Service)
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert not list(graph.objects(service, SD.feature))
    assert not list(graph.objects(service, SD.inputFormat))
    claimed = {str(iri) for iri in graph.objects(service, SD.resultFormat)}
    assert claimed == {f"http://www.w3.org/ns/formats/{name}" for name in RESULTS}


def test_where_a_service_is_allowed_it_says_so(settings: Settings) -> None:
    allowed = replace(settings, allow_service=("https://query.example.org/sparql",), evaluators=0)
    graph = read(create_app(allowed).test_client())
    assert [*graph.objects(None, SD.feature)] == [SD.BasicFederatedQuery]


@pytest.mark.parametrize("name", RESULTS)
def test_every_format_that_it_claims_can_be_had(client: FlaskClient, name: str) -> None:
    ours, query = RESULTS[name]
    answer = client.get("/sparql", query_string={"query": query, "format": ours})
    assert answer.status_code == 200


# Things of others, a triple in a named graph alone, one in two of them.
ODD = """\
<https://w3id.org/sitrep/bhamo/a> <http://x/p> "1" .
<https://w3id.org/sitrep/bhamo/a> <http://x/p> "1" <http://x/g> .
<http://x/b> <http://x/p> "2" .
<http://x/b> <http://x/q> "3" <http://x/g> .
<http://x/b> <http://x/q> "3" <http://x/h> .
<http://x/b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://x/C> .
"""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("odd") / "odd.nq"
    file.write_text(ODD, encoding="utf-8")
    return file


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("file", ["data", "odd"])
def test_the_counts_are_those_of_the_file(
    request: pytest.FixtureRequest, file: str, path: str
) -> None:
    data: Path = request.getfixturevalue(file)
    client = create_app(Settings(data=data, evaluators=0)).test_client()
    quads = list(parse(path=str(data), format=RdfFormat.N_QUADS))
    default = [quad for quad in quads if quad.graph_name == DefaultGraph()]
    graph = read(client, path)
    dataset = graph.value(None, RDF.type, SD.Dataset)
    node = graph.value(dataset, SD.defaultGraph)

    def number(subject: object, property_: URIRef) -> int:
        return int(str(graph.value(subject, property_)))  # type: ignore[arg-type]

    assert number(node, VOID.triples) == len(default)
    assert number(dataset, VOID.triples) == len({quad.triple for quad in quads})
    root = "<https://w3id.org/sitrep/"
    ours = {quad.subject for quad in default if str(quad.subject).startswith(root)}
    assert number(node, VOID.entities) == len(ours)
    classes = {
        str(graph.value(part, VOID["class"])): number(part, VOID.entities)
        for part in graph.objects(node, VOID.classPartition)
    }
    kind = NamedNode(str(RDF.type))
    assert classes == Counter(quad.object.value for quad in default if quad.predicate == kind)
    properties = {
        str(graph.value(part, VOID.property)): number(part, VOID.triples)
        for part in graph.objects(node, VOID.propertyPartition)
    }
    assert properties == Counter(quad.predicate.value for quad in default)
    assert (number(node, VOID.classes), number(node, VOID.properties)) == (
        len(classes),
        len(properties),
    )
    named = {
        str(graph.value(part, SD.name)): number(graph.value(part, SD.graph), VOID.triples)
        for part in graph.objects(dataset, SD.namedGraph)
    }
    held = (quad.graph_name for quad in quads if isinstance(quad.graph_name, NamedNode))
    assert named == Counter(name.value for name in held)


def test_the_prefixes_are_those_that_a_query_may_use(client: FlaskClient) -> None:
    graph = read(client)
    declared = {
        str(graph.value(node, SH.prefix)): str(graph.value(node, SH.namespace))
        for node in graph.objects(None, SH.declare)
    }
    assert declared == PREFIXES
    assert {str(o.datatype) for o in graph.objects(None, SH.namespace)} == {  # type: ignore[attr-defined]
        "http://www.w3.org/2001/XMLSchema#anyURI"
    }


def test_every_saved_query_is_there_and_runs_as_it_stands(shipped: FlaskClient) -> None:
    graph = read(shipped)
    found = set(graph.subjects(RDF.type, SH.SPARQLSelectExecutable))
    assert found == set(graph.subjects(RDF.type, SH.SPARQLExecutable))
    assert {str(query).rpartition("/")[2] for query in found} == {q.slug for q in catalogue()}
    for query in found:
        saved = next(q for q in catalogue() if str(query).endswith(f"/{q.slug}"))
        assert str(graph.value(query, RDFS.comment)) == saved.summary
        assert {str(word) for word in graph.objects(query, SDO.keywords)} == set(saved.tags)
        assert graph.value(query, SDO.target) == ENDPOINT
        text = str(graph.value(query, SH.select))
        answer = shipped.get("/sparql", query_string={"query": text, "format": "csv"})
        assert answer.status_code == 200, answer.text
        # One battle shares nothing with another.
        some = (EXPECTED / f"{saved.slug}.csv").read_bytes().count(b"\n") > 1
        assert (answer.text.count("\n") > 1) is some


def test_every_parameter_of_a_saved_query_is_told_of(shipped: FlaskClient) -> None:
    graph = read(shipped)
    count = 0
    for saved in catalogue():
        query = URIRef(f"https://w3id.org/sitrep/queries/{saved.slug}")
        assert str(graph.value(query, DCTERMS.description)) == saved.description
        page = str(graph.value(query, FOAF.page))
        assert page == f"http://localhost/queries/{saved.slug}"
        told = {
            str(graph.value(node, SH.path)).rpartition("#")[2]: node
            for node in graph.objects(query, SH.parameter)
        }
        assert set(told) == {parameter.name for parameter in saved.params}
        for parameter in saved.params:
            node = told[parameter.name]
            assert str(graph.value(node, SH.name)) == parameter.label
            assert (node, RDF.type, SH.Parameter) in graph
            assert (node, SH.optional, Literal(True)) in graph  # noqa: FBT003 - an RDF term
            kind = graph.value(node, SH.datatype) or graph.value(node, SH.nodeKind)
            assert kind == KINDS[parameter.type]
            default = graph.value(node, SH.defaultValue)
            written = None if default is None else default.n3()
            assert written == (None if parameter.default is None else str(parameter.default))
            count += 1
    assert count > 30


def test_the_dataset_says_whose_it_is_and_where(shipped: FlaskClient) -> None:
    graph = read(shipped, "/.well-known/void")
    dataset = graph.value(DOCUMENT, FOAF.primaryTopic)
    assert (dataset, RDF.type, VOID.Dataset) in graph
    assert (DOCUMENT, RDF.type, VOID.DatasetDescription) in graph
    licence = URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert graph.value(dataset, DCTERMS.license) == licence
    assert "Battle of Bhamo" in str(graph.value(dataset, DCTERMS.title))
    assert graph.value(dataset, DCTERMS.source) == URIRef(f"{PREFIXES['b']}article")
    assert str(graph.value(dataset, VOID.uriSpace)) == "https://w3id.org/sitrep/"
    assert graph.value(dataset, VOID.sparqlEndpoint) == ENDPOINT
    dump = shipped.get(urlsplit(str(graph.value(dataset, VOID.dataDump))).path)
    version = str(graph.value(dataset, DCTERMS.hasVersion))
    assert version == hashlib.sha256(dump.data).hexdigest()


def test_nothing_is_claimed_for_a_file_that_does_not_claim_it(client: FlaskClient) -> None:
    graph = read(client)
    dataset = graph.value(None, RDF.type, SD.Dataset)
    assert not list(graph.objects(dataset, DCTERMS.license))
    assert str(graph.value(dataset, DCTERMS.title)) == "small.nq"


def test_well_known_void_cannot_be_given_as_a_picture(client: FlaskClient) -> None:
    answer = client.get("/.well-known/void", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.get_json(force=True)["hint"]


def test_of_a_large_graph_the_different_triples_are_not_counted(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.protocol.sparql.LARGEST_TO_COUNT", 1)
    graph = read(create_app(replace(settings, evaluators=0)).test_client())
    dataset = graph.value(None, RDF.type, SD.Dataset)
    assert graph.value(dataset, VOID.triples) is None
    named = [graph.value(part, SD.graph) for part in graph.objects(dataset, SD.namedGraph)]
    assert named
    for each in (graph.value(dataset, SD.defaultGraph), *named):
        assert int(str(graph.value(each, VOID.triples))) > 0


def test_the_store_is_counted_once(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def complain(_: object, **__: object) -> None:
        raise AssertionError("counted again")

    monkeypatch.setattr("server.protocol.sparql.take_census", complain)
    for path in (*PLACES, "/sparql?query=ASK{?s :nothing 1}"):
        assert app.test_client().get(path).status_code == 200
    with pytest.raises(AssertionError, match="counted again"):
        create_app(replace(settings, evaluators=0))
