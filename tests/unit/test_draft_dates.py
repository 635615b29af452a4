# ruff: noqa: RUF001 - dashes as articles have them, and an example on a line
import pytest

from graph.dates import read_bounds
from graph.draft.dates.context import Context, follow, under_heading
from graph.draft.dates.find import find_dates, slot_dates
from graph.draft.dates.points import Point

NONE = Context()
IN_1943 = Context(1943)
AFTER_11_FEBRUARY = Context(2025, 2, Point(2025, 2, 11))


@pytest.mark.parametrize(
    ("text", "context", "words", "edtf"),
    [
        ("On 4 December 2024 they", NONE, "4 December 2024", "2024-12-04"),
        ("On July 1, 1863, they", NONE, "July 1, 1863", "1863-07-01"),
        ("the 1st of July", Context(1863), "1st of July", "1863-07-01"),
        ("2024-12-04", NONE, "2024-12-04", "2024-12-04"),
        ("By 25 December they", Context(2024), "By 25 December", "[..2024-12-25]"),
        ("before 1943", NONE, "before 1943", "[..1942]"),
        ("until 5 June 1944", NONE, "until 5 June 1944", "../1944-06-05"),
        ("since 4 May", Context(2024), "since 4 May", "2024-05-04/.."),
        ("from 4 May onwards", IN_1943, "from 4 May onwards", "1943-05-04/.."),
        ("from 4 May", IN_1943, "from 4 May", "1943-05-04/"),
        ("after 4 May 1940", NONE, "after 4 May 1940", "[1940-05-04..]"),
        ("4 December 2024 – present", NONE, "4 December 2024 – present", "2024-12-04/.."),
        ("4–7 May 2024", NONE, "4–7 May 2024", "2024-05-04/2024-05-07"),
        ("May 4–7, 2024", NONE, "May 4–7, 2024", "2024-05-04/2024-05-07"),
        ("from 4 to 7 May", Context(2024), "4 to 7 May", "2024-05-04/2024-05-07"),
        ("31 October–1 November", Context(1914), "31 October–1 November", "1914-10-31/1914-11-01"),
        (
            "31 December 1864 – 2 January 1865",
            NONE,
            "31 December 1864 – 2 January 1865",
            "1864-12-31/1865-01-02",
        ),
        ("between 4 and 7 May 1943", NONE, "between 4 and 7 May 1943", "[1943-05-04..1943-05-07]"),
        ("between May and June 1943", NONE, "between May and June 1943", "[1943-05..1943-06]"),
        ("On 4 and 7 May 1943", NONE, "4 and 7 May 1943", "{1943-05-04,1943-05-07}"),
        ("In October or November 1942", NONE, "October or November 1942", "[1942-10,1942-11]"),
        ("spring/summer 1943", NONE, "spring/summer 1943", "1943-21/1943-22"),
        ("in the spring, the army", IN_1943, "spring", "1943-21"),
        ("the winter of 1942–43", NONE, "winter of 1942–43", "1942-24"),
        ("circa 1200", NONE, "circa 1200", "1200~"),
        ("in 19 BC", NONE, "19 BC", "-0018"),
        ("in AD 9", NONE, "AD 9", "0009"),
        ("September 480 BC", NONE, "September 480 BC", "-0479-09"),
        ("480 or 479 BC", NONE, "480 or 479 BC", "[-0479,-0478]"),
        ("218–201 BC", NONE, "218–201 BC", "-0217/-0200"),
        ("the 16th century", NONE, "16th century", "[1500..1599]"),
        (
            "At the end of February they",
            Context(2025),
            "the end of February",
            "[2025-02-21..2025-02-28]",
        ),
        ("early May 1943", NONE, "early May 1943", "[1943-05-01..1943-05-10]"),
        ("late 1943", NONE, "late 1943", "[1943-09..1943-12]"),
        ("by mid-1943", NONE, "by mid-1943", "[..1943-08]"),
        (
            "As of the first week of May, they",
            Context(2025),
            "the first week of May",
            "2025-05-01/2025-05-07",
        ),
        (
            "from early May to late June 1943",
            NONE,
            "early May to late June 1943",
            "1943-05-01/1943-06-30",
        ),
        (
            "a few days before 11 February 2025",
            NONE,
            "a few days before 11 February 2025",
            "[2025-02-04..2025-02-10]",
        ),
        ("two days after 6 June 1944", NONE, "two days after 6 June 1944", "1944-06-08"),
        (
            "It occurred a few days before but",
            AFTER_11_FEBRUARY,
            "a few days before",
            "[2025-02-04..2025-02-10]",
        ),
        ("a week later", AFTER_11_FEBRUARY, "a week later", "2025-02-18~"),
        ("the following month", AFTER_11_FEBRUARY, "the following month", "2025-03"),
        ("later that year", AFTER_11_FEBRUARY, "later that year", "2025"),
        ("At 13:00 of 20 May", Context(2025), "At 13:00 of 20 May", "2025-05-20T13:00:00"),
        ("at 7:30 pm on 1 July 1916", NONE, "at 7:30 pm on 1 July 1916", "1916-07-01T19:30:00"),
        ("10 August 1759 (30 July O.S.)", NONE, "10 August 1759", "1759-08-10"),
    ],
)
def test_a_date_is_told(text: str, context: Context, words: str, edtf: str) -> None:
    [found] = find_dates(text, 100, context)
    assert (text[found.begin - 100 : found.end - 100], found.edtf) == (words, edtf)
    read_bounds(found.edtf)


@pytest.mark.parametrize(
    "text",
    [
        "On 4 December they",  # the year is not told
        "The 2025 earthquake and the 88th Division",
        "They may march on, with 1200 men and the 21st Brigade",
        "On 30 February 1900",
        "from 7 May 1900 to 4 May 1900",
        "the next day",
        "over the next three days",
    ],
)
def test_no_date_is_invented(text: str) -> None:
    assert find_dates(text, 0, NONE) == ()


def test_dates_follow_one_another_in_a_sentence() -> None:
    text = "On 4 May they came, fell two days later, and on the 18th, they left that evening."
    found = find_dates(text, 0, Context(1940))
    assert [each.edtf for each in found] == ["1940-05-04", "1940-05-06", "1940-05-18", "1940-05-18"]


def test_a_slot_holds_dates_alone() -> None:
    assert [each.edtf for each in slot_dates("1939–1945", 0, NONE)] == ["1939/1945"]
    assert find_dates("1939–1945", 0, NONE) == ()


@pytest.mark.parametrize(
    ("heading", "sentence", "edtf"),
    [
        ("Start (December 2024)", "On 4 December", "2024-12-04"),
        ("Offensive (January–February 2025)", "On 2 February", "2025-02-02"),
        ("Winter (December 2024 – January 2025)", "On 8 January", "2025-01-08"),
        ("Operations in 1943", "On 4 May", "1943-05-04"),
        ("Background", "On 4 May", "1900-05-04"),
    ],
)
def test_a_heading_gives_the_year(heading: str, sentence: str, edtf: str) -> None:
    [found] = find_dates(sentence, 0, under_heading(Context(1900), heading))
    assert found.edtf == edtf


@pytest.mark.parametrize(
    ("told", "then"), [("2024-12-27", "2025-01-08"), ("2025-01-02", "2025-01-08")]
)
def test_the_year_turns_with_the_account(told: str, then: str) -> None:
    context = follow(Context(2024), find_dates(told, 0, NONE))
    assert find_dates("On 8 January", 0, context)[0].edtf == then
