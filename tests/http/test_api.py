"""The API described: /openapi.json is valid and true, and /api says the same."""

import re
from html.parser import HTMLParser
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from queries import catalogue
from server import create_app
from server.config import Settings
from server.protocol.negotiate import GRAPHS

HTML = {"Accept": "text/html"}
# Pages for people; what they show can be had as data by the operations.
FOR_PEOPLE = {"battle", "home", "pages", "reader"}
# A path with something in place of each parameter.
STAND_INS = {
    "{part}/{name}.{suffix}": "bhamo/kia.ttl",
    "{part}/{name}": "bhamo/kia",
    "{file}": "bhamo.nq",
    "{item}": "Q836",
    "{sort}": "entity",
    "ns.{suffix}": "ns.ttl",
    "ontology.{suffix}": "ontology.ttl",
    "dataset.{suffix}": "dataset.ttl",
}
NEEDED = {
    "/thing": {"iri": "http://www.wikidata.org/entity/Q178561"},
    "/wikidata": {"uri": "wd:Q836"},
    "/reconcile/suggest/{sort}": {"prefix": "k"},
    "/reconcile/preview": {"id": "bhamo/kia"},
    "/reconcile/flyout/{sort}": {"id": "bhamo/kia"},
    "/reconcile/view": {"id": "bhamo/kia"},
}
Document = dict[str, Any]


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(Settings(evaluators=0))


@pytest.fixture(scope="module")
def document(app: Flask) -> Document:
    answer = app.test_client().get("/openapi.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return cast("Document", answer.json)


def test_the_document_is_openapi(document: Document) -> None:
    assert document["openapi"].startswith("3.1.")
    OpenAPIV31SpecValidator(document).validate()


def test_the_server_is_where_it_was_asked(client: FlaskClient) -> None:
    told = client.get("/openapi.json", base_url="https://example.org/sitrep/").json
    assert told
    assert told["servers"] == [{"url": "https://example.org/sitrep"}]


def test_every_saved_query_is_an_operation(document: Document) -> None:
    for saved in catalogue():
        told = document["paths"][f"/queries/{saved.slug}"]["get"]
        assert (told["operationId"], told["summary"]) == (saved.slug, saved.summary)
        names = [resolve(document, each)["name"] for each in told["parameters"]]
        assert names == [parameter.name for parameter in saved.params]


def resolve(document: Document, told: Document) -> Document:
    found: Document = told
    for part in told.get("$ref", "").split("/")[1:]:
        found = document[part] if found is told else found[part]
    return found


def test_operations_have_names_of_their_own(document: Document) -> None:
    names = [told["operationId"] for path in document["paths"].values() for told in path.values()]
    assert len(names) == len(set(names))


def test_what_is_told_is_what_there_is(app: Flask, document: Document) -> None:
    shipped = app.test_client()
    for path, methods in document["paths"].items():
        told = methods["get"]
        address = path
        for name, value in STAND_INS.items():
            address = address.replace(name, value)
        address = address.replace("{suffix}", "csv")
        for media in told["responses"]["200"]["content"]:
            sent = {"query": question_for(media)} if path == "/sparql" else NEEDED.get(path)
            answer = shipped.get(
                address, query_string=sent, headers={"Accept": media}, follow_redirects=True
            )
            assert answer.status_code == 200, (address, media)
            # What has its format in its name, or has one format, does not ask what is accepted.
            assert answer.mimetype == media or "." in address, (address, media)


def question_for(media: str) -> str:
    """A query that can be answered in this media type."""
    graphs = {form.media[0] for form in GRAPHS if form.engine}
    return "CONSTRUCT WHERE { ?s ?p 1 }" if media in graphs else "ASK {}"


def test_every_default_may_be_sent(app: Flask, document: Document) -> None:
    shipped = app.test_client()
    for saved in catalogue():
        told = document["paths"][f"/queries/{saved.slug}"]["get"]
        sent = {}
        for each in told["parameters"]:
            given = resolve(document, each)
            default = given["schema"]["default"]
            sent[given["name"]] = str(default).lower() if isinstance(default, bool) else default
        answer = shipped.get(f"/queries/{saved.slug}.csv", query_string=sent)
        assert answer.data == shipped.get(f"/queries/{saved.slug}.csv").data


def test_every_address_for_programs_is_told_of(app: Flask, document: Document) -> None:
    told = {re.sub(r"\{[a-z]+\}", "*", path) for path in document["paths"]}
    told = {re.sub(r"/queries/[a-z-]+(\.\*)?$", "/queries/*", path) for path in told}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] in {*FOR_PEOPLE, "static"}:
            continue
        path = re.sub(r"<[^>]+>", "*", str(rule))
        # The ontology's terms, and the root of each part, are things as all others are.
        path = {"/*": "/*/*", "/*.*": "/*/*.*"}.get(path, path)
        assert path in told, rule


def test_the_page_has_every_operation(app: Flask, document: Document) -> None:
    html = app.test_client().get("/api", headers=HTML).text
    names = {told["operationId"] for path in document["paths"].values() for told in path.values()}
    assert set(re.findall(r'<details id="([^"]+)">', html)) == names
    assert "GET /queries/airstrikes.{suffix}" in html
    assert "POST /sparql" in html


class Links(HTMLParser):
    """The links of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append(dict(attrs))


def test_no_link_of_the_page_leads_nowhere(app: Flask) -> None:
    shipped = app.test_client()
    html = shipped.get("/api", headers=HTML).text
    for link in Links(html).found:
        href = str(link["href"])
        if href.startswith("#"):
            assert f'id="{href[1:]}"' in html
        elif href.startswith("/"):
            assert shipped.get(href, headers=HTML).status_code == 200
        else:
            assert "noopener" in str(link["rel"])


def test_a_client_that_has_the_document_gets_304(client: FlaskClient) -> None:
    first = client.get("/openapi.json")
    again = client.get("/openapi.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_errors_are_as_the_document_says(client: FlaskClient, document: Document) -> None:
    schema = document["components"]["schemas"]["Problem"]
    for path in ("/queries/airstrikes?since=x", "/queries/airstrikes.geojson", "/sparql?query=x"):
        told = client.get(path).get_json(force=True)
        assert set(schema["required"]) <= set(told) <= set(schema["properties"])
