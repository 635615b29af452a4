from pathlib import Path

import pytest

from graph.errors import ArticleError
from graph.model import Sentence
from graph.reading.split import read_sentences

HERE = Path("article.txt")
TITLE = "= Battle of Aye ="


def read(*lines: str) -> tuple[Sentence, ...]:
    return read_sentences(HERE, "\n".join((TITLE, *lines)), "Battle of Aye")


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Artillery Battalion 366. in Bhamo.", ["Artillery Battalion 366.", "in Bhamo."]),
        ("By St. Patrick's Cathedral. It burned.", ["By St. Patrick's Cathedral.", "It burned."]),
        ("Under Lt. Col. Naw Bu (or Gen. Aung).", ["Under Lt. Col. Naw Bu (or Gen. Aung)."]),
        ('He asked "No. 5 or (St. John)?" twice.', ['He asked "No. 5 or (St. John)?" twice.']),
        ("It ended at 3.5 km", ["It ended at 3.5 km"]),
        ("J. E. B. Aung fell. He was brave.", ["J. E. B. Aung fell.", "He was brave."]),
        ("World War I. Then it ended.", ["World War I.", "Then it ended."]),
        (
            "The U.S. Army fell in the U.S. The war ended.",
            ["The U.S. Army fell in the U.S.", "The war ended."],
        ),
        (
            'He said "no." Then (on Sept. 5.) It ended.',
            ['He said "no."', "Then (on Sept. 5.)", "It ended."],
        ),
        ("Wait... what?", ["Wait...", "what?"]),
        ("  Indented.   Twice.  ", ["Indented.", "Twice."]),
        ("Line\u2028separators stay. Yes.", ["Line\u2028separators stay.", "Yes."]),
    ],
)
def test_prose_is_cut_at_the_ends_of_sentences(prose: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in read(prose)] == expected


@pytest.mark.parametrize(
    "word", ["Cols.", "Gen.", "Dr.", "Mrs.", "Sept.", "St.", "No.", "c.", "e.g.", "vs."]
)
def test_an_abbreviation_ends_no_sentence(word: str) -> None:
    assert len(read(f"They met {word} Aung there.")) == 1


def test_offsets_count_code_points() -> None:
    text = f"{TITLE}\n\nThe 🚁 flew. It 𐍈 fell.\r\n- \U0001f525 burned\n"
    for sentence in read_sentences(HERE, text, "Battle of Aye"):
        assert text[sentence.begin : sentence.end] == sentence.text
    flew, fell, burned = read_sentences(HERE, text, "Battle of Aye")
    assert (flew.begin, flew.end) == (19, 30)
    assert (fell.text, burned.text) == ("It 𐍈 fell.", "\U0001f525 burned")


def test_sections_are_paths_of_headings() -> None:
    sentences = read(
        "Infobox",
        "- Date: today",
        "",
        "Lead.",
        "== Battle ==",
        "Fought.",
        "===Start===",
        "- Begun. And gone on",
        "==After==",
        "Over.",
    )
    assert [(each.number, each.section, each.text) for each in sentences] == [
        (1, "Infobox", "Date: today"),
        (2, "Lead", "Lead."),
        (3, "Battle", "Fought."),
        (4, "Battle › Start", "Begun. And gone on"),  # noqa: RUF001 - the mark that is meant
        (5, "After", "Over."),
    ]


@pytest.mark.parametrize(
    ("lines", "line", "expected"),
    [
        (["==Broken="], 2, "as many = after it as before"),
        (["", "===Too deep==="], 3, "a heading of level 3 cannot stand here"),
        (["= A second title ="], 2, "a heading of level 1 cannot stand here"),
        (["Infobox", "- no key"], 3, "expected `- Key: value`"),
        (["Infobox", "Prose: it is not."], 3, "expected `- Key: value`"),
    ],
)
def test_a_broken_line_is_named(lines: list[str], line: int, expected: str) -> None:
    with pytest.raises(ArticleError) as refused:
        read(*lines)
    assert str(refused.value).startswith(f"article.txt:{line}:1: ")
    assert expected in str(refused.value)


@pytest.mark.parametrize("first", ["", "No title.", "= Another =", "==Battle of Aye=="])
def test_the_title_comes_first(first: str) -> None:
    with pytest.raises(ArticleError, match=r"^article\.txt:1:1: expected the article's title"):
        read_sentences(HERE, first, "Battle of Aye")
