"""What articles share: the table, what it is refused for, what becomes of it, what is proposed."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from graph.reading.links import COLUMNS
from sitrep.__main__ import main

HEAD = """\
#curie_map:
#  a: https://w3id.org/sitrep/one/
#  c: https://w3id.org/sitrep/two/
#  k: https://w3id.org/sitrep/kind/
#  owl: http://www.w3.org/2002/07/owl#
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
#  sssom: https://w3id.org/sssom/
#mapping_set_id: https://w3id.org/sitrep/same/test
#mapping_set_title: What they share
#license: https://creativecommons.org/publicdomain/zero/1.0/
"""
ROW = {
    "subject_id": "a:army",
    "subject_label": "The Army",
    "predicate_id": "owl:sameAs",
    "object_id": "c:army",
    "object_label": "Army",
    "mapping_justification": "semapv:ManualMappingCuration",
    "author_label": "A reader",
    "mapping_date": "2030-05-01",
    "confidence": "0.9",
    "comment": "Of one king.",
    "ext_source_count": "1",
    "ext_evidence": 'atlas: "the army of both battles"',
}
WIKIDATA = "http://www.wikidata.org/entity/"


def graph(slug: str, item: str = "", sort: str = "Actor", label: str = "Army") -> str:
    thing = f"<https://w3id.org/sitrep/{slug}/army>"
    lines = [
        f"{thing} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/sitrep/ns#{sort}> .",  # noqa: E501 - as a file has it
        f'{thing} <http://www.w3.org/2004/02/skos/core#prefLabel> "{label}"@en .',
    ]
    if item:
        lines.append(f"{thing} <http://www.w3.org/2002/07/owl#sameAs> <{WIKIDATA}{item}> .")
    return "\n".join(lines) + "\n"


def table(folder: Path, *rows: dict[str, str], head: str = HEAD) -> Path:
    path = folder / "same.sssom.tsv"
    cells = [
        "\t".join(
            f'"{cell}"'.replace('"', '""')[1:-1] if '"' in cell else cell
            for cell in ({**ROW, **row}.get(column, "") for column in COLUMNS)
        )
        for row in rows
    ]
    path.write_text(head + "\n".join(["\t".join(COLUMNS), *cells]) + "\n", encoding="utf-8")
    return path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["links", *map(str, words)])


def test_a_table_becomes_statements_with_their_records(tmp_path: Path) -> None:
    made = tmp_path / "same.nq"
    denied = {"subject_id": "a:navy", "object_id": "c:navy", "predicate_modifier": "Not"}
    path = table(tmp_path, {}, {**denied, "predicate_id": "skos:exactMatch"})
    result = run("same", path, "--output", made)
    assert result.exit_code == 0, result.output
    assert "The Army (one) is Army (two), confidence 0.9" in result.output
    assert "is not" in result.output
    text = made.read_text()
    assert list(parse(made.read_bytes(), RdfFormat.N_QUADS))
    one, two = ("<https://w3id.org/sitrep/one/army>", "<https://w3id.org/sitrep/two/army>")
    assert f"{one} <http://www.w3.org/2002/07/owl#sameAs> {two} .\n" in text
    record = "<https://w3id.org/sitrep/same/test/one.army-two.army>"
    for name, value in (
        ("https://w3id.org/sssom/confidence", '"0.9"'),
        ("https://w3id.org/sssom/author_label", '"A reader"'),
        ("http://purl.org/dc/terms/created", '"2030-05-01"'),
        ("https://w3id.org/sitrep/ns#evidence", '"atlas: '),
    ):
        assert f"{record} <{name}> {value}" in text
    # What was judged wrong has a record, and no triple.
    assert "two/navy> .\n" in text
    assert "one/navy> <http://www.w3.org" not in text


# What is written into a row, and what a person is told.
FAULTS = [
    ({"object_id": "a:other"}, "object_id: expected a thing of another article than one"),
    ({"object_id": "k:army"}, "expected a thing of an article"),
    ({"object_id": "x:army"}, '"x:army": expected a name with one of a:'),
    ({"subject_id": "k:army"}, "expected a thing of an article"),
    ({"object_label": ""}, "object_label: expected words, found nothing"),
    ({"author_label": ""}, "author_label: expected words, found nothing"),
    ({"mapping_date": "May"}, '"May": expected a day'),
    ({"confidence": ""}, "expected a number above 0 and up to 1"),
    ({"ext_evidence": ""}, "ext_evidence: expected where the pairing was read"),
    ({"mapping_justification": "skos:x"}, "expected a justification of SEMAPV"),
    ({"predicate_id": "skos:exactMatch"}, "expected owl:sameAs for a thing"),
    ({"predicate_modifier": "Not"}, "owl:sameAs is for links that stand"),
]


@pytest.mark.parametrize(("cells", "told"), FAULTS, ids=[told for _, told in FAULTS])
def test_a_broken_row_is_told_with_its_place(
    cells: dict[str, str], told: str, tmp_path: Path
) -> None:
    path, made = table(tmp_path, cells), tmp_path / "same.nq"
    result = run("same", path, "--output", made)
    assert result.exit_code == 1
    line = HEAD.count("\n") + 2
    assert f"same.sssom.tsv:{line}:" in result.output
    assert told in result.output
    assert not made.exists()


def test_a_table_of_another_name_is_refused(tmp_path: Path) -> None:
    head = HEAD.replace("sitrep/same/test", "sitrep/one/links")
    result = run("same", table(tmp_path, {}, head=head))
    assert result.exit_code == 1
    assert "expected https://w3id.org/sitrep/same/ and a name" in result.output


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([{}, {}], "this pair is judged in line"),
        ([{}, {"subject_id": "a:other"}], "would be one; they are two"),
        (
            [{}, {"predicate_modifier": "Not", "predicate_id": "skos:exactMatch"}],
            "this pair is judged in line",
        ),
    ],
)
def test_rows_that_contradict_each_other_are_told(
    rows: list[dict[str, str]], told: str, tmp_path: Path
) -> None:
    result = run("same", table(tmp_path, *rows))
    assert result.exit_code == 1
    assert told in result.output


@pytest.mark.parametrize(
    ("one", "two", "told"),
    [
        (graph("one", label="The Army"), graph("two"), ""),
        (graph("one"), graph("two"), '"The Army": expected "Army"'),
        (graph("one", label="The Army"), graph("other"), "no graph has such a thing"),
        (graph("one", label="The Army"), graph("two", sort="Place"), "expected one of the actors"),
        (
            graph("one", "Q1", label="The Army"),
            graph("two", "Q2"),
            "linked with Q1 and Q2 of Wikidata, which are not one",
        ),
    ],
)
def test_a_table_is_held_against_the_graphs(one: str, two: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "one.nq").write_text(one)
    (tmp_path / "two.nq").write_text(two)
    result = run("same", table(tmp_path, {}), tmp_path / "one.nq", tmp_path / "two.nq")
    assert result.exit_code == (1 if told else 0), result.output
    assert told in result.output


def test_a_name_in_common_is_proposed_and_never_taken_for_a_fact(tmp_path: Path) -> None:
    for slug in ("one", "two", "three"):
        (tmp_path / f"{slug}.nq").write_text(graph(slug, "Q1" if slug != "three" else ""))
    files = [tmp_path / f"{slug}.nq" for slug in ("one", "two", "three")]
    output = tmp_path / "alike.sssom.tsv"
    result = run("alike", *files, "--output", output)
    assert result.exit_code == 0, result.output
    # One and two are both Q1, which needs no row.
    assert "2 pairs to be reviewed" in result.output
    refused = run("same", output)
    assert refused.exit_code == 1
    assert "author_label: expected words, found nothing" in refused.output
    assert run("alike", *files, "--output", output).exit_code == 2
    assert run("alike", files[0]).exit_code == 2


def test_a_pair_judged_wrong_cannot_be_one_item(tmp_path: Path) -> None:
    for slug, label in (("one", "The Army"), ("two", "Army")):
        (tmp_path / f"{slug}.nq").write_text(graph(slug, "Q1", label=label))
    denied = {"predicate_modifier": "Not", "predicate_id": "skos:exactMatch"}
    result = run("same", table(tmp_path, denied), tmp_path / "one.nq", tmp_path / "two.nq")
    assert result.exit_code == 1
    assert "both are linked with Q1 of Wikidata; one link is wrong" in result.output


def test_what_is_judged_is_not_proposed_again(tmp_path: Path) -> None:
    files = [tmp_path / f"{slug}.nq" for slug in ("one", "two")]
    for file in files:
        file.write_text(graph(file.stem))
    assert "one:army" in run("alike", *files).output
    again = run("alike", *files, "--but", table(tmp_path, {}))
    assert again.exit_code == 0, again.output
    assert "one:army" not in again.output
