"""What was meant is an aim, and nothing that happened."""

from collections.abc import Callable
from typing import Any

Tell = Callable[..., Any]


def test_an_operation_to_capture_captures_nothing(told: Tell) -> None:
    found = told("The rebels launched an operation to capture the town.")
    assert found.kinds() == ["operation"]
    assert found.of("operation", "aim") == {"capture"}
    assert found.of("operation", "target") == {"Town"}


def test_a_march_to_relieve(told: Tell) -> None:
    found = told("The army marched to relieve the city.")
    assert found.kinds() == ["march"]
    assert found.of("march", "aim") == {"end-of-siege"}


def test_an_attempt_has_what_was_attempted_for_its_aim(told: Tell) -> None:
    found = told("An attempt by the garrison to retake the fort failed.")
    assert found.of("attack", "aim") == {"recapture"}
    assert found.of("attack", "by") == {"Garrison"}


def test_what_happened_is_no_aim(told: Tell) -> None:
    found = told("The rebels attacked and captured the town.")
    assert found.of("attack", "aim") == set()
