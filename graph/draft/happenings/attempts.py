"""Attempts: to try to take a place is an attack with an aim, whether it failed or not."""

from collections.abc import Iterator, Sequence
from typing import Final

from graph.draft.clauses.clause import Clause
from graph.draft.clauses.verbs import added_from
from graph.draft.happenings.standing import Standing
from graph.draft.happenings.triggers import Inquiry, Trigger
from graph.draft.words.grammar import grammar
from graph.draft.words.lexicon import Frame

TRIED: Final = (
    "change-of-control",
    "attack",
    "breakout",
    "breakthrough",
    "penetration",
    "encirclement",
)


def attempts(inquiry: Inquiry, found: Sequence[Trigger]) -> Iterator[Trigger]:
    """The attacks that attempts are: "an attempt to retake it failed", "tried to storm it"."""
    lexicon = inquiry.finder.lexicon
    frame = lexicon.frame("attack")
    for meant in found:
        fitting = any(lexicon.is_a(meant.kind, each) for each in TRIED)
        if frame and meant.clause and meant.standing is Standing.MEANT and fitting:
            yield from by_noun(inquiry, meant, meant.clause, frame)
            yield from by_verb(inquiry, meant, meant.clause, frame)


def by_noun(inquiry: Inquiry, meant: Trigger, clause: Clause, frame: Frame) -> Iterator[Trigger]:
    """An attempt that a noun tells."""
    noun = clause.noun
    if noun is None or noun.head.lemma not in grammar()["trying"]:
        return
    at = next(i for i, piece in enumerate(inquiry.reading.pieces) if piece is noun)
    added = tuple(added_from(inquiry.reading.pieces, at + 1))
    doers = next((each.phrases for each in added if each.preposition == "by"), ())
    roles = {"by": doers, "target": meant.of("target")}
    happened, end = Standing.HAPPENED, clause.group.end
    yield Trigger("attack", frame, happened, noun.begin, end, at, roles, added, None, noun)


def by_verb(inquiry: Inquiry, meant: Trigger, clause: Clause, frame: Frame) -> Iterator[Trigger]:
    """An attempt that a verb tells."""
    if clause.noun is not None or clause.governor is None or clause.link != "to":
        return
    above = inquiry.reading.clauses[clause.governor]
    happened = Standing.HAPPENED
    tried = above.group.main.verb in grammar()["trying"]
    if not tried or inquiry.judge.verb(above) is not happened:
        return
    roles = {"by": above.subject, "target": meant.of("target")}
    begin, end = above.group.begin, clause.group.end
    yield Trigger("attack", frame, happened, begin, end, above.at, roles, above.added, above)
