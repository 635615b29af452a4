"""Names and descriptions: of which class they are."""

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("The 7th Royal Fusiliers attacked.", "7th Royal Fusiliers", "Unit"),
        ("The V Corps attacked.", "V Corps", "Unit"),
        ("The Army of the South attacked.", "Army of the South", "Unit"),
        ("MOC-21 attacked.", "MOC-21", "Unit"),
        ("Light Infantry Battalion 47 attacked.", "Light Infantry Battalion 47", "Unit"),
        ("Gen. Karl von Reuth attacked.", "Gen. Karl von Reuth", "Person"),
        ("Maj. Gen. Otto F. Reuth attacked.", "Maj. Gen. Otto F. Reuth", "Person"),
        ("Field Marshal Daun attacked.", "Field Marshal Daun", "Person"),
        ("HMS Hood was sunk.", "HMS Hood", "Materiel"),
        ("The Kelm Liberation Front attacked.", "Kelm Liberation Front", "Organisation"),
        ("The Ottomans attacked.", "Ottomans", "Organisation"),
        ("They attacked Fort Wagner.", "Fort Wagner", "Site"),
        ("They attacked Gallows Hill.", "Gallows Hill", "Place"),
        ("They attacked the village of Kelm.", "Kelm", "Place"),
        ("They withdrew to Kelm. They stayed in Kelm.", "Kelm", "Place"),
    ],
)
def test_the_class_of_a_name(told: Tell, text: str, name: str, cls: str) -> None:
    found = told(text).draft
    label = {entity.label: entity.cls for entity in found.entities}
    assert label[name] == cls


@pytest.mark.parametrize(
    ("text", "label", "cls"),
    [
        ("The garrison surrendered.", "Garrison", "Actor"),
        ("Ten civilians were killed.", "Civilians", "Population"),
        ("They burnt the railway bridge.", "Railway bridge", "Site"),
        ("They captured nine guns.", "Guns", "Materiel"),
    ],
)
def test_the_class_of_a_description(told: Tell, text: str, label: str, cls: str) -> None:
    labels = {entity.label: entity.cls for entity in told(text).draft.entities}
    assert labels.get(label) == cls
