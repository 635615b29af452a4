"""Updates at /update: who may, what is changed, who sees it, what is said of it afterwards."""
# ruff: noqa: E501, PLR0913, PLR0917, S608 - a table of requests reads best as one

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Client

ASK_ALL = "SELECT ?o { <urn:s> <urn:p> ?o } ORDER BY ?o"


@pytest.fixture(autouse=True)
def empty(client: "Client") -> None:
    assert client.update("DROP ALL").status == 200


def test_what_is_written_is_seen_by_every_later_query(client: "Client") -> None:
    # Each request is a new connection, which either of the two processes may take.
    for number in range(12):
        reply = client.update(f"INSERT DATA {{ <urn:s> <urn:p> {number} }}")
        assert (reply.status, reply.json["added"], reply.json["removed"]) == (200, 1, 0)
        for _ in range(3):
            assert len(client.ask(ASK_ALL)) == number + 1
        evaluated = client.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o >= 0) }")
        assert evaluated == [str(number + 1)]
        health = client.send("GET", "/health").json
        assert (health["triples"], health["version"]) == (number + 1, reply.json["version"])


def test_as_a_form_and_with_a_dataset(client: "Client") -> None:
    form = "application/x-www-form-urlencoded"
    one = "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } }"
    assert client.send("POST", "/update", f"update={one}", Content_Type=form).json["added"] == 1
    copy = "INSERT { <urn:s> <urn:p> ?o } WHERE { ?s ?p ?o }"
    named = "/update?using-graph-uri=urn:g"
    assert client.update(copy, named).json["added"] == 1
    assert client.ask(ASK_ALL) == ["1"]
    clash = client.update("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", named)
    assert (clash.status, clash.json["title"]) == (400, "Bad request")


def test_an_update_is_done_wholly_or_not_at_all(client: "Client") -> None:
    reply = client.update("INSERT DATA { <urn:s> <urn:p> 1 } ; CLEAR GRAPH <urn:none>")
    assert (reply.status, reply.json["title"]) == (409, "Update failed")
    assert client.ask(ASK_ALL) == []


def test_a_dry_run_says_what_would_change(client: "Client") -> None:
    client.update("INSERT DATA { <urn:s> <urn:p> 1 }")
    before = client.send("GET", "/health").json["version"]
    text = "DELETE { ?s ?p ?o } INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }"
    found = client.update(text, "/update?dry-run").json
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer> ."
    assert found["removedQuads"] == [f'<urn:s> <urn:p> "1"{integer}']
    assert found["addedQuads"] == [f'<urn:s> <urn:p> "2"{integer}']
    assert (found["dryRun"], found["version"]) == (True, before)
    assert client.ask(ASK_ALL) == ["1"]
    assert client.send("GET", "/health").json["version"] == before


def test_a_write_on_an_older_version_is_refused(client: "Client") -> None:
    first = client.update("INSERT DATA { <urn:s> <urn:p> 1 }").json["version"]
    second = client.update("INSERT DATA { <urn:s> <urn:p> 2 }", If_Match=f'"{first}"')
    assert second.status == 200
    late = client.update("CLEAR ALL", If_Match=f'"{first}"')
    assert (late.status, late.json["title"]) == (412, "Precondition failed")
    assert client.ask(ASK_ALL) == ["1", "2"]
    answer = client.send("GET", "/sparql?query=ASK%7B%7D", Accept="text/csv")
    assert answer.headers["sitrep-version"] == second.json["version"]


def test_an_etag_is_of_the_dataset_as_it_is(client: "Client") -> None:
    path = "/sparql?query=ASK%7B%3Furn%20%3Fp%20%3Fo%7D"
    tag = client.send("GET", path).headers["etag"]
    assert client.send("GET", path, If_None_Match=tag).status == 304
    client.update("INSERT DATA { <urn:s> <urn:p> 1 }")
    assert client.send("GET", path, If_None_Match=tag).status == 200


def test_what_changes_nothing_is_no_write(client: "Client") -> None:
    client.update("INSERT DATA { <urn:s> <urn:p> 1 }")
    before = client.send("GET", "/health").json["version"]
    reply = client.update("INSERT DATA { <urn:s> <urn:p> 1 }")
    assert (reply.json["added"], reply.json["version"]) == (0, before)


def test_the_log_says_who_when_and_how_much(client: "Client") -> None:
    done = client.update("INSERT DATA { <urn:s> <urn:p> 1, 2 }").json
    log = "https://w3id.org/sitrep/log"
    row = client.ask(
        f"SELECT ?who ?when ?added ?removed FROM <{log}> {{ <{log}/{done['entry']}> "
        f"prov:wasAssociatedWith/rdfs:label ?who ; prov:endedAtTime ?when ; "
        f"<{log}#added> ?added ; <{log}#removed> ?removed }}"
    )
    assert re.fullmatch(r"desk,20\d\d-\d\d-\d\dT[\d:.]+Z,2,0", row[0]), row
    # It is no part of the dataset, and cannot be written to.
    client.update("CLEAR ALL")
    assert client.ask("SELECT * { GRAPH ?g { ?s ?p ?o } }") == []
    assert len(client.ask(f"SELECT * FROM <{log}> {{ ?a a prov:Activity }}")) > done["entry"]


@pytest.mark.parametrize(
    ("method", "path", "kind", "body", "status", "title"),
    [
        ("GET", "/update?update=CLEAR%20ALL", "", "", 405, "Method Not Allowed"),
        ("POST", "/update?update=CLEAR%20ALL", "application/sparql-update", "", 400, "Bad request"),
        ("POST", "/update", "text/plain", "CLEAR ALL", 415, "Unknown media type"),
        ("POST", "/update", "application/sparql-update", "CLEAR", 400, "Broken update"),
        ("POST", "/update", "application/sparql-update; charset=utf-16", "x", 415, "Unknown media type"),
        ("POST", "/update", "application/sparql-update", b"\xff", 400, "Bad request"),
        ("POST", "/update", "application/sparql-update", "LOAD <http://127.0.0.1/>", 403, "Refused"),
        ("POST", "/update?query=x", "application/sparql-update", "CLEAR ALL", 400, "Bad request"),
        ("POST", "/update?using-graph-uri=x", "application/sparql-update", "", 400, "Bad request"),
    ],
)  # fmt: skip
def test_what_is_refused(
    client: "Client", method: str, path: str, kind: str, body: str, status: int, title: str
) -> None:
    reply = client.send(method, path, body, Content_Type=kind)
    assert (reply.status, reply.json["title"]) == (status, title), reply.text


def test_without_a_token_nothing_is_written(client: "Client") -> None:
    for header in ("", "Bearer wrong-wrong-wrong-wrong", "Basic eDp5"):
        reply = client.update("INSERT DATA { <urn:s> <urn:p> 1 }", Authorization=header)
        assert (reply.status, reply.json["title"]) == (401, "No token")
        assert reply.headers["www-authenticate"].startswith("Bearer")
    assert client.ask(ASK_ALL) == []


def test_an_update_that_takes_too_long_is_ended_and_the_next_is_done(client: "Client") -> None:
    values = " ".join(str(number) for number in range(60))
    pairs = "".join(f"VALUES ?v{n} {{ {values} }} " for n in range(6))
    slow = client.update(
        f"INSERT {{ <urn:s> <urn:p> ?x }} WHERE {{ {{ SELECT (COUNT(*) AS ?x) {{ {pairs} }} }} }}"
    )
    assert (slow.status, slow.json["title"]) == (503, "Query took too long")
    assert client.update("INSERT DATA { <urn:s> <urn:p> 1 }").status == 200
    assert client.ask(ASK_ALL) == ["1"]


def test_who_tries_tokens_has_to_wait(client: "Client") -> None:
    statuses = [
        client.update("CLEAR ALL", Authorization=f"Bearer wrong-token-number-{n}").status
        for n in range(40)
    ]
    assert statuses[0] in (401, 429)
    assert statuses[-1] == 429
