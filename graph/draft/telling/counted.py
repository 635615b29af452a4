"""Counted: the figures of a sentence that count people or things, with their phrases and words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.draft.clauses.pieces import Phrase
from graph.draft.clauses.reading import Reading
from graph.draft.model import Count
from graph.draft.telling.manner import manners
from graph.draft.telling.scene import Stage
from graph.draft.words.grammar import grammar

# Before a number these say that it is the whole: "363 of its 496 men".
WHOLE: Final = re.compile(r"\d of (?:its|the|their|his|her|some|about|around)(?: \w+)? $")


@dataclass(frozen=True, slots=True)
class Figure:
    """A count with the phrase that it stands in, the kind that is counted, and its words."""

    count: Count
    phrase: Phrase
    kind: str
    begin: int
    end: int


def figures_of(reading: Reading, stage: Stage) -> Iterator[Figure]:
    """The counts of a sentence that count people or things."""
    for count in reading.counts:
        phrase = next(
            (p for _, p in reading.phrases if p.begin < count.end and count.begin < p.end), None
        )
        if phrase is None or WHOLE.search(
            reading.text(phrase.begin, max(phrase.begin, count.begin))
        ):
            continue
        if reading.dates and any(d.begin <= count.begin < d.end for d in reading.dates):
            continue
        kind = counted(phrase, count, stage)
        if kind:
            yield Figure(count, phrase, kind, min(phrase.begin, count.begin), phrase.end)


def counted(phrase: Phrase, count: Count, stage: Stage) -> str:
    """The kind of what a phrase counts; empty for days, and for what is of no kind."""
    never, distances = set(manners()["counted"]["never"]), set(manners()["counted"]["distances"])
    losses = set(manners()["counted"]["losses"])
    after = [word for word in phrase.words if word.begin >= count.end or word is phrase.head]
    nouns = [word.lower for word in after]
    if not nouns or nouns[0] in never or phrase.head.lower in never:
        return ""
    if nouns[0] in distances or phrase.head.lower in distances:
        return "distance"
    if phrase.head.lower in losses:
        return "loss" if phrase.head.lower in {"losses", "loss"} else "person"
    kind = stage.names.kind(
        [word.text for word in phrase.words if word.begin <= phrase.head.begin][-3:]
    )
    if not kind and phrase.head.lower in grammar()["people_counted"]:
        return "person"
    if (
        not kind
        and (phrase.head.begin < count.end or phrase.head.lower.isdigit())
        and not count.scale
    ):
        return "person"
    return kind if stage.names.cls(kind) else ""
