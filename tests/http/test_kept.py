"""Kept answers: the same words get the same answer, known by its ETag."""

import re
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


def kept(app: Flask) -> int:
    """How many answers came from the table."""
    told = app.test_client().get("/metrics").text
    return int(float(re.findall(r"^sitrep_kept_answers_total (\S+)", told, re.MULTILINE)[0]))


def test_a_kept_answer_is_the_answer(data: Path) -> None:
    app = create_app(Settings(data=data, evaluators=0))
    first, *others = (get(app.test_client()) for _ in range(4))
    assert first.headers["ETag"]
    for other in others:
        assert first.status_code == other.status_code == 200
        assert first.data == other.data
        assert dict(first.headers) == dict(other.headers)
    assert kept(app) == 2  # from the third on: what is quick is kept when it is asked for again


def test_what_took_long_is_kept_at_once(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(Settings(data=data, evaluators=0))
    monkeypatch.setattr("server.protocol.kept._DEAR_SECONDS", 0)
    assert get(app.test_client()).data == get(app.test_client()).data
    assert kept(app) == 1


def test_what_is_known_to_have_been_asked_for_is_bounded() -> None:
    answers = Answers(limit=1)
    assert not answers.comes_again(("first",))
    assert answers.comes_again(("first",))
    for number in range(200_000):
        answers.comes_again((str(number),))
        assert len(answers.seen) <= 50_000
    assert not answers.comes_again(("first",))


@pytest.mark.parametrize("named", ["{}", "W/{}", '"other", {}', "*"])
def test_a_client_that_has_it_gets_304_and_nothing_else(client: FlaskClient, named: str) -> None:
    tag = get(client).headers["ETag"]
    again = get(client, If_None_Match=named.format(tag))
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == tag
    assert "Accept" in again.headers["Vary"]
    assert "Content-Length" not in again.headers


def test_a_tag_that_another_process_gave_takes_no_asking(data: Path) -> None:
    one, other = (create_app(Settings(data=data, evaluators=0)) for _ in range(2))
    given = get(one.test_client())
    again = get(other.test_client(), If_None_Match=given.headers["ETag"])
    assert again.status_code == 304
    told = "Vary", "ETag", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers"
    assert [again.headers[name] for name in told] == [given.headers[name] for name in told]
    assert "sitrep_query_seconds_count 0" in other.test_client().get("/metrics").text


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
