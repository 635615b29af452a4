"""How often, how heavily, with which means."""

from collections.abc import Callable
from typing import Any

Tell = Callable[..., Any]


def test_how_often(told: Tell) -> None:
    assert told("The regime bombs the city daily.").of("bombardment", "frequency") == {"daily"}


def test_how_heavily(told: Tell) -> None:
    assert told("Fierce fighting broke out.").of("fighting", "scale") == {"fierce"}


def test_a_plain_word_says_neither(told: Tell) -> None:
    found = told("Fighting broke out.")
    assert found.of("fighting", "scale") == found.of("fighting", "frequency") == set()


def test_the_means_of_an_attack(told: Tell) -> None:
    text = "The army attacked the town with artillery and drones."
    assert told(text).of("attack", "using") == {"artillery", "drone"}


def test_people_are_no_means(told: Tell) -> None:
    assert told("The army attacked the town with two allies.").of("attack", "using") == set()
