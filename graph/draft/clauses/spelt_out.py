"""What stands for a list is that list: after a colon, and after "which include"."""

from collections.abc import Sequence
from typing import Final

from graph.draft.clauses.listing import listed
from graph.draft.clauses.pieces import Group, Mark, Phrase, Piece, is_mark
from graph.draft.clauses.reading import Reading
from graph.draft.words.word import PREPOSITION

# How many pieces further on "which include" may stand.
FAR: Final = 4


def spelt_out(reading: Reading, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """The phrases, the last of them as the list that it stands for."""
    pieces = reading.pieces
    places = (i for i, piece in enumerate(pieces) if phrases and piece is phrases[-1])
    at = next(places, None)
    if at is None:
        return phrases
    items = including(reading, at) or after_colon(pieces, at)
    return (*phrases[:-1], *items) if items else phrases


def after_colon(pieces: Sequence[Piece], at: int) -> tuple[Phrase, ...]:
    """The list after a colon, with only prepositions between: "three bases in X: A, B and C"."""
    at += 1
    while at + 1 < len(pieces) and is_mark(pieces[at], PREPOSITION):
        at += 2
        inserted = isinstance(pieces[at - 1], Group)
        at += inserted and at < len(pieces) and isinstance(pieces[at], Phrase)
    colon = pieces[at] if at + 1 < len(pieces) else None
    if not isinstance(colon, Mark) or colon.word.text != ":":
        return ()
    if not isinstance(pieces[at + 1], Phrase):
        return ()
    items = listed(pieces, at + 1)[0]
    return items if len(items) > 1 else ()


def including(reading: Reading, at: int) -> tuple[Phrase, ...]:
    """What "which include" lists after a phrase."""
    pieces = reading.pieces
    near = range(at + 1, min(at + FAR, len(pieces)))
    verb = next((i for i in near if isinstance(pieces[i], Group)), None)
    if verb is None or not all(isinstance(piece, Mark) for piece in pieces[at + 1 : verb]):
        return ()
    clause = reading.clauses[verb]
    return clause.objects if clause.group.main.verb == "include" else ()


def following(reading: Reading, at: int) -> tuple[Phrase, ...]:
    """What "include" lists of a phrase that is its subject."""
    phrase = reading.pieces[at]
    for clause in reading.clauses.values():
        if phrase in clause.subject and clause.group.main.verb == "include":
            return clause.objects
    return ()
