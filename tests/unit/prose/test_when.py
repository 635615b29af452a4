"""When: the words' own date, then the context's."""

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "kind", "when"),
    [
        ("On 3 May 1750 the rebels captured the town.", "capture", "1750-05-03"),
        ("By 3 May 1750 the rebels captured the town.", "capture", "[..1750-05-03]"),
        ("By 3 May 1750 the town was encircled.", "encirclement", "1750-05-03"),
        ("On 3 May 1750 they launched an operation to take Kelm.", "operation", "1750-05-03/"),
        ("The fort fell on 3 May 1750, and the town on 5 May 1750.", "capture", "1750-05-03"),
    ],
)
def test_the_date_of_the_words(told: Tell, text: str, kind: str, when: str) -> None:
    assert told(text).of(kind, "when") == {when}


def test_two_verbs_with_a_date_each(told: Tell) -> None:
    found = told("On 3 May 1750 the fort fell, and on 5 May 1750 the army withdrew.")
    assert found.of("capture", "when") == {"1750-05-03"}
    assert found.of("retreat", "when") == {"1750-05-05"}


def test_the_sentence_after_has_its_day_by_the_context(told: Tell) -> None:
    found = told("On 3 May 1750 the fort fell. The garrison surrendered.")
    assert found.of("surrender", "when") == {"1750-05-03"}
    assert found.of("surrender", "dating") == {"context-date"}


def test_further_on_it_was_some_day_from_then(told: Tell) -> None:
    found = told("On 3 May 1750 the fort fell. It rained. The garrison surrendered.")
    assert found.of("surrender", "when") == {"[1750-05-03..]"}


def test_the_day_of_the_heading(told: Tell) -> None:
    text = "It began on 2 May 1750.\n\n==Battle==\n===3 May===\nThe fort fell."
    found = told(text)
    assert found.of("capture", "when") == {"1750-05-03"}
    assert found.of("capture", "dating") == {"heading-date"}


def test_no_date_is_made_up(told: Tell) -> None:
    assert told("The fort fell.").of("capture", "when") == set()


def test_what_follows_when_has_the_date_before_it(told: Tell) -> None:
    text = (
        "The siege of Kelm began on 3 May 1750 and lasted until 9 June 1750, when it surrendered."
    )
    found = told(text)
    assert found.of("siege", "when") == {"1750-05-03/1750-06-09"}
    assert found.of("surrender", "when") == {"1750-06-09"}


def test_another_happening_ends_no_siege(told: Tell) -> None:
    text = "The siege of Kelm began on 3 May 1750 and the army retreated until 9 June 1750."
    assert "1750-05-03/1750-06-09" not in told(text).of("siege", "when")


@pytest.mark.parametrize(
    "text",
    [
        "The battle was fought from 3 to 5 May 1750. The garrison surrendered.",
        "On 3 May 1750 it rained. The garrison had surrendered.",
        "==Aftermath==\nOn 3 May 1750 it rained. The garrison surrendered.",
        "On 3 May 1750 it rained. On 3 April 1750 it snowed. It froze. The garrison surrendered.",
    ],
)
def test_the_context_dates_nothing_where_it_is_in_doubt(told: Tell, text: str) -> None:
    assert told(text).of("surrender", "when") == set()
