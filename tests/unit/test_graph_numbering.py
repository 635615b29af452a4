from hashlib import sha256
from pathlib import Path

import pytest

from graph.build import build, read
from graph.errors import NumberingError
from graph.model import Facts
from graph.names import sentence_iri
from graph.paths import Sources
from graph.reading.facts import read_facts
from graph.reading.numbering import START, Numbering, read_numbering, runs_of, written


def facts_with(small: Sources, *lines: str) -> Facts:
    path = small.facts("aye")
    path.write_text("\n".join((*lines, path.read_text("utf-8"))), "utf-8")
    return read_facts(path)


def test_without_a_line_the_places_are_the_numbers(small: Sources) -> None:
    numbering = read_numbering(facts_with(small), 3)
    assert numbering == Numbering((1, 2, 3), 4)
    assert numbering.plain


@pytest.mark.parametrize(
    ("order", "following", "line"),
    [
        ((1, 2, 70, 3), 71, "001-002, 070, 003. Next new number: 071."),
        ((4,), 9, "004. Next new number: 009."),
        ((2, 1), 3, "002, 001. Next new number: 003."),
        ((998, 999, 1000, 1001), 1002, "998-1001. Next new number: 1002."),
    ],
)
def test_what_is_written_is_read(
    small: Sources, order: tuple[int, ...], following: int, line: str
) -> None:
    numbering = Numbering(order, following)
    assert written(numbering) == START + line
    assert read_numbering(facts_with(small, written(numbering)), len(order)) == numbering
    assert not numbering.plain


def test_numbers_in_a_row_are_one_run() -> None:
    assert [*runs_of([1, 2, 3, 7, 6, 8, 9])] == ["001-003", "007", "006", "008-009"]
    assert [*runs_of([])] == []


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["001-003"], "aye.trig:1:1: expected `# Sentences in the order of the text: 001-022"),
        (["001-003. Next new number: 004"], "aye.trig:1:1: expected `# Sentences"),
        (["1-3. Next new number: 004."], "aye.trig:1:1: expected `# Sentences"),
        (["001-004. Next new number: 005."], "numbers 4 sentences, but the article has 3"),
        (["001-999999999. Next new number: 005."], "numbers 999999999 sentences, but the article"),
        (["001-002. Next new number: 005."], "numbers 2 sentences, but the article has 3"),
        (["003-001, 001-004. Next new number: 005."], "expected runs of numbers that go up"),
        (["001-002, 002. Next new number: 005."], "expected each number once"),
        (["001-002, 005. Next new number: 005."], "expected each number once, from 001 to below"),
        (["000-002. Next new number: 005."], "expected each number once, from 001"),
        (["001-003. Next new number: 004."] * 2, "aye.trig:2:1: line 1 numbers the sentences"),
    ],
)
def test_a_wrong_line_is_told_with_its_place(small: Sources, lines: list[str], fault: str) -> None:
    facts = facts_with(small, *(START + line for line in lines))
    with pytest.raises(NumberingError) as refused:
        read_numbering(facts, 3)
    assert fault in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_build_gives_sentences_the_numbers_of_the_line(small: Sources) -> None:
    """A sentence is put in before the third: it gets a new number, and the others keep theirs."""
    text = small.article / "article.txt"
    grown = text.read_text("utf-8").replace("\nOn 1 March", "\nIt was quiet. On 1 March")
    text.write_text(grown, "utf-8")
    about = small.article / "article.toml"
    was = about.read_text("utf-8").split('"')[-2]
    about.write_text(
        about.read_text("utf-8").replace(was, sha256(grown.encode()).hexdigest()), "utf-8"
    )
    facts_with(small, written(Numbering((1, 2, 8, 3, 4, 5, 6, 7), 9)))
    small.entities.write_text(
        small.entities.read_text("utf-8") + '\ns:008 :notModelled "Nothing happens."@en .\n',
        "utf-8",
    )
    sentences = read(small).article.sentences
    assert [said.text for said in sentences if said.number == 8] == ["It was quiet."]
    assert [said.begin for said in sentences] == sorted(said.begin for said in sentences)
    built = build(small).path.read_text("utf-8")
    assert f'<{sentence_iri("aye", 8)}> <https://w3id.org/sitrep/ns#number> "8"' in built


def test_the_same_graph_is_built_with_the_line_and_without(small: Sources, tmp_path: Path) -> None:
    plain = build(small, tmp_path / "plain.nq").path.read_bytes()
    facts_with(small, written(Numbering((1, 2, 3, 4, 5, 6, 7), 9)))
    assert build(small, tmp_path / "lined.nq").path.read_bytes() == plain


def test_a_line_for_another_text_stops_the_build(small: Sources) -> None:
    facts_with(small, written(Numbering((1, 2, 3), 4)))
    with pytest.raises(NumberingError, match="do the facts belong to it"):
        read(small)
