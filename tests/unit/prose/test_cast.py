"""Who is who: names, abbreviations, numbers of units, known entities."""

from collections.abc import Callable
from typing import Any

import pytest
from rdflib import SKOS, URIRef

from graph.draft.model import Entity

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Aldmoor Free Army (AFA) took Kelm. The AFA attacked Orrin.",
            {"Aldmoor Free Army", "AFA"},
        ),
        ("The Aldmoor Free Army took Kelm. AFA forces attacked Orrin.", {"Aldmoor Free Army"}),
        (
            "Light Infantry Division 88 attacked Kelm. The 88th LID withdrew.",
            {"Light Infantry Division 88", "88th LID"},
        ),
        (
            "General Ann Harlow attacked Kelm. Harlow withdrew.",
            {"General Ann Harlow", "Ann Harlow", "Harlow"},
        ),
    ],
)
def test_one_entity_by_several_names(told: Tell, text: str, names: set[str]) -> None:
    found = told(text)
    labels = {label for name, label in found.names() if name in names}
    assert len(labels) == 1
    assert names <= {name for name, _ in found.names()}


def test_two_units_with_different_numbers_are_two(told: Tell) -> None:
    found = told("The 3rd Armoured Brigade and the 4th Armoured Brigade attacked Kelm.")
    assert len(found.of("attack", "by")) == 2


def test_groups_without_an_article_are_others_each_time(told: Tell) -> None:
    found = told("Ten civilians were killed at Kelm. Five civilians were killed at Orrin.")
    assert len(found.of("killing", "target")) == 2


def test_the_town_is_the_one_named_before(told: Tell) -> None:
    found = told("The army reached the town of Kelm. The rebels captured the town.")
    assert found.of("capture", "target") == {"Kelm"}


def test_a_known_entity_is_linked_by_any_of_its_names(told: Tell) -> None:
    iri = URIRef("https://w3id.org/sitrep/x/afa")
    known = Entity(iri, "Aldmoor Free Army", "Organisation", "armed-organisation", known=True)
    found = told("The Free Army took Kelm.", (known, ("Free Army",)))
    assert found.of("capture", "by") == {"Aldmoor Free Army"}
    assert iri in {entity.iri for entity in found.draft.entities}


def test_what_is_quoted_stands_in_its_sentence(told: Tell) -> None:
    text = "General Ann Harlow's 3rd Brigade attacked the AFA-held town of Kelm with nine guns."
    found = told(text)
    quoted = {n for term in (SKOS.altLabel,) for n, _ in found.names(term)}
    assert quoted
    assert all(name in text for name in quoted)


def test_no_two_labels_are_the_same(told: Tell) -> None:
    text = "Civilians were killed. Civilians fled. Soldiers were killed. Soldiers fled."
    labels = [entity.label for entity in told(text).draft.entities]
    assert len(labels) == len(set(labels))
