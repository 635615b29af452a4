"""What it is done to."""

from collections.abc import Callable
from typing import Any

Tell = Callable[..., Any]


def test_the_object(told: Tell) -> None:
    assert told("The rebels captured the town.").of("capture", "target") == {"Town"}


def test_the_subject_of_a_passive(told: Tell) -> None:
    assert told("The town was shelled.").of("bombardment", "target") == {"Town"}


def test_what_follows_on_after_a_noun(told: Tell) -> None:
    text = "The rebels launched an attack on the fort."
    assert told(text).of("attack", "target") == {"Fort"}


def test_of_a_unit_that_is_taken_its_base(told: Tell) -> None:
    text = "The rebels captured Artillery Battalion 12."
    assert told(text).of("capture", "target") == {"Base of Artillery Battalion 12"}


def test_an_attacked_unit_is_people(told: Tell) -> None:
    text = "The rebels attacked the 3rd Armoured Brigade."
    assert told(text).of("attack", "target") == {"3rd Armoured Brigade"}


def test_a_list_after_a_colon_is_what_was_taken(told: Tell) -> None:
    text = "The rebels captured two forts in the valley: Fort Alder and Fort Birch."
    assert told(text).of("capture", "target") == {"Fort Alder", "Fort Birch"}


def test_a_capture_without_a_place_is_a_doubt(told: Tell) -> None:
    found = told("The rebels had captured before.")
    assert found.kinds() == []


def test_who_holds_what(told: Tell) -> None:
    text = "The rebels reached the town. The fort was in rebel hands."
    found = told(text)
    assert found.of("control", "site") <= {"Fort"}
