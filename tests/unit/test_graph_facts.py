from pathlib import Path

import pytest

from graph.errors import MissingFileError, TurtleError
from graph.paths import Sources
from graph.quads import read_turtle
from graph.reading.facts import place, read_facts

PREFIXES = (
    "PREFIX : <http://x.org/>\nPREFIX s: <http://x.org/sentence/>\n"  # two lines before the rest
)


def write(folder: Path, text: str) -> Path:
    path = folder / "aye.trig"
    path.write_text(PREFIXES + text, "utf-8")
    return path


def test_blocks_are_found_with_the_comment_above_them(small: Sources) -> None:
    facts = read_facts(small.facts("aye"))
    assert [block.number for block in facts.blocks] == [1, 3, 4, 5]
    for block in facts.blocks:
        assert facts.lines[block.line - 1] == f"GRAPH s:{block.number:03d} {{"
        assert block.comment is not None
        assert block.comment.number == block.number


@pytest.mark.parametrize(
    "block",
    ["GRAPH s:003 {", "graph s:003{ :a :b :c .", "s:003 {", "GRAPH <http://x/sentence/003> {"],
)
def test_a_block_is_found_however_it_is_written(tmp_path: Path, block: str) -> None:
    facts = read_facts(write(tmp_path, f"# 003  Text.\n# A note.\n{block}\n}}\n"))
    (found,) = facts.blocks
    assert (found.line, found.number) == (5, 3)
    assert found.comment is not None
    assert found.comment.text == "Text."


def test_a_comment_apart_from_its_block_is_not_the_block_s(tmp_path: Path) -> None:
    facts = read_facts(write(tmp_path, "# 003  Text.\n\nGRAPH s:003 { :a :b :c }\n"))
    assert facts.blocks[0].comment is None


def test_words_are_found_in_their_own_block(small: Sources) -> None:
    facts = read_facts(small.facts("aye"))
    line, column = place(facts, 4, "At least 3 huts")
    assert facts.lines[line - 1][column - 1 :].startswith("At least 3 huts")
    assert not facts.lines[line - 1].startswith("#")
    assert place(facts, 4, "5th Brigade") == (facts.blocks[2].line, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GRAPH s:001 {\n  :a :b c:d .\n}", ":4:9: The prefix c: has not been declared"),
        ("GRAPH s:001 { :a :b :c\n", ":4:1: Unexpected end"),
        ("GRAPH s:001 { :a :b <relative> }", ":3:21: No scheme found in an absolute IRI"),
        ("GRAPH s:001 { :a :b \xab }", ":3:21: '«' is not allowed"),
    ],
)
def test_broken_trig_is_one_line_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(TurtleError) as refused:
        read_facts(write(tmp_path, text))
    assert f"aye.trig{expected}" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_broken_turtle_is_one_line_with_its_place(small: Sources) -> None:
    small.entities.write_text("@prefix : <http://x.org/> .\n:a :b .\n", "utf-8")
    with pytest.raises(TurtleError, match=r"entities\.ttl:2:7: "):
        read_turtle(small.entities)


def test_a_graph_in_a_turtle_file_is_refused(small: Sources) -> None:
    small.entities.write_text("GRAPH <http://x.org/g> { <a:a> <a:b> <a:c> }", "utf-8")
    with pytest.raises(TurtleError, match=r"entities\.ttl:1:"):
        read_turtle(small.entities)


def test_missing_facts_are_named(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"aye\.trig: there is no such file"):
        read_facts(tmp_path / "aye.trig")


def test_a_comment_that_is_not_utf8_is_refused_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "aye.trig"
    path.write_bytes(PREFIXES.encode() + b"# caf\xe9\nGRAPH s:003 { :a :b :c }\n")
    with pytest.raises(TurtleError, match=r"aye\.trig:3:6: not UTF-8; save the file as UTF-8"):
        read_facts(path)
