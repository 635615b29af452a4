"""Attempts: to try to take a place is an attack with an aim, whether it failed or not."""

from collections.abc import Iterator, Sequence
from typing import Final

from graph.draft.clauses import added_from
from graph.draft.reading import Reading
from graph.draft.standing import Judge, Standing
from graph.draft.triggers import Trigger

TRYING: Final = frozenset({"attempt", "try"})


TRIED: Final = (
    "change-of-control",
    "attack",
    "breakout",
    "breakthrough",
    "penetration",
    "encirclement",
)


def attempts(reading: Reading, found: Sequence[Trigger], judge: Judge) -> Iterator[Trigger]:
    """An attempt to take or to break out is an attack, with an aim: "an attempt to retake it failed"."""
    frame = judge.lexicon.frame("attack")
    for meant in found:
        clause = meant.clause
        fitting = any(judge.lexicon.is_a(meant.kind, each) for each in TRIED)
        if frame is None or clause is None or meant.standing is not Standing.MEANT or not fitting:
            continue
        if clause.noun is not None and clause.noun.head.lemma in TRYING:
            at = next(i for i, piece in enumerate(reading.pieces) if piece is clause.noun)
            added = tuple(added_from(reading.pieces, at + 1))
            roles = {"by": each.phrases for each in added if each.preposition == "by"}
            begin, noun = clause.noun.begin, clause.noun
        elif clause.governor is not None and clause.link == "to":
            above = reading.clauses[clause.governor]
            if above.group.main.verb not in TRYING or judge.verb(above) is not Standing.HAPPENED:
                continue
            roles, begin, noun, added, at = (
                {"by": above.subject},
                above.group.begin,
                None,
                above.added,
                above.at,
            )
        else:
            continue
        if meant.of("target"):
            roles = {**roles, "target": meant.of("target")}
        whole = above if noun is None else None
        yield Trigger(
            "attack",
            frame,
            Standing.HAPPENED,
            begin,
            clause.group.end,
            at,
            roles,
            added,
            whole,
            noun,
        )
