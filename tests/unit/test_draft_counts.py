# ruff: noqa: E501, RUF001 - dashes as articles have them, and an example on a line
import pytest

from graph.draft.counts.find import find_counts
from graph.draft.model import Count


def bare(
    text: str, *, years: bool = True
) -> list[tuple[str, int | None, int | None, int | None, str]]:
    found = find_counts(text, 7, years=years)
    return [(text[c.begin - 7 : c.end - 7], c.low, c.best, c.high, c.scale) for c in found]


@pytest.mark.parametrize(
    ("text", "words", "low", "best", "high"),
    [
        ("at least 100 injured", "at least 100", 100, None, None),
        ("no fewer than 40", "no fewer than 40", 40, None, None),
        ("50+ tanks", "50+", 50, None, None),
        ("200 or more", "200 or more", 200, None, None),
        ("over 30 others injured", "over 30", 31, None, None),
        ("more than 1,000,000", "more than 1,000,000", 1_000_001, None, None),
        ("up to 50 airstrikes", "up to 50", None, None, 50),
        ("not more than 12", "not more than 12", None, None, 12),
        ("fewer than 20", "fewer than 20", None, None, 19),
        ("nearly 300 men", "nearly 300", None, 300, 300),
        ("around 1,200", "around 1,200", None, 1200, None),
        ("some 3,000", "some 3,000", None, 3000, None),
        ("about 1500 men", "about 1500", None, 1500, None),
        ("between 20 and 30", "between 20 and 30", 20, None, 30),
        ("20–30", "20–30", 20, None, 30),
        ("10–12,000 men", "10–12,000", 10_000, None, 12_000),
        ("2–3 million", "2–3 million", 2_000_000, None, 3_000_000),
        ("3 or 4 ships", "3 or 4", 3, None, 4),
        ("twenty-three", "twenty-three", 23, 23, 23),
        ("two Mi-17 shot down", "two", 2, 2, 2),
        ("two hundred and fifty thousand", "two hundred and fifty thousand", 250_000, 250_000, 250_000),
        ("1.5 million", "1.5 million", 1_500_000, 1_500_000, 1_500_000),
        ("two dozen ships", "two dozen", 24, 24, 24),
        ("300 KIA soldiers", "300", 300, 300, 300),
        ("On 4 May 300 men", "300", 300, 300, 300),
    ],
)  # fmt: skip
def test_a_number_has_the_bounds_of_its_words(
    text: str, words: str, low: int | None, best: int | None, high: int | None
) -> None:
    assert bare(text) == [(words, low, best, high, "")]


@pytest.mark.parametrize(
    ("text", "words", "scale"),
    [
        ("hundreds of troops", "hundreds", "hundreds"),
        ("tens of thousands fled", "tens of thousands", "thousands"),
        ("dozens", "dozens", "dozens"),
        ("numerous soldiers", "numerous", "many"),
        ("several barriers", "several", "several"),
        ("a few shells", "a few", "few"),
        ("some tanks", "some", "some"),
    ],
)
def test_a_word_gives_a_scale(text: str, words: str, scale: str) -> None:
    assert bare(text) == [(words, None, None, None, scale)]


@pytest.mark.parametrize(
    "text",
    [
        "in 1942, on 4 May 1943 at 13:00",
        "Hill 60, No. 617 Squadron, MOC-21 and the 21 MOC compound",
        "Light Infantry Battalion 47, 121, 236, and 237",
        "the 88th LID and the 1st Division",
        "the 2025 earthquake",
        "6-inch guns, a 9-day battle and 40% of it for $300",
        "A few days before 11 February",
        "some of the men",
        "one of them",
    ],
)
def test_what_is_no_count_is_none(text: str) -> None:
    assert bare(text) == []


def test_a_rate_has_its_span() -> None:
    [found] = find_counts("up to 50 airstrikes are being conducted per day in the city", 0)
    assert found == Count(0, 8, high=50, per="day")


def test_where_no_year_is_meant_a_number_like_one_is_a_number() -> None:
    assert bare("1500") == []
    assert bare("1500", years=False) == [("1500", 1500, 1500, 1500, "")]
