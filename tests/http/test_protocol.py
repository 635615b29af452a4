"""SPARQL 1.1 Protocol over a real socket: https://www.w3.org/TR/sparql11-protocol/."""

import http.client
import json
from urllib.parse import urlencode, urlsplit

import pytest

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s a :Sentence }"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"


def send(
    server: str,
    method: str = "GET",
    query: str = "",
    body: bytes = b"",
    **headers: str,
) -> tuple[int, dict[str, str], bytes]:
    """One request as bytes on the wire; headers by name with _ for -."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, f"/sparql{query}", body or None, named)
    answer = connection.getresponse()
    told = {name.lower(): value for name, value in answer.getheaders()}
    content = answer.read()
    connection.close()
    return answer.status, told, content


def count(content: bytes) -> str:
    return json.loads(content)["results"]["bindings"][0]["n"]["value"]


def by_get(**parameters: str) -> str:
    return "?" + urlencode(parameters)


def test_query_by_get(server: str) -> None:
    status, headers, content = send(server, query=by_get(query=COUNT))
    assert (status, headers["content-type"], count(content)) == (
        200,
        "application/sparql-results+json",
        "3",
    )


def test_query_by_form(server: str) -> None:
    body = urlencode({"query": COUNT}).encode()
    status, _, content = send(server, "POST", body=body, Content_Type=FORM)
    assert (status, count(content)) == (200, "3")


@pytest.mark.parametrize("kind", [QUERY, f"{QUERY}; charset=UTF-8"])
def test_query_as_body(server: str, kind: str) -> None:
    status, _, content = send(server, "POST", body=COUNT.encode(), Content_Type=kind)
    assert (status, count(content)) == (200, "3")


def test_headers_are_the_same_each_time(server: str) -> None:
    answers = [send(server, query=by_get(query=COUNT)) for _ in range(3)]
    for answer in answers:
        answer[1].pop("date")
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][1]["vary"] == "Accept, Accept-Encoding"
    assert answers[0][1]["content-length"] == str(len(answers[0][2]))


@pytest.mark.parametrize("query", [by_get(query=COUNT), by_get(query="SELCT"), "?format=nt"])
def test_head_has_the_headers_alone(server: str, query: str) -> None:
    status, by_get_headers, content = send(server, query=query)
    again, headers, nothing = send(server, "HEAD", query)
    assert (again, nothing) == (status, b"")
    assert content
    for name in ("content-type", "content-length", "vary"):
        assert headers[name] == by_get_headers[name]


def test_options_say_who_may_ask_how(server: str) -> None:
    asks = {
        "Origin": "https://example.org",
        "Access_Control_Request_Method": "POST",
        "Access_Control_Request_Headers": "content-type, if-none-match",
    }
    status, headers, content = send(server, "OPTIONS", **asks)
    assert (status, content) == (204, b"")
    assert "content-type" not in headers
    assert set(headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}
    assert headers["access-control-allow-origin"] == "*"
    assert headers["access-control-allow-methods"] == headers["allow"]
    allowed = set(headers["access-control-allow-headers"].lower().split(", "))
    assert allowed == {"accept", "content-type", "if-none-match"}


@pytest.mark.parametrize("query", [by_get(query=COUNT), by_get(query="SELCT"), ""])
def test_every_answer_may_be_read_from_anywhere_and_guards_the_browser(
    server: str,
    query: str,
) -> None:
    _, headers, _ = send(server, query=query)
    assert headers["access-control-allow-origin"] == "*"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "referrer-policy" in headers


@pytest.mark.parametrize(
    "case",  # method, query string, body, its type → status, part of the sentence
    [
        ("GET", "?default-graph-uri=http://x/", b"", "", 400, "`query` is missing"),
        ("GET", "?querry=ASK%7B%7D", b"", "", 400, "`query` is missing"),
        ("GET", by_get(query="ASK{}", update="DROP ALL"), b"", "", 400, "both"),
        ("POST", "", b"query=ASK%7B%7D&update=DROP+ALL", FORM, 400, "both"),
        ("POST", "?query=ASK%7B%7D", b"", "application/sparql-update", 400, "both"),
        ("GET", by_get(query="ASK{}", **{"using-graph-uri": "http://x/"}), b"", "", 400, "using"),
        ("POST", "", b"query=ASK{}&using-named-graph-uri=http://x/", FORM, 400, "using"),
        ("POST", "", b"query=ASK%7B%7D", f"{FORM}; charset=utf-16", 415, "utf-16"),
        ("GET", by_get(query="ASK{}", version="1.0"), b"", "", 400, "`1.0`"),
        ("GET", by_get(query="ASK{}", version=""), b"", "", 400, "version"),
        ("GET", "?query=ASK%7B%7D&version=1.1&version=1.2", b"", "", 400, "more than once"),
        ("POST", "?version=2", b"ASK{}", QUERY, 400, "`2`"),
        ("POST", "", b"query=ASK%7B%7D&version=latest", FORM, 400, "`latest`"),
        ("GET", "?query=ASK%7B%7D&query=ASK%7B%7D", b"", "", 400, "more than once"),
        ("GET", "?query=", b"", "", 400, "empty"),
        ("GET", "?query=%FF", b"", "", 400, "UTF-8"),
        ("POST", "", b"", FORM, 400, "`query` is missing"),
        ("POST", "?query=ASK%7B%7D", b"query=ASK%7B%7D", FORM, 400, "more than once"),
        ("POST", "?query=ASK%7B%7D", b"ASK{}", QUERY, 400, "more than once"),
        ("POST", "", b"ASK { ?s ?p '\xff' }", QUERY, 400, "UTF-8"),
        ("POST", "", b"query=%C3", FORM, 400, "UTF-8"),
        ("POST", "", b"ASK{}", f"{QUERY}; charset=utf-16", 415, "utf-16"),
        ("POST", "", b"ASK{}", "text/plain", 415, "text/plain"),
        ("POST", "", b"ASK{}", "", 415, "unknown"),
        ("POST", "", b"DROP ALL", "application/sparql-update", 403, "read-only"),
        ("POST", "", b"update=DROP+ALL", FORM, 403, "read-only"),
        ("GET", "?update=DROP+ALL", b"", "", 403, "read-only"),
        ("PUT", "", b"", "", 405, ""),
        ("DELETE", "", b"", "", 405, ""),
        ("GET", by_get(query="ASK{}", **{"default-graph-uri": "not an IRI"}), b"", "", 400, "IRI"),
        ("GET", by_get(query="ASK{}", **{"default-graph-uri": "041"}), b"", "", 400, "`041` in"),
        ("GET", by_get(query="ASK{}", **{"named-graph-uri": ""}), b"", "", 400, "absolute IRI"),
        ("POST", "", b"query=ASK{}&named-graph-uri=x", FORM, 400, "absolute IRI"),
        ("POST", "?default-graph-uri=x", b"ASK{}", QUERY, 400, "absolute IRI"),
        ("GET", by_get(query="ASK{}", format="doc"), b"", "", 400, "`doc`"),
        ("GET", by_get(query="ASK{}", format="ttl"), b"", "", 406, "`ttl`"),
        ("POST", "", b"#" * 60_000, QUERY, 413, "50000 characters"),
        ("POST", "", b"#" * 300_000, QUERY, 413, ""),
        ("GET", "?query=" + "a" * 51_000, b"", "", 414, "50000 characters"),
    ],
)
def test_what_is_refused(server: str, case: tuple[str, str, bytes, str, int, str]) -> None:
    method, query, body, kind, status, said = case
    headers = {"Content_Type": kind} if kind else {}
    got, told, content = send(server, method, query, body, **headers)
    problem = json.loads(content)
    assert (got, told["content-type"], problem["status"]) == (
        status,
        "application/problem+json",
        status,
    )
    assert said in problem["detail"]
    assert "Traceback" not in content.decode()
    assert "/work" not in content.decode()


def test_a_method_that_is_not_allowed_names_those_that_are(server: str) -> None:
    _, headers, _ = send(server, "PUT")
    assert {"GET", "POST"} <= set(headers["allow"].split(", "))


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.2-basic"])
def test_versions_of_sparql(server: str, version: str) -> None:
    query = by_get(query=COUNT, version=version)
    assert count(send(server, query=query)[2]) == "3"
    body = urlencode({"query": COUNT, "version": version}).encode()
    assert count(send(server, "POST", body=body, Content_Type=FORM)[2]) == "3"
    direct = by_get(version=version)
    assert count(send(server, "POST", direct, COUNT.encode(), Content_Type=QUERY)[2]) == "3"


def test_the_dataset_of_a_query_sent_as_it_is_stands_in_the_address(server: str) -> None:
    query = by_get(**{"named-graph-uri": S044})
    _, _, content = send(server, "POST", query, IN_NAMED.encode(), Content_Type=QUERY)
    assert count(content) == "1"


def test_a_prefix_of_the_query_goes_before_ours(server: str) -> None:
    query = "PREFIX b: <http://example.org/> SELECT (STR(b:x) AS ?n) {}"
    assert count(send(server, query=by_get(query=query))[2]) == "http://example.org/x"


def test_relative_iris_are_resolved_against_the_address_of_the_service(server: str) -> None:
    _, _, content = send(server, query=by_get(query="SELECT (STR(<x>) AS ?n) {}"))
    assert count(content) == f"{server}/x"


S041, S043, S044 = (f"https://w3id.org/sitrep/bhamo/sentence/{n}" for n in ("041", "043", "044"))
IN_DEFAULT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
IN_NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


@pytest.mark.parametrize(
    ("query", "default", "named", "expected"),
    [
        (IN_DEFAULT, [S044], [], 1),
        (IN_DEFAULT, [S043, S044], [], 9),  # 9 and 1, of which one is the same
        (IN_DEFAULT, [], [S044], 0),
        (IN_NAMED, [], [S044], 1),
        (IN_NAMED, [], [S043, S044], 10),
        (IN_NAMED, [S041], [], 0),
        (IN_DEFAULT, ["http://example.org/none"], [], 0),
        (IN_DEFAULT.replace("{ ?s", f"FROM <{S041}> {{ ?s"), [S044], [], 1),
    ],
)
def test_the_dataset_of_the_protocol(
    server: str,
    query: str,
    default: list[str],
    named: list[str],
    expected: int,
) -> None:
    parameters = urlencode(
        {"query": query, "default-graph-uri": default, "named-graph-uri": named},
        doseq=True,
    )
    assert count(send(server, query=f"?{parameters}")[2]) == str(expected)
    _, _, content = send(server, "POST", body=parameters.encode(), Content_Type=FORM)
    assert count(content) == str(expected)


def test_without_a_dataset_no_triple_counts_twice(server: str) -> None:
    query = "SELECT (COUNT(*) AS ?n) { b:kia a :Organisation }"
    assert count(send(server, query=by_get(query=query))[2]) == "1"
