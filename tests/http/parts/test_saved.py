"""Saved queries of one battle of several: the answers that it would give alone."""

import csv
import io
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from queries import SavedQuery, catalogue

from .conftest import SLUGS

SAVED = catalogue()
# Those whose rows add up what all battles say, or put it together.
ADDS_UP = {"happenings-by-month", "happenings-by-kind", "at-least-how-many", "who-took-most"}

saved_queries = pytest.mark.parametrize("query", SAVED, ids=lambda query: query.slug)
slugs = pytest.mark.parametrize("slug", SLUGS)
# As the file has it, and with everything left open that may be.
choices = pytest.mark.parametrize("left_open", [False, True], ids=["default", "open"])


def address(query: SavedQuery, of: str, *, left_open: bool = False, suffix: str = "csv") -> str:
    values = {each.name: "" for each in query.params if left_open and each.all_of is not None}
    sent = urlencode({**values, **({"of": of} if of else {})})
    return f"/queries/{query.slug}.{suffix}?{sent}"


def rows(client: FlaskClient, path: str) -> list[list[str]]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.text)))


@slugs
@choices
@saved_queries
def test_one_battle_of_three_answers_as_it_does_alone(
    query: SavedQuery,
    slug: str,
    all_three: FlaskClient,
    each_alone: Mapping[str, FlaskClient],
    *,
    left_open: bool,
) -> None:
    part = rows(all_three, address(query, slug, left_open=left_open))
    assert part == rows(each_alone[slug], address(query, "", left_open=left_open))


@slugs
def test_each_battle_answers_something(slug: str, all_three: FlaskClient) -> None:
    answers = (rows(all_three, address(query, slug, left_open=True)) for query in SAVED)
    assert sum(len(answer) > 1 for answer in answers) > 5


@pytest.mark.parametrize(
    "query", [each for each in SAVED if each.slug not in ADDS_UP], ids=lambda query: query.slug
)
def test_all_battles_together_have_the_rows_of_each(
    query: SavedQuery, all_three: FlaskClient
) -> None:
    found = {tuple(row) for row in rows(all_three, address(query, "", left_open=True))}
    for slug in SLUGS:
        part = {tuple(row) for row in rows(all_three, address(query, slug, left_open=True))}
        assert part <= found
