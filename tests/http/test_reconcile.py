"""The reconciliation service as specified: shapes, errors, other sites, graphs of others."""

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from server import create_app
from server.config import DEFAULT_DATA, Settings

SCHEMAS = Path(__file__).parent / "reconciliation"
OPENREFINE = {"Origin": "http://127.0.0.1:3333"}


def application(data: Path, most_names: int = 1000) -> Flask:
    return create_app(Settings(data=data, evaluators=0, most_names=most_names))


@pytest.fixture(scope="module")
def shipped() -> Flask:
    return application(DEFAULT_DATA)


@pytest.fixture
def client(shipped: Flask) -> Iterator[FlaskClient]:
    with shipped.test_client() as client:
        yield client


def holds(schema: str, answer: object) -> None:
    """Hold an answer against a schema."""
    validator = Draft202012Validator(json.loads((SCHEMAS / f"{schema}.json").read_text()))
    assert [f"{e.json_path}: {e.message}" for e in validator.iter_errors(answer)] == []


def batch(client: FlaskClient, **queries: object) -> dict[str, dict[str, list[dict[str, object]]]]:
    holds("query-batch", queries)
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)}, headers=OPENREFINE)
    assert answer.status_code == 200, answer.text
    holds("result-batch", answer.json)
    found: dict[str, dict[str, list[dict[str, object]]]] = answer.json
    return found


def extension(client: FlaskClient, ids: list[str], *properties: object) -> dict[str, object]:
    asked = {
        "ids": ids,
        "properties": [p if isinstance(p, dict) else {"id": p} for p in properties],
    }
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)})
    assert answer.status_code == 200, answer.text
    holds("extension", answer.json)
    found: dict[str, object] = answer.json
    return found


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.stem)
def test_the_schemas_are_schemas_and_refuse_what_is_wrong(path: Path) -> None:
    schema = json.loads(path.read_text())
    Draft202012Validator.check_schema(schema)
    assert not Draft202012Validator(schema).is_valid([])
    assert not Draft202012Validator(schema).is_valid({"q0": {"result": [{"id": 1}]}, "meta": 1})


# ---- the manifest ----


def test_the_manifest_is_what_the_specification_wants(client: FlaskClient) -> None:
    answer = client.get("/reconcile")
    assert answer.content_type == "application/json"
    holds("manifest", answer.json)
    assert answer.json["identifierSpace"] == "https://w3id.org/sitrep/"
    assert answer.json["schemaSpace"] == "https://w3id.org/sitrep/ns#"
    assert answer.json["batchSize"] == 100


def test_what_the_manifest_names_is_there(client: FlaskClient) -> None:
    manifest = client.get("/reconcile").json
    for sort, service in manifest["suggest"].items():
        address = service["service_url"] + service["service_path"]
        suggestions = client.get(address, query_string={"prefix": "b"}).json
        holds(f"suggest-{sort}", suggestions)
        for suggestion in suggestions["result"][:3]:
            path = service["flyout_service_path"].replace("${id}", quote(suggestion["id"], safe=""))
            flyout = client.get(service["flyout_service_url"] + path).json
            holds("flyout", flyout)
            assert flyout["id"] == suggestion["id"]
            assert f"<b>{escape(suggestion['name'])}</b>" in flyout["html"]
    proposing = manifest["extend"]["propose_properties"]
    address = proposing["service_url"] + proposing["service_path"]
    holds("proposal", client.get(address, query_string={"type": "Unit"}).json)
    for template in (manifest["view"]["url"], manifest["preview"]["url"]):
        page = client.get(
            template.replace("{{id}}", "bhamo/kia"),
            headers={"Accept": "text/html"},
            follow_redirects=True,
        )
        assert page.status_code == 200
        assert "Kachin Independence Army" in page.text


def test_space_and_identifier_make_the_iri(client: FlaskClient) -> None:
    space = client.get("/reconcile").json["identifierSpace"]
    found = batch(client, q={"query": "KIA"})["q"]["result"][0]
    assert f"{space}{found['id']}" == "https://w3id.org/sitrep/bhamo/kia"


def test_the_manifest_speaks_of_the_address_by_which_it_was_asked(client: FlaskClient) -> None:
    manifest = client.get("/reconcile", base_url="https://graph.example/").json
    assert manifest["view"]["url"] == "https://graph.example/{{id}}"
    assert manifest["suggest"]["type"]["service_url"] == "https://graph.example/reconcile"


# ---- queries ----


def test_a_batch_by_post_and_by_get(client: FlaskClient) -> None:
    queries = {"q0": {"query": "KIA"}, "q1": {"query": "nothing at all"}, "q2": {"query": "PDF"}}
    by_post = batch(client, **queries)
    by_get = client.get("/reconcile", query_string={"queries": json.dumps(queries)}).json
    assert by_post == by_get
    assert list(by_post) == ["q0", "q1", "q2"]
    assert by_post["q1"] == {"result": []}


@pytest.mark.parametrize("query", ["KIA", '{"query": "KIA"}', ' {"query": "KIA", "limit": 1.0}'])
def test_a_single_query_is_a_name_or_an_object(client: FlaskClient, query: str) -> None:
    for answer in (
        client.get("/reconcile", query_string={"query": query}),
        client.post("/reconcile", data={"query": query}),
    ):
        holds("result-single", answer.json)
        assert answer.json["result"][0]["id"] == "bhamo/kia"
        assert answer.json["result"][0]["match"]


def test_a_candidate_says_what_it_is_and_why(client: FlaskClient) -> None:
    side = {"pid": "onSide", "v": {"id": "bhamo/government-side"}}
    found = batch(client, q={"query": "LIB 601", "properties": [side]})["q"]["result"][0]
    assert found["name"] == "Light Infantry Battalion 601"
    assert found["description"] == "infantry battalion · Government side"
    assert found["score"] == 100
    kinds = found["type"]
    assert isinstance(kinds, list)
    assert kinds[0] == {"id": "Unit", "name": "unit"}
    assert {"id": "https://w3id.org/sitrep/kind/battalion", "name": "battalion"} in kinds
    assert {"id": "Actor", "name": "actor"} in kinds
    features = found["features"]
    assert isinstance(features, list)
    assert {feature["id"]: feature["value"] for feature in features} == {
        "name": 100,
        "sure": True,
        "identified": False,
        "onSide": 100,
    }


def test_records_kinds_and_sentences_are_no_candidates(client: FlaskClient) -> None:
    names = ("Point of Bhamo", "GeoNames code of Bhamo", "infantry battalion", "Kinds of things")
    for name in names:
        for found in batch(client, q={"query": name, "limit": 100})["q"]["result"]:
            assert not str(found["id"]).startswith(("bhamo/point/", "bhamo/code/", "kind"))


# ---- bad input ----

BAD = {
    "{": "`queries` is not JSON: Expecting property name",
    "[]": "`queries` should be an object",
    "7": "`queries` should be an object",
    "9" * 5000: "a number is too long",
    "[" * 50_000: "nested too deeply",
    '{"q": {"query": "\\ud800"}}': "half of a surrogate pair",
    '{"q": "KIA"}': '`queries.q` should be an object, and is "KIA".',
    '{"q": {}}': "`queries.q` has neither a `query` nor `properties`.",
    '{"q": {"query": 47}}': "`queries.q.query` should be a string, and is 47.",
    '{"q": {"query": "a", "limit": 0}}': "`queries.q.limit` should be a whole number",
    '{"q": {"query": "a", "limit": "ten"}}': "`queries.q.limit` should be a whole number",
    '{"q": {"query": "a", "limit": true}}': "`queries.q.limit` should be a whole number",
    '{"q": {"query": "a", "type": "Soldiery"}}': "There is no type `Soldiery` here.",
    '{"q": {"query": "a", "type": [7]}}': "`queries.q.type` should be the identifier",
    '{"q": {"query": "a", "type_strict": "most"}}': "should be any, all or should",
    '{"q": {"query": "a", "properties": 1}}': "`queries.q.properties` should be a list",
    '{"q": {"query": "a", "properties": [1]}}': "`queries.q.properties[0]` should be",
    '{"q": {"query": "a", "properties": [{"pid": "within"}]}}': 'with "pid" and "v"',
    '{"q": {"query": "a", "properties": [{"pid": 1, "v": 1}]}}': "the identifier of a property",
    '{"q": {"query": "a", "properties": [{"pid": "height", "v": 1}]}}': "no property `height`",
    '{"q": {"query": "a", "properties": [{"pid": "within", "v": [[1]]}]}}': "should be text",
}


@pytest.mark.parametrize(("queries", "detail"), BAD.items(), ids=lambda text: text[:40])
def test_bad_queries_are_told_what_is_wrong(client: FlaskClient, queries: str, detail: str) -> None:
    answer = client.post("/reconcile", data={"queries": queries})
    assert answer.status_code == 400, answer.text
    assert answer.content_type == "application/problem+json"
    assert detail in answer.json["detail"]


BAD_EXTENSIONS = {
    "nope": "`extend` is not JSON",
    "[]": "`extend` should be an object",
    "{}": "`extend.ids` should be a list",
    '{"ids": [1], "properties": []}': "`extend.ids` should be a list of identifiers",
    '{"ids": []}': "`extend.properties` should be a list",
    '{"ids": [], "properties": ["within"]}': "`extend.properties[0]` should be an object",
    '{"ids": [], "properties": [{"id": "height"}]}': "There is no property `height` here.",
    '{"ids": [], "properties": [{"id": "within", "settings": {"limit": -1}}]}': "settings.limit",
}


@pytest.mark.parametrize(("asked", "detail"), BAD_EXTENSIONS.items())
def test_bad_extensions_are_told_what_is_wrong(
    client: FlaskClient, asked: str, detail: str
) -> None:
    answer = client.get("/reconcile", query_string={"extend": asked})
    assert answer.status_code == 400, answer.text
    assert detail in answer.json["detail"]


def test_more_at_once_than_the_setting_allows_is_refused() -> None:
    client = application(DEFAULT_DATA, most_names=2).test_client()
    assert client.get("/reconcile").json["batchSize"] == 2
    two, three = ({f"q{n}": {"query": "KIA"} for n in range(count)} for count in (2, 3))
    assert client.post("/reconcile", data={"queries": json.dumps(two)}).status_code == 200
    refused = client.post("/reconcile", data={"queries": json.dumps(three)})
    assert refused.status_code == 400
    assert refused.json["detail"] == "`queries` has 3 entries, and there may be 2 at once."
    ids = json.dumps({"ids": ["a", "b", "c"], "properties": []})
    assert client.post("/reconcile", data={"extend": ids}).status_code == 400


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/reconcile?query=a&extend=b", 400, "`query`, `extend`"),
        ("/reconcile/suggest/entity", 400, "`prefix` is missing"),
        ("/reconcile/suggest/entity?prefix=a&cursor=-1", 400, "`cursor` should be"),
        ("/reconcile/suggest/entity?prefix=a&cursor=²", 400, "`cursor` should be"),
        ("/reconcile/suggest/battle?prefix=a", 404, ""),
        ("/reconcile/properties?type=Soldiery", 400, "There is no type `Soldiery` here."),
        ("/reconcile/properties?limit=0", 400, "`limit` should be"),
        ("/reconcile/flyout/entity", 400, "`id` is missing"),
        ("/reconcile/flyout/entity?id=bhamo/nobody", 404, "bhamo/nobody"),
        ("/reconcile/flyout/type?id=Soldiery", 400, "There is no type `Soldiery` here."),
        ("/reconcile/flyout/battle?id=a", 404, ""),
        ("/reconcile/preview", 400, "`id` is missing"),
        ("/reconcile/preview?id=bhamo/nobody", 404, "bhamo/nobody"),
        ("/reconcile/view?id=bhamo/nobody", 404, "bhamo/nobody"),
        ("/reconcile?callback=alert(1)", 400, "`callback` should be"),
        ("/reconcile?callback=", 400, "`callback` should be"),
    ],
)
def test_bad_addresses_are_told_what_is_wrong(
    client: FlaskClient, path: str, status: int, detail: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert detail in answer.json["detail"]


def test_a_post_is_a_form_with_something_in_it(client: FlaskClient) -> None:
    as_json = client.post("/reconcile", json={"queries": {}})
    assert as_json.status_code == 415
    assert "application/json" in as_json.json["detail"]
    empty = client.post("/reconcile", data={"q": "KIA"})
    assert empty.status_code == 400
    assert "neither `queries` nor `extend`" in empty.json["detail"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(client: FlaskClient, method: str) -> None:
    answer = client.open("/reconcile", method=method)
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.allow)


# ---- other sites ----


@pytest.mark.parametrize(
    "path",
    [
        "/reconcile",
        "/reconcile/suggest/entity?prefix=k",
        "/reconcile/properties",
        "/reconcile?query=[",
    ],
)
def test_other_sites_may_read_every_answer(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=OPENREFINE)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/suggest/type", "/reconcile/properties"])
def test_other_sites_may_ask_first(client: FlaskClient, path: str) -> None:
    wanted = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = client.options(path, headers=OPENREFINE | wanted)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]


def test_a_callback_gets_a_script(client: FlaskClient) -> None:
    answer = client.get("/reconcile?callback=jQuery.cb_1")
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.text.startswith("/**/jQuery.cb_1({")
    assert answer.text.endswith("});")
    holds("manifest", json.loads(answer.text.removeprefix("/**/jQuery.cb_1(").removesuffix(");")))


# ---- suggestions ----


def suggested(client: FlaskClient, sort: str, **parameters: object) -> list[str]:
    answer = client.get(f"/reconcile/suggest/{sort}", query_string=parameters)
    holds(f"suggest-{sort}", answer.json)
    return [found["id"] for found in answer.json["result"]]


@pytest.mark.parametrize(
    ("sort", "prefix", "first"),
    [
        ("entity", "kia", "bhamo/kia"),
        ("entity", "Kachin Ind", "bhamo/kia"),
        ("entity", "moc-2", "bhamo/moc-21"),
        ("entity", "47 LIB", "bhamo/infantry-bn-47"),
        ("entity", "ဗန်း", "bhamo/bhamo"),
        ("type", "unit", "Unit"),
        ("type", "batt", "https://w3id.org/sitrep/kind/battalion"),
        ("type", "LIB", "https://w3id.org/sitrep/kind/infantry-battalion"),
        ("property", "with", "within"),
        ("property", ":kind", "kind"),
        ("property", "geon", "http://www.wikidata.org/entity/P1566"),
    ],
)
def test_the_first_letters_suggest(client: FlaskClient, sort: str, prefix: str, first: str) -> None:
    assert suggested(client, sort, prefix=prefix)[0] == first


def test_the_cursor_goes_on_where_the_page_ended(client: FlaskClient) -> None:
    pages = [suggested(client, "entity", prefix="", cursor=start) for start in range(0, 400, 20)]
    listed = [identifier for page in pages for identifier in page]
    assert len(pages[0]) == 20
    assert len(listed) == len(set(listed)) > 200
    assert suggested(client, "entity", prefix="", cursor=10**6) == []


# ---- extension ----


def test_values_have_the_form_of_their_sort(client: FlaskClient) -> None:
    ids = [
        "bhamo/bhamo",
        "bhamo/capture-of-bhamo-airport",
        "bhamo/civilians-killed-in-monastery-count",
    ]
    found = extension(
        client, ids, "within", "kind", "geo:asWKT", "GeoNames", "owl:sameAs", "earliest", "low"
    )
    rows = found["rows"]
    assert isinstance(rows, dict)
    town = rows["bhamo/bhamo"]
    assert {"id": "bhamo/kachin-state", "name": "Kachin State"} in town["within"]
    assert town["kind"] == [{"id": "kind/city", "name": "city"}]
    assert town["geo:asWKT"] == [{"str": "24.25256,97.23357"}]
    assert town["GeoNames"] == [{"str": "1328218"}]
    assert town["owl:sameAs"] == [{"str": "http://www.wikidata.org/entity/Q854791"}]
    assert town["earliest"] == []
    event = rows["bhamo/capture-of-bhamo-airport"]
    assert event["earliest"] == [{"date": "2025-01-26T00:00:00+00:00"}]
    assert rows["bhamo/civilians-killed-in-monastery-count"] == {column: [] for column in town}
    figure = extension(client, ["bhamo/civilians-killed-in-monastery"], "low", "wording")["rows"]
    assert isinstance(figure, dict)
    assert figure["bhamo/civilians-killed-in-monastery"]["low"] == [{"int": 15}]


def test_columns_say_what_they_hold(client: FlaskClient) -> None:
    meta = extension(client, [], "within", ":onSide", "GeoNames")["meta"]
    assert meta == [
        {"id": "within", "name": "within", "type": {"id": "Place", "name": "place"}},
        {"id": ":onSide", "name": "on side", "type": {"id": "Side", "name": "side"}},
        {"id": "GeoNames", "name": "GeoNames"},
    ]


@pytest.mark.parametrize(("limit", "count"), [(1, 1), ("1", 1), (0, 12), ("", 12), (None, 12)])
def test_the_limit_of_a_column_holds(client: FlaskClient, limit: object, count: int) -> None:
    asked = {"id": "skos:altLabel", "settings": {"limit": limit}}
    rows = extension(client, ["bhamo/bhamo"], asked)["rows"]
    assert isinstance(rows, dict)
    assert len(rows["bhamo/bhamo"]["skos:altLabel"]) == count
    assert rows["bhamo/bhamo"]["skos:altLabel"][0] == {"str": "Bhamo"}


def test_properties_are_proposed_by_type(client: FlaskClient) -> None:
    def proposed(**parameters: object) -> dict[str, object]:
        answer = client.get("/reconcile/properties", query_string=parameters).json
        holds("proposal", answer)
        found: dict[str, object] = answer
        return found

    unit, every = proposed(type="Unit"), proposed()
    assert unit["type"] == "Unit"
    names = [entry["id"] for entry in unit["properties"]]  # type: ignore[attr-defined]
    assert {"kind", "onSide"} <= set(names)
    assert "earliest" not in names
    assert "earliest" in [entry["id"] for entry in every["properties"]]  # type: ignore[attr-defined]
    assert proposed(type="Unit", limit=2)["properties"] == unit["properties"][:2]  # type: ignore[index]


# ---- previews and graphs of others ----


def test_a_preview_may_be_framed_and_runs_nothing(client: FlaskClient) -> None:
    preview = client.get("/reconcile/preview?id=bhamo/bhamo")
    policy = preview.headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert "frame-ancestors *" in policy
    assert "script-src" not in preview.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in preview.headers
    assert 'href="/bhamo/bhamo" target="_blank" rel="noopener"' in preview.text
    assert "Banmaw" in preview.text
    sheet = re.search(r'rel="stylesheet" href="(.+?)"', preview.text)
    assert sheet
    with client.get(sheet.group(1)) as styles:
        assert styles.content_type.startswith("text/css")
    for path in ("/", "/reconcile", "/reconcile/preview?id=nobody"):
        other = client.get(path).headers["Content-Security-Policy"]
        assert ("frame-ancestors *" in other) == path.endswith("nobody")


OTHERS = """
@prefix : <https://example.org/terms#> .
@prefix e: <https://example.org/thing/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
:Regiment rdfs:subClassOf :Formation ; rdfs:label "regiment" . :Formation rdfs:label "formation" .
e:fr7 a :Regiment ; rdfs:label "Fusilier Regiment 7" ; schema:alternateName "FR 7", "7e régiment" .
e:fr9 a :Regiment ; rdfs:label "Fusilier Regiment 9" ; :strength 900 ; :share 0.5 ; :active true .
e:evil a :Regiment ; rdfs:label "<script>alert(1)</script> & \\"sons\\"" .
<urn:x:1> a :Regiment ; rdfs:label "Lancers" .
e:double a :Regiment ; rdfs:label "Hussars" . e:other a :Regiment ; rdfs:label "Hussars" .
"""


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    path = tmp_path_factory.mktemp("others") / "others.ttl"
    path.write_text(OTHERS)
    return application(path).test_client()


def test_the_graph_of_somebody_else_is_served_as_well(others: FlaskClient) -> None:
    manifest = others.get("/reconcile").json
    holds("manifest", manifest)
    assert manifest["identifierSpace"] == "https://example.org/thing/"
    assert manifest["schemaSpace"] == "https://example.org/terms#"
    assert manifest["view"]["url"] == "http://localhost/reconcile/view?id={{id}}"
    assert (
        others.get("/reconcile/view?id=fr7").headers["Location"] == "https://example.org/thing/fr7"
    )
    assert others.get("/reconcile/view?id=urn:x:1").status_code == 404


@pytest.mark.parametrize(
    ("name", "match"),
    [
        ("FR 7", "fr7"),
        ("9 FR", "fr9"),  # the abbreviation is learnt from the other regiment
        ("7e Regiment", "fr7"),
        ("FR 8", None),
        ("LIB 7", None),  # known of another graph
        ("Lancers", "urn:x:1"),
        ("Hussars", None),  # two are called that
        ("<script>alert(1)</script> & sons", "evil"),
    ],
)
def test_abbreviations_are_learnt_from_the_graph(
    others: FlaskClient, name: str, match: str | None
) -> None:
    found = batch(others, q={"query": name, "type": "Formation"})["q"]["result"]
    assert [each["id"] for each in found if each["match"]] == ([match] if match else [])


def test_what_a_hostile_graph_says_stays_text(others: FlaskClient) -> None:
    preview = others.get("/reconcile/preview?id=evil").text
    assert "<script>" not in preview
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in preview


def test_numbers_and_truth_of_any_graph_are_typed(others: FlaskClient) -> None:
    rows = extension(others, ["fr9"], "strength", "share", "active")["rows"]
    assert rows == {
        "fr9": {"strength": [{"int": 900}], "share": [{"float": 0.5}], "active": [{"bool": True}]}
    }


def test_a_graph_without_names_has_nothing_to_find(tmp_path: Path) -> None:
    path = tmp_path / "bare.nt"
    path.write_text("<urn:a:s> <urn:a:p> <urn:a:o> .\n")
    client = application(path).test_client()
    holds("manifest", client.get("/reconcile").json)
    assert batch(client, q={"query": "KIA"}) == {"q": {"result": []}}


def test_a_flyout_runs_nothing(tmp_path: Path) -> None:
    """What stands in a graph is text, in the HTML that another site shows."""
    data = tmp_path / "hostile.ttl"
    data.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<https://w3id.org/sitrep/x/a> a <https://w3id.org/sitrep/ns#Place> ;\n"
        '  skos:prefLabel "<script>alert(1)</script>"@en .\n',
        encoding="utf-8",
    )
    client = application(data).test_client()
    (found,) = client.get("/reconcile/suggest/entity?prefix=").json["result"]
    html = client.get("/reconcile/flyout/entity", query_string={"id": found["id"]}).json["html"]
    assert "&lt;script&gt;" in html
    assert "<script" not in html
