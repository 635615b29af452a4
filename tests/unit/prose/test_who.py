"""By whom, and at whose expense."""

from collections.abc import Callable
from typing import Any

Tell = Callable[..., Any]


def test_the_subject_of_an_active_verb_does_it(told: Tell) -> None:
    assert told("The rebels captured the town.").of("capture", "by") == {"Rebels"}


def test_by_names_who_does_it_in_the_passive(told: Tell) -> None:
    assert told("The town was captured by the rebels.").of("capture", "by") == {"Rebels"}


def test_all_who_are_listed_do_it(told: Tell) -> None:
    text = "The Valencian Army, the rebels and the militia captured the town."
    assert told(text).of("capture", "by") == {"Valencian Army", "Rebels", "Militia"}


def test_both_verbs_have_the_one_subject(told: Tell) -> None:
    found = told("The rebels seized the bridge and retook the castle.")
    assert found.of("capture", "by") == found.of("recapture", "by") == {"Rebels"}


def test_a_participle_has_the_subject_of_its_verb(told: Tell) -> None:
    text = "After seizing the bridge, the rebels attacked the castle."
    assert told(text).of("capture", "by") == {"Rebels"}


def test_whoever_launched_it_did_it(told: Tell) -> None:
    assert told("The rebels launched an attack on the fort.").of("attack", "by") == {"Rebels"}


def test_they_are_those_who_acted_last(told: Tell) -> None:
    assert told("The rebels took the fort. They attacked the town.").of("attack", "by") == {
        "Rebels"
    }


def test_nobody_is_named_where_the_words_name_nobody(told: Tell) -> None:
    found = told("The town was captured. The fort had fallen.")
    assert found.of("capture", "by") == found.of("capture", "against") == set()


def test_what_happens_after_a_passive_is_not_done_by_its_subject(told: Tell) -> None:
    assert told("A helicopter was shot down, killing two soldiers.").of("killing", "by") == set()


def test_from_whom_it_was_taken(told: Tell) -> None:
    assert told("The rebels retook the town from the army.").of("recapture", "against") == {"Army"}
