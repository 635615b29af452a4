from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from graph.build import prepare
from graph.errors import MissingFileError, TableError
from graph.linkage import reaches, tabulate
from graph.model import Link
from graph.names import NO_TERM_FOUND, ONTOLOGY_GRAPH, SITREP, SKOSXL, SSSOM
from graph.paths import Sources
from graph.quads import default_graph, graph_names, named_graph
from graph.reading.links import COLUMNS, read_links

AYE = Namespace("https://w3id.org/sitrep/aye/")
RECORD = Namespace(AYE + "link/")
KIND = Namespace("https://w3id.org/sitrep/kind/")
WD = Namespace("http://www.wikidata.org/entity/")


def words(text: str) -> Literal:
    return Literal(text, datatype=XSD.string)


def respell(path: Path, line: str, slot: str, text: str) -> tuple[int, int]:
    """Write something else into a cell of the line that begins so; give the cell's place."""
    lines = path.read_text("utf-8").split("\n")
    [at] = [number for number, written in enumerate(lines) if written.startswith(line)]
    cells = lines[at].split("\t")
    cells[COLUMNS.index(slot)] = text
    lines[at] = "\t".join(cells)
    path.write_text("\n".join(lines), "utf-8")
    before = cells[: COLUMNS.index(slot)]
    return at + 1, 1 + sum(len(cell) + 1 for cell in before)


@pytest.fixture
def rows(small: Sources) -> tuple[Link, ...]:
    return read_links(small.links).rows


def test_a_row_is_a_judgement_with_all_that_it_rests_on(rows: tuple[Link, ...]) -> None:
    link = rows[0]
    assert (link.subject, link.predicate, link.item) == (AYE.bridge, OWL.sameAs, WD.Q1)
    assert link.asserted
    assert link.confidence == Decimal("0.95")
    assert link.decided == date(2030, 5, 1)
    assert link.source_count == 2
    assert link.evidence == ('atlas: Q1 "Aye Bridge"', "gazetteer: Aye Bridge (Q1)")


def test_a_pairing_judged_wrong_and_a_search_in_vain_are_no_links(rows: tuple[Link, ...]) -> None:
    wrong, in_vain = rows[1:3]
    assert (wrong.rejected, wrong.item, wrong.asserted) == (True, WD.Q2, False)
    assert (in_vain.rejected, in_vain.item, in_vain.asserted) == (False, None, False)
    assert (in_vain.confidence, in_vain.source_count, in_vain.evidence) == (None, 0, ())


# A slot of the first row, what is written into it, and what a person is told.
CELLS: list[tuple[str, str, str]] = [
    ("subject_id", "bridge", '"bridge": expected a name with one of b:, k:, owl:,'),
    ("subject_id", "x:bridge", '"x:bridge": expected a name with one of b:'),
    ("subject_label", " ", "expected words, found nothing"),
    ("predicate_id", "skos:related", "expected owl:sameAs, skos:exactMatch, skos:closeMatch or"),
    ("predicate_modifier", "not", "expected nothing, or Not before an item"),
    ("object_id", "wd:P31", "expected wd:Q…, which is http://www.wikidata.org/entity/Q…"),
    ("object_id", "wd:Q01", "expected wd:Q…"),
    ("object_id", "Q1", '"Q1": expected a name with one of'),
    ("object_id", "b:bridge", "found https://w3id.org/sitrep/aye/bridge"),
    ("object_label", "", "expected words, found nothing"),
    ("mapping_justification", "semapv:Guessing", "expected a justification of SEMAPV, such as"),
    ("author_label", "", "expected words, found nothing"),
    ("mapping_date", "1 May 2030", '"1 May 2030": expected a day, as 2026-11-26'),
    ("confidence", "", '"": expected a number above 0 and up to 1, as 0.95'),
    ("confidence", "0", '"0": expected a number above 0 and up to 1'),
    ("confidence", "0.0", '"0.0": expected a number above 0'),
    ("confidence", "95", '"95": expected a number above 0 and up to 1'),
    ("confidence", "sure", '"sure": expected a number above 0 and up to 1'),
    ("ext_source_count", "", '"": expected a number from 1 to 2'),
    ("ext_source_count", "3", '"3": expected a number from 1 to 2, that of the sources at most'),
    ("ext_source_count", "0", '"0": expected a number from 1 to 2'),
    ("ext_evidence", "", "expected where the pairing was read, and the words"),
    ("ext_evidence", "an atlas", '"an atlas": expected `source: words`'),
]


@pytest.mark.parametrize(("slot", "text", "says"), CELLS)
def test_a_wrong_cell_is_named_with_its_place(
    small: Sources, slot: str, text: str, says: str
) -> None:
    line, column = respell(small.links, "b:bridge\tBridge of Aye\towl:sameAs", slot, text)
    with pytest.raises(TableError) as refused:
        read_links(small.links)
    assert f"wikidata.sssom.tsv:{line}:{column}: {slot}: " in str(refused.value)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("line", "slot", "text", "says"),
    [
        ("b:bridge\tBridge of Aye\tskos:exactMatch", "comment", "", "expected words"),
        ("b:brigade", "predicate_modifier", "Not", "expected nothing, or Not before an item"),
        ("b:brigade", "confidence", "0.5", "expected nothing, as none was found"),
        ("b:brigade", "ext_evidence", "atlas: Q9", "expected nothing, as none was found"),
        ("b:brigade", "ext_source_count", "1", "expected a number from 1 to 0"),
    ],
)
def test_what_was_not_linked_says_only_what_it_can(
    small: Sources, line: str, slot: str, text: str, says: str
) -> None:
    respell(small.links, line, slot, text)
    with pytest.raises(TableError, match=says):
        read_links(small.links)


# What is written instead of what in the whole file, and what a person is told.
FILES: list[tuple[str, str, str]] = [
    ("#  b: https", "#  b https", ":3:5: the header is not YAML: mapping values are not allowed"),
    ("#curie_map:", "#prefixes:", "the header lacks curie_map, with a line for each prefix"),
    ("#license:", "#licence:", "the header lacks license"),
    ("#mapping_set_id:", "#id:", "the header lacks mapping_set_id"),
    ("#mapping_set_title:", "#title:", "the header lacks mapping_set_title"),
    ("subject_id\t", "", "expected the columns subject_id, subject_label,"),
    ("\tcomment\t", "\tnotes\t", "expected the columns subject_id, subject_label,"),
    ("atlas: Q2 Aye", "atlas: Q2\tAye", ":15:1: 16 cells, expected 15"),
    ('"atlas: Q1', "\"atlas: ''\t''Q1", ":14:1: 15 cells"),
    ('"atlas: Q1 ""', '"atlas: Q1 "', 'a cell with a " in it stands in'),
    ("\nk:bridge", "\n\nk:bridge", "0 cells, expected 15"),
]


@pytest.mark.parametrize(("old", "new", "says"), FILES)
def test_a_file_that_is_no_table_of_links_is_refused(
    small: Sources, old: str, new: str, says: str
) -> None:
    text = small.links.read_text("utf-8")
    assert old in text
    small.links.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(TableError) as refused:
        read_links(small.links)
    assert says in str(refused.value)
    assert "wikidata.sssom.tsv:" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_without_a_header_and_one_not_in_utf_8_are_refused(small: Sources) -> None:
    small.links.write_text("\t".join(COLUMNS), "utf-8")
    with pytest.raises(TableError, match=":1:1: expected a header, each line as `#key: value`"):
        read_links(small.links)
    small.links.write_bytes(b"#\xff\n")
    with pytest.raises(TableError, match=":1:1: expected UTF-8"):
        read_links(small.links)
    small.links.write_text("", "utf-8")
    with pytest.raises(TableError, match="expected a header"):
        read_links(small.links)
    small.links.unlink()
    with pytest.raises(MissingFileError, match=r"wikidata\.sssom\.tsv: there is no such file"):
        read_links(small.links)


@pytest.fixture
def flat(small: Sources) -> Graph:
    return default_graph(prepare(small).dataset)


def test_links_that_stand_are_triples_of_ours(small: Sources) -> None:
    dataset = prepare(small).dataset
    flat, terms = default_graph(dataset), named_graph(dataset, ONTOLOGY_GRAPH)
    links = {
        (AYE.bridge, OWL.sameAs, WD.Q1),
        (KIND.attack, SKOS.exactMatch, WD.Q3),
        (KIND.bridge, SKOS.closeMatch, WD.Q4),
    }
    assert links <= set(flat)
    assert set(terms.triples((None, None, WD.Q5))) == {(SITREP.Event, SKOS.closeMatch, WD.Q5)}
    assert list(flat.subjects(None, WD.Q2)) == [RECORD["bridge-not-Q2"]]
    for name in graph_names(dataset):
        if name != ONTOLOGY_GRAPH:
            assert not links & set(named_graph(dataset, name))


def test_each_judgement_has_a_record(flat: Graph) -> None:
    names = ("bridge-Q1", "bridge-not-Q2", "brigade-not-found", "kind/attack-Q3", "kind/bridge-Q4")
    records = {RECORD[name] for name in (*names, "ns/Event-Q5")}
    assert set(flat.subjects(RDF.type, SSSOM.Mapping)) == records
    assert set(flat.subjects(DCTERMS.isPartOf, AYE.links)) == records
    assert (AYE.links, RDF.type, SSSOM.MappingSet) in flat
    not_linked = {RECORD["bridge-not-Q2"], RECORD["brigade-not-found"]}
    assert set(flat.subjects(RDF.type, OWL.Axiom)) == records - not_linked


def test_a_record_says_how_sure_and_why(flat: Graph) -> None:
    said = set(flat.predicate_objects(RECORD["bridge-Q1"]))
    assert said == {
        (RDF.type, OWL.Axiom),
        (RDF.type, SSSOM.Mapping),
        (SKOS.prefLabel, Literal("Bridge of Aye is Q1 of Wikidata (Aye Bridge)", lang="en")),
        (OWL.annotatedSource, AYE.bridge),
        (OWL.annotatedProperty, OWL.sameAs),
        (OWL.annotatedTarget, WD.Q1),
        (SSSOM.subject_label, words("Bridge of Aye")),
        (SSSOM.object_label, words("Aye Bridge")),
        (SSSOM.object_category, words("bridge of a river")),
        (SSSOM.author_label, words("An editor")),
        (
            SSSOM.mapping_justification,
            URIRef("https://w3id.org/semapv/vocab/ManualMappingCuration"),
        ),
        (SSSOM.confidence, Literal(Decimal("0.95"))),
        (DCTERMS.created, Literal("2030-05-01", datatype=XSD.date)),
        (DCTERMS.isPartOf, AYE.links),
        (SITREP.sourceCount, Literal(2)),
        (SITREP.evidence, words('atlas: Q1 "Aye Bridge"')),
        (SITREP.evidence, words("gazetteer: Aye Bridge (Q1)")),
    }


def test_records_of_what_is_not_linked_say_so(flat: Graph) -> None:
    wrong, in_vain = RECORD["bridge-not-Q2"], RECORD["brigade-not-found"]
    assert str(flat.value(wrong, SSSOM.predicate_modifier)) == "Not"
    assert flat.value(wrong, RDFS.comment) == Literal("The town.", lang="en")
    assert str(flat.value(wrong, SKOS.prefLabel)) == "Bridge of Aye is not Q2 of Wikidata (Aye)"
    assert flat.value(in_vain, OWL.annotatedTarget) == NO_TERM_FOUND
    assert str(flat.value(in_vain, SKOS.prefLabel)) == "5th Brigade: no Wikidata item found"
    kind = flat.value(RECORD["kind/attack-Q3"], SKOS.prefLabel)
    assert str(kind) == "attack matches Q3 of Wikidata (military assault)"


def test_a_name_with_a_source_is_also_a_plain_one(flat: Graph) -> None:
    name = Literal("တံတား", lang="my")
    assert flat.value(AYE["bridge-name"], SKOSXL.literalForm) == name
    assert (AYE.bridge, SKOS.altLabel, name) in flat
    assert [str(label) for label in flat.objects(AYE.bridge, SKOS.prefLabel)] == ["Bridge of Aye"]


def test_the_reach_of_the_links_is_counted(small: Sources) -> None:
    told = {each.sort: each for each in reaches(prepare(small))}
    places, actors = told["places"], told["actors"]
    assert (places.things, places.linked, places.single, places.none_found) == (1, 1, 0, 0)
    assert (actors.things, actors.linked, actors.none_found, actors.unreviewed) == (2, 0, 1, 1)
    kinds = told["kinds"]
    assert (kinds.things, kinds.linked, kinds.single, kinds.unreviewed) == (5, 2, 1, 3)
    assert told["classes"].linked == told["classes"].single == 1


def test_the_listing_tells_what_is_linked_wrong_and_missing(small: Sources) -> None:
    lines = list(tabulate(prepare(small)))
    assert "owl:sameAs Q1 (Aye Bridge), confidence 0.95, 2 sources" in lines[0]
    assert lines[1].endswith(
        "skos:exactMatch Q3 (military assault), confidence 0.9, 1 source, to re-check"
    )
    assert lines[4].endswith("aye/bridge is not Q2 (Aye): The town.")
    assert lines[5].startswith("none found  ")
    assert lines[5].endswith("aye/brigade")
    assert "    1 places: 1 linked (100%), 0 of them by one source" in lines[7]
    assert "    0 materiel: 0 linked (0%)" in lines[8]
