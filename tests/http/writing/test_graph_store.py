"""The Graph Store Protocol at /store (https://www.w3.org/TR/sparql11-http-rdf-update/)."""
# ruff: noqa: E501, PLR0913, PLR0917 - a table of requests reads best as one

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Client

ONE, TWO = "<urn:s> <urn:p> 1 .", "<urn:s> <urn:p> 2 ."
TURTLE = "text/turtle"


@pytest.fixture(autouse=True)
def empty(client: "Client") -> None:
    assert client.update("DROP ALL").status == 200


def triples(client: "Client", path: str) -> list[str]:
    reply = client.send("GET", path, Accept="application/n-triples")
    assert reply.status == 200, reply.text
    return sorted(reply.text.splitlines())


@pytest.mark.parametrize("path", ["/store?graph=urn:g", "/store/some/graph"])
def test_a_graph_by_its_name_and_by_its_address(client: "Client", path: str) -> None:
    assert client.send("GET", path).status == 404
    assert client.send("DELETE", path).status == 404
    assert client.send("PUT", path, ONE, Content_Type=TURTLE).status == 201
    assert client.send("PUT", path, TWO, Content_Type=TURTLE).status == 200
    assert len(triples(client, path)) == 1
    assert client.send("POST", path, ONE, Content_Type=TURTLE).status == 200
    assert len(triples(client, path)) == 2
    head = client.send("HEAD", path, Accept=TURTLE)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-type"].startswith(TURTLE)
    patch = "DELETE { ?s ?p 1 } INSERT { ?s ?p 3 } WHERE { ?s ?p 1 }"
    kind = "application/sparql-update"
    assert client.send("PATCH", path, patch, Content_Type=kind).json["added"] == 1
    assert len(triples(client, path)) == 2
    assert client.send("DELETE", path).status == 200
    assert client.send("GET", path).status == 404


def test_the_default_graph(client: "Client") -> None:
    assert triples(client, "/store?default") == []
    assert client.send("PUT", "/store?default", ONE, Content_Type=TURTLE).status == 200
    assert len(triples(client, "/store?default")) == 1
    assert client.send("DELETE", "/store?default").status == 200
    assert triples(client, "/store?default") == []


def test_relative_addresses_are_those_of_the_graph(client: "Client") -> None:
    path = "/store/a/b"
    client.send("PUT", path, "<> <urn:p> <c> .", Content_Type=TURTLE)
    here = f"{client.address}/store/a"
    assert triples(client, path) == [f"<{here}/b> <urn:p> <{here}/c> ."]


def test_an_empty_graph_is_one(client: "Client") -> None:
    assert client.send("PUT", "/store?graph=urn:g", "", Content_Type=TURTLE).status == 201
    assert triples(client, "/store?graph=urn:g") == []


def test_a_new_graph_gets_an_address(client: "Client") -> None:
    made = client.send("POST", "/store", ONE, Content_Type=TURTLE)
    assert made.status == 201
    path = made.headers["location"].removeprefix(client.address)
    assert len(triples(client, path)) == 1


def test_several_documents_at_once(client: "Client") -> None:
    parts = [
        f"--x\r\nContent-Disposition: form-data; name=a; filename={n}.ttl\r\n"
        f"Content-Type: {kind}\r\n\r\n{text}\r\n"
        for n, kind, text in (
            (1, TURTLE, ONE),
            (2, "application/n-triples", ONE.replace("1", '"2"')),
        )
    ]
    body = "".join(parts) + "--x--\r\n"
    reply = client.send(
        "POST", "/store?graph=urn:g", body, Content_Type="multipart/form-data; boundary=x"
    )
    assert (reply.status, reply.json["added"]) == (201, 2)


def test_conditions(client: "Client") -> None:
    path = "/store?graph=urn:g"
    assert client.send("PUT", path, ONE, Content_Type=TURTLE, If_Match="*").status == 412
    assert client.send("PUT", path, ONE, Content_Type=TURTLE, If_None_Match="*").status == 201
    assert client.send("PUT", path, TWO, Content_Type=TURTLE, If_None_Match="*").status == 412
    tag = client.send("GET", path, Accept=TURTLE).headers["etag"]
    assert client.send("GET", path, Accept=TURTLE, If_None_Match=tag).status == 304
    assert client.send("PUT", path, TWO, Content_Type=TURTLE, If_Match=tag).status == 200
    assert client.send("PUT", path, ONE, Content_Type=TURTLE, If_Match=tag).status == 412
    assert client.send("GET", path, Accept=TURTLE, If_None_Match=tag).status == 200


@pytest.mark.parametrize(
    ("method", "path", "kind", "body", "status", "title"),
    [
        ("PUT", "/store?graph=urn:g", TURTLE, "<a", 400, "Broken data"),
        ("PUT", "/store?graph=urn:g", "application/rdf+xml", ONE, 400, "Broken data"),
        ("PUT", "/store?graph=urn:g", "application/trig", "<a:g> { <a:a> <a:b> 1 }", 400, "Broken data"),
        ("PUT", "/store?graph=urn:g", "text/csv", "a", 415, "Unknown media type"),
        ("PUT", "/store", TURTLE, ONE, 400, "Bad request"),
        ("PUT", "/store?graph=x", TURTLE, ONE, 400, "Bad request"),
        ("PUT", "/store?graph=urn:g&default", TURTLE, ONE, 400, "Bad request"),
        ("PATCH", "/store?graph=urn:g", TURTLE, ONE, 415, "Unknown media type"),
        ("PATCH", "/store?graph=urn:g", "application/sparql-update", "CLEAR ALL", 422, "Another graph"),
        ("PUT", "/store?graph=https://w3id.org/sitrep/log", TURTLE, ONE, 403, "Refused"),
    ],
)  # fmt: skip
def test_what_is_refused(
    client: "Client", method: str, path: str, kind: str, body: str, status: int, title: str
) -> None:
    reply = client.send(method, path, body, Content_Type=kind)
    assert (reply.status, reply.json["title"]) == (status, title), reply.text
    assert client.send("GET", "/store?graph=urn:g").status == 404


def test_reading_needs_no_token_and_writing_does(client: "Client") -> None:
    client.send("PUT", "/store?graph=urn:g", ONE, Content_Type=TURTLE)
    assert client.send("GET", "/store?graph=urn:g", Authorization="").status == 200
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        reply = client.send(
            method, "/store?graph=urn:g", ONE, Content_Type=TURTLE, Authorization=""
        )
        assert reply.status == 401
