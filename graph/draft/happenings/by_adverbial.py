"""Told by words after a verb or a noun: "some tanks on fire", "was under siege"."""

from collections.abc import Iterator

from graph.draft.clauses.pieces import Group, Phrase
from graph.draft.clauses.verbs import added_from
from graph.draft.happenings.cues import Hit
from graph.draft.happenings.standing import Standing
from graph.draft.happenings.triggers import Inquiry, Trigger


def adverbial(inquiry: Inquiry, hit: Hit, at: int) -> Iterator[Trigger]:
    """Words after a verb or a noun: "some tanks on fire", "in the hands of"."""
    reading = inquiry.reading
    frame = inquiry.finder.lexicon.frame(hit.kinds[0])
    piece = reading.pieces[at - 1] if at else None
    if frame is None or not isinstance(piece, Group | Phrase):
        return
    clause = reading.clauses[at - 1] if isinstance(piece, Group) else None
    things = (piece,) if isinstance(piece, Phrase) else clause.subject if clause else ()
    if not things:
        return
    roles = {frame.object or frame.subject or "target": things}
    holder = next((phrase for place, phrase in reading.phrases if place > at), None)
    if frame.cls == "Control" and holder is not None:
        roles[frame.subject] = (holder,)
    standing = inquiry.judge.verb(clause) if clause else Standing.HAPPENED
    end = reading.words[hit.at[-1]].end
    added = tuple(added_from(reading.pieces, at + 2))
    kind = hit.kinds[0]
    yield Trigger(kind, frame, standing, piece.begin, end, at, roles, added, clause)
