"""Empty answers: the header and the page name IRIs that occur nowhere, and what was meant."""

from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import QueryResultsFormat, RdfFormat

from ontology import PREFIXES
from server import create_app
from server.config import Settings
from server.grammar.unknown import as_header, closest, is_empty
from server.protocol import sparql
from server.protocol.negotiate import Engine
from server.running.snapshots import make_ready
from server.storage.folder import StoreFolder

HTML = {"Accept": "text/html"}

MEANT = {
    ":Organization": '"`:Organization` is not a term here; did you mean `:Organisation`?"',
    ":targets": '"`:targets` is not a term here; did you mean `:target`?"',
    ":bySide": '"`:bySide` is not a term here; did you mean `:by`?"',
    ":qqq": '"`:qqq` is not a term here."',
    "k:captur": '"`k:captur` is not a term here; did you mean `k:capture`?"',
    "b:pfd": '"`b:pfd` is nowhere in this graph; did you mean `b:pdf`?"',
    "<http://example.org/ü>": '"`http://example.org/%C3%BC` is nowhere in this graph."',
}


def hint(client: FlaskClient, query: str, **parameters: str) -> str | None:
    answer = client.get("/sparql", query_string={"query": query, **parameters})
    assert answer.status_code == 200, answer.text
    return answer.headers.get("Sitrep-Hint")


@pytest.mark.parametrize(("name", "said"), MEANT.items())
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ ?s {} ?o }}",
        "SELECT ?s {{ ?s a {} }}",
        "ASK {{ ?s :by/^{} ?o }}",
        "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o, {} }}",
        "CONSTRUCT WHERE {{ ?s {} ?o }}",
        "SELECT * FROM {} {{ ?s ?p ?o }}",
        "# :no <x:no>\nSELECT * {{ ?s {} ?o, ':no <x:no>' }}",
    ],
)
def test_an_empty_answer_says_what_is_unknown(
    client: FlaskClient, query: str, name: str, said: str
) -> None:
    assert hint(client, query.format(name)) == said


@pytest.mark.parametrize(("format_", "query"), [
    *((name, "SELECT ?s { ?s :qqq 1 }") for name in ("json", "xml", "csv", "tsv")),
    *((name, "ASK { ?s :qqq 1 }") for name in ("json", "xml", "csv", "tsv")),
    *((name, "DESCRIBE :qqq") for name in ("ttl", "nt", "rdf", "jsonld", "trig", "nq")),
])  # fmt: skip
def test_in_every_format(client: FlaskClient, format_: str, query: str) -> None:
    assert hint(client, query, format=format_) == MEANT[":qqq"]
    full = "ASK { ?s a :Site, ?t MINUS { ?s :qqq 1 } }" if "ASK" in query else "DESCRIBE b:kia"
    full = "SELECT ?s { { ?s a :Site } UNION { ?s :qqq 1 } }" if "SELECT" in query else full
    assert hint(client, full, format=format_) is None


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { b:kia :target ?o }",  # empty, and every term is known
        "SELECT * { ?s :when '2031'^^:nope }",  # a datatype
        "SELECT * { ?s :by 1 FILTER(xsd:gYear(?s) = 1) }",  # a function
        "CONSTRUCT { ?s :made :up } WHERE { ?s :by 1 }",  # what would be made
        "PREFIX made: <http://example.org/up#> SELECT * { ?s :by 1 }",
        "BASE <http://example.org/up> SELECT * { ?s :by 1 }",
        "ASK { GRAPH s:041 { ?s :by 1 } }",  # a graph that is also a subject
        "ASK { GRAPH <https://w3id.org/sitrep/ns> { ?s :by 1 } }",  # and one that is not
        r"ASK { b:no\.5 :by ?o }",
        "PREFIX x: <https://w3id.org/sitrep/ns#> ASK { ?s x:by 1 }",
        r"ASK { ?s <https://w3id.org/sitrep/\u006Es#by> 1 }",
        "BASE <https://w3id.org/sitrep/> ASK { ?s <ns#by> 1 }",
    ],
)
def test_what_is_known_is_not_reported(client: FlaskClient, query: str) -> None:
    assert hint(client, query) is None


@pytest.mark.parametrize("format_", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("text", [r"\u0001", r"\uFFFE", r"a\nb\r\n", "]]>", ""])
def test_an_answer_that_no_parser_reads_is_not_empty(
    client: FlaskClient, text: str, format_: str
) -> None:
    query = f'SELECT ("{text}" AS ?x) {{ OPTIONAL {{ ?s :qqq 1 }} }}'
    assert hint(client, query, format=format_) is None


@pytest.mark.parametrize(
    "engine", [QueryResultsFormat.JSON, QueryResultsFormat.XML, RdfFormat.TURTLE]
)
def test_what_cannot_be_read_is_not_called_empty(engine: Engine) -> None:
    assert not is_empty(b"{<", engine)


def test_a_prefix_of_the_query_counts(client: FlaskClient) -> None:
    query = "PREFIX : <http://example.org/> SELECT * { ?s :by ?o }"
    assert hint(client, query) == '"`http://example.org/by` is nowhere in this graph."'


@pytest.mark.parametrize(
    "query",
    [
        r"ASK { ?s <https://w3id.org/sitrep/\u006Es#targets> 1 }",
        r"ASK { ?s <https://w3id.org/sitrep/\U0000006Es#targets> 1 }",
        "BASE <https://w3id.org/sitrep/> ASK { ?s <ns#targets> 1 }",
        "PREFIX x: <https://w3id.org/sitrep/ns#> ASK { ?s x:targets 1 }",
    ],
)
def test_a_name_may_be_written_in_many_ways(client: FlaskClient, query: str) -> None:
    assert hint(client, query) == MEANT[":targets"]


def test_an_escape_is_no_part_of_a_name(client: FlaskClient) -> None:
    assert hint(client, r"ASK { b:so\~so ?p ?o }") == '"`b:so~so` is nowhere in this graph."'


def test_a_graph_of_the_protocol_counts(client: FlaskClient) -> None:
    said = hint(client, "ASK { ?s ?p ?o }", **{"named-graph-uri": "http://example.org/none"})
    assert said == '"`http://example.org/none` is nowhere in this graph."'


def test_three_hints_at_most_and_each_once(client: FlaskClient) -> None:
    said = hint(client, "ASK { ?s :q1 :q1, :q2; :q3 :q4 }")
    assert said is not None
    assert [f":q{n}" in said for n in (1, 2, 3, 4)] == [True, True, True, False]
    assert said.count(":q1") == 1


@pytest.mark.parametrize("query", ["SELECT * { ?s :targets ?o }", "ASK { ?s :targets ?o }"])
def test_the_page_says_so_too(client: FlaskClient, query: str) -> None:
    page = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html"})
    assert MEANT[":targets"].strip('"') in unescape(page.text)
    full = query.replace("{ ?s :targets ?o }", "{ { ?s :target ?o } UNION { ?s :targets ?o } }")
    page = client.get("/sparql", query_string={"query": full}, headers={"Accept": "text/html"})
    assert "not a term here" not in page.text


def test_the_page_escapes_what_it_repeats(client: FlaskClient) -> None:
    query = "SELECT * { ?s <http://x/&lt;b&gt;> ?o }"
    page = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/html"})
    assert "`http://x/&amp;lt;b&amp;gt;` is nowhere" in page.text


def test_a_header_is_one_line_of_ascii() -> None:
    assert as_header(['a "b"\r\nX: \\', "ü%"]) == r'"a \"b\"%0D%0AX: \\", "%C3%BC%"'


def test_of_many_names_those_that_begin_alike_are_compared() -> None:
    names = [f"http://x/n{number}" for number in range(3000)] + ["http://x/place"]
    assert closest("http://x/plaec", names) == "http://x/place"
    assert closest("http://x/lpace", names) is None


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("ASK { FILTER(:near(1, 2)) }", "`:near` is not a function here."),
        ("SELECT * { ?s ?p ?o FILTER(<http://e/f>(?o) = <http://e/g>(?o)) }", "`http://e/g`"),
    ],
)
def test_a_function_that_is_not_known_fails_and_is_named(
    client: FlaskClient, query: str, says: str
) -> None:
    answer = client.get("/sparql", query_string={"query": query})
    assert answer.status_code == 200
    assert says in answer.headers["Sitrep-Hint"]


@pytest.mark.parametrize(
    "query",
    [
        'ASK { FILTER(xsd:integer("x") = 1) }',
        "ASK { FILTER(xsd:boolean(0)) }",
        "ASK { ?s :near (1) }",
    ],
)
def test_casts_and_lists_are_not_called_strange_functions(client: FlaskClient, query: str) -> None:
    answer = client.get("/sparql", query_string={"query": query})
    assert "function" not in answer.headers.get("Sitrep-Hint", "")


def test_a_prefix_of_the_querys_own_may_end_in_a_hash(client: FlaskClient) -> None:
    query = f"PREFIX x: <{PREFIXES['skos']}> SELECT * {{ b:nobody x:prefLabel ?name }}"
    assert hint(client, query) == '"`b:nobody` is nowhere in this graph."'


@pytest.fixture
def on_disk(tmp_path: Path, data: Path) -> FlaskClient:
    """The application over a store on disk, of which nobody has taken a census yet."""
    folder = tmp_path / "store"
    make_ready(StoreFolder(folder), Settings(data=data, store=folder))
    return create_app(Settings(store=folder, evaluators=0)).test_client()


def test_an_empty_answer_takes_no_census_of_a_store_on_disk(
    on_disk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sparql, "census", lambda: pytest.fail("a census was taken"))
    assert hint(on_disk, "SELECT * { :Actor :by b:kia }") is None
    page = on_disk.get("/sparql", query_string={"query": "ASK { b:kia ?p ?o }"}, headers=HTML)
    assert page.status_code == 200


def test_of_a_large_store_on_disk_nothing_is_suggested(
    on_disk: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hint(on_disk, "SELECT * { ?s :bySide ?o }") == MEANT[":bySide"]
    monkeypatch.setattr(sparql, "LARGEST_FOR_HINTS", 1)
    assert hint(on_disk, "SELECT ?s { ?s :bySide ?o }") == '"`:bySide` is not a term here."'
