"""Subjects that end at a place: read backwards, with what hangs on them and is listed."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from graph.draft.clauses.clause import BOUNDARIES, Clause
from graph.draft.clauses.listing import says_but
from graph.draft.clauses.pieces import Group, Mark, Phrase, Piece, is_mark, is_preposition
from graph.draft.words.grammar import grammar
from graph.draft.words.word import COMMA, CONJUNCTION, DATE

Before: TypeAlias = Mapping[int, Clause]


def governing(before: Before, at: int) -> Clause | None:
    """The nearest verb before a place."""
    places = [place for place in before if place < at]
    return before[max(places)] if places else None


def no_verb_before(pieces: Sequence[Piece], back: int) -> bool:
    """Whether the clause has had no verb yet."""
    for piece in reversed(pieces[:back]):
        if isinstance(piece, Group):
            return False
        if is_mark(piece, *BOUNDARIES):
            return True
    return True


def verb_since_comma(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a verb stands between a place and the comma, or the mark, before it."""
    for piece in reversed(pieces[:at]):
        if isinstance(piece, Group):
            return True
        if is_mark(piece, COMMA, *BOUNDARIES):
            return False
    return False


def subject_ending(pieces: Sequence[Piece], back: int) -> tuple[Phrase, ...]:
    """The subject whose last phrase, with what hangs on it, ends at a place."""
    found, at = chain(pieces, back)
    partners = list[Phrase]()
    while at >= 0 and is_preposition(pieces[at]):
        mark = pieces[at]
        assert isinstance(mark, Mark)  # noqa: S101 - is_preposition says so
        if mark.word.lower in grammar()["together"]:
            partners = [*found, *partners]
        at -= 1
        while at >= 0 and (is_preposition(pieces[at]) or is_mark(pieces[at], DATE)):
            at -= 1
        if at < 0 or not isinstance(pieces[at], Phrase):
            return ()
        found, at = chain(pieces, at)
    return (*found, *partners)


def chain(pieces: Sequence[Piece], back: int) -> tuple[list[Phrase], int]:
    """Phrases that "and" and commas join, read backwards, and the place before them."""
    last = pieces[back]
    assert isinstance(last, Phrase)  # noqa: S101 - the callers looked
    found, at = [last], back - 1
    joint = at
    conjunction = joint >= 0 and is_mark(pieces[joint], CONJUNCTION) and not says_but(pieces[joint])
    if not conjunction:
        return found, at
    joint -= 1
    oxford = joint >= 0 and is_mark(pieces[joint], COMMA)
    joint -= oxford
    items = list[Phrase]()
    while joint >= 0:
        piece = pieces[joint]
        if not isinstance(piece, Phrase):
            break
        items.insert(0, piece)
        joint -= 1
        if joint >= 1 and is_mark(pieces[joint], COMMA) and isinstance(pieces[joint - 1], Phrase):
            joint -= 1
        else:
            break
    two_clauses = oxford and len(items) == 1
    added = joint >= 0 and is_preposition(pieces[joint]) and verb_since_comma(pieces, joint)
    governed = joint >= 0 and (isinstance(pieces[joint], Group) or added)
    if not items or two_clauses or governed:
        return found, at
    return [*items, *found], joint
