"""Participles: the phrase right before them, or the subject of the verb that they hang on."""

from collections.abc import Sequence
from typing import Final

from graph.draft.clauses.backwards import Before, governing, no_verb_before, subject_ending
from graph.draft.clauses.clause import Clause, Tie
from graph.draft.clauses.pieces import Group, Mark, Phrase, Piece, is_mark, is_preposition
from graph.draft.words.lemmas import GERUND
from graph.draft.words.word import COMMA, DATE, SUBORDINATOR

# A participle after a comma, where the main verb is passive: who does it is not its subject.
AFTER_PASSIVE: Final = "comma after passive"
NOBODY: Final = Tie()


def participle(pieces: Sequence[Piece], back: int, group: Group, before: Before) -> Tie:
    """A participle belongs to the phrase right before it; else to the subject of a verb."""
    piece = pieces[back]
    if isinstance(piece, Phrase):
        subject = subject_ending(pieces, back) if no_verb_before(pieces, back) else (piece,)
        return Tie(subject, link="participle")
    above = governing(before, back + 1)
    if is_mark(piece, COMMA):
        return participle_after_comma(pieces, back, group, above, before)
    follows = is_preposition(piece) or is_mark(piece, SUBORDINATOR)
    if not follows or above is None or begins_sentence(pieces, back):
        return NOBODY
    return Tie(above.subject, link=piece.word.lower if isinstance(piece, Mark) else "")


def participle_after_comma(
    pieces: Sequence[Piece], comma: int, group: Group, above: Clause | None, before: Before
) -> Tie:
    """After a comma "killing" belongs to the main verb, "surrounded" to the phrase before."""
    active = group.main.form == GERUND or group.words[0].lower == "having"
    if active and above is not None:
        main = main_of(above, before)
        return Tie(main.subject, link=AFTER_PASSIVE if main.group.passive else "comma")
    owner = pieces[comma - 1] if comma else None
    return Tie((owner,), link="participle") if isinstance(owner, Phrase) else NOBODY


def begins_sentence(pieces: Sequence[Piece], back: int) -> bool:
    """Whether a participle's preposition opens the sentence, so that its subject follows."""
    return back == 0 or all(is_mark(piece, DATE, COMMA) for piece in pieces[:back])


def main_of(above: Clause, before: Before) -> Clause:
    """The finite verb that a participle after a comma hangs on."""
    while not above.group.finite and above.governor is not None:
        above = before[above.governor]
    return above
