"""What the endpoint will not run, however it is written, and what it must not mistake for it."""

import urllib.error
import urllib.request
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient
from pyoxigraph import QueryResultsFormat, Store

if TYPE_CHECKING:
    from conftest import Sink

SERVICES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service <URL> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { # a comment\n SERVICE # another\n <URL> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } }",
    "SELECT * { VALUES ?url { <URL> } SERVICE ?url { ?s ?p ?o } }",
    "SELECT * { OPTIONAL{SERVICE<URL>{?s ?p ?o}}}",
    "PREFIX x: <URL> SELECT * { SERVICE x: { ?s ?p ?o } }",
    "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p '''\n''' . SERVICE <URL> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o #\rSERVICE <URL> { ?a ?b ?c }\n}",
]
# The engine alone would read a SERVICE in each of these; the specification's tokens have none.
GLUED = [
    "SELECT * { SERVICESILENT<URL> { ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * { SERVICEx: { ?s ?p ?o } }",
    "PREFIX : <URL> PREFIX SERVICE: <http://a/> SELECT * { SERVICE: { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE <URL> { ?a ?b ?c } }",
    'SELECT * { FILTER(1<2#>"""\n) SERVICE <URL> { ?s ?p ?o } #""")\n}',
    "SELECT * { FILTER(1<'>'&&''!='a') SERVICE <URL> { ?s ?p ?o } FILTER(''!='')\n}",
]
HARMLESS = [
    'SELECT ("SERVICE <http://a> { }" AS ?x) {}',
    "SELECT ('SERVICE' AS ?x) {}",
    'SELECT ("""\nSERVICE <http://a> { "quoted" }""" AS ?x) {}',
    "SELECT ('''it's SERVICE''' AS ?x) {}",
    'SELECT ("\\" SERVICE <http://a> {} \\"" AS ?x) {}',
    "SELECT * { ?s ?p ?o # SERVICE <http://a> {}\n}",
    "SELECT * { ?s <http://example.org/SERVICE> ?o }",
    "SELECT * { ?s <http://example.org/x#SERVICE> ?o }",
    "PREFIX service: <http://example.org/> SELECT * { ?s service:service ?o . ?o :SERVICE ?s }",
    "SELECT ?SERVICE $service { ?SERVICE ?p $service }",
    'SELECT * { ?s ?p "x"@service }',
    "SELECT * { _:service ?p ?o }",
]


def aim(query: str, sink: "Sink") -> str:
    return query.replace("URL", sink.url)


@pytest.mark.parametrize("query", SERVICES)
def test_service_is_refused(client: FlaskClient, sink: "Sink", query: str) -> None:
    answer = client.get("/sparql", query_string={"query": aim(query, sink)})
    problem = answer.get_json(force=True)
    assert (answer.status_code, problem["title"]) == (403, "Refused")
    line = problem["line"] - 1
    word = aim(query, sink).split("\n")[line][problem["column"] - 1 :]
    assert word.upper().startswith("SERVICE")
    assert sink.calls == 0


@pytest.mark.parametrize("query", GLUED)
def test_service_is_not_run_where_only_the_engine_sees_it(
    client: FlaskClient,
    sink: "Sink",
    query: str,
) -> None:
    answer = client.get("/sparql", query_string={"query": aim(query, sink)})
    assert answer.status_code == 400
    assert sink.calls == 0


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_elsewhere_is_harmless(client: FlaskClient, query: str) -> None:
    answer = client.get("/sparql", query_string={"query": query})
    assert answer.status_code == 200, answer.text


def test_the_sink_hears_a_call(sink: "Sink") -> None:
    # Without this, a sink that is deaf would let every test here pass.
    with suppress(OSError):
        Store().query(aim(SERVICES[0], sink)).serialize(format=QueryResultsFormat.JSON)
    assert sink.calls > 0


def test_from_fetches_nothing(client: FlaskClient, sink: "Sink") -> None:
    query = aim("SELECT * FROM <URL> FROM NAMED <URL> { ?s ?p ?o }", sink)
    assert client.get("/sparql", query_string={"query": query}).status_code == 200
    assert sink.calls == 0


def nest(opened: str, inside: str, closed: str, times: int) -> str:
    return opened * times + inside + closed * times


DEEP = {
    "parentheses": lambda n: f"SELECT * {{ FILTER({nest('(', '1', ')', n)}) }}",
    "groups": lambda n: f"SELECT * {nest('{', '?s ?p ?o', '}', n)}",
    "lists": lambda n: f"SELECT * {{ ?s ?p {nest('(', '1', ')', n)} }}",
    "blank nodes": lambda n: f"SELECT * {{ ?s ?p {nest('[ :by ', '1', ' ]', n)} }}",
    "functions": lambda n: f"SELECT ({nest('STR(', '1', ')', n)} AS ?x) {{}}",
    "subqueries": lambda n: f"SELECT * {{ {nest('{ SELECT * { ', '?s ?p ?o', ' } }', n // 2)} }}",
    "paths": lambda n: f"SELECT * {{ ?s {nest('(', ':by', ')', n)} ?o }}",
    "hidden in an IRI": lambda n: f"ASK {{ FILTER(?x<{nest('(', '1', ')', n)}>?y) }}",
    "hidden": lambda n: f'ASK {{ FILTER(1<2#>"""\n+{nest("(", "1", ")", n)})}}#"""',
}
LONG = {
    "or": lambda n: f"SELECT * {{ FILTER(1{'||1' * n}) }}",
    "plus": lambda n: f"SELECT * {{ FILTER(1{'+1' * n}) }}",
    "not": lambda n: f"SELECT * {{ FILTER({'!' * n}1) }}",
    "union": lambda n: f"SELECT * {{ {{}} {'UNION {} ' * n} }}",
    "optional": lambda n: f"SELECT * {{ {'OPTIONAL {} ' * n} }}",
    "path": lambda n: f"SELECT * {{ ?s :by{'|:by' * n} ?o }}",
    "bind": lambda n: f"SELECT * {{ {' '.join(f'BIND(1 AS ?x{i})' for i in range(n // 2))} }}",
    "select": lambda n: f"SELECT {' '.join(f'(1 AS ?x{i})' for i in range(n))} {{}}",
}


@pytest.mark.parametrize("shape", DEEP)
def test_deep_queries_are_refused_before_they_end_the_process(server: str, shape: str) -> None:
    assert status(server, DEEP[shape](5000)) == 400
    assert status(server, "ASK {}") == 200


@pytest.mark.parametrize("shape", LONG)
def test_long_queries_are_refused_before_they_end_the_process(server: str, shape: str) -> None:
    assert status(server, LONG[shape](2000)) == 400
    assert status(server, "ASK {}") == 200


@pytest.mark.parametrize("shape", ["parentheses", "functions", "subqueries", "paths", "groups"])
def test_what_is_just_within_the_limits_is_answered(server: str, shape: str) -> None:
    assert status(server, DEEP[shape](45)) == 200


@pytest.mark.parametrize("shape", LONG)
def test_what_is_just_short_enough_is_answered(server: str, shape: str) -> None:
    assert status(server, LONG[shape](290)) == 200


def test_depth_and_length_together_are_answered(server: str) -> None:
    inside = "1" + "||1" * 250
    assert status(server, f"SELECT * {{ FILTER({nest('STR(', inside, ')', 45)} = '1') }}") == 200


def test_a_long_list_is_no_long_query(server: str) -> None:
    values = " ".join(f'("{number}" {number})' for number in range(1500))
    assert status(server, f"SELECT * {{ VALUES (?x ?y) {{ {values} }} }}") == 200


def status(server: str, query: str) -> int:
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{server}/sparql",
        query.encode(),
        {"Content-Type": "application/sparql-query"},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
