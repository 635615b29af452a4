"""What was measured goes to its place on the page, or is not lost in silence."""

from pathlib import Path

import pytest

from bench import page
from bench.page import NoMarksError, write_down


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "endpoint.md"
    found.write_text("a\n<!-- begin: written by `make x` -->\nold\n<!-- end: x -->\nb\n")
    monkeypatch.setattr(page, "PAGE", found)
    return found


def test_what_was_written_before_makes_room(own: Path) -> None:
    write_down("x", "new\\1\n")
    assert own.read_text() == (
        "a\n<!-- begin: written by `make x` -->\nnew\\1\n<!-- end: x -->\nb\n"
    )


def test_without_marks_it_is_an_error(own: Path) -> None:
    before = own.read_text()
    with pytest.raises(NoMarksError, match="make y"):
        write_down("y", "new")
    assert own.read_text() == before


def test_another_page_can_be_named(own: Path, tmp_path: Path) -> None:
    before, other = own.read_text(), tmp_path / "drafting.md"
    other.write_text(before)
    write_down("x", "new\n", other)
    assert (own.read_text(), "new" in other.read_text()) == (before, True)


@pytest.mark.parametrize("command", ["bench", "soak"])
def test_the_page_has_a_place_for_each(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.md"
    copy.write_text(page.PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(page, "PAGE", copy)
    write_down(command, "figures\n")
    assert copy.read_text(encoding="utf-8").count("figures\n") == 1
