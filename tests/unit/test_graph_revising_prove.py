"""The last look before a revision is handed out sees whatever the steps before it might lose."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import RevisionError
from graph.reading import marks
from graph.revising.model import Before, Layout, Segment
from graph.revising.prove import prove
from graph.revising.read import read_before


@pytest.fixture
def before() -> Before:
    facts = Path(__file__).parent / "small_graph" / "facts" / "aye.trig"
    return read_before(facts.parents[1] / "sources" / "article.txt", facts)


def without(layout: Layout) -> Layout:
    return replace(layout, segments=layout.segments[1:])


def set_aside(layout: Layout) -> Layout:
    gone = marks.set_aside(layout.segments[0].lines)
    return replace(without(layout), tail=(*layout.tail, *gone, ""))


def reworded(layout: Layout) -> Layout:
    last = layout.segments[-1]
    lines = tuple(line.replace("b:brigade", "b:huts") for line in last.lines)
    return replace(layout, segments=(*layout.segments[:-1], replace(last, lines=lines)))


def more(layout: Layout) -> Layout:
    drafted = ("# 007  Siege of Bee", "GRAPH s:007 { b:huts :by b:brigade }")
    return replace(layout, segments=(*layout.segments, Segment(7, ("",), drafted)))


def broken(layout: Layout) -> Layout:
    return replace(layout, tail=(*layout.tail, "}"))


@pytest.mark.parametrize("change", [lambda layout: layout, set_aside], ids=["same", "set aside"])
def test_what_is_all_there_passes(before: Before, change: Callable[[Layout], Layout]) -> None:
    prove(before.facts.path, before.slug, before.layout, change(before.layout))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (without, "would lose facts of removed sentences"),
        (reworded, "would not say the same of what has not changed"),
        (more, "would not say the same of what has not changed"),
        (broken, "would not be TriG ("),
    ],
)
def test_what_is_lost_or_made_up_is_refused(
    before: Before, change: Callable[[Layout], Layout], fault: str
) -> None:
    with pytest.raises(RevisionError) as refused:
        prove(before.facts.path, before.slug, before.layout, change(before.layout))
    assert fault in str(refused.value)
    assert "nothing was written" in str(refused.value)


def test_a_draft_is_a_comment_in_every_line() -> None:
    assert marks.drafted(["a", "b\nc\rd"]) == ("#+ a", "#+ b", "#+ c", "#+ d")
    assert marks.drafted([]) == ()
    assert [*marks.read_drafts(["#+ a", "#+ b", "", "#+ c", "#+"])] == [1, 4]


def test_marks_are_read_as_they_are_written() -> None:
    written = [
        marks.changed(3, "x"),
        marks.moved(4, None),
        marks.moved(5, 4),
        marks.heading(6, "y"),
        marks.new(7, None),
        marks.new(1008, 7),
        marks.removed(9, 8),
        "#! 010 removes",
        "# ! 011 new",
    ]
    found = [(mark.line, mark.number, mark.word) for mark in marks.read_marks(written)]
    words = ["changed", "moved", "moved", "heading", "new", "new", "removed"]
    assert found == [*zip(range(1, 8), (3, 4, 5, 6, 7, 1008, 9), words, strict=True)]
