"""What is part of the battle."""

import pytest
from rdflib import Literal, URIRef

from graph.draft.model import Fact
from graph.draft.telling.parts import parts
from graph.names import SITREP

BATTLE, DEED = URIRef("https://example.org/battle"), URIRef("https://example.org/deed")
BOX = (Fact(1, BATTLE, SITREP.when, Literal("1750-05-03/1750-05-05")),)


@pytest.mark.parametrize(
    ("edtf", "section", "part"),
    [
        ("1750-05-04", "Battle", True),
        ("1750-05-04/1750-05-05", "Battle, second day", True),
        ("1750-05-06", "Battle", False),
        ("[1750-05-04..]", "Battle", False),
        ("1750-05-04", "Background", False),
        ("1750-05-04", "Aftermath of the battle", False),
    ],
)
def test_what_lies_within_the_days_of_the_battle(edtf: str, section: str, *, part: bool) -> None:
    told = (Fact(9, DEED, SITREP.when, Literal(edtf)),)
    found = tuple(parts(BATTLE, BOX, told, {9: section}))
    assert found == ((Fact(None, DEED, SITREP.partOf, BATTLE),) if part else ())
