"""What stands for a list is that list: after a colon, and after "which include"."""

from graph.draft.listing import listed
from graph.draft.phrases import Group, Mark, Phrase
from graph.draft.reading import Reading
from graph.draft.word import PREPOSITION


def spelt_out(reading: Reading, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """What stands for a list after a colon is that list: "three headquarters: A, B and C"."""
    if not phrases:
        return phrases
    pieces = reading.pieces
    at = next((i for i, piece in enumerate(pieces) if piece is phrases[-1]), None)
    if at is None:
        return phrases
    included = including(reading, at)
    if included:
        return (*phrases[:-1], *included)
    while (
        at + 2 < len(pieces)
        and isinstance(pieces[at + 1], Mark)
        and isinstance(pieces[at + 2], Phrase | Group)
    ):
        mark = pieces[at + 1]
        if isinstance(mark, Mark) and mark.word.text == ":":
            if not isinstance(pieces[at + 2], Phrase):
                return phrases
            items = listed(pieces, at + 2)[0]
            return (*phrases[:-1], *items) if len(items) > 1 else phrases
        if not (isinstance(mark, Mark) and mark.tag in {PREPOSITION}):
            return phrases
        at += 2
        if (
            isinstance(pieces[at], Group)
            and at + 1 < len(pieces)
            and isinstance(pieces[at + 1], Phrase)
        ):
            at += 1
    return phrases


def including(reading: Reading, at: int) -> tuple[Phrase, ...]:
    """What "which include" lists after a phrase."""
    pieces = reading.pieces
    after = [i for i in range(at + 1, min(at + 4, len(pieces))) if isinstance(pieces[i], Group)]
    if not after or not all(isinstance(piece, Mark) for piece in pieces[at + 1 : after[0]]):
        return ()
    clause = reading.clauses[after[0]]
    return clause.objects if clause.group.main.verb == "include" else ()


def following(reading: Reading, at: int) -> tuple[Phrase, ...]:
    """What "include" lists of a phrase that is its subject."""
    phrase = reading.pieces[at]
    for clause in reading.clauses.values():
        if phrase in clause.subject and clause.group.main.verb == "include":
            return clause.objects
    return ()
