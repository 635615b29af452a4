"""Dates and figures in words, marks in a text, and words that are searched for."""

import random

import pytest

from server.reading import amounts, when
from server.reading.marks import Span, find, split
from server.searching.fold import fold, words
from server.searching.index import Entry, Index, initials, make_index
from server.searching.search import Hit, search, suggest


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2025-02-02", "2 February 2025"),
        ("2025-02", "February 2025"),
        ("2025", "2025"),
        ("2025-05-20T13:00:00", "20 May 2025, 13:00"),
        ("2025-05-20T13:00:00Z", "20 May 2025, 13:00 UTC"),
        ("2025-05-20T13:00:00+06:30", "20 May 2025, 13:00 UTC+06:30"),
        ("2025-02-21~", "about 21 February 2025"),
        ("2025-02?", "perhaps February 2025"),
        ("2025%", "perhaps about 2025"),
        ("2025-05-XX", "some day of May 2025"),
        ("2025-XX-XX", "some day of some month of 2025"),
        ("199X", "the 1990s"),
        ("19XX", "the 1900s"),
        ("2025-21", "spring 2025"),
        ("[..2024-12-25]", "by 25 December 2024"),
        ("[2025-05-20..]", "20 May 2025 or later"),
        ("[2025-02-04..2025-02-10]", "between 4 and 10 February 2025"),
        ("[2025-01-30..2025-02-02]", "between 30 January and 2 February 2025"),
        ("[2024-12-04..2025-01-31]", "between 4 December 2024 and 31 January 2025"),
        ("[2025-01-01, 2025-01-03]", "1 January 2025 or 3 January 2025"),
        ("{2025-01-01,2025-01-03}", "1 January 2025 and 3 January 2025"),
        ("{2025-01-01..2025-01-03}", "from 1 to 3 January 2025"),
        ("2025-05-01/2025-05-07", "from 1 to 7 May 2025"),
        ("2025-02-04~/2025-02-11", "from about 4 to 11 February 2025"),
        ("2025/2025-04-25", "from 2025 to 25 April 2025"),
        ("2024-12-04/..", "since 4 December 2024"),
        ("2025-01-08/", "from 8 January 2025, end not told"),
        ("../2025-01-21", "until 21 January 2025"),
        ("/2025-03-01", "until 1 March 2025, beginning not told"),
    ],
)
def test_a_date_is_put_in_words(edtf: str, said: str) -> None:
    assert when.in_words(edtf) == said


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "2025-13", "2025-00-01", "[..]", "[]", "{}", "/", "../..", "2025-5-1"),
        *("[2025-01-01..nonsense]", "x/2025", "Y17E7", "[2025", "2025-02-30-01", "²025"),
    ],
)
def test_what_is_no_date_stays_as_it_is(text: str) -> None:
    assert when.in_words(text) == text


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ((30, None, None), "at least 30"),
        ((None, None, 50), "up to 50"),
        ((None, 60, None), "about 60"),
        ((7, 7, 7), "7"),
        ((10000, 10000, 10000), "10,000"),
        ((3, None, 5), "between 3 and 5"),
        ((3, 4, 5), "between 3 and 5, about 4"),
        ((3, 4, None), "at least 3, about 4"),
        ((0, None, None), "at least 0"),
        ((0, 0, 0), "0"),
        ((None, None, None), ""),
    ],
)
def test_a_figure_is_put_in_words(
    bounds: tuple[int | None, int | None, int | None], said: str
) -> None:
    assert amounts.in_words(*bounds) == said


@pytest.mark.parametrize(
    ("text", "sought", "places"),
    [
        ("KIA and KIA's", "KIA", [(0, 3), (8, 11)]),
        ("Bhamo, Bhamoland", "Bhamo", [(0, 5)]),
        ("a Bhamoland Bhamo", "Bhamo", [(12, 17)]),
        ("aaaa", "aa", []),
        ("(PDF)", "PDF", [(1, 4)]),
        ("text", "", []),
        ("", "x", []),
    ],
)
def test_names_are_found_as_whole_words(
    text: str, sought: str, places: list[tuple[int, int]]
) -> None:
    assert list(find(text, sought)) == places


def test_marks_are_split_at_every_boundary() -> None:
    runs = split("Bhamo Airport fell", [Span(0, 13, "airport"), Span(0, 5, "town")])
    assert [(run.text, run.names) for run in runs] == [
        ("Bhamo", ("town", "airport")),
        (" Airport", ("airport",)),
        (" fell", ()),
    ]


def test_crossing_marks_lose_no_text() -> None:
    chance = random.Random(7)  # noqa: S311 - any texts will do
    for _ in range(200):
        text = "".join(chance.choices("ab ", k=chance.randrange(30)))
        ends = [sorted(chance.choices(range(len(text) + 1), k=2)) for _ in range(5)]
        spans = [Span(begin, end, number) for number, (begin, end) in enumerate(ends)]
        runs = split(text, spans)
        assert "".join(run.text for run in runs) == text
        at = 0
        for run in runs:
            inside = {s.what for s in spans if s.begin <= at and at + len(run.text) <= s.end}
            assert set(run.names) == inside
            at += len(run.text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bhámò", "BHAMO"),
        ("Straße", "STRASSE"),
        ("\ufb01re", "fire"),
        ("Ｂｈａｍｏ", "bhamo"),  # noqa: RUF001 - full width letters are the point
        ("၁၂", "12"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("MOC-21", ["moc", "21"]),
        ("moc21", ["moc", "21"]),
        ("21st of May", ["21", "of", "may"]),
        ("St. Patrick's", ["st", "patrick", "s"]),
        ("ဗန်းမော်မြို့", ["ဗန်းမော်မြို့"]),
        ("", []),
        (" -- ", []),
    ],
)
def test_words_are_letters_or_digits(text: str, found: list[str]) -> None:
    assert [word.text for word in words(text)] == found
    for word in words(text):
        assert fold(text[word.begin : word.end]) == word.text


def test_initials_are_those_of_words_in_capitals() -> None:
    assert list(initials("Light Infantry Battalion 47")) == ["lib"]
    assert list(initials("the 5th Brigade of the Kachin Independence Army")) == ["kia"]
    assert list(initials("Bhamo")) == []


def entries(*names: str) -> Index:
    return make_index(Entry("things", name, name, "", "", (name,)) for name in names)


def test_what_is_called_just_so_stands_first() -> None:
    index = entries("Base of Bhamo Airport", "Bhamo Township", "Bhamo", "Bhamosaur")
    found = [hit.entry.title for hit in search(index, "bhamo")]
    assert found == ["Bhamo", "Bhamo Township", "Base of Bhamo Airport", "Bhamosaur"]


def test_every_word_must_fit() -> None:
    index = entries("Bhamo Airport", "Bhamo Prison")
    assert [hit.entry.title for hit in search(index, "pri bham")] == ["Bhamo Prison"]
    assert search(index, "bhamo nothing") == []
    assert search(index, "") == []


def test_a_long_text_is_cut_around_what_was_found() -> None:
    text = f"{'before ' * 60}needle{' after' * 60}"
    hit = Hit(Entry("sentences", "1", "", "", "", (), text), ("needle",))
    joined = "".join(piece.text for piece in hit.snippet)
    assert [piece.text for piece in hit.snippet if piece.found] == ["needle"]
    assert joined.startswith("…")
    assert joined.endswith("…")
    assert len(joined) < 250
    assert set(joined.strip("…").split()) == {"before", "needle", "after"}


def test_a_text_of_one_long_word_is_shown() -> None:
    hit = Hit(Entry("sentences", "1", "", "", "", (), "x" * 1000), ("x",))
    joined = "".join(piece.text for piece in hit.snippet)
    assert joined.startswith("xxx")
    assert len(joined) < 500


def test_a_near_miss_is_suggested() -> None:
    assert suggest(entries("Bhamo Airport", "Mansi"), "bahmo airprt") == ["Bhamo Airport"]
    assert suggest(entries("Mansi"), "zzz") == []
