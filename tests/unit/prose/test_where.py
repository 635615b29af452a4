"""Where, from where and to where."""

from collections.abc import Callable
from typing import Any

Tell = Callable[..., Any]


def test_at(told: Tell) -> None:
    assert told("The fleet was defeated at Kelm.").of("defeat", "at") == {"Kelm"}


def test_from_and_to(told: Tell) -> None:
    found = told("The army withdrew from Kelm to Orrin.")
    assert found.of("retreat", "from") == {"Kelm"}
    assert found.of("retreat", "to") == {"Orrin"}


def test_a_place_that_is_reached(told: Tell) -> None:
    assert told("The army reached the river Senn.").of("arrival", "to") == {"Senn"}


def test_a_time_is_no_place(told: Tell) -> None:
    assert told("The rebels attacked the fort at dawn in May.").of("attack", "at") == set()
