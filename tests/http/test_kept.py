"""Kept answers: the same words get the same answer, known by its ETag."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server import create_app
from server.config import Settings
from server.protocol.kept import Answers, Kept, size_of

QUERY = {"query": "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 3"}


def get(client: FlaskClient, **headers: str) -> TestResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get("/sparql", query_string=QUERY, headers=named)


def test_a_kept_answer_is_the_answer(client: FlaskClient) -> None:
    first, second = get(client), get(client)
    assert first.status_code == second.status_code == 200
    assert first.data == second.data
    assert dict(first.headers) == dict(second.headers)
    assert first.headers["ETag"]


@pytest.mark.parametrize("named", ["{}", "W/{}", '"other", {}', "*"])
def test_a_client_that_has_it_gets_304_and_nothing_else(client: FlaskClient, named: str) -> None:
    tag = get(client).headers["ETag"]
    again = get(client, If_None_Match=named.format(tag))
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == tag
    assert "Accept" in again.headers["Vary"]
    assert "Content-Length" not in again.headers


def test_another_tag_gets_the_answer(client: FlaskClient) -> None:
    assert get(client, If_None_Match='"other"').status_code == 200


@pytest.mark.parametrize(
    ("header", "one", "other"),
    [
        ("Accept", "text/csv", "application/sparql-results+json"),
        ("Host", "one.example", "other.example"),
    ],
)
def test_what_an_answer_depends_on_keeps_it_apart(
    client: FlaskClient, header: str, one: str, other: str
) -> None:
    first, second = (get(client, **{header: value}).headers["ETag"] for value in (one, other))
    assert first != second


def test_another_graph_has_other_tags(app: Flask) -> None:
    real = create_app(Settings(evaluators=0))
    assert get(real.test_client()).headers["ETag"] != get(app.test_client()).headers["ETag"]


def test_errors_are_not_kept(client: FlaskClient) -> None:
    for _ in range(2):
        broken = client.get("/sparql", query_string={"query": "SELECT"})
        assert broken.status_code == 400
        assert "ETag" not in broken.headers


def test_nothing_is_kept_where_the_operator_says_so(data: Path) -> None:
    client = create_app(Settings(data=data, evaluators=0, keep=0)).test_client()
    assert "ETag" not in get(client).headers


def test_the_table_stays_within_its_bytes_and_lets_the_oldest_go() -> None:
    answers = Answers(limit=60_000)
    for number in range(100):
        answers.keep(("/sparql", str(number)), Kept([], b"x" * 400))
        answers.get(("/sparql", "0"))
    assert answers.size <= 60_000
    assert answers.size == sum(size_of(key, kept) for key, kept in answers.kept.items())
    assert answers.size >= 400 * len(answers.kept) > 0
    assert answers.get(("/sparql", "0")) is not None
    assert answers.get(("/sparql", "1")) is None
    assert answers.get(("/sparql", "99")) is not None


def test_an_answer_that_would_push_out_all_others_is_not_kept() -> None:
    answers = Answers(limit=20_000)
    answers.keep(("/sparql", "large"), Kept([], b"x" * 5_000))
    assert not answers.kept
