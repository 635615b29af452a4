"""Lists of phrases: "A", "A and B", "A, B and C", read forwards."""

from collections.abc import Sequence

from graph.draft.clauses.pieces import Group, Mark, Phrase, Piece, is_mark, is_preposition
from graph.draft.words.grammar import grammar
from graph.draft.words.word import COMMA, CONJUNCTION, DATE


def listed(pieces: Sequence[Piece], at: int) -> tuple[tuple[Phrase, ...], int]:
    """A list of phrases from a place on: "A", "A and B", "A, B and C", and where it ends."""
    first = pieces[at]
    assert isinstance(first, Phrase)  # noqa: S101 - the callers looked
    found, end, pending = [first], at + 1, list[Phrase]()
    here = at + 1
    while here < len(pieces):
        comma = is_mark(pieces[here], COMMA)
        joint = here + 1 if comma else here
        final = (
            joint < len(pieces)
            and is_mark(pieces[joint], CONJUNCTION)
            and not says_but(pieces[joint])
        )
        joint += final
        if not (comma or final) or joint >= len(pieces):
            break
        item = pieces[joint]
        if not isinstance(item, Phrase) or (final and begins_clause(pieces, joint)):
            break
        pending.append(item)
        here = joint + 1
        if final:
            found += pending
            pending, end = [], here
            break
    return tuple(found), end


def says_but(piece: Piece) -> bool:
    """Whether a conjunction sets against, and does not list."""
    return isinstance(piece, Mark) and piece.word.lower in grammar()["setting_against"]


def begins_clause(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a phrase is the subject of a verb that follows, with only prepositions between."""
    at += 1
    while at < len(pieces):
        piece = pieces[at]
        if isinstance(piece, Group):
            return piece.finite
        if is_preposition(piece) and at + 1 < len(pieces) and isinstance(pieces[at + 1], Phrase):
            at += 2
        elif is_mark(piece, DATE):
            at += 1
        else:
            return False
    return False
