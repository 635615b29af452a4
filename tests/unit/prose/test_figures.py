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


def test_some_of_them_are_no_agent(told: Tell) -> None:
    found = told("On 3 May 1750, 80 soldiers, 12 of them badly wounded, were evacuated to Kelm.")
    assert found.of("wounding", "by") == set()
    assert {"12": "injured"}.items() <= {
        each["best"]: each.get("outcome", "") for each in found.figures()
    }.items()


@pytest.mark.parametrize("text", ["The army lost 300 of its 500 men.", "The army lost 300 men."])
def test_the_whole_is_no_loss(told: Tell, text: str) -> None:
    assert [each["best"] for each in told(text).figures()] == ["300"]


@pytest.mark.parametrize(
    "text",
    [
        "The two armies suffered between 300 and 500 casualties.",
        "The army incurred between 300 and 500 losses.",
    ],
)
def test_bounds_of_losses(told: Tell, text: str) -> None:
    [figure] = told(text).figures()
    assert (figure["low"], figure["high"], figure["outcome"]) == ("300", "500", "casualty")


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The army bombarded the town, reportedly injuring 26 people.", "reported"),
        ("The army bombarded the town, injuring 26 people.", None),
    ],
)
def test_a_figure_has_the_hedge_of_its_verb(told: Tell, text: str, hedge: str | None) -> None:
    [figure] = told(text).figures()
    assert figure.get("certainty") == hedge
