"""Numbers of people and things, and what became of them."""

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        (
            "At least 15 civilians were killed.",
            {"of": "civilian", "low": "15", "outcome": "killed"},
        ),
        (
            "The rebels captured seven guns.",
            {"of": "gun", "low": "7", "best": "7", "high": "7", "outcome": "captured"},
        ),
        (
            "Many soldiers surrendered.",
            {"of": "soldier", "scale": "many", "outcome": "surrendered"},
        ),
    ],
)
def test_a_figure(told: Tell, text: str, figure: dict[str, str]) -> None:
    [found] = told(text).figures()
    found.pop("wording")
    assert found == figure


def test_those_hurt_beside_the_dead_are_a_figure_too(told: Tell) -> None:
    found = told("The attack killed 12 soldiers and wounded 20 civilians.")
    assert {each["outcome"] for each in found.figures()} >= {"killed"}


def test_losses_without_a_happening_are_the_battles(told: Tell) -> None:
    found = told("The army lost 300 men.")
    [figure] = found.figures()
    assert figure["best"] == "300"
    battle = next(f.subject for f in found.draft.facts if str(f.predicate).endswith("#quantity"))
    assert str(battle).endswith("/battle-of-aldmoor")


@pytest.mark.parametrize(
    "text",
    [
        "The siege lasted 40 days.",
        "On 3 May 1750 the rebels captured the town.",
        "The rebels captured Artillery Battalion 12.",
    ],
)
def test_days_and_numbers_of_units_count_nothing(told: Tell, text: str) -> None:
    assert told(text).figures() == []
