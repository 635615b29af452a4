"""Told by words after a verb or a noun: "some tanks on fire", "was under siege"."""

from collections.abc import Iterator

from graph.draft.clauses import added_from
from graph.draft.cues import Hit
from graph.draft.phrases import Group, Phrase
from graph.draft.reading import Reading
from graph.draft.standing import Judge, Standing
from graph.draft.triggers import Finder, Trigger


def adverbial(
    reading: Reading, hit: Hit, at: int, end: int, finder: Finder, judge: Judge
) -> Iterator[Trigger]:
    """Words after a verb or a noun: "some tanks on fire", "was under siege", "in the hands of"."""
    frame = finder.lexicon.frame(hit.kinds[0])
    if frame is None:
        return
    back = at - 1
    piece = reading.pieces[back] if back >= 0 else None
    clause = None
    if isinstance(piece, Group):
        clause = reading.clauses[back]
        things, standing = clause.subject, judge.verb(clause)
    elif isinstance(piece, Phrase):
        things, standing = (piece,), Standing.HAPPENED
    else:
        return
    if not things:
        return
    role = frame.object or frame.subject or "target"
    begin = things[0].begin if isinstance(piece, Phrase) else piece.begin
    roles = {role: things}
    if frame.cls == "Control":
        holder = next((p for i, p in reading.phrases if i > at), None)
        if holder is not None:
            roles[frame.subject] = (holder,)
    yield Trigger(
        hit.kinds[0],
        frame,
        standing,
        begin,
        end,
        at,
        roles,
        tuple(added_from(reading.pieces, at + 2)),
        clause,
    )
