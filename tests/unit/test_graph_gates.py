from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, XSD, BNode, Graph, Literal, URIRef

from graph.build import build, prepare
from graph.check import BEFORE_WRITING, GATES, Gate, check, report
from graph.gates.agreement import agreement
from graph.gates.comments import comments
from graph.gates.covered import covered
from graph.gates.dates import dates
from graph.gates.fresh import fresh
from graph.gates.links import links
from graph.gates.nodes import nodes
from graph.gates.numbers import numbers
from graph.gates.offsets import offsets
from graph.gates.revised import revised
from graph.gates.shapes import shapes
from graph.gates.source import source
from graph.gates.terms import terms
from graph.gates.words import words
from graph.model import GateResult, Subject
from graph.names import NIF, SITREP, article_iri, sentence_iri
from graph.paths import Sources
from graph.quads import default_graph
from graph.reading.links import COLUMNS

TRIG = "facts/aye.trig"
ENTITIES = "facts/entities.ttl"
TERMS = "ontology/sitrep.ttl"
KINDS = "ontology/kinds.ttl"
SHAPES = "ontology/shapes.ttl"
ALIGNMENTS = "ontology/alignments.ttl"
GAZETTEER = "facts/gazetteer.ttl"
LINKS = "facts/wikidata.sssom.tsv"
BRIDGE = URIRef("https://w3id.org/sitrep/aye/bridge")


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("gate", BEFORE_WRITING, ids=lambda gate: gate.__name__)
def test_every_gate_passes_a_sound_graph_and_says_how_much_it_saw(
    small: Sources, gate: Gate
) -> None:
    result = gate(prepare(small))
    assert result.problems == ()
    assert result.looked_at > 0
    assert result.passed


# Each line breaks one thing in a copy of the small graph: which gate must see it, in which file,
# what is written instead of what, and words from the problem that a person is shown.
FAULTS: list[tuple[Gate, str, str, str, str]] = [
    # comments
    (comments, TRIG, "# 004  At least 3", "# 004  At last 3", '004: expected "At least 3 huts'),
    (comments, TRIG, "# 004  At", "# 014  At", "sentence 014: no such sentence"),
    (comments, TRIG, "# 004  At", "# 004 At", "expected the line `# 004  At least 3 huts"),
    (comments, TRIG, "burned.\nGRAPH", "burned.\n\nGRAPH", "expected the line `# 004  At least"),
    (comments, TRIG, "GRAPH s:004", "GRAPH s:005", "sentence 005 has 2 blocks; join them"),
    (comments, TRIG, "GRAPH s:004", "GRAPH s:099", "the article has no sentence 099"),
    (comments, TRIG, "GRAPH s:004", "GRAPH b:huts", "the graph https://w3id.org/sitrep/aye/huts"),
    (comments, TRIG, "GRAPH s:004 {", "{", "aye/huts has a fact outside of any GRAPH block"),
    # words
    (words, TRIG, '"At least 3 huts"', '"at least 3 huts"', ':wording "at least 3 huts" is not in'),
    (words, TRIG, '"5th Brigade"', '"Fifth Brigade"', 'skos:altLabel "Fifth Brigade" is not in'),
    (words, TRIG, '"Lt. Col."', '"Colonel"', 'schema:jobTitle "Colonel" is not in the words'),
    # revision
    (revised, TRIG, "GRAPH s:004", "#! 004 changed, was: At\nGRAPH s:004", "004 has changed since"),
    (
        revised,
        TRIG,
        "\n# 004",
        "\n#! 009 removed\n# 004",
        ":24:1: sentence 009 was removed and its",
    ),
    (revised, TRIG, "\n# 004", "\n#+ GRAPH s:001 {\n#+ }\n# 004", ":24:1: a draft that no one has"),
    # dates
    (dates, TRIG, '"2030-03-01"^^', '"1 March"^^', '"1 March" is no date in EDTF'),
    (
        dates,
        TRIG,
        '"2030-03-01"^^edtf:EDTF',
        '"2030-03-01"^^xsd:date',
        "expected the type edtf:EDTF",
    ),
    (
        dates,
        TRIG,
        ':wording "🚁',
        ":when '2030'^^edtf:EDTF ; :wording \"🚁",
        "has 2 values of :when",
    ),
    (
        dates,
        TRIG,
        ':wording "🚁',
        ":latest '2030-03-02'^^xsd:date ; :wording \"🚁",
        ":latest 2030-03-02, but its :when gives 2030-03-01",
    ),
    (
        dates,
        TRIG,
        ':when "[..',
        ":earliest '2030-03-02'^^xsd:date ; :when \"[..",
        ":earliest 2030-03-02, but its :when gives none",
    ),
    (
        dates,
        ENTITIES,
        "b:huts ",
        "b:huts :latest '2030-03-02'^^<http://www.w3.org/2001/XMLSchema#date> ; ",
        ":latest 2030-03-02, but its :when gives none",
    ),
    (
        dates,
        TRIG,
        ':wording "🚁',
        ":earliest '2030-03-01T00:00:00'^^xsd:dateTime ; :wording \"🚁",
        "expected the type xsd:date",
    ),
    (dates, TRIG, "[..2030-03-04]", "[..2030-02-04]", "ends (2030-02-04) before it begins"),
    # numbers
    (numbers, TRIG, ":low 3", ":low 6", "huts has :low 6 above :best 4"),
    (numbers, TRIG, ":best 4 ; :high 5", ":high 2", "huts has :low 3 above :high 2"),
    (numbers, TRIG, ":low 3", ":low 3, 2", "huts has 2 values of :low; one is meant"),
    (numbers, TRIG, ":best 4", ":best 'four'", ":best four: expected an integer or a decimal"),
    # coverage
    (covered, ENTITIES, "s:006 ", "s:005 ", "sentence 006 has neither facts nor a :notModelled"),
    (covered, ENTITIES, "s:006 ", "s:096 ", "sentence/096 :notModelled: the article has no such"),
    # terms
    (
        terms,
        TRIG,
        ":by b:brigade",
        ":bye b:brigade",
        ":bye is used in the facts and defined nowhere",
    ),
    (terms, TRIG, "k:capture", "k:caption", "k:caption is used in the facts and defined nowhere"),
    (terms, ENTITIES, "b:huts skos:prefLabel", "b:huts :note", ":note is used in entities.ttl and"),
    (terms, SHAPES, "sh:path :low", "sh:path :lowest", ":lowest is used in shapes.ttl and defined"),
    (
        terms,
        TERMS,
        ":sha256 a owl:DatatypeProperty .",
        "",
        ":sha256 is used in the built graph and",
    ),
    (
        terms,
        TERMS,
        ' ; :unusedBecause "kept for articles',
        ' ; :wording "',
        ":Weather is defined and",
    ),
    (terms, GAZETTEER, ":precision", ":exactness", ":exactness is used in gazetteer.ttl and"),
    (terms, KINDS, " ; :unusedBecause", " ; skos:note", "k:flood is defined and not used; use it"),
    (terms, KINDS, "; skos:broader k:fighting", "", "k:fighting is defined and not used; use it"),
    # nodes
    (nodes, ENTITIES, "b:huts skos:prefLabel", "b:huts skos:note", "huts has no skos:prefLabel"),
    (nodes, TRIG, "b:huts a :Quantity ;", "b:huts", "aye/huts has no type; is its name spelt"),
    (nodes, TRIG, ":by b:brigade", ":by b:brigad", "aye/brigad has no type; is its name spelt"),
    (
        nodes,
        TRIG,
        ":by b:brigade",
        ":by []",
        "a blank node in `https://w3id.org/sitrep/aye/attack :by",
    ),
    (nodes, KINDS, "skos:broader k:fighting", "skos:broader []", "a blank node in `k:attack skos:"),
    (nodes, GAZETTEER, "skos:prefLabel", "skos:note", "bridge-point has no skos:prefLabel"),
    # links
    (links, LINKS, "b:bridge\t", "b:bridges\t", "subject_id: the graph has no such thing"),
    (
        links,
        LINKS,
        "5th Brigade",
        "Fifth Brigade",
        ':16:11: subject_label: "Fifth Brigade": expected "5th Brigade", as the graph has it',
    ),
    (links, LINKS, "wd:Q3", "wd:Q1", ":17:34: object_id: this item is already another thing's in"),
    (links, LINKS, "Not\twd:Q2", "\twd:Q2", "object_id: this thing is already another item's"),
    (links, LINKS, "Not\twd:Q2", "Not\twd:Q1", "object_id: this pair is judged in line 14; one"),
    (
        links,
        LINKS,
        "b:brigade\t5th Brigade",
        "b:bridge\tBridge of Aye",
        "object_id: line 14 has an item for this thing; one of the two is wrong",
    ),
    (links, LINKS, "skos:exactMatch\t\twd:Q3", "owl:sameAs\t\twd:Q3", "term is no individual"),
    (links, LINKS, "owl:sameAs", "skos:exactMatch", "expected owl:sameAs for a thing, or a weaker"),
    (links, LINKS, "skos:exactMatch\tNot", "owl:sameAs\tNot", "owl:sameAs is for links that stand"),
    (
        links,
        LINKS,
        "Aye Bridge\t",
        "Aye (disambiguation)\t",
        "object_label: expected the item of a",
    ),
    (
        links,
        LINKS,
        "Aye Bridge\t",
        "Mawlamyine Viaduct\t",
        "object_label: expected words of a name",
    ),
    (links, LINKS, "\tattack\tOne", "\tbattery\tOne", 'match_string: "battery" is not in the'),
    (links, LINKS, "\tattack\tOne", "\tassault\tOne", "object_label: expected words of a name"),
    (
        links,
        LINKS,
        "\tbridge of a river\tsemapv",
        "\ttown\tsemapv",
        'object_category: "town": expected "bridge" or "bridge of a river"',
    ),
    (links, LINKS, "\tbridge of a river\tsemapv", "\t\tsemapv", 'object_category: "": expected'),
    (links, LINKS, "One source: re-check", "One source: see", "comment: one source only: expected"),
    (
        links,
        ENTITIES,
        "b:huts skos:prefLabel",
        "b:huts skos:related <http://www.wikidata.org/entity/Q7> ; skos:prefLabel",
        "aye/huts skos:related wd:Q7: no row of",
    ),
    (
        links,
        ALIGNMENTS,
        "rdfs:subClassOf prov:Activity",
        "rdfs:seeAlso <http://www.wikidata.org/entity/Q5>",
        ":Event rdfs:seeAlso wd:Q5: no row of",
    ),
    (
        links,
        TRIG,
        "b:huts a :Quantity",
        "b:huts skos:related <http://www.wikidata.org/entity/Q1> ; a :Quantity",
        "aye/huts skos:related wd:Q1: no row of",
    ),
    # agreement
    (
        agreement,
        GAZETTEER,
        "b:bridge geo:hasGeometry",
        (
            'b:bridge :within b:aye . b:spot geo:asWKT "POINT(97.2 24.4)"^^geo:wktLiteral . '
            "b:aye :kind <https://w3id.org/sitrep/kind/town> ; geo:hasGeometry b:spot . "
            "b:bridge geo:hasGeometry"
        ),
        "aye/bridge lies 22 km from https://w3id.org/sitrep/aye/aye, more than 10",
    ),
    (agreement, LINKS, "\tmilitary assault", "\tassaulting", 'not have its label "assaulting"'),
    (
        agreement,
        LINKS,
        "Aye Bridge (Q1)",
        "Aye Bridge (Q1) lat 24.5, lng 97.2",
        "33 km from the thi",
    ),
    (
        agreement,
        LINKS,
        "Aye Bridge (Q1)",
        'Aye (Q1) ""gn:id"": 8',
        "8 as the item's GeoNames; the thi",
    ),
    (
        agreement,
        LINKS,
        "Aye Bridge (Q1)",
        "Aye (Q1) placetype county",
        "the item as a county, which",
    ),
    (agreement, LINKS, "assault; Q3", "assault; Q33", "ext_evidence: does not name Q3"),
    (agreement, ENTITIES, ":kind k:bridge", ":kind k:flood", '"aye bridge" ends in a kind that'),
    # shapes
    (
        shapes,
        TRIG,
        "a :Event ; :kind k:capture",
        "a :Event",
        "capture: a happening is of some kind",
    ),
    (shapes, TRIG, ":low 3", ":low -3", "huts: no number is below nought (value: -3)"),
    (
        shapes,
        SHAPES,
        "sh:targetClass :Happening",
        "sh:targetClass :Weather",
        "shape/event finds no",
    ),
    (shapes, SHAPES, "sh:minCount 1", 'sh:minCount "one"', "shapes.ttl is no sound SHACL: "),
]


@pytest.mark.parametrize(
    ("gate", "file", "old", "new", "expected"),
    FAULTS,
    ids=[f"{gate.__name__}-{expected[:40]}" for gate, _, _, _, expected in FAULTS],
)
def test_a_planted_fault_fails_its_gate(  # noqa: PLR0913, PLR0917 - a table's columns
    small: Sources, gate: Gate, file: str, old: str, new: str, expected: str
) -> None:
    rewrite(small.folder / file, old, new)
    result = gate(prepare(small))
    assert not result.passed
    assert any(expected in problem for problem in result.problems), result.problems
    assert not any("\n" in problem for problem in result.problems)


def test_a_war_is_not_younger_than_its_parts(small: Sources) -> None:
    """The year of the item against the first day of all that is part of the thing."""
    rewrite(small.gazetteer, "b:bridge geo:hasG", "b:capture :partOf b:bridge . b:bridge geo:hasG")
    rewrite(small.links, "Aye Bridge (Q1)", 'Aye (Q1) ""year"": ""2029""')
    assert agreement(prepare(small)).passed
    rewrite(small.links, "2029", "2031")
    (problem,) = agreement(prepare(small)).problems
    assert "has the item from 2031, the thing goes on in 2030" in problem


def test_problems_in_the_facts_name_file_line_and_column(small: Sources) -> None:
    rewrite(small.facts("aye"), '"5th Brigade"', '"Fifth Brigade"')
    (problem,) = words(prepare(small)).problems
    lines = small.facts("aye").read_text("utf-8").split("\n")
    (line,) = [number for number, text in enumerate(lines, 1) if "Fifth Brigade" in text]
    column = lines[line - 1].index("Fifth Brigade") + 1
    assert f"aye.trig:{line}:{column}: " in problem


@pytest.mark.parametrize(
    ("gate", "old", "new", "at"),
    [
        (dates, "[..2030-03-04]", "early March", '"early March"'),
        (dates, "[..2030-03-04]", "[..2030-02-04]", ":capture"),
        (numbers, ":low 3", ":low 6", ":huts"),
        (nodes, ":by b:brigade", ":by b:brigad", ":brigad ;"),
        (terms, "k:capture", "k:caption", ":caption"),
        (comments, "GRAPH s:004 {", "{", ":huts"),
    ],
)
def test_problems_name_the_place_in_the_facts(
    small: Sources, gate: Gate, old: str, new: str, at: str
) -> None:
    rewrite(small.facts("aye"), old, new)
    before, _, _ = small.facts("aye").read_text("utf-8").partition(at)
    place = f"aye.trig:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}: "
    assert any(place in problem for problem in gate(prepare(small)).problems)


def test_a_text_with_another_sum_fails_the_source_gate(small: Sources) -> None:
    subject = prepare(small)
    article = replace(subject.materials.article, sha256="0" * 64)
    result = source(replace(subject, materials=replace(subject.materials, article=article)))
    assert not result.passed
    assert f"article.toml gives {'0' * 64}" in result.problems[0]


def shift(flat: Graph) -> None:
    flat.set((sentence_iri("aye", 3), NIF.beginIndex, Literal(90, datatype=XSD.nonNegativeInteger)))


def misquote(flat: Graph) -> None:
    flat.set((sentence_iri("aye", 3), NIF.anchorOf, Literal("On 1 March 2030 the KIA")))


def invent(flat: Graph) -> None:
    article = article_iri("aye")
    sentence = sentence_iri("aye", 8)
    flat.add((sentence, RDF.type, SITREP.Sentence))
    flat.add((sentence, NIF.anchorOf, Literal("= Bat")))
    flat.add((sentence, NIF.referenceContext, article))
    for term, at in ((NIF.beginIndex, 0), (NIF.endIndex, 5)):
        flat.add((sentence, term, Literal(at, datatype=XSD.nonNegativeInteger)))


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (shift, "sentence/003: offsets 90 to "),
        (misquote, 'not "On 1 March 2030 the KIA"'),
        (invent, "8 sentences in the built data, 7 in the article"),
    ],
)
def test_built_data_that_misquotes_fails_the_offsets_gate(
    small: Sources, spoil: Callable[[Graph], None], expected: str
) -> None:
    subject = prepare(small)
    spoil(default_graph(subject.dataset))
    result = offsets(subject)
    assert not result.passed
    assert expected in result.problems[0]


def test_a_blank_node_is_seen_in_every_graph(small: Sources) -> None:
    subject = prepare(small)
    subject.dataset.graph(sentence_iri("aye", 3)).add((BRIDGE, SKOS.related, BNode()))
    assert any("skos:related []`" in problem for problem in nodes(subject).problems)


def test_validating_leaves_the_dataset_as_it_was(small: Sources) -> None:
    subject = prepare(small)
    before = set(subject.dataset.quads())
    shapes(subject)
    assert set(subject.dataset.quads()) == before
    assert not subject.dataset.default_union


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda data: data.replace(b"5th", b"6th", 1), ":1:1: differs from a fresh build"),
        (lambda data: data[: data.rindex(b"<https")], ": differs from a fresh build"),
        (lambda data: data + data[:100] + b"\n", ": is not in sorted order"),
        (lambda _: b"", "differs from a fresh build"),
    ],
)
def test_a_file_that_no_build_makes_fails(
    small: Sources, spoil: Callable[[bytes], bytes], expected: str
) -> None:
    build(small)
    path = small.built("aye")
    assert fresh(prepare(small)).passed
    data = path.read_bytes()
    first = data.index(b"5th")
    spoilt = spoil(data)
    line = data.count(b"\n", 0, first) + 1
    path.write_bytes(spoilt)
    result = fresh(prepare(small))
    assert not result.passed
    told = "\n".join(result.problems)
    assert expected.replace(":1:1", f":{line}:1") in told
    assert "run `make build` and commit the result" in told


def test_a_file_that_was_never_built_fails(small: Sources) -> None:
    result = fresh(prepare(small))
    assert not result.passed
    assert "run `make build` and commit the result" in result.problems[0]


@pytest.fixture
def bare(small: Sources) -> Subject:
    """A graph of an article without a sentence."""
    text = "= Battle of Aye (2030) =\n"
    before = (small.article / "article.toml").read_text("utf-8").split('"')[-2]
    (small.article / "article.txt").write_text(text, "utf-8")
    rewrite(small.article / "article.toml", before, sha256(text.encode()).hexdigest())
    for path in (small.facts("aye"), small.entities, small.shapes):
        path.write_text("", "utf-8")
    head, columns, _ = small.links.read_text("utf-8").partition(COLUMNS[-1])
    small.links.write_text(head + columns, "utf-8")
    return prepare(small)


@pytest.mark.parametrize(
    "gate",
    [offsets, comments, words, dates, numbers, covered, links, agreement, shapes],
    ids=lambda gate: gate.__name__,
)
def test_a_gate_that_finds_nothing_to_look_at_fails(bare: Subject, gate: Gate) -> None:
    result = gate(bare)
    assert result.looked_at == 0
    assert not result.passed
    assert "it found nothing to look at" in "\n".join(report(result))


def test_a_failing_gate_keeps_no_other_from_looking(small: Sources) -> None:
    rewrite(small.facts("aye"), ":low 3", ":low 6")
    results = check(prepare(small))
    assert len(results) == len(GATES)
    assert {result.name for result in results if not result.passed} == {"numbers", "build"}


def test_a_report_is_a_line_and_its_problems() -> None:
    lines = list(report(GateResult("words", 1234, "quotations", ("one", "two"))))
    assert lines == ["words     FAILED  1,234 quotations", "  one", "  two"]
    assert list(report(GateResult("words", 2, "quotations", ()))) == [
        "words     ok          2 quotations"
    ]
