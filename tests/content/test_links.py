"""The links, points, codes and names that are shipped: fit for others, and none in a trap."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from math import cos, hypot, radians
from pathlib import Path
from typing import Final

import pytest
from rdflib import DCTERMS, OWL, RDF, SKOS, XSD, Dataset, Graph, Literal, Namespace, URIRef

import ontology
from graph.build import prepare
from graph.gates.agreement import around, coded, dated, of_a_kind, placed
from graph.model import Link
from graph.names import NO_TERM_FOUND, ONTOLOGY_GRAPH, SCHEMA, SITREP, SKOSXL, SSSOM
from graph.paths import Sources
from graph.quads import default_graph, graph_names, named_graph
from graph.reading.links import read_links

TABLE: Final = Sources().links
ROWS: Final = read_links(TABLE).rows
LINKED: Final = [link for link in ROWS if link.asserted]
B: Final = Namespace("https://w3id.org/sitrep/bhamo/")
K: Final = Namespace(ontology.KIND_NAMESPACE)
WD: Final = Namespace("http://www.wikidata.org/entity/")
GEO: Final = Namespace(ontology.PREFIXES["geo"])
POINT: Final = re.compile(r"POINT\((\S+) (\S+)\)")

linked = pytest.mark.parametrize("link", LINKED, ids=lambda link: link.subject.rsplit("/", 1)[-1])


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return prepare(Sources()).dataset


@pytest.fixture(scope="module")
def flat(dataset: Dataset) -> Graph:
    return default_graph(dataset)


def sssom(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The reference tool for SSSOM. Apart, because it comes with warnings of its own."""
    code = "from sssom.cli import main; main()"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603 - our own interpreter


def test_the_table_is_sssom() -> None:
    result = sssom("validate", TABLE)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("semapv:ManualMappingCuration", "semapv:Guessing", "validation error"),
        ("\twd:Q836\t", "\tnope:Q836\t", "validation error"),
    ],
)
def test_the_reference_tool_would_notice(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = TABLE.read_text("utf-8")
    assert old in text
    spoilt = tmp_path / "spoilt.sssom.tsv"
    spoilt.write_text(text.replace(old, new, 1), "utf-8")
    result = sssom("validate", spoilt)
    assert result.returncode != 0
    assert says in result.stderr


def test_the_reference_tool_makes_the_same_links(tmp_path: Path) -> None:
    result = sssom("convert", TABLE, "-O", "owl", "-o", tmp_path / "links.ttl")
    assert result.returncode == 0, result.stderr
    made = Graph().parse(tmp_path / "links.ttl")
    ours = {(link.subject, link.predicate, link.item) for link in LINKED}
    assert {triple for triple in made if triple[1] == OWL.sameAs} == {
        link for link in ours if link[1] == OWL.sameAs
    }
    assert ours <= set(made)


def test_there_are_as_many_judgements_as_were_made() -> None:
    assert len(LINKED) == 47
    assert len([link for link in LINKED if link.predicate == OWL.sameAs]) == 10
    assert len([link for link in ROWS if link.rejected]) == 5
    assert len([link for link in ROWS if link.item is None]) == 35


@linked
def test_a_link_can_be_asked_for_with_why_and_how_sure(link: Link, dataset: Dataset) -> None:
    flat = default_graph(dataset)
    graph = named_graph(dataset, ONTOLOGY_GRAPH) if "/ns#" in link.subject else flat
    assert (link.subject, link.predicate, link.item) in graph
    records = set(flat.subjects(OWL.annotatedSource, link.subject))
    [record] = records & set(flat.subjects(OWL.annotatedTarget, link.item))
    assert (record, RDF.type, SSSOM.Mapping) in flat
    for said in (SSSOM.mapping_justification, SSSOM.confidence, SITREP.evidence, DCTERMS.created):
        assert (record, said, None) in flat
    count = len(link.evidence)
    assert len(list(flat.objects(record, SITREP.evidence))) == count >= link.source_count >= 1


@linked
def test_the_evidence_shows_the_item(link: Link) -> None:
    assert link.item is not None
    item = link.item.rsplit("/", 1)[-1]
    for evidence in link.evidence:
        assert re.search(rf"\b{item}\b", evidence), evidence


def test_no_link_stands_in_a_sentence(dataset: Dataset) -> None:
    ours = (OWL.sameAs, GEO.hasGeometry, SCHEMA.identifier, SKOSXL.altLabel, SITREP.evidence)
    for name in graph_names(dataset):
        if name != ONTOLOGY_GRAPH:
            assert not set(ours) & set(named_graph(dataset, name).predicates())


# What looks like a match and is none: our thing, and items or words that must not be linked to it.
TRAPS: Final[list[tuple[URIRef, str]]] = [
    (B.kia, "the car maker, or nothing that was verified"),
    (B.pdf, "forces of this name are also in Uganda and the Seychelles"),
    (B.shwegu, "seven localities have this name; Q7505845 is the township"),
    (B["left-bank-of-irrawaddy"], "the bank is not the river"),
    (B.junta, "the junta is not the Tatmadaw, Q728190"),
    (B["kachin-theatre"], "the theatre is not the Kachin conflict since 1961, Q2652686"),
    (B["battle-of-bhamo"], "no item was verified"),
    (B["roman-catholic-church"], "a building in the town, and no church at large"),
    (B["bhamo-airport"], "no item was verified"),
    (B["bhamo-university"], "the Technological University is another"),
    (B["mi-17-crashed"], "one of the family of aircraft, and not the family"),
]


@pytest.mark.parametrize(("thing", "why"), TRAPS, ids=[thing for thing, _ in TRAPS])
def test_a_trap_is_not_linked(flat: Graph, thing: URIRef, why: str) -> None:
    assert (thing, RDF.type, None) in flat
    matches = (OWL.sameAs, SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch)
    assert not [item for match in matches for item in flat.objects(thing, match)], why


# Items that bear a name of ours and are something else, each with the thing of that name.
OTHERS: Final = {
    "ceasefire": ("Q107706",),
    "city": ("Q21583365", "Q27676414", "Q44551483", "Q60458065", "Q15063611"),
    "division": ("Q334453", "Q5284423", "Q4161250"),
    "town": ("Q11881845",),
    "airport": ("Q21836433",),
    "ward": ("Q1195098", "Q10971470", "Q7968930"),
    "drone": ("Q2475583",),
    "river": ("Q355304",),
    "artillery": ("Q1116728",),
    "air-force": ("Q11223",),
}


def test_no_item_of_the_same_name_is_taken_for_another() -> None:
    others = {WD[item] for items in OTHERS.values() for item in items}
    assert not others & {link.item for link in LINKED}


def test_town_township_and_district_are_three(flat: Graph) -> None:
    items = {
        name: set(flat.objects(B[name], OWL.sameAs))
        for name in ("bhamo", "bhamo-township", "bhamo-district", "mansi-township")
    }
    assert items == {
        "bhamo": {WD.Q854791},
        "bhamo-township": {WD.Q4900951},
        "bhamo-district": {WD.Q4900952},
        "mansi-township": {WD.Q6751741},
    }


def test_the_war_since_2021_is_not_the_one_since_1948(flat: Graph) -> None:
    assert set(flat.objects(B["myanmar-civil-war"], OWL.sameAs)) == {WD.Q110613097}


def test_what_rests_on_one_source_asks_to_be_checked() -> None:
    single = [link for link in LINKED if link.source_count == 1]
    assert len(single) >= 20
    assert all("re-check in Wikidata" in link.row.cells["comment"] for link in single)


def test_numbered_units_and_the_battle_itself_are_listed_as_without_an_item(flat: Graph) -> None:
    unlinked = {
        thing
        for record in flat.subjects(OWL.annotatedTarget, NO_TERM_FOUND)
        for thing in flat.objects(record, OWL.annotatedSource)
    }
    expected = ("battle-of-bhamo", "kia", "absdf", "pdf", "moc-21", "lid-88", "infantry-bn-47")
    assert {B[name] for name in expected} <= unlinked
    assert not unlinked & set(flat.subjects(OWL.sameAs))


def test_items_are_written_in_the_table_and_in_the_alignments_alone() -> None:
    for path in (ontology.TERMS, ontology.KINDS, Sources().entities, Sources().gazetteer):
        assert not re.search(r"\bwd:Q\d|wikidata\.org/entity/Q", path.read_text("utf-8")), path


# Where each point is, read once more from the evidence: longitude, latitude.
POINTS: Final = {
    "bhamo": (97.23357, 24.25256),
    "bhamo-airport": (97.24615, 24.269),
    "bhamo-district": (97.211268, 24.186664),
    "bhamo-township": (97.23357, 24.25256),
    "kachin-state": (97.344157, 26.075926),
    "mansi-township": (97.29658, 24.11613),
    "shwegu": (96.79085, 24.22673),
}


def where(flat: Graph, name: str) -> tuple[float, float]:
    [geometry] = flat.objects(B[name], GEO.hasGeometry)
    [wkt] = flat.objects(geometry, GEO.asWKT)
    assert isinstance(wkt, Literal)
    assert wkt.datatype == GEO.wktLiteral
    found = POINT.fullmatch(str(wkt))
    assert found
    return float(found[1]), float(found[2])


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Flat reckoning, which is near enough within a district."""
    east = (one[0] - other[0]) * cos(radians(one[1]))
    return hypot(east, one[1] - other[1]) * 111.2


def test_every_point_is_where_its_evidence_has_it(flat: Graph) -> None:
    placed = {str(place).removeprefix(B) for place in flat.subjects(GEO.hasGeometry)}
    assert {name: where(flat, name) for name in placed} == POINTS


def test_the_airport_is_in_the_middle_of_its_runway_and_near_its_town(flat: Graph) -> None:
    thresholds = (97.2417984008789, 24.275400161743164), (97.25050354003906, 24.26259994506836)
    middle = tuple(sum(ends) / 2 for ends in zip(*thresholds, strict=True))
    assert kilometres(where(flat, "bhamo-airport"), (middle[0], middle[1])) < 0.01
    assert kilometres(where(flat, "bhamo-airport"), where(flat, "bhamo")) < 3


def test_distances_are_those_that_the_notes_give(flat: Graph) -> None:
    bhamo, shwegu = where(flat, "bhamo"), where(flat, "shwegu")
    assert kilometres(bhamo, (97.233333, 24.266667)) == pytest.approx(1.6, abs=0.05)
    assert kilometres(shwegu, (96.80606, 24.20695)) == pytest.approx(2.7, abs=0.05)


def test_a_point_for_an_area_says_so(flat: Graph) -> None:
    for name in POINTS:
        [geometry] = flat.objects(B[name], GEO.hasGeometry)
        [precision] = flat.objects(geometry, SITREP.precision)
        area = name.endswith(("-township", "-district", "-state"))
        assert str(precision).startswith("A point that stands for an area") == area


def test_nothing_is_taken_from_where_it_may_not_be_passed_on() -> None:
    text = Sources().gazetteer.read_text("utf-8")
    assert not re.search(r"mimu|openstreetmap|myanmarosint|themimu", text, re.IGNORECASE)
    licences = set(re.findall(r"dcterms:license <([^>]+)>", text))
    assert licences == {
        "https://creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org/publicdomain/mark/1.0/",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "https://whosonfirst.org/docs/licenses/",
    }


def test_whoever_is_owed_credit_is_named_in_the_licence_of_the_data(flat: Graph) -> None:
    licence = (Path(ontology.HERE).parent / "LICENSE-DATA").read_text("utf-8")
    credits_owed = {str(credit) for credit in flat.objects(None, SCHEMA.creditText)}
    assert len(credits_owed) >= 5
    for credit in credits_owed:
        for name in credit.split(", by way of "):
            assert name in licence, name


def test_what_is_taken_is_at_the_place_that_its_evidence_shows(flat: Graph) -> None:
    for code in flat.subjects(RDF.type, SCHEMA.PropertyValue):
        [value] = flat.objects(code, SCHEMA.value)
        [evidence] = flat.objects(code, SITREP.evidence)
        assert re.search(rf"(?<!\w){re.escape(str(value))}(?!\w)", str(evidence)), code
    for name in flat.subjects(RDF.type, SKOSXL.Label):
        [form] = flat.objects(name, SKOSXL.literalForm)
        assert isinstance(form, Literal)
        [thing] = flat.subjects(SKOSXL.altLabel, name)
        assert (thing, SKOS.altLabel, form) in flat
        [evidence] = flat.objects(name, SITREP.evidence)
        assert str(form) in str(evidence), name
    for geometry in flat.subjects(RDF.type, GEO.Geometry):
        [evidence] = flat.objects(geometry, SITREP.evidence)
        assert re.search(r"lat|24\.27540", str(evidence)), geometry


def test_the_days_of_the_judgements_are_days(flat: Graph) -> None:
    days = [
        day
        for link in flat.subjects(RDF.type, SSSOM.Mapping)
        for day in flat.objects(link, DCTERMS.created)
    ]
    assert len(days) == len(ROWS)
    assert {day.datatype for day in days if isinstance(day, Literal)} == {XSD.date}


@pytest.mark.parametrize(("reader", "least"), [(placed, 1), (of_a_kind, 8), (coded, 6), (dated, 2)])
def test_the_evidence_tells_enough_to_compare(
    flat: Graph, reader: Callable[[Graph, Link], Iterator[str | None]], least: int
) -> None:
    told = [
        wrong for link in LINKED if link.predicate == OWL.sameAs for wrong in reader(flat, link)
    ]
    assert len(told) >= least
    assert set(told) == {None}


def test_points_are_compared_with_those_around_them(flat: Graph) -> None:
    compared = list(around(flat))
    assert len(compared) >= 10
    assert not [problem for _, problem in compared if problem]
