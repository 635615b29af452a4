"""A score is what it says: full for the same, and each fault lowers its own row and no other."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph, URIRef

from graph.scoring.match import assign
from graph.scoring.names import names
from graph.scoring.report import differences, tabulate, to_json
from graph.scoring.score import Score, score
from sitrep.score_command import score as command

PREFIXES = """
@prefix : <https://w3id.org/sitrep/ns#> .
@prefix b: <https://w3id.org/sitrep/mill/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix k: <https://w3id.org/sitrep/kind/> .
@prefix s: <https://w3id.org/sitrep/mill/sentence/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
FACTS = """
# 001  Conflict: Battle of the Mill
GRAPH s:001 { b:battle a :Event ; :kind k:battle ; skos:altLabel "Battle of the Mill"@en . }
# 002  Partof: the Long War
GRAPH s:002 {
  b:battle :partOf b:war .
  b:war a :Event ; :kind k:war ; skos:altLabel "Long War"@en .
}
# 003  Date: 3 May 1809
GRAPH s:003 { b:battle :when "1809-05-03"^^edtf:EDTF . }
# 004  Place: Aye
GRAPH s:004 { b:battle :at b:aye . b:aye skos:altLabel "Aye"@en . }
# 005  Result: Red victory
GRAPH s:005 { b:battle :outcome k:victory . }
# 006  Combatant1: Reds
GRAPH s:006 {
  b:red-side :sideIn b:battle ; :wording "Combatant1"@en .
  b:reds :onSide b:red-side ; skos:altLabel "Reds"@en .
}
# 007  Combatant2: Blues
GRAPH s:007 {
  b:blue-side :sideIn b:battle ; :wording "Combatant2"@en .
  b:blues :onSide b:blue-side ; skos:altLabel "Blues"@en .
}
# 008  Commander1: Ann Ray
GRAPH s:008 { b:ray :onSide b:red-side ; skos:altLabel "Ann Ray"@en . }
# 009  Units2: V Corps, *12th Foot
GRAPH s:009 {
  b:v-corps :onSide b:blue-side ; skos:altLabel "V Corps"@en .
  b:foot :onSide b:blue-side ; :subUnitOf b:v-corps ; skos:altLabel "12th Foot"@en .
}
# 010  Strength2: 900 men
GRAPH s:010 {
  b:blue-side :quantity b:men .
  b:men a :Quantity ; :of k:soldier ; :low 900 ; :best 900 ; :high 900 ; :wording "900 men"@en .
}
# 011  Casualties2: 60 killed
GRAPH s:011 {
  b:battle :quantity b:sixty .
  b:sixty a :Quantity ; :outcome k:killed ; :low 60 ; :best 60 ; :high 60 ;
    :wording "60 killed"@en .
}
# 012  On 3 May the Reds attacked and took the 12th Foot and the mill, according to Ray.
GRAPH s:012 {
  b:attack a :Event ; :kind k:attack ; :by b:reds ; :target b:foot-base ; :at b:aye ;
    :when "1809-05-03"^^edtf:EDTF ; :accordingTo b:ray .
  b:fall-of-the-base a :Event ; :kind k:capture ; :by b:reds ; :target b:foot-base ;
    :when "1809-05-03"^^edtf:EDTF ; :accordingTo b:ray .
  b:fall-of-the-mill a :Event ; :kind k:capture ; :by b:reds ; :target b:mill ;
    :when "1809-05-03"^^edtf:EDTF .
  b:foot-base :baseOf b:foot .
  b:reds skos:altLabel "Reds"@en .
  b:foot skos:altLabel "12th Foot"@en .
  b:mill :wording "the mill"@en .
  b:ray skos:altLabel "Ray"@en .
}
# 013  In the attack at least 40 were reportedly killed near the town.
GRAPH s:013 {
  b:attack :wording "the attack"@en .
  b:killing a :Event ; :kind k:killing ; :at b:aye ; :certainty k:reported ; :quantity b:forty .
  b:forty a :Quantity ; :of k:soldier ; :outcome k:killed ; :low 40 ; :wording "at least 40"@en .
  b:aye :wording "the town"@en .
}
# 014  Nobody slept.
"""
ENTITIES = """
b:red-side a :Side ; skos:prefLabel "Red side"@en .
b:blue-side a :Side ; skos:prefLabel "Blue side"@en .
b:reds a :Organisation ; skos:prefLabel "The Reds"@en .
b:blues a :Organisation ; skos:prefLabel "The Blues"@en .
b:ray a :Person ; skos:prefLabel "Ann Ray"@en .
b:v-corps a :Unit ; skos:prefLabel "V Corps"@en .
b:foot a :Unit ; skos:prefLabel "12th Foot"@en .
b:foot-base a :Site ; skos:prefLabel "Base of the 12th Foot"@en .
b:mill a :Site ; skos:prefLabel "A mill"@en .
b:aye a :Place ; skos:prefLabel "Aye"@en .
"""
CAPTURE = """  b:fall-of-the-mill a :Event ; :kind k:capture ; :by b:reds ; :target b:mill ;
    :when "1809-05-03"^^edtf:EDTF ."""
SECOND = CAPTURE.replace("b:fall-of-the-mill", "b:another-fall")
# What is written instead of what in the draft, and the one row that must be less than full.
FAULTS = [
    ('"Battle of the Mill"@en . }', '"Fight at the Mill"@en . }', "infobox", "name"),
    ("b:battle :partOf b:war .", "", "infobox", "part of"),
    ('"1809-05-03"^^edtf:EDTF . }', '"1809-05-04"^^edtf:EDTF . }', "infobox", "dates"),
    ("b:battle :at b:aye", "b:battle :at b:mill", "infobox", "places"),
    (":outcome k:victory", ":outcome k:indecisive", "infobox", "result"),
    ("b:blues :onSide b:blue-side", "b:blues :memberOf b:blue-side", "infobox", "belligerents"),
    ("b:blues :onSide b:blue-side", "b:blues :onSide b:red-side", "infobox", "belligerents"),
    ("b:ray :onSide b:red-side ;", "b:ray", "infobox", "commanders"),
    ("b:v-corps :onSide b:blue-side ;", "b:v-corps", "infobox", "units"),
    (":subUnitOf b:v-corps ;", "", "infobox", "nesting of units"),
    (":low 900", ":low 800", "infobox", "strength"),
    (":outcome k:killed ; :low 60", ":outcome k:injured ; :low 60", "infobox", "casualties"),
    ('b:reds skos:altLabel "Reds"@en .\n  b:foot', "b:foot", "mentions", "actors"),
    ('  b:foot skos:altLabel "12th Foot"@en .', "", "mentions", "units"),
    ('b:ray skos:altLabel "Ray"@en .', "", "mentions", "people"),
    ('  b:mill :wording "the mill"@en .', "", "mentions", "places"),
    (CAPTURE, CAPTURE.replace("k:capture", "k:battle"), "happenings", "kind"),
    (CAPTURE, "", "happenings", "kind"),
    (CAPTURE, CAPTURE + SECOND, "happenings", "kind"),
    (CAPTURE, CAPTURE.replace("1809", "1810"), "happenings", "date"),
    (CAPTURE, CAPTURE.replace(":by b:reds ;", ""), "happenings", "agent"),
    (CAPTURE, CAPTURE.replace("target b:mill", "target b:aye"), "happenings", "target"),
    (":kind k:killing ; :at b:aye", ":kind k:killing ; :from b:aye", "happenings", "place"),
    (":low 40", ":low 41", "quantities", "bounds"),
    (":outcome k:killed ; :low 40", ":outcome k:injured ; :low 40", "quantities", "outcome"),
    (
        ":outcome k:killed ; :low 40",
        ":outcome k:injured ; :low 41",
        "quantities",
        "bounds",
    ),
    (":of k:soldier ; :outcome", ":of k:civilian ; :outcome", "quantities", "of"),
    (":accordingTo b:ray", ":accordingTo b:reds", "attribution", "source"),
    (":certainty k:reported ;", "", "attribution", "hedge"),
]
# With a kind that is no step away, both rows of the kind are lowered.
BOTH = {"kind": {"kind", "kind, to a step"}}


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    return written(tmp_path / "reviewed", FACTS)


def written(folder: Path, facts: str, entities: str = ENTITIES) -> Path:
    folder.mkdir()
    (folder / "entities.ttl").write_text(PREFIXES + entities, "utf-8")
    (folder / "facts.trig").write_text(PREFIXES + facts, "utf-8")
    return folder / "facts.trig"


def drafted(mill: Path, old: str, new: str, *, every: bool = False) -> Score:
    assert old in FACTS
    facts = FACTS.replace(old, new, -1 if every else 1)
    return score(written(mill.parent.parent / "draft", facts), mill)


def less_than_full(found: Score) -> set[tuple[str, str]]:
    return {
        (group.name, row.row)
        for group in found.groups
        for row in group.rows
        if (row.missed or row.wrong)
    }


def test_every_row_has_something_in_the_small_file_and_is_full_against_itself(mill: Path) -> None:
    found = score(mill, mill)
    assert less_than_full(found) == set()
    assert [row.f1 for group in found.groups for row in group.rows] == [1.0] * 26
    assert found.total.f1 == 1.0


def test_the_graph_shipped_is_full_against_itself() -> None:
    facts = Path("graph/facts/bhamo.trig")
    found = score(facts, facts)
    assert found.total.f1 == 1.0
    assert found.total.reviewed > 600
    assert found.row("happenings", "kind").reviewed > 90


@pytest.mark.parametrize(("old", "new", "group", "row"), FAULTS)
def test_a_fault_lowers_its_own_row_alone(
    mill: Path, old: str, new: str, group: str, row: str
) -> None:
    found = drafted(mill, old, new, every=row == "source")
    assert less_than_full(found) == {(group, each) for each in BOTH.get(row, {row})}


def test_faults_are_planted_in_every_row(mill: Path) -> None:
    rows = {(group.name, row.row) for group in score(mill, mill).groups for row in group.rows}
    planted = {(group, each) for *_, group, row in FAULTS for each in BOTH.get(row, {row})}
    assert planted == rows


@pytest.mark.parametrize("kind", ["fighting", "counterattack"])
def test_a_kind_one_step_away_is_near_and_not_right(mill: Path, kind: str) -> None:
    found = drafted(
        mill, "b:attack a :Event ; :kind k:attack", f"b:attack a :Event ; :kind k:{kind}"
    )
    assert less_than_full(found) == {("happenings", "kind")}
    row = found.row("happenings", "kind")
    assert (row.right, len(row.missed), len(row.wrong)) == (3, 1, 1)


def test_one_drafted_in_another_of_its_sentences_is_not_wrong_but_missed(mill: Path) -> None:
    again = 'b:attack :wording "the attack"@en .'
    kind = "b:new a :Event ; :kind k:attack ."
    found = drafted(mill, again, kind)
    assert less_than_full(found) == set()
    twice = drafted_in(mill, "twice", again, kind + kind.replace("b:new", "b:newer"))
    assert len(twice.row("happenings", "kind").wrong) == 1
    moved = drafted_in(mill, "moved", " ; :kind k:attack ; :by", " ; :by")
    row = moved.row("happenings", "kind")
    assert (len(row.missed), len(row.wrong)) == (1, 0)


def drafted_in(mill: Path, name: str, old: str, new: str) -> Score:
    assert old in FACTS
    return score(written(mill.parent.parent / name, FACTS.replace(old, new)), mill)


def test_other_names_of_things_and_graphs_change_nothing(mill: Path) -> None:
    facts = FACTS.replace("b:", "b:x-").replace('"the mill"', '"Mill"')
    entities = (
        ENTITIES.replace("b:", "b:x-")
        .replace("Base of the 12th Foot", "Foot 12, base")
        .replace("Red side", "Side 1")
        .replace("A mill", "Mill")
    )
    assert (
        less_than_full(score(written(mill.parent.parent / "other", facts, entities), mill)) == set()
    )


def test_the_words_of_the_sentence_are_a_name_in_it(mill: Path) -> None:
    entities = ENTITIES.replace("b:", "b:x-").replace("A mill", "Building 1")
    draft = written(mill.parent.parent / "other", FACTS.replace("b:", "b:x-"), entities)
    assert less_than_full(score(draft, mill)) == set()


def test_a_thing_of_the_graph_is_known_by_its_address() -> None:
    thing = URIRef("https://w3id.org/sitrep/mill/aye")
    assert names(Graph(), thing) == {str(thing)}


def test_as_many_as_can_agree_are_taken_together() -> None:
    assert assign([[0, 1], [0]]) == {1: 0, 0: 1}
    assert assign([[0], [0]]) == {0: 0}


def test_a_happening_with_a_measure_is_no_figure(mill: Path) -> None:
    found = drafted(mill, ":at b:aye ;\n", ":at b:aye ; :scale k:heavy ; :quantity b:forty ;\n")
    assert less_than_full(found) == set()
    assert found.row("quantities", "bounds").drafted == 1


def test_who_makes_a_report_is_a_source(mill: Path) -> None:
    report = (
        "# 015  Ray told of it.\nGRAPH s:015 { b:r a :Report ; :kind k:statement ; :by b:ray . }"
    )
    reviewed = written(mill.parent.parent / "told", FACTS + report)
    draft = written(mill.parent.parent / "draft", FACTS + report.replace("b:ray", "b:reds"))
    rows = {("happenings", "agent"), ("attribution", "source")}
    assert less_than_full(score(draft, reviewed)) == rows


def test_a_place_may_lie_within_another_or_stand_beside_it(mill: Path) -> None:
    bee = 'b:aye skos:altLabel "Aye"@en . b:bee skos:altLabel "Bee"@en . }'
    beside, within = (
        FACTS.replace('b:battle :at b:aye . b:aye skos:altLabel "Aye"@en . }', f"{how} {bee}")
        for how in ("b:battle :at b:aye , b:bee .", "b:battle :at b:aye . b:aye :within b:bee .")
    )
    found = score(*(written(mill.parent.parent / n, f) for n, f in (("1", beside), ("2", within))))
    assert less_than_full(found) == set()
    assert found.row("infobox", "places").right == 2


def test_what_stands_in_the_column_of_the_other_side_is_wrong(mill: Path) -> None:
    found = drafted(mill, "# 011  Casualties2", "# 011  Casualties1")
    assert less_than_full(found) == {("infobox", "casualties")}


def test_of_two_equal_sentences_the_first_is_not_the_second(mill: Path) -> None:
    event = " { b:late a :Event ; :kind k:shortage . }"
    first = f"# 014  Nobody slept.\nGRAPH s:014{event}\n# 015  Nobody slept.\n"
    second = f"# 014  Nobody slept.\n# 015  Nobody slept.\nGRAPH s:015{event}\n"
    facts = FACTS.replace("# 014  Nobody slept.\n", "")
    draft = written(mill.parent.parent / "first", facts + first)
    row = score(draft, written(mill.parent.parent / "second", facts + second)).row(
        "happenings", "kind"
    )
    assert (row.right, len(row.missed), len(row.wrong)) == (4, 1, 1)


def test_sentences_are_known_by_their_words_and_not_by_their_numbers(mill: Path) -> None:
    facts = FACTS.replace("s:013", "s:023").replace("# 013", "# 023")
    assert less_than_full(score(written(mill.parent.parent / "moved", facts), mill)) == set()


def test_without_words_sentences_are_known_by_their_numbers(mill: Path) -> None:
    facts = "\n".join(line for line in FACTS.split("\n") if not line.startswith("#"))
    assert less_than_full(score(written(mill.parent.parent / "bare", facts), mill)) == set()


def test_what_is_drafted_of_a_sentence_without_facts_is_wrong(mill: Path) -> None:
    sleep = "# 014  Nobody slept.\nGRAPH s:014 { b:z a :Event ; :kind k:shortage . }"
    found = drafted(mill, "# 014  Nobody slept.", sleep)
    assert [claim.sentence for claim in found.row("happenings", "kind").wrong] == [14]


def test_entities_may_stand_in_the_draft_itself(mill: Path) -> None:
    draft = mill.parent.parent / "one-file.trig"
    draft.write_text(PREFIXES + ENTITIES + FACTS, "utf-8")
    assert less_than_full(score(draft, mill)) == set()


def test_things_of_the_reviewed_graph_keep_their_class(mill: Path) -> None:
    bare = mill.parent.parent / "bare.trig"
    bare.write_text(PREFIXES + FACTS, "utf-8")
    found = score(bare, mill)
    assert found.row("mentions").f1 == 1.0
    assert found.notes == ()


def test_dates_are_the_same_by_their_days(mill: Path) -> None:
    found = drafted(mill, '"1809-05-03"', '"1809-05-03/1809-05-03"', every=True)
    assert less_than_full(found) == set()


def test_days_before_the_year_1_are_told_apart(mill: Path) -> None:
    early = written(mill.parent.parent / "early", FACTS.replace("1809-05-03", "-0211-05-03"))
    facts = FACTS.replace("1809-05-03", "-0211-05-03/-0211-05-03", 1).replace("1809-", "-0212-")
    found = score(written(mill.parent.parent / "draft", facts), early)
    assert less_than_full(found) == {("happenings", "date")}


def test_the_report_tells_what_is_missed_and_where(mill: Path) -> None:
    found = drafted(mill, ":low 40", ":low 41")
    assert (
        "  bounds                          0          1          1       0.00       0.00       0.00"
        in list(tabulate(found))
    )
    lines = list(differences(found))
    assert lines == [
        "",
        "quantities, bounds: missed, 1",
        "  013  low 40",
        "",
        "quantities, bounds: wrong, 1",
        "  013  low 41",
    ]
    told = json.loads(to_json(found))
    assert told["quantities"]["bounds"]["missed"] == [{"sentence": 13, "words": "low 40"}]
    assert told["quantities"]["bounds"]["f1"] == 0.0
    assert told["total"]["right"] == found.total.right


def test_a_row_that_is_not_there_is_an_error(mill: Path) -> None:
    found = score(mill, mill)
    assert found.row("infobox").reviewed == found.groups[0].all.reviewed
    with pytest.raises(KeyError):
        found.row("happenings", "kinds")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_the_command_prints_a_table_a_list_or_json(mill: Path) -> None:
    assert run(mill, mill).stdout.splitlines()[0].split() == [
        "right", "drafted", "reviewed", "precision", "recall", "F1",
    ]  # fmt: skip
    draft = written(mill.parent.parent / "draft", FACTS.replace(":low 40", ":low 41"))
    assert "quantities, bounds: missed, 1" in run(draft, mill, "--misses").stdout
    assert json.loads(run(draft, mill, "--json").stdout)["infobox"]["all"]["f1"] == 1.0


def test_entities_can_be_given(mill: Path) -> None:
    apart = mill.parent.parent / "apart.trig"
    apart.write_text(PREFIXES.replace("/mill/", "/other/") + FACTS, "utf-8")
    entities = apart.with_name("apart.ttl")
    entities.write_text(PREFIXES.replace("/mill/", "/other/") + ENTITIES, "utf-8")
    given = ["--draft-entities", entities]
    assert "total" in run(apart, mill, *given).stdout
    said = "apart.trig: 9 of the 15 things that it names have no class and count in no row"
    assert said in run(apart, mill).stdout
    assert said not in run(apart, mill, *given).stdout


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ("# nothing", "no sentence of it has facts; give a facts file"),
        (FACTS.replace("b:battle a", "b:battle"), "facts.trig:10:31: ; is not a valid RDF object"),
        ("GRAPH s:099 { b:x a :Event ; :kind k:attack . }", "is a sentence of facts.trig"),
        ("# 001  Conflict: Another\nGRAPH s:001 { b:x b:y b:z . }", "is a sentence of facts.trig"),
        ("GRAPH s:012 { b:x b:y b:z . }", "it has no names, happenings or figures"),
    ],
)
def test_a_file_that_cannot_be_compared_is_refused(
    mill: Path, tmp_path: Path, facts: str, words: str
) -> None:
    result = run(written(tmp_path / "bad", facts), mill)
    assert words in result.stderr
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1
    assert result.exit_code == 1


def test_a_reviewed_file_with_nothing_is_refused_too(mill: Path, tmp_path: Path) -> None:
    result = run(mill, written(tmp_path / "empty", "GRAPH s:012 { b:x b:y b:z . }"))
    assert result.exit_code == 1
    assert "empty/facts.trig: it has no names" in result.stderr


def test_a_file_that_is_not_there_is_a_wrong_call(mill: Path) -> None:
    result = run(mill, "nowhere.trig")
    assert result.exit_code == 2
    assert "nowhere.trig: there is no such file; give a facts file" in result.stderr
    result = run(mill, mill, "--entities", "nowhere.ttl")
    assert result.exit_code == 2
    assert "nowhere.ttl: there is no such file" in result.stderr
