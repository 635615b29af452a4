"""Subjects: whose verb it is, read backwards from the verb."""

from collections.abc import Sequence

from graph.draft.clauses.backwards import Before, governing, no_verb_before, subject_ending
from graph.draft.clauses.clause import Tie, bare
from graph.draft.clauses.infinitives import infinitive
from graph.draft.clauses.insertions import after_comma
from graph.draft.clauses.participles import NOBODY, participle
from graph.draft.clauses.pieces import Group, Mark, Phrase, Piece, is_mark, is_preposition
from graph.draft.words.lemmas import EITHER
from graph.draft.words.word import COMMA, CONJUNCTION, DATE, RELATIVE, THAT


def subject_of(pieces: Sequence[Piece], at: int, group: Group, before: Before) -> Tie:
    """The subject of a verb; what governs it, and how; the noun that an infinitive hangs on."""
    back = at - 1
    while back >= 0 and is_mark(pieces[back], DATE):
        back -= 1
    if back < 0:
        return Tie(link="to") if group.infinitive else NOBODY
    if group.infinitive:
        return infinitive(pieces, back, before)
    if is_mark(pieces[back], CONJUNCTION):
        return coordinated(back, group, before)
    return plain(pieces, back, group, before)


def plain(pieces: Sequence[Piece], back: int, group: Group, before: Before) -> Tie:
    """The subject of a verb that is no infinitive and follows no "and"."""
    piece = pieces[back]
    if isinstance(piece, Group):
        return Tie(before[back].subject, back, "to") if back in before else NOBODY
    if is_mark(piece, RELATIVE, THAT):
        return Tie(relative(pieces, back))
    if not group.finite:
        return participle(pieces, back, group, before)
    if is_mark(piece, COMMA):
        return Tie(after_comma(pieces, back, before))
    return ordinary(pieces, back, group) if isinstance(piece, Phrase) else NOBODY


def ordinary(pieces: Sequence[Piece], back: int, group: Group) -> Tie:
    """The subject right before a finite verb; a bare participle only describes it."""
    back = over_infinitive(pieces, back, group)
    piece = pieces[back]
    describes = bare(group) and group.main.form == EITHER and governed(pieces, back)
    if describes and isinstance(piece, Phrase):
        return Tie((piece,), link="participle")
    return Tie(subject_ending(pieces, back))


def over_infinitive(pieces: Sequence[Piece], back: int, group: Group) -> int:
    """The place of the subject before an infinitive: "an attempt to cross it was repelled"."""
    above = pieces[back - 1] if back > 1 else None
    if not isinstance(above, Group) or not above.infinitive:
        return back
    first = isinstance(pieces[back - 2], Phrase) and no_verb_before(pieces, back - 1)
    return back - 2 if first or (not bare(group) and isinstance(pieces[back - 2], Phrase)) else back


def governed(pieces: Sequence[Piece], back: int) -> bool:
    """Whether a phrase belongs to a verb before it, so that a participle after it describes it."""
    here = back - 1
    while here >= 0 and (
        is_preposition(pieces[here]) or (here < back - 1 and isinstance(pieces[here], Phrase))
    ):
        if isinstance(pieces[here], Phrase) and no_verb_before(pieces, here):
            return False
        here -= 1
    if here < 0 or isinstance(pieces[here], Group):
        return here >= 0
    mark = pieces[back - 1] if back else None
    absolute = isinstance(mark, Mark) and mark.word.lower == "with"
    return absolute and is_mark(pieces[here], COMMA)


def coordinated(back: int, group: Group, before: Before) -> Tie:
    """A verb after "and" has the subject of the one before, and hangs where that one hangs."""
    above = governing(before, back)
    while above is not None and group.finite and not above.group.finite:
        higher = governing(before, above.at)
        if higher is None:
            break
        above = higher
    return Tie(above.subject, above.governor, above.link, above.noun) if above else NOBODY


def relative(pieces: Sequence[Piece], back: int) -> tuple[Phrase, ...]:
    """The phrase that "who", "which" or "that" stands for."""
    back -= 1
    while back >= 0 and (is_mark(pieces[back], COMMA) or is_preposition(pieces[back])):
        back -= 1
    piece = pieces[back] if back >= 0 else None
    return (piece,) if isinstance(piece, Phrase) else ()
