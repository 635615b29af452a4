"""Holding: places that somebody is said to hold, by words that are no cue of their own."""

from collections.abc import Iterator
from typing import Final

from graph.draft.clauses.clause import Clause
from graph.draft.clauses.pieces import Phrase
from graph.draft.clauses.spelt_out import following, spelt_out
from graph.draft.happenings.standing import Standing
from graph.draft.happenings.triggers import Inquiry, Trigger
from graph.draft.words.lexicon import Frame
from graph.draft.words.word import AUXILIARY

HELD: Final = ("-controlled", "-held", "-occupied")


def held(inquiry: Inquiry) -> Iterator[Trigger]:
    """Places that somebody is said to hold: "in Valencian hands", "remaining junta positions"."""
    frame = inquiry.finder.lexicon.frame("control")
    if frame is None:
        return
    for clause in inquiry.clauses:
        yield from in_hands(clause, frame)
    for at, phrase in inquiry.reading.phrases:
        for site in sites(inquiry, at, phrase):
            roles = {"site": (site,), "holder": (phrase,)}
            happened = Standing.HAPPENED
            yield Trigger("control", frame, happened, phrase.begin, phrase.end, at, roles, ())


def in_hands(clause: Clause, frame: Frame) -> Iterator[Trigger]:
    """A place that was "in somebody's hands"."""
    group = clause.group
    if group.main.tag != AUXILIARY or group.negated or group.modal:
        return
    for added in clause.added:
        phrase = added.phrases[0]
        if added.preposition == "in" and phrase.head.lower == "hands" and len(phrase.words) > 1:
            roles = {"site": clause.subject, "holder": (phrase,)}
            begin, at, happened = group.begin, clause.at, Standing.HAPPENED
            yield Trigger("control", frame, happened, begin, phrase.end, at, roles, (), clause)


def sites(inquiry: Inquiry, at: int, phrase: Phrase) -> tuple[Phrase, ...]:
    """The places of a phrase that says who holds them, one by one where they are listed."""
    words = [word.lower for word in phrase.words]
    listed = spelt_out(inquiry.reading, (phrase,))
    several = listed != (phrase,)
    owned = any(word.endswith(HELD) for word in words)
    if inquiry.finder.cls(phrase) != "Place" or not (owned or (several and "remaining" in words)):
        return ()
    return listed if several else following(inquiry.reading, at) or (phrase,)
