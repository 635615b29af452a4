"""The saved queries over HTTP: every address, every format, everything that can go wrong."""

import csv
import http.client
import io
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, Graph, Namespace

from queries import SavedQuery, catalogue, read_query
from server import create_app
from server.config import Settings
from server.saved.choices import ChoicesError
from tests.http.html import Page

SAVED = catalogue()
HTML = {"Accept": "text/html"}
RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "rq": "application/sparql-query",
}
MAPPED = """\
#+ summary: Where is each <b>place</b>?
#+ description: The places, with "quotes" & more.
#+ tags: [places]
#+ x-params:
#+   name: {type: string, label: Name, description: Any part of it, any: Any name}
#+   least: {type: integer, label: At least, least: 1, most: 9}
#+   whole: {type: boolean, label: Whole}
#+   kin: {type: iri, label: Kin, class: Organisation, any: All}
#+ x-view: {default: map, map: {wkt: wkt, label: placeLabel}}
#+ x-columns: {place: the place, accordingTo: who says so, number: how many, wkt: where it is, sentence: where it is said, quote: in what words}
#+ x-expect: {min-rows: 1, unique: [place]}
PREFIX : <https://w3id.org/sitrep/ns#>
PREFIX b: <https://w3id.org/sitrep/bhamo/>
PREFIX geo: <http://www.opengis.net/ont/geosparql#>
PREFIX s: <https://w3id.org/sitrep/bhamo/sentence/>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?place ?placeLabel ?accordingTo ?number ?wkt ?sentence ?quote WHERE {
  VALUES ?name { UNDEF }
  VALUES ?least { 1 }
  VALUES ?whole { false }
  VALUES ?kin { UNDEF }
  VALUES (?place ?placeLabel ?accordingTo ?number ?wkt ?sentence) {
    (b:bhamo "Bhamo" "KIA" 1 "POINT(97.23 24.25)"^^geo:wktLiteral s:041)
    (b:town "<i>Town</i>" "" 2.5 "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POLYGON((0 0, 1 0, 1 1, 0 0))"^^geo:wktLiteral s:043)
    (b:far "Far" UNDEF "INF"^^xsd:double "<http://www.opengis.net/def/crs/EPSG/0/3857> POINT(1 2)"^^geo:wktLiteral UNDEF)
    (b:none "None" "" true "POINT(" s:999)
    (b:nowhere "Nowhere" "" "n" UNDEF UNDEF)
  }
  OPTIONAL { ?said nif:anchorOf ?quote FILTER (?said = ?sentence) }
  FILTER (!BOUND(?name) || CONTAINS(?placeLabel, ?name))
} ORDER BY ?place
"""  # noqa: E501 - as a query file may have it


@pytest.fixture(scope="module")
def shipped() -> FlaskClient:
    """A client of the graph that is shipped."""
    return create_app(Settings(evaluators=0)).test_client()


@pytest.fixture
def mapped(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A client of a server whose one question has places, and parameters of the rarer types."""
    return serve(tmp_path, data, monkeypatch, MAPPED)


def serve(folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> FlaskClient:
    path = folder / "where.rq"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr("server.state.catalogue", lambda: (read_query(path),))
    return create_app(Settings(data=data, evaluators=0)).test_client()


def read(client: FlaskClient, path: str, **sent: str) -> Page:
    answer = client.get(path, query_string=sent or None, headers=HTML)
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), answer.text
    return Page(answer.text)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("saved", SAVED, ids=lambda saved: saved.slug)
def test_every_question_has_every_format_by_suffix_and_by_accept(
    shipped: FlaskClient, saved: SavedQuery, suffix: str
) -> None:
    by_suffix = shipped.get(f"/queries/{saved.slug}.{suffix}")
    by_accept = shipped.get(f"/queries/{saved.slug}", headers={"Accept": FORMATS[suffix]})
    for answer in (by_suffix, by_accept):
        assert (answer.status_code, answer.mimetype) == (200, FORMATS[suffix])
        assert "Accept" in answer.headers["Vary"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert by_suffix.data == by_accept.data
    assert by_suffix.data.count(b"\n") > 0 or suffix in ("json", "xml", "jsonld")


@pytest.mark.parametrize("saved", SAVED, ids=lambda saved: saved.slug)
def test_every_question_answers_what_its_file_does(shipped: FlaskClient, saved: SavedQuery) -> None:
    expected = list(csv.reader(io.StringIO(saved.expected.read_text(encoding="utf-8"))))
    answer = shipped.get(f"/queries/{saved.slug}.csv")
    assert list(csv.reader(io.StringIO(answer.text))) == expected
    answer = shipped.get("/sparql", query_string={"query": saved.text, "format": "csv"})
    assert list(csv.reader(io.StringIO(answer.text))) == expected


@pytest.mark.parametrize("saved", SAVED, ids=lambda saved: saved.slug)
def test_every_question_has_a_whole_page(shipped: FlaskClient, saved: SavedQuery) -> None:
    page = read(shipped, f"/queries/{saved.slug}")
    assert saved.summary in page.text
    assert saved.body in page.text
    assert "#+" not in page.text
    assert f"http://localhost/queries/{saved.slug}.csv" in page.text
    names = {each["name"] for tag in ("select", "input") for each in page.all(tag)}
    assert names == {parameter.name for parameter in saved.params}
    # Every select has exactly one value chosen, and every other input is filled in or may be empty.
    assert len([each for each in page.all("option") if "selected" in each]) == len(
        page.all("select")
    )
    assert all(each["value"] or "required" not in each for each in page.all("input"))
    # What a browser would send with nothing touched is the answer as it stands.
    untouched = sent_by(page)
    again = shipped.get(f"/queries/{saved.slug}.csv", query_string=untouched)
    assert again.data == shipped.get(f"/queries/{saved.slug}.csv").data
    assert not page.all("script")


def sent_by(page: Page) -> dict[str, str]:
    found = {str(each["name"]): str(each["value"]) for each in page.all("input")}
    name = ""
    for tag, attributes in page.elements:
        if tag == "select":
            name = str(attributes["name"])
        if tag == "option" and "selected" in attributes:
            found[name] = str(attributes["value"])
    return found


def test_what_is_chosen_is_in_the_form_the_query_the_links_and_the_code(
    shipped: FlaskClient,
) -> None:
    page = read(shipped, "/queries/timeline", since="2025-05-01", by="b:kia", kind="")
    assert sent_by(page) == {
        "since": "2025-05-01",
        "until": "",
        "by": "b:kia",
        "kind": "",
    }
    assert 'VALUES ?since { "2025-05-01"^^<http://www.w3.org/2001/XMLSchema#date> }' in page.text
    assert "VALUES ?by { <https://w3id.org/sitrep/bhamo/kia> }" in page.text
    url = "http://localhost/queries/timeline.csv?by=b%3Akia&since=2025-05-01"
    assert f"curl '{url}'" in page.text
    assert f'pandas.read_csv("{url}")' in page.text
    assert f'read.csv("{url}")' in page.text
    assert url in page.links
    change = next(link for link in page.links if link.startswith("/sparql?"))
    (query,) = parse_qs(urlsplit(change).query)["query"]
    rows = list(csv.reader(io.StringIO(shipped.get(url.removeprefix("http://localhost")).text)))
    again = shipped.get("/sparql", query_string={"query": query, "format": "csv"})
    assert list(csv.reader(io.StringIO(again.text))) == rows
    assert len(rows) > 2


def test_dates_have_the_bounds_of_the_data(shipped: FlaskClient) -> None:
    (since, _) = read(shipped, "/queries/airstrikes").all("input")
    assert (since["type"], since["min"], since["max"]) == ("date", "2024-12-01", "2025-12-31")
    (since, _) = read(shipped, "/queries/airstrikes", since="1999-01-01").all("input")
    assert (since["min"], since["value"]) == ("1999-01-01", "1999-01-01")


def test_how_it_is_tested_is_said(shipped: FlaskClient) -> None:
    page = read(shipped, "/queries/bases-taken")
    assert "there is at least 8 rows, and no two have the same event and unit" in page.text
    assert "queries/expected/bases-taken.csv" in page.text


def test_a_label_and_its_thing_are_one_cell(mapped: FlaskClient) -> None:
    page = read(mapped, "/queries/where")
    heads = re.findall(
        r"<th scope=\"col\"[^>]*>(.*?)</th>", mapped.get("/queries/where", headers=HTML).text
    )
    assert heads == ["place", "according to", "number", "coordinates", "source"]
    assert "/bhamo/bhamo" in page.links
    assert "<i>Town</i>" in page.text
    assert not page.all("i")
    assert not page.all("b")


def test_sources_lead_to_the_article_and_claims_say_whose(mapped: FlaskClient) -> None:
    page = read(mapped, "/queries/where")
    assert "/article#s041" in page.links
    assert "On 2 February, KIA forces captured Artillery Battalion 366." in page.text
    assert "/bhamo/sentence/999" in page.links  # a sentence without words is still named
    assert page.text.count("the article itself") == 4


def test_a_page_for_a_frame_is_bare_and_alone_may_be_framed(shipped: FlaskClient) -> None:
    framed = shipped.get("/queries/who-fought?embed=1", headers=HTML)
    whole = shipped.get("/queries/who-fought", headers=HTML)
    page = Page(framed.text)
    assert not page.all("header")
    assert not page.all("form")
    assert page.all("base") == [{"target": "_top"}]
    assert "Kachin Independence Army" in page.text
    assert "http://localhost/queries/who-fought" in page.links
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    for other in (whole, shipped.get("/?embed=1"), shipped.get("/queries?embed=1")):
        assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
    assert '<iframe src="http://localhost/queries/who-fought?embed=1"' in Page(whole.text).text


def test_the_gallery_has_every_question_under_its_tag(shipped: FlaskClient) -> None:
    page = read(shipped, "/queries")
    links = [link for link in page.links if re.fullmatch(r"/queries/[a-z-]+", link)]
    assert sorted(links) == [f"/queries/{saved.slug}" for saved in SAVED]
    tags = {link for link in page.links if "?tag=" in link}
    assert tags == {f"/queries?tag={tag}" for saved in SAVED for tag in saved.tags}
    for link in tags:
        tag = link.partition("=")[2]
        filtered = read(shipped, link)
        found = {link for link in filtered.links if re.fullmatch(r"/queries/[a-z-]+", link)}
        assert found == {f"/queries/{saved.slug}" for saved in SAVED if tag in saved.tags}


@pytest.mark.parametrize(
    ("path", "status", "detail", "hint"),
    [
        ("airstrike", 404, "No saved query is called airstrike.", "mean /queries/airstrikes?"),
        ("%3Cb%3E", 404, "No saved query is called <b>.", "See /queries for all."),
        ("airstrikes.doc", 404, "No answer has the suffix .doc.", ".csv"),
        ("airstrikes.", 404, "No answer has the suffix ..", ".csv"),
        ("airstrikes.csv.gz", 404, "No answer has the suffix .csv.gz.", ".csv"),
        ("airstrikes.trig", 404, "No answer has the suffix .trig.", ".ttl"),
        ("airstrikes.geojson", 406, "no column of it is ?wkt", ".csv"),
        (
            "airstrikes?since=tomorrow",
            400,
            "`since` cannot be `tomorrow`",
            "`2025-05-01`, or `any`",
        ),
        ("who-held-a-place?place=", 400, "`place` cannot be ``", "`b:artillery"),
        ("airstrikes?since=2025-05-01&since=2025-05-02", 400, "sent more than once", "once"),
        ("airstrikes?sinse=2025-05-01", 400, "no parameter `sinse`", "Did you mean `since`?"),
        ("airstrikes.csv?sinse=1", 400, "no parameter `sinse`", "Did you mean `since`?"),
        ("aims?since=2025-05-01", 400, "no parameter `since`", "It has none."),
        ("airstrikes?format=csv", 400, "no parameter `format`", "/queries/airstrikes.csv"),
        ("airstrikes?embed=yes", 400, "`embed` can only be 1", "Leave it out"),
        ("airstrikes?embed=1&embed=1", 400, "`embed` can only be 1", "Leave it out"),
        ("airstrikes?since=%FF", 400, "not valid UTF-8", "UTF-8"),
        ("who-held-a-place?place=b:x%3E", 400, "`place` cannot be `b:x>`", "`b:artillery"),
        ("sentences-with-a-word?whole=maybe", 400, "true or false", "`false`"),
        ("sentences-with-a-word?word=" + "x" * 81, 400, "a text of 1 to 80", "`airstrike`"),
        ("?tag=nothing", 404, "No question has the tag nothing.", "See /queries"),
    ],
)
def test_what_goes_wrong_is_said(
    client: FlaskClient, path: str, status: int, detail: str, hint: str
) -> None:
    path = f"/queries{path}" if path.startswith("?") else f"/queries/{path}"
    answer = client.get(path)
    told = answer.get_json(force=True)
    assert (answer.status_code, told["status"]) == (status, status)
    assert detail in told["detail"]
    assert hint in told["hint"]
    page = client.get(path, headers=HTML)
    assert (page.status_code, page.mimetype) == (status, "text/html")
    assert "<b>" not in page.text


def test_what_cannot_be_given_is_not_acceptable(client: FlaskClient) -> None:
    for accept in ("image/png", "application/geo+json", "application/trig"):
        answer = client.get("/queries/airstrikes", headers={"Accept": accept})
        assert answer.status_code == 406
        assert "text/csv" in answer.get_json(force=True)["hint"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/json", "application/json"),
        ("text/csv, text/html;q=0.5", "text/csv"),
    ],
)
def test_who_accepts_anything_gets_the_page(
    client: FlaskClient, accept: str | None, media: str
) -> None:
    answer = client.get("/queries/airstrikes", headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.mimetype) == (200, media)


@pytest.mark.parametrize("path", ["/queries", "/queries/airstrikes", "/queries/airstrikes.csv"])
def test_head_and_options(client: FlaskClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Type"] == got.headers["Content-Type"]
    options = client.options(path)
    assert options.status_code == 204
    assert "GET" in options.headers["Access-Control-Allow-Methods"]
    refused = client.post(path)
    assert refused.status_code == 405
    assert "GET" in refused.headers["Allow"]


@pytest.mark.parametrize("path", ["/queries/airstrikes.csv", "/queries/airstrikes.ttl"])
def test_a_client_that_has_the_answer_gets_304_and_nobody_is_asked(
    client: FlaskClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(path, query_string={"since": "2025-02-01"})
    tag = first.headers["ETag"]
    # The same answer by another address: the default said, and another order.
    same = {"until": "", "since": "2025-02-01"}
    assert client.get(path, query_string=same).headers["ETag"] == tag
    other = client.get(path, query_string={"since": "2025-02-02"}).headers["ETag"]
    assert other != tag
    assert client.get(path, headers={"If-None-Match": other}).status_code == 200
    tsv = client.get("/queries/airstrikes.tsv", query_string=same).headers["ETag"]
    assert tsv != tag

    def complain(*_: object) -> bytes:
        raise AssertionError("asked")

    monkeypatch.setattr("server.saved.formats.write", complain)
    for named in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(path, query_string=same, headers={"If-None-Match": named})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"].removeprefix("W/") == tag
        assert "Accept" in again.headers["Vary"]


def test_another_graph_has_other_tags(client: FlaskClient, shipped: FlaskClient) -> None:
    path = "/queries/airstrikes.csv"
    assert client.get(path).headers["ETag"] != shipped.get(path).headers["ETag"]


def test_a_page_is_made_anew_each_time_for_its_nonce(client: FlaskClient) -> None:
    pages = [client.get("/queries/airstrikes", headers=HTML) for _ in range(2)]
    assert "ETag" not in pages[0].headers
    policies = {page.headers["Content-Security-Policy"] for page in pages}
    assert len(policies) == 2


def test_an_empty_answer_says_which_name_is_nowhere(client: FlaskClient) -> None:
    sent = {"place": "b:artillery-bn-367-base"}
    data = client.get("/queries/who-held-a-place.csv", query_string=sent)
    assert "did you mean `b:artillery-bn-366-base`?" in data.headers["Sitrep-Hint"]
    page = read(client, "/queries/who-held-a-place", **sent)
    assert "did you mean `b:artillery-bn-366-base`?" in page.text
    # The form keeps what was asked for.
    assert sent_by(page) == sent


def test_turtle_is_the_result_set_row_by_row(mapped: FlaskClient) -> None:
    graph = Graph().parse(data=mapped.get("/queries/where.ttl").data, format="turtle")
    (whole,) = graph.subjects(RDF.type, RS.ResultSet)
    names = {str(name) for name in graph.objects(whole, RS.resultVariable)}
    assert names == {"place", "placeLabel", "accordingTo", "number", "wkt", "sentence", "quote"}
    rows = {}
    for solution in graph.objects(whole, RS.solution):
        rows[int(str(graph.value(solution, RS["index"])))] = {
            str(graph.value(binding, RS.variable)): graph.value(binding, RS.value)
            for binding in graph.objects(solution, RS.binding)
        }
    expected = mapped.get("/queries/where.json").json
    assert expected
    found = [
        {name: str(term) for name, term in sorted(rows[place].items())} for place in sorted(rows)
    ]
    assert [row["place"] for row in found] == [
        row["place"]["value"] for row in expected["results"]["bindings"]
    ]
    assert [set(row) for row in found] == [set(row) for row in expected["results"]["bindings"]]


@pytest.mark.parametrize("suffix", ["nt", "rdf", "jsonld"])
def test_every_rdf_format_says_the_same(mapped: FlaskClient, suffix: str) -> None:
    kind = RdfFormat.from_extension(suffix)
    assert kind
    content = mapped.get(f"/queries/where.{suffix}").data
    turtle = mapped.get("/queries/where.ttl").data
    assert len(list(parse(content, kind))) == len(list(parse(turtle, RdfFormat.TURTLE)))


def test_geojson_has_a_feature_for_each_row(mapped: FlaskClient) -> None:
    answer = mapped.get("/queries/where.geojson")
    assert (answer.status_code, answer.mimetype) == (200, "application/geo+json")
    by_accept = mapped.get("/queries/where", headers={"Accept": "application/geo+json"})
    assert by_accept.data == answer.data
    found = json.loads(answer.data, parse_constant=pytest.fail)
    assert found["type"] == "FeatureCollection"
    shapes = {f["properties"]["placeLabel"]: f["geometry"] for f in found["features"]}
    assert shapes == {
        "Bhamo": {"type": "Point", "coordinates": [97.23, 24.25]},
        "<i>Town</i>": {
            "type": "Polygon",
            "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]],
        },
        "Far": None,  # in another reference system
        "None": None,  # not WKT
        "Nowhere": None,
    }
    numbers = {f["properties"]["placeLabel"]: f["properties"]["number"] for f in found["features"]}
    assert numbers == {"Bhamo": 1, "<i>Town</i>": 2.5, "Far": "INF", "None": True, "Nowhere": "n"}
    assert all("wkt" not in feature["properties"] for feature in found["features"])


def test_inputs_of_the_rarer_types(mapped: FlaskClient) -> None:
    page = read(mapped, "/queries/where", name='"><script>')
    name, least = page.all("input")
    assert (name["type"], name["value"]) == ("text", '"><script>')
    assert name["aria-describedby"] == "about-name"
    assert (least["type"], least["min"], least["max"]) == ("number", "1", "9")
    assert "required" in least
    assert "required" not in name
    assert [each["value"] for each in page.all("option")][:2] == ["true", "false"]
    assert not page.all("script")
    # A quotation mark in a value is no quotation mark in the code.
    assert "where.csv?name=%22%3E%3Cscript%3E'" in page.text


def test_a_question_with_broken_choices_stops_the_start(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = MAPPED.replace("class: Organisation", "choices: SELECT")
    with pytest.raises(ChoicesError, match=r"queries/where\.rq: its choices are not SPARQL"):
        serve(tmp_path, data, monkeypatch, broken)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of somebody else's graph, which has nothing of ours."""
    file = tmp_path_factory.mktemp("odd") / "odd.nt"
    file.write_text('<http://x/a> <http://x/p> "1" .\n', encoding="utf-8")
    return create_app(Settings(data=file, evaluators=0)).test_client()


@pytest.mark.parametrize("saved", SAVED, ids=lambda saved: saved.slug)
def test_every_page_holds_with_any_graph(odd: FlaskClient, saved: SavedQuery) -> None:
    page = read(odd, f"/queries/{saved.slug}")
    sent = sent_by(page)
    assert set(sent) == {parameter.name for parameter in saved.params}
    answer = odd.get(f"/queries/{saved.slug}.csv", query_string=sent)
    assert answer.status_code == 200


def test_a_server_answers_and_counts_turns(server: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=20)
    connection.request("GET", "/queries/who-held-a-place.csv?place=b:artillery-bn-366-base")
    answer = connection.getresponse()
    body = answer.read().decode()
    assert (answer.status, answer.getheader("Content-Type")) == (200, "text/csv; charset=utf-8")
    assert body.startswith("control,")
    assert "control-of-366-1" in body
    connection.close()


def test_the_query_with_its_values_can_be_asked_elsewhere(shipped: FlaskClient) -> None:
    query = shipped.get("/queries/timeline.rq?since=2025-05-01").text
    asked = shipped.get("/sparql", query_string={"query": query, "format": "csv"})
    assert asked.data == shipped.get("/queries/timeline.csv?since=2025-05-01").data
