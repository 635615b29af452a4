"""According to whom, in which clause, and with which hedge."""

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]


def test_according_to(told: Tell) -> None:
    found = told("The town had fallen, according to local sources.")
    assert found.of("capture", "accordingTo") == {"Local sources"}


def test_said_that_covers_what_follows(told: Tell) -> None:
    found = told("The army attacked the fort and residents said that the town had fallen.")
    assert found.of("capture", "accordingTo") == {"Residents"}
    assert found.of("attack", "accordingTo") == set()


def test_a_semicolon_ends_it(told: Tell) -> None:
    found = told("The town had fallen, according to local sources; the army withdrew.")
    assert found.of("retreat", "accordingTo") == set()


def test_what_is_told_flatly_has_no_source(told: Tell) -> None:
    assert told("The town had fallen.").of("capture", "accordingTo") == set()


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The rebels have reportedly captured the town.", {"reported"}),
        ("The town was apparently captured.", {"apparent"}),
        ("The rebels captured the town.", set()),
    ],
)
def test_the_hedge(told: Tell, text: str, hedge: set[str]) -> None:
    assert told(text).of("capture", "certainty") == hedge


def test_a_saying_with_a_date_is_a_report(told: Tell) -> None:
    found = told("On 3 May 1750 residents reported that the town had fallen.")
    assert found.kinds() == ["capture", "statement"]
    assert found.of("statement", "by") == {"Residents"}
    assert found.of("statement", "when") == {"1750-05-03"}
    assert found.of("statement", "reports")


def test_a_saying_without_a_date_is_none(told: Tell) -> None:
    assert told("Residents reported that the town had fallen.").kinds() == ["capture"]


def test_a_report_of_nothing_is_none(told: Tell) -> None:
    assert told("On 3 May 1750 residents said that it had rained.").kinds() == []


def test_what_somebody_is_accused_of_is_told_by_the_accusers(told: Tell) -> None:
    found = told("The rebels accused the army of shelling a school, which killed three people.")
    assert found.of("killing", "accordingTo") == {"Rebels"}
    assert found.of("killing", "certainty") == {"reported"}


def test_what_stands_before_an_accusation_is_flat(told: Tell) -> None:
    found = told("The garrison surrendered, and the rebels accused the army of theft.")
    assert found.of("surrender", "accordingTo") == found.of("surrender", "certainty") == set()


def test_a_name_before_a_verb_of_saying_ends_there(told: Tell) -> None:
    found = told("Tarnus records that the army reached Kelm.")
    assert "Tarnus records" not in {name for name, _ in found.names()}
    assert found.kinds() == ["arrival"]
