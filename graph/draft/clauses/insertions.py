"""Insertions: the subject of a verb that commas part from it."""

from collections.abc import Sequence

from graph.draft.clauses.backwards import Before, governing, no_verb_before, subject_ending
from graph.draft.clauses.pieces import Group, Phrase, Piece, is_mark, is_preposition
from graph.draft.words.grammar import grammar
from graph.draft.words.word import COMMA, CONJUNCTION, RELATIVE, SUBORDINATOR


def after_comma(pieces: Sequence[Piece], comma: int, before: Before) -> tuple[Phrase, ...]:
    """The subject before an insertion between commas, or before a comma too many."""
    commas = [at for at in range(comma) if is_mark(pieces[at], COMMA)]
    for start in reversed(commas):
        if inserted(pieces, start, comma):
            return subject_ending(pieces, start - 1)
    alone = no_verb_before(pieces, comma)
    if alone and comma and isinstance(pieces[comma - 1], Phrase):
        return subject_ending(pieces, comma - 1)
    above = governing(before, comma)
    return above.subject if above and above.group.finite else ()


def inserted(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether two commas hold an insertion behind a phrase, and no list."""
    if not start or not isinstance(pieces[start - 1], Phrase) or start + 1 >= end:
        return False
    inner = pieces[start + 1]
    marked = is_mark(inner, RELATIVE, SUBORDINATOR) or is_preposition(inner)
    return (marked or isinstance(inner, Phrase | Group)) and not list_to(pieces, start, end)


def list_to(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether nothing but phrases, commas and "and" stand between two commas: no adjectives."""
    inner = pieces[start + 1 : end]
    if isinstance(inner[0], Phrase) and inner[0].first in grammar()["lacking"]:
        return False
    return any(is_mark(piece, CONJUNCTION) for piece in inner) and all(
        isinstance(piece, Phrase) or is_mark(piece, CONJUNCTION, COMMA) for piece in inner
    )
