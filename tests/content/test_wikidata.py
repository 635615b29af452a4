"""The facts in Wikidata's words: true to the graph, apart from it, and in no trap."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner
from rdflib import OWL, PROV, RDF, RDFS, SKOS, Dataset, Graph, Literal, Namespace, URIRef

import ontology
from graph.build import prepare
from graph.gates.derived import derived
from graph.model import Subject
from graph.names import SITREP, derived_iri
from graph.paths import Sources
from graph.quads import default_graph, named_graph
from graph.wikidata.quickstatements import amount, creation, lines
from graph.wikidata.values import Amount
from graph.wikidata.view import view_of
from graph.wikidata.vocabulary import PQ, PR, PS, PSV, WD, WDT, WIKIBASE, P
from queries import EXPECTED, catalogue
from queries.engines import ENGINES, Ask, open_pyoxigraph, to_csv
from sitrep.__main__ import main

B: Final = Namespace("https://w3id.org/sitrep/bhamo/")
K: Final = Namespace(ontology.KIND_NAMESPACE)
BUILT: Final = Path(__file__).resolve().parents[2] / "graph" / "data" / "bhamo.nq"
IDIOM: Final = sorted((Path(__file__).parent / "idiom").glob("*.rq"))


@pytest.fixture(scope="module")
def subject() -> Subject:
    return prepare(Sources())


@pytest.fixture(scope="module")
def words(subject: Subject) -> Graph:
    return named_graph(subject.dataset, derived_iri("bhamo"))


@pytest.fixture(scope="module")
def engines() -> dict[str, Ask]:
    return {name: fill(BUILT.read_bytes()) for name, fill in ENGINES.items()}


def test_there_are_five_queries_in_the_idiom() -> None:
    assert len(IDIOM) >= 5


@pytest.mark.parametrize("path", IDIOM, ids=lambda path: path.stem)
def test_a_query_in_the_idiom_finds_the_right_rows(path: Path) -> None:
    names = {prefix: iri for prefix, iri in ontology.PREFIXES.items() if prefix}
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in names.items())
    answer = open_pyoxigraph(BUILT.read_bytes())(declared + path.read_text("utf-8"))
    assert answer.rows
    assert to_csv(answer) == path.with_suffix(".csv").read_text("utf-8")


def test_the_same_question_has_the_same_answer_in_both(engines: dict[str, Ask]) -> None:
    ours, theirs = (
        EXPECTED / f"captures-in-{name}.csv" for name in ("our-terms", "wikidatas-words")
    )
    assert ours.read_text("utf-8") == theirs.read_text("utf-8")
    texts = {query.slug: query.text for query in catalogue()}
    for ask in engines.values():
        one, other = (ask(texts[path.stem]) for path in (ours, theirs))
        assert one == other
        assert len(one.rows) >= 8


def test_nothing_is_counted_twice(subject: Subject, words: Graph) -> None:
    flat = default_graph(subject.dataset)
    assert not [triple for triple in words if triple in flat]
    assert not set(flat.subject_objects(WDT.P31))


def test_the_graph_says_what_it_is(subject: Subject) -> None:
    flat, name = default_graph(subject.dataset), derived_iri("bhamo")
    assert (name, RDF.type, None) in flat
    [label] = flat.objects(name, SKOS.prefLabel)
    assert "derived" in str(label)
    assert "Not taken from Wikidata" in str(
        flat.value(name, URIRef("http://purl.org/dc/terms/description"))
    )
    assert (name, URIRef("http://purl.org/dc/terms/conformsTo"), URIRef(ontology.WIKIBASE)) in flat


def test_every_node_has_a_name_of_ours(words: Graph) -> None:
    statements = set(words.subjects(RDF.type, WIKIBASE.Statement))
    assert len(statements) > 800
    for kind, place in (
        ("Statement", "statement"),
        ("Reference", "reference"),
        ("TimeValue", "value"),
    ):
        nodes = set(words.subjects(RDF.type, WIKIBASE[kind]))
        assert nodes
        assert all(str(node).startswith(f"{B}wikidata/{place}/") for node in nodes)
    assert not any("entity/statement" in str(node) for node in words.all_nodes())


def test_a_statement_told_by_a_sentence_refers_to_the_article(
    subject: Subject, words: Graph
) -> None:
    flat = default_graph(subject.dataset)
    node = words.value(B["capture-of-366"], P.P585)
    [reference] = words.objects(node, PROV.wasDerivedFrom)
    assert set(words.objects(reference, PROV.wasDerivedFrom)) == {B["sentence/039"]}
    assert set(words.objects(reference, PR.P248)) == {B.article}
    assert set(words.objects(reference, PR.P854)) == set(
        flat.objects(B.article, URIRef("http://purl.org/dc/terms/source"))
    )
    [retrieved] = words.objects(reference, PR.P813)
    assert str(retrieved).startswith("2026-11-22T00:00:00")


@pytest.mark.parametrize(
    ("thing", "name", "value"),
    [
        ("capture-of-366", "P361", B["battle-of-bhamo"]),  # which battle it is part of is ours
        ("capture-of-the-university", "P585", None),  # its month, from when the battle began
        ("junta", "P945", B["government-side"]),
        ("kia", "P31", K["armed-organisation"]),
    ],
)
def test_what_is_ours_refers_to_nobody(
    words: Graph, thing: str, name: str, value: URIRef | None
) -> None:
    nodes = [
        node
        for node in words.objects(B[thing], P[name])
        if value is None or (node, PS[name], value) in words
    ]
    assert nodes
    for node in nodes:
        assert not set(words.objects(node, PROV.wasDerivedFrom))


def test_no_statement_passes_for_the_article_that_no_sentence_makes(
    subject: Subject, words: Graph
) -> None:
    sentences = set(default_graph(subject.dataset).subjects(RDF.type, SITREP.Sentence))
    for node in words.subjects(RDF.type, WIKIBASE.Statement):
        for reference in words.objects(node, PROV.wasDerivedFrom):
            told = set(words.objects(reference, PROV.wasDerivedFrom))
            assert told <= sentences
            assert bool(told) == ((reference, PR.P248, B.article) in words)


def test_a_doubt_goes_with_its_statement(words: Graph) -> None:
    node = words.value(B["civilian-deaths-in-december"], P.P1120)
    assert set(words.objects(node, SITREP.accordingTo)) == {B.khrw}
    five = words.value(B["capture-of-five-positions"], P.P533)
    assert set(words.objects(five, SITREP.certainty)) == {K.reported}


def test_bounds_of_a_figure_are_kept(words: Graph) -> None:
    node = words.value(B["deaths-in-monastery"], P.P1120)
    value = words.value(node, PSV.P1120)
    assert str(words.value(value, WIKIBASE.quantityLowerBound)) == "15"
    assert words.value(value, WIKIBASE.quantityUpperBound) is None
    assert {str(bound) for bound in words.objects(node, PQ.P5447)} == {"15"}
    assert not set(words.objects(node, PQ.P5448))
    assert set(words.objects(node, PQ.P8032)) == {WD.Q206887}
    assert {str(day)[:10] for day in words.objects(node, PQ.P585)} == {"2025-05-08"}


def test_every_bound_of_a_value_is_a_qualifier_too(words: Graph) -> None:
    ways = ((WIKIBASE.quantityLowerBound, PQ.P5447), (WIKIBASE.quantityUpperBound, PQ.P5448))
    for in_value, as_qualifier in ways:
        said = {
            (node, bound)
            for name in ("P1120", "P1339", "P1590")
            for node, value in words.subject_objects(PSV[name])
            for bound in words.objects(value, in_value)
        }
        assert said
        assert set(words.subject_objects(as_qualifier)) == said


def test_one_of_several_killed_is_no_number_of_deaths(words: Graph) -> None:
    assert not set(words.objects(B["deaths-in-crash"], WDT.P1120))


def test_inferred_control_is_no_item(subject: Subject, words: Graph) -> None:
    for control in default_graph(subject.dataset).subjects(RDF.type, SITREP.Control):
        assert not set(words.predicate_objects(control))


# What must not be said, and why.
TRAPS: Final = [
    (B["battle-of-bhamo"], "P582", None, "it goes on"),
    (B["fighting-to-21-january"], "P582", None, "it was still under way"),
    (B["surrendered-soldiers"], "P31", WD.Q4991371, "a group is no soldier"),
    (B["encirclement-of-bhamo"], "P31", WD.Q188055, "an encirclement is no siege"),
    (B.ceasefire, "P31", WD.Q107706, "a ceasefire is no armistice"),
    (B["battle-of-bhamo"], "P361", WD.Q2652686, "the conflict since 1961 is another"),
    (WD.Q110613097, "P361", WD.Q852088, "the conflict since 1948 is another"),
    (B["counterattacks-from-moc-21"], "P585", None, "some day from the 4th on is no day"),
    (B["operation-to-capture-bhamo"], "P31", K.capture, "an aim is no capture"),
    (B["battle-of-bhamo"], "P710", B["kia-sources"], "a source does not fight"),
    (B["crash-site"], "P131", None, "the bank of a river is no district"),
    (B["deaths-in-monastery"], "P8031", None, "no perpetrator is named"),
]


@pytest.mark.parametrize(("item", "name", "value", "why"), TRAPS, ids=[trap[3] for trap in TRAPS])
def test_a_trap_is_not_said(
    words: Graph, item: URIRef, name: str, value: URIRef | None, why: str
) -> None:
    assert (item, RDF.type, WIKIBASE.Item) in words
    assert (item, WDT[name], value) not in words, why


@pytest.mark.parametrize(
    "name", ["kia", "pdf", "absdf", "junta", "shwegu", "moc-21", "bhamo-airport"]
)
def test_what_has_no_item_stays_under_its_own_name(words: Graph, name: str) -> None:
    assert (B[name], RDF.type, WIKIBASE.Item) in words
    assert not list(words.subjects(WDT.P2888, B[name]))


def test_pairings_judged_wrong_are_said_to_be_different(words: Graph) -> None:
    assert set(words.subject_objects(WDT.P1889)) == {
        (B.junta, WD.Q728190),
        (B["kachin-theatre"], WD.Q2652686),
        (B.shwegu, WD.Q7505845),
        (WD.Q110613097, WD.Q852088),
        (WD.Q208383, WD.Q107706),
    }


def test_close_matches_are_not_merged(words: Graph) -> None:
    assert (WD.Q4900951, WDT.P31, WD.Q7830262) in words  # as Wikidata sorts it
    assert (WD.Q7830262, WDT.P279, K.township) in words  # and the kind stays another item
    assert {str(label) for label in words.objects(WD.Q7830262, RDFS.label)} == {
        "township of Myanmar"
    }
    assert (None, None, OWL.sameAs) not in words


def test_labels_are_found_where_wikidata_has_them(words: Graph) -> None:
    assert Literal("Bhamo", lang="en") in set(words.objects(WD.Q854791, RDFS.label))
    labels = [
        str(name.language)
        for name in words.objects(WD.Q854791, RDFS.label)
        if isinstance(name, Literal)
    ]
    assert "my" in labels
    assert len(labels) == len(set(labels))
    assert Literal("Irrawaddy River", lang="en") in set(words.objects(WD.Q26076, SKOS.altLabel))
    for schema in ("https://schema.org/", "http://schema.org/"):
        assert set(words.objects(B.kia, URIRef(f"{schema}description")))


def test_every_value_that_is_an_item_has_a_label(words: Graph) -> None:
    for name in ("P31", "P279", "P361", "P710", "P533", "P276", "P131", "P17", "P1889", "P159"):
        for value in words.objects(None, WDT[name]):
            assert (value, RDFS.label, None) in words, value


def spoil(subject: Subject, *triple: URIRef | Literal, graph: URIRef | None = None) -> Subject:
    copy = Dataset(store="Oxigraph")
    for s, p, o, name in subject.dataset.quads():
        (named_graph(copy, URIRef(str(name))) if name else default_graph(copy)).add((s, p, o))
    s, p, o = triple
    (named_graph(copy, graph) if graph else default_graph(copy)).add((s, p, o))
    return Subject(subject.sources, subject.materials, copy)


@pytest.mark.parametrize(
    ("triple", "derived_too", "says"),
    [
        ((WD.Q854791, WDT.P31, WD.Q515), False, "stands in the default graph already"),
        ((WD.Q854791, WDT.P31, WD.Q42), True, "no row of the table of links has this item"),
        ((B.kia, WDT.P999, B.bhamo), True, "alignments.ttl does not say what P999 is called"),
        ((B.x, RDF.type, WIKIBASE.Statement), True, "is on 0 items; one is meant"),
        (
            (B["wikidata/statement/kia-P607-battle-of-bhamo"], PS.P607, B.bhamo),
            True,
            "has 2 values of ps:P607",
        ),
        (
            (B["wikidata/statement/kia-P607-battle-of-bhamo"], PROV.wasDerivedFrom, B.bhamo),
            True,
            "has a reference that is none",
        ),
    ],
)
def test_the_gate_notices(
    subject: Subject, triple: tuple[URIRef, URIRef, URIRef], says: str, *, derived_too: bool
) -> None:
    assert derived(subject).passed
    result = derived(spoil(subject, *triple, graph=derived_iri("bhamo") if derived_too else None))
    assert any(says in problem for problem in result.problems), result.problems


FIELD: Final = re.compile(
    r'(!?S\d+|P\d+)\t(Q\d+|"[^"\t\n]+"|\+\d{4}-\d\d-\d\dT00:00:00Z/(9|10|11)|@-?[\d.]+/-?[\d.]+|\d+(\[\d+,\d+\])?)'
)


def test_quickstatements_are_of_its_syntax_and_each_has_a_reference(subject: Subject) -> None:
    written = ["\t".join(line) for line in lines(view_of(subject))]
    assert len(written) >= 15
    linked = {link.item for link in subject.materials.links.rows if link.asserted}
    for line in written:
        item, _, rest = line.partition("\t")
        assert WD[item] in linked
        assert re.fullmatch(rf"{FIELD.pattern}(\t{FIELD.pattern})*", rest), line
        assert "\tS854\t" in line
        article = "wikipedia.org" in line
        assert article == ("\tS813\t+2026-11-22T00:00:00Z/11" in line)
        assert "w3id.org" not in line
    assert not any("\tP625\t" in line for line in written)  # its sources ask for credit


def test_a_new_item_has_its_names_and_what_is_flatly_said(subject: Subject) -> None:
    written = ["\t".join(line) for line in creation(view_of(subject), B["battle-of-bhamo"])]
    assert written[:3] == [
        "CREATE",
        'LAST\tLen\t"Battle of Bhamo (2024)"',
        'LAST\tAen\t"Battle of Bhamo"',
    ]
    rest = [line.removeprefix("LAST\t") for line in written[3:]]
    assert all(re.fullmatch(rf"{FIELD.pattern}(\t{FIELD.pattern})*", line) for line in rest)
    begun = [line for line in rest if line.startswith("P580\t+2024-12-04T00:00:00Z/11\tS854\t")]
    assert len(begun) == 1
    assert not any(line.startswith("P1339") for line in rest)  # an estimate


@pytest.mark.parametrize(("name", "says"), [("b:bhamo", "has the item"), ("b:x", "no such thing")])
def test_no_second_item_is_made(name: str, says: str) -> None:
    result = CliRunner().invoke(main, ["links", "quickstatements", name])
    assert result.exit_code == 1
    assert says in result.output


def test_the_command_prints_the_lines(subject: Subject) -> None:
    result = CliRunner().invoke(main, ["links", "quickstatements"])
    assert result.stdout.splitlines() == ["\t".join(line) for line in lines(view_of(subject))]
    assert result.stderr == "Linked on one source, look first: Q110613097, Q4900951, Q7692485\n"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Amount(Decimal(15), None, None), "15"),
        (Amount(Decimal(15), Decimal(10), Decimal(20)), "15[10,20]"),
        (Amount(Decimal(15), Decimal(15), None), ""),
        (Amount(Decimal(15), None, Decimal(15)), ""),
    ],
)
def test_a_number_that_is_open_at_one_end_is_not_given_back(value: Amount, written: str) -> None:
    assert amount(value) == written


def test_at_least_fifteen_is_not_fifteen(subject: Subject) -> None:
    written = ["\t".join(line) for line in creation(view_of(subject), B["deaths-in-monastery"])]
    assert any("\tP585\t" in line for line in written)
    assert not any("\tP1120\t" in line for line in written)
