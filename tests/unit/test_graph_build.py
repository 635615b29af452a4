from pathlib import Path

import pytest

from graph.build import UnsoundError, build, prepare
from graph.errors import OutputError
from graph.paths import Sources
from graph.write import to_nquads


def test_a_build_writes_what_was_assembled(small: Sources) -> None:
    built = build(small)
    assert built.path == small.built("aye")
    assert built.sentences == 7
    data = built.path.read_bytes()
    assert data == to_nquads(prepare(small).dataset)
    assert built.quads == data.count(b"\n") > 100


def test_two_builds_are_the_same_bytes(small: Sources, tmp_path: Path) -> None:
    first, second = (build(small, tmp_path / name).path.read_bytes() for name in ("1.nq", "2.nq"))
    assert first == second


def test_the_order_of_facts_in_a_file_does_not_matter(small: Sources) -> None:
    before = build(small).path.read_bytes()
    lines = small.entities.read_text("utf-8").split("\n")
    prefixes = [line for line in lines if line.startswith("@")]
    others = [line for line in lines if not line.startswith("@")]
    small.entities.write_text("\n".join(prefixes + others[::-1]), "utf-8")
    assert build(small).path.read_bytes() == before


def test_lines_are_sorted_and_end_at_line_feeds_only(small: Sources) -> None:
    text = small.entities.read_text("utf-8") + 's:007 :notModelled "x\u2028y\u0085z"@en .\n'
    small.entities.write_text(text, "utf-8")
    lines = build(small).path.read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert lines == sorted(set(lines))
    assert all(line.endswith(b" .") for line in lines)
    assert any("x\u2028y".encode() in line for line in lines)


def test_an_unsound_graph_is_not_written_unless_asked(small: Sources) -> None:
    path = small.facts("aye")
    path.write_text(path.read_text("utf-8").replace(":low 3", ":low 6"), "utf-8")
    with pytest.raises(UnsoundError, match=":low 6 above :best 4"):
        build(small)
    assert not small.built("aye").exists()
    assert build(small, unchecked=True).path.exists()


def test_a_place_that_cannot_be_written_is_named(small: Sources) -> None:
    with pytest.raises(OutputError, match=r"article\.toml/x\.nq: cannot be written: "):
        build(small, small.article / "article.toml" / "x.nq")
