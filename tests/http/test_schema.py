"""The vocabulary for query editors: /schema.json."""

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from ontology import PREFIXES
from server import create_app
from server.config import Settings


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    answer = create_app(Settings()).test_client().get("/schema.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    found: dict[str, Any] = answer.get_json()
    return found


def entry(told: dict[str, Any], part: str, name: str) -> dict[str, Any]:
    return next(each for each in told[part] if each["name"] == name)


def test_it_has_the_prefixes_that_need_no_declaring(told: dict[str, Any]) -> None:
    assert told["prefixes"] == PREFIXES


def test_a_class_has_its_meaning_and_how_many_things(told: dict[str, Any]) -> None:
    unit = entry(told, "classes", ":Unit")
    assert (unit["label"], unit["under"]) == ("unit", [":Organisation"])
    assert unit["says"].startswith("A military formation")
    assert unit["count"] > 10


def test_a_property_has_what_it_joins_as_the_ontology_and_as_the_data_have_it(
    told: dict[str, Any],
) -> None:
    by = entry(told, "properties", ":by")
    assert (by["domain"], by["range"]) == ([":Happening"], [":Actor"])
    assert by["of"][":Event"] > 10
    assert by["to"][":Organisation"] > 10
    assert by["count"] >= by["of"][":Event"]
    assert by["says"]


def test_things_and_kinds_have_names(told: dict[str, Any]) -> None:
    kia = entry(told, "entities", "b:kia")
    assert kia["label"] == "Kachin Independence Army"
    assert ":Organisation" in kia["of"]
    assert kia["also"]
    assert entry(told, "kinds", "k:capture")["label"] == "capture"
    assert not [each for each in told["entities"] if each["name"].startswith("k:")]


def test_every_name_can_stand_in_a_query(told: dict[str, Any], client: FlaskClient) -> None:
    for part in ("classes", "properties", "kinds", "entities"):
        names = " ".join(each["name"] for each in told[part])
        query = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?x {{ {names} }} }}"
        answer = client.post("/sparql", data=query, content_type="application/sparql-query")
        assert answer.status_code in (200, 413), answer.text[:300]


def test_a_client_that_has_it_gets_304(client: FlaskClient) -> None:
    tag = client.get("/schema.json").headers["ETag"]
    assert client.get("/schema.json", headers={"If-None-Match": tag}).status_code == 304


def test_a_graph_of_somebody_else_has_one_too(tmp_path: Path) -> None:
    file = tmp_path / "other.ttl"
    file.write_text(
        "@prefix ex: <http://example.org/a/b#> . "
        'ex:one a ex:Thing ; ex:name "One" ; ex:knows <http://example.org/a%20b/two(2)> . '
        "<http://example.org/a%20b/two(2)> a ex:Thing . [] a ex:Thing ; ex:knows ex:one .",
        encoding="utf-8",
    )
    told = create_app(Settings(data=file)).test_client().get("/schema.json").get_json()
    assert [each["name"] for each in told["classes"]] == ["<http://example.org/a/b#Thing>"]
    assert {each["name"] for each in told["entities"]} == {
        "<http://example.org/a/b#one>",
        "<http://example.org/a%20b/two(2)>",
    }
    knows = next(each for each in told["properties"] if each["name"].endswith("knows>"))
    assert (knows["count"], knows["of"]) == (2, {"<http://example.org/a/b#Thing>": 1})
