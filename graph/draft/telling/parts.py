"""Parts: what a section on the battle tells within the battle's own days is part of the battle.

Ours and no sentence's, so that it stands with the labels. Only what has a date of its own words or
heading: a day, or days, that lie wholly within those that the infobox gives.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from rdflib import URIRef

from graph.draft.model import Fact
from graph.draft.patterns import either, read_patterns
from graph.names import SITREP

DAYS: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?")


def parts(
    battle: URIRef, box: Sequence[Fact], told: Sequence[Fact], sections: Mapping[int, str]
) -> Iterator[Fact]:
    """`:partOf` for each happening of a section on the battle that lies within its days."""
    given = [
        each.object for each in box if each.subject == battle and each.predicate == SITREP.when
    ]
    whole = days(str(given[0])) if len(given) == 1 else None
    for fact in told if whole else ():
        own = days(str(fact.object)) if fact.predicate == SITREP.when else None
        section = sections.get(fact.sentence or 0, "").lower()
        inside = own and whole and whole[0] <= own[0] and own[1] <= whole[1]
        if inside and fact.subject != battle and on_battle(section):
            yield Fact(None, fact.subject, SITREP.partOf, battle)


@cache
def headings(name: str) -> re.Pattern[str]:
    """The words of headings that `patterns/sections.toml` has under a name; compiled once."""
    return re.compile(rf"\b(?:{either(read_patterns('sections')[name])})\b")


def on_battle(section: str) -> bool:
    """Whether a section, with those above it, tells the battle and not what lay around it."""
    return bool(headings("battle").search(section)) and not headings("around").search(section)


def days(edtf: str) -> tuple[str, str] | None:
    """The first and the last day of a date; None where it has no plain days."""
    found = DAYS.fullmatch(edtf)
    return (found[1], found[2] or found[1]) if found else None
