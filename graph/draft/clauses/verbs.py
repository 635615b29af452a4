"""Clauses: who does it, to whom, and what prepositions add; for verbs and for nouns of happening.

Shallow and careful: where the words leave open who acts, nobody does.
"""

from collections.abc import Iterator, Sequence

from graph.draft.clauses.clause import Added, Clause, bare
from graph.draft.clauses.listing import listed
from graph.draft.clauses.pieces import Group, Mark, Phrase, Piece, is_mark, is_preposition
from graph.draft.clauses.subjects import subject_of
from graph.draft.words.word import COMMA, CONJUNCTION, DATE


def read_clauses(pieces: Sequence[Piece]) -> dict[int, Clause]:
    """Every verb of a sentence with what belongs to it, by its place among the pieces."""
    found = dict[int, Clause]()
    for at, piece in enumerate(pieces):
        if isinstance(piece, Group):
            found[at] = clause(pieces, at, piece, found)
    return {at: late_subject(each, found) for at, each in found.items()}


def clause(pieces: Sequence[Piece], at: int, group: Group, before: dict[int, Clause]) -> Clause:
    """A verb with its own."""
    objects, after = objects_of(pieces, at + 1)
    added = tuple(added_from(pieces, after))
    tie = subject_of(pieces, at, group, before)
    return Clause(at, group, tie.subject, objects, added, tie.governor, tie.link, tie.noun)


def late_subject(found: Clause, clauses: dict[int, Clause]) -> Clause:
    """A participle at the head of a sentence has the subject of the verb that follows it."""
    opening = found.at == 0 and bare(found.group) and not found.objects
    finite = found.group.finite and not opening
    if found.subject or finite or found.group.infinitive or found.governor is not None:
        return found
    later = (each for at, each in sorted(clauses.items()) if at > found.at and each.group.finite)
    main = next(later, None)
    if main is None or not main.subject or main.subject[0].begin < found.group.begin:
        return found
    return Clause(
        found.at, found.group, main.subject, found.objects, found.added, None, "late", None
    )


def objects_of(pieces: Sequence[Piece], at: int) -> tuple[tuple[Phrase, ...], int]:
    """The objects that begin at a place, and where what follows them begins."""
    while at < len(pieces) and is_mark(pieces[at], DATE):
        at += 1
    if at >= len(pieces) or not isinstance(pieces[at], Phrase):
        return (), at
    return listed(pieces, at)


def added_from(pieces: Sequence[Piece], at: int) -> Iterator[Added]:
    """What prepositions add from a place on, to the end of the clause."""
    while at < len(pieces):
        piece = pieces[at]
        if (
            is_mark(piece, DATE)
            or (
                is_mark(piece, COMMA)
                and at + 1 < len(pieces)
                and (is_preposition(pieces[at + 1]) or is_mark(pieces[at + 1], DATE))
            )
            or (
                is_mark(piece, CONJUNCTION)
                and at + 1 < len(pieces)
                and is_preposition(pieces[at + 1])
            )
        ):
            at += 1
        elif isinstance(piece, Mark) and is_preposition(piece):
            at += 1
            words = [piece.word.lower]
            while at < len(pieces) and is_preposition(pieces[at]):
                mark = pieces[at]
                assert isinstance(mark, Mark)  # noqa: S101 - is_preposition says so
                words.append(mark.word.lower)
                at += 1
            if at < len(pieces) and isinstance(pieces[at], Phrase):
                begin = at
                phrases, at = listed(pieces, at)
                yield Added(" ".join(words), phrases, begin)
        else:
            return
