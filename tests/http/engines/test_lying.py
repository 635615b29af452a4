"""Engines that are down, slow, cut off or no engines: each a clear error, in bounded time."""

import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from server import create_app
from server.config import Settings
from server.errors import NoEngineError

from .lying import SAID, Lying

SETTINGS = Settings(timeout=0.6, max_answer=100_000)
SELECT = {"query": "SELECT ?x { ?x a :Actor }"}
# What is said of each mood, and with which status.
MOODS = {
    "dead": (502, "could not be reached"),
    "silent": (504, "did not answer within 0.6 seconds"),
    "drip": (504, "did not answer within 0.6 seconds"),
    "driphead": (504, "did not answer within 0.6 seconds"),
    "truncated": (502, "hung up in the middle of its answer"),
    "broken": (502, "sent an answer that cannot be read"),
    "page": (502, "sent text/html instead of an answer"),
    "untyped": (502, "sent something without a media type instead of an answer"),
    "packed": (502, "encoded, which was not asked for"),
    "moved": (502, "leads to https://elsewhere.example/query instead of answering (302)"),
    "locked": (502, "did not let this server in (401)"),
    "missing": (502, "has no endpoint at this address (404)"),
    "busy": (502, "has too much to do"),
    "late": (504, "did not have its answer in time (504)"),
    "failing": (502, "answered 500: Virtuoso 42000 Error"),
    "partial": (504, "gave up with a part of the answer"),
    "cut": (502, "cuts answers off at 1 rows"),
    "nothttp": (502, "could not be reached"),
}


@pytest.fixture
def lying() -> Iterator[Lying]:
    playing = Lying()
    yield playing
    playing.stop()


@pytest.fixture
def client(lying: Lying) -> FlaskClient:
    address = lying.url.replace("http://", "http://me:secret@")
    return create_app(replace(SETTINGS, engine=address)).test_client()


@pytest.mark.parametrize("mood", MOODS)
def test_what_is_no_answer_is_said_plainly(mood: str, lying: Lying, client: FlaskClient) -> None:
    lying.mood = mood
    status, words = MOODS[mood]
    response = client.post("/sparql", data=SELECT)
    told = response.get_json()
    assert (response.status_code, words in told["detail"]) == (status, True), told
    assert lying.url in told["detail"]
    assert "secret" not in response.text


@pytest.mark.parametrize("mood", ["silent", "page", "locked"])
def test_a_page_says_it_too(mood: str, lying: Lying, client: FlaskClient) -> None:
    lying.mood = mood
    response = client.get("/bhamo/kia", headers={"Accept": "text/html"})
    assert response.status_code in (502, 504)
    assert MOODS[mood][1] in response.text
    assert "secret" not in response.text


def test_an_endless_answer_ends(lying: Lying, client: FlaskClient) -> None:
    lying.mood = "endless"
    response = client.post("/sparql", data=SELECT, headers={"Accept": "text/csv"})
    assert b"*** The answer is not complete" in response.data or response.status_code >= 400
    assert len(response.data) < 200_000


def test_more_rows_than_may_be_are_refused(lying: Lying) -> None:
    client = create_app(replace(SETTINGS, engine=lying.url, max_rows=1)).test_client()
    lying.mood = "sound"
    assert client.post("/sparql", data=SELECT).status_code == 200
    rows = SAID.replace(b"}]}}", b"},{}]}}")
    lying.RequestHandlerClass.give_two = lambda self: self.say(rows)  # type: ignore[attr-defined]
    lying.mood = "two"
    response = client.post("/sparql", data=SELECT)
    assert response.status_code == 422
    assert "more than 1 rows" in response.get_json()["detail"]


@pytest.mark.parametrize("mood", ["dead", "silent", "page", "locked"])
def test_a_server_does_not_start_before_an_engine_that_does_not_answer(
    mood: str, lying: Lying
) -> None:
    lying.mood = mood
    with pytest.raises(NoEngineError, match=r"^The engine at http://127\.0\.0\.1:\d+/query "):
        create_app(replace(SETTINGS, engine=lying.url))


def test_a_server_does_not_start_before_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(NoEngineError, match="could not be reached: Connection refused"):
        create_app(replace(SETTINGS, engine=f"http://127.0.0.1:{port}/"))


@pytest.mark.parametrize("address", ["nowhere", "ftp://x/", "http://", "//x"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(NoEngineError, match="is not an address"):
        create_app(replace(SETTINGS, engine=address))


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [("SELECT ?x {\n ?x :at }", 2, 9), ("SELECT ?x {\n\n ?x :at }", 3, 9)],
)
def test_a_broken_query_is_explained_here_and_not_sent(
    query: str, line: int, column: int, lying: Lying, client: FlaskClient
) -> None:
    lying.asked.clear()
    told = client.post("/sparql", data={"query": query}).get_json()
    assert (told["status"], told["line"], told["column"]) == (400, line, column)
    assert lying.asked == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o SERVICE wikibase:label { bd:serviceParam wikibase:language 'en' } }",
        "LOAD <http://127.0.0.1:1/>",
        'define get:soft "replace" SELECT * { ?s ?p ?o }',
    ],
)
def test_what_may_not_pass_does_not_reach_the_engine(
    query: str, lying: Lying, client: FlaskClient
) -> None:
    lying.asked.clear()
    assert client.post("/sparql", data={"query": query}).status_code in (400, 403)
    assert lying.asked == []


def test_prefixes_are_declared_in_the_first_line(lying: Lying, client: FlaskClient) -> None:
    lying.mood = "sound"
    query = "PREFIX k: <urn:k>\nSELECT ?x { ?x a :Actor ; :kind k:a . <rel> ?p ?o }"
    assert client.post("/sparql", data={"query": query}).status_code == 200
    head, _, rest = lying.asked[-1].partition("\n")
    assert rest == query.partition("\n")[2]
    assert head.startswith("BASE <http://localhost/sparql> PREFIX : <https://w3id.org/sitrep/ns#> ")
    assert head.endswith(" PREFIX k: <urn:k>")
    assert head.count(" k:") == 1


def test_the_name_and_the_password_are_shown_to_the_engine(
    lying: Lying, client: FlaskClient
) -> None:
    lying.mood = "sound"
    client.post("/sparql", data=SELECT)
    assert lying.heads[-1]["Authorization"] == "Basic bWU6c2VjcmV0"


def test_one_battle_of_several_is_refused_with_the_reason(
    lying: Lying, client: FlaskClient
) -> None:
    asked = len(lying.asked)
    answer = client.post("/sparql?of=bhamo", data=SELECT)
    told = answer.get_json()
    assert answer.status_code == 403
    assert (
        "One battle of several is told apart by the engine that comes with Sitrep" in told["detail"]
    )
    assert '"https://w3id.org/sitrep/bhamo/"' in told["hint"]
    assert len(lying.asked) == asked
