"""The dataset: what is said of it is true of what is served."""

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store
from rdflib import DCAT, DCTERMS, RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import VOID

from graph.build import Sources
from graph.dump import dump
from server import create_app
from server.config import Settings

# rdflib warns of the classes that its own parsers still use.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SPDX = Namespace("http://spdx.org/rdf/terms#")
NODE = URIRef("http://localhost/.well-known/void#dataset")
FORMATS = ["ttl", "trig", "nq", "jsonld", "nt", "rdf"]


def describe(client: FlaskClient) -> Graph:
    return Graph().parse(data=client.get("/dataset.nt").data, format="nt")


@pytest.mark.parametrize(
    ("suffix", "media"),
    [
        ("ttl", "text/turtle"),
        ("jsonld", "application/ld+json"),
        ("rdf", "application/rdf+xml"),
        ("nt", "application/n-triples"),
        ("trig", "application/trig"),
        ("nq", "application/n-quads"),
    ],
)
def test_it_is_described_in_every_format(client: FlaskClient, suffix: str, media: str) -> None:
    by_suffix = client.get(f"/dataset.{suffix}")
    by_accept = client.get("/dataset", headers={"Accept": media})
    assert (by_suffix.status_code, by_suffix.mimetype, by_accept.mimetype) == (200, media, media)
    assert "Accept" in by_accept.headers["Vary"].split(", ")
    again = client.get(f"/dataset.{suffix}", headers={"If-None-Match": by_suffix.headers["ETag"]})
    assert again.status_code == 304


def test_what_cannot_be_given_is_refused(client: FlaskClient) -> None:
    assert client.get("/dataset.doc").status_code == 400
    assert client.get("/dataset", headers={"Accept": "image/png"}).status_code == 406


def test_every_file_is_as_it_is_described(shipped_client: FlaskClient) -> None:
    graph = describe(shipped_client)
    files = list(graph.objects(NODE, DCAT.distribution))
    assert len(files) == len(FORMATS)
    for file in files:
        answer = shipped_client.get(urlsplit(str(graph.value(file, DCAT.downloadURL))).path)
        assert answer.status_code == 200
        media = str(graph.value(file, DCAT.mediaType)).split("media-types/")[1]
        assert answer.mimetype == media
        size = graph.value(file, DCAT.byteSize)
        assert size == Literal(str(len(answer.data)), datatype=XSD.nonNegativeInteger)
        total = graph.value(graph.value(file, SPDX.checksum), SPDX.checksumValue)
        assert str(total) == hashlib.sha256(answer.data).hexdigest()
        assert answer.headers["ETag"] == f'"{total}"'


def test_the_sums_are_those_of_the_files(shipped_client: FlaskClient) -> None:
    lines = shipped_client.get("/data/SHA256SUMS").text.splitlines()
    assert {name for _, name in map(str.split, lines)} == {f"bhamo.{f}" for f in FORMATS}
    for total, name in map(str.split, lines):
        content = shipped_client.get(f"/data/{name}").data
        assert hashlib.sha256(content).hexdigest() == total


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_file_holds_the_graph(shipped_client: FlaskClient, suffix: str) -> None:
    kind = RdfFormat.from_extension(suffix)
    assert kind
    served, read = Store(), Store()
    served.load(shipped_client.get("/data/bhamo.nq").data, RdfFormat.N_QUADS)
    read.load(shipped_client.get(f"/data/bhamo.{suffix}").data, kind)
    wanted = set(served)
    if suffix in ("ttl", "nt", "rdf"):
        wanted = {Quad(*q.triple) for q in wanted if q.graph_name == DefaultGraph()}
    assert set(read) == wanted


def test_the_files_are_those_that_sitrep_dump_writes(
    shipped_client: FlaskClient, tmp_path: Path
) -> None:
    written = {path.suffix: path for path in dump(Sources().built("bhamo"), tmp_path)}
    for suffix in (".ttl", ".trig", ".jsonld"):
        path = written[suffix]
        assert shipped_client.get(f"/data/{path.name}").data == path.read_bytes(), path.name


def test_the_data_file_is_served_byte_for_byte(client: FlaskClient, data: Path) -> None:
    answer = client.get("/data/small.nq")
    assert (answer.mimetype, answer.data) == ("application/n-quads", data.read_bytes())
    assert answer.headers["ETag"].strip('"') == hashlib.sha256(answer.data).hexdigest()
    again = client.get("/data/small.nq", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for other in ("other.nq", "small.doc", "..%2Fsmall.nq", "sha256sums"):
        assert client.get(f"/data/{other}").status_code == 404


def test_a_large_graph_is_served_as_it_was_read(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.description.dumps.LARGEST", 10)
    fresh = create_app(Settings(data=data, evaluators=0)).test_client()
    assert fresh.get("/data/SHA256SUMS").text.split()[1] == "small.nq"
    assert fresh.get("/data/small.ttl").status_code == 404
    assert fresh.get("/dataset").status_code == 200


def test_the_description_has_what_catalogues_ask_for(shipped_client: FlaskClient) -> None:
    graph = describe(shipped_client)
    assert {DCAT.Dataset, VOID.Dataset} <= set(graph.objects(NODE, RDF.type))
    for property_ in (
        *(DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.creator, DCTERMS.temporal),
        *(DCTERMS.spatial, DCTERMS.modified, DCAT.landingPage, DCAT.keyword, VOID.triples),
    ):
        assert graph.value(NODE, property_, any=True) is not None, property_
    service = graph.value(None, DCAT.servesDataset, NODE)
    assert graph.value(service, DCAT.endpointURL) == URIRef("http://localhost/sparql")
    time = graph.value(NODE, DCTERMS.temporal)
    assert graph.value(time, DCAT.startDate) == Literal("2024-12-01", datatype=XSD.date)


def test_dataset_search_finds_what_it_needs(shipped: Callable) -> None:
    (said,) = shipped("/dataset").data
    assert said["@type"] == "Dataset"
    assert 50 <= len(said["description"]) <= 5000
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert said["creator"] == {"@type": "Organization", "name": "The Sitrep authors"}
    assert said["temporalCoverage"].startswith("2024-12-01/2025-")
    assert {each["name"] for each in said["spatialCoverage"]} == {
        "Bhamo",
        "Bhamo Township",
        "Mansi Township",
    }
    assert len(said["distribution"]) == len(FORMATS)
    for file in said["distribution"]:
        assert file["contentUrl"].startswith("http://localhost/data/bhamo.")
        assert re.fullmatch(r"[a-z]+/[a-z+-]+", file["encodingFormat"])


def test_nothing_is_claimed_that_the_file_does_not_say(read: Callable, client: FlaskClient) -> None:
    (said,) = read("/dataset").data
    assert not {"license", "creator", "isBasedOn", "temporalCoverage"} & set(said)
    graph = describe(client)
    assert graph.value(NODE, DCTERMS.license) is None
    assert graph.value(NODE, DCTERMS.creator) is None
    json.dumps(said)


def test_the_page_lists_files_counts_and_licences(shipped: Callable) -> None:
    page = shipped("/dataset")
    assert {f"/data/bhamo.{suffix}" for suffix in FORMATS} <= set(page.links)
    assert re.search(
        r"bhamo\.nq\s?N-Quads\s?[\d,]{5,}\s?all graphs, one for each sentence\s?[0-9a-f]{64}",
        page.text,
    )
    assert "69 sentences" in page.text
    assert "CC BY-SA 4.0" in page.text


def test_weak_spots_can_be_listed(shipped: Callable, shipped_client: FlaskClient) -> None:
    page = shipped("/dataset")
    lists = [link for link in page.links if link.startswith("/sparql?query=")]
    counts = re.findall(r'<td class="number">([\d,]+)</td><td><a href="/sparql', page.html)
    assert len(lists) == len(counts) >= 5
    for link, count in zip(lists, counts, strict=True):
        query = parse_qs(urlsplit(link).query)["query"][0]
        answer = shipped_client.get("/sparql", query_string={"query": query, "format": "csv"})
        assert answer.status_code == 200
        assert answer.text.count("\r\n") - 1 == int(count.replace(",", ""))


SCORE = json.dumps(
    [
        {"group": "happenings", "row": "kind", "right": 1200, "drafted": 1500, "reviewed": 1600}
        | {"precision": 0.8, "recall": 0.75, "f1": None}
    ]
)


def with_scores(folder: Path, data: Path, scores: str) -> FlaskClient:
    copy = folder / "copy.nq"
    copy.write_bytes(data.read_bytes())
    copy.with_suffix(".draft.json").write_text(scores, "utf-8")
    return create_app(Settings(data=copy, evaluators=0)).test_client()


def test_the_score_of_a_draft_is_shown_where_there_is_one(
    tmp_path: Path, data: Path, client: FlaskClient
) -> None:
    page = with_scores(tmp_path, data, SCORE).get("/dataset").text
    row = re.search(r"<tr><th scope=\"row\">happenings</th>.*?</tr>", page)
    assert row
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", row.group())
    assert cells == ["kind", "1,200", "1,500", "1,600", "0.80", "0.75", ""]
    assert "How good a draft is" not in client.get("/dataset").text


@pytest.mark.parametrize(
    "scores",
    [
        "",
        "[1]",
        '[{"group": "x"}]',
        SCORE.replace("1200", '"1"'),
        SCORE.replace("0.8", '"0.8"'),
    ],
)
def test_scores_that_are_none_are_not_shown_and_told_of(
    tmp_path: Path, data: Path, scores: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = with_scores(tmp_path, data, scores).get("/dataset")
    assert answer.status_code == 200
    assert "How good a draft is" not in answer.text
    assert "copy.draft.json: no scores of drafts, run `make scores`" in caplog.text


def test_it_can_be_cited(shipped: Callable, shipped_client: FlaskClient) -> None:
    bibtex = shipped("/dataset").text
    assert "@misc{sitrep-battle-of-bhamo-2024, title = {{Sitrep: Battle of Bhamo (2024)}}" in bibtex
    assert "author = {{The Sitrep authors}}" in bibtex
    answer = shipped_client.get("/dataset/CITATION.cff")
    said = yaml.safe_load(answer.text)
    assert said["cff-version"] == "1.2.0"
    assert said["title"] == "Sitrep: Battle of Bhamo (2024)"
    assert said["authors"] == [{"name": "The Sitrep authors"}]
    assert said["references"][0]["title"] == "Battle of Bhamo (2024)"
