"""Holding: places that somebody is said to hold, by words that are no cue of their own."""

from collections.abc import Iterator

from graph.draft.reading import Reading
from graph.draft.spelt_out import following, spelt_out
from graph.draft.standing import Standing
from graph.draft.triggers import Finder, Trigger
from graph.draft.word import AUXILIARY


def held(reading: Reading, finder: Finder) -> Iterator[Trigger]:
    """Places that somebody is said to hold: "in Valencian hands", "remaining junta positions"."""
    frame = finder.lexicon.frame("control")
    if frame is None:
        return
    for clause in reading.clauses.values():
        for added in clause.added:
            phrase = added.phrases[0]
            in_hands = (
                added.preposition == "in" and phrase.head.lower == "hands" and len(phrase.words) > 1
            )
            if (
                in_hands
                and clause.group.main.tag == AUXILIARY
                and not clause.group.negated
                and not clause.group.modal
            ):
                yield Trigger(
                    "control",
                    frame,
                    Standing.HAPPENED,
                    clause.group.begin,
                    phrase.end,
                    clause.at,
                    {"site": clause.subject, "holder": (phrase,)},
                    (),
                    clause,
                )
    for at, phrase in reading.phrases:
        sites = spelt_out(reading, (phrase,))
        owned = any(
            word.lower.endswith(("-controlled", "-held", "-occupied")) for word in phrase.words
        )
        remaining = any(word.lower == "remaining" for word in phrase.words) and sites != (phrase,)
        if (owned or remaining) and finder.cls(phrase) == "Place":
            things = sites if sites != (phrase,) else following(reading, at) or (phrase,)
            for site in things:
                yield Trigger(
                    "control",
                    frame,
                    Standing.HAPPENED,
                    phrase.begin,
                    phrase.end,
                    at,
                    {"site": (site,), "holder": (phrase,)},
                    (),
                    None,
                    None,
                )
