"""Infinitives: of whom they tell, and the verb or noun that they hang on."""

from collections.abc import Sequence

from graph.draft.clauses.backwards import Before, governing
from graph.draft.clauses.clause import Clause, Tie
from graph.draft.clauses.pieces import Phrase, Piece, is_mark, is_preposition
from graph.draft.words.grammar import grammar
from graph.draft.words.word import CONJUNCTION


def infinitive(pieces: Sequence[Piece], back: int, before: Before) -> Tie:
    """An infinitive has the subject of the verb above, or the object between: "forced X to"."""
    piece = pieces[back]
    above = governing(before, back + 1)
    planned = purpose(pieces, back)
    if above is None:
        noun = planned or (piece if isinstance(piece, Phrase) else None)
        return Tie(link="noun to" if noun else "to", noun=noun)
    if is_mark(piece, CONJUNCTION) and above.link in {"to", "object to"}:
        return Tie(above.subject, above.governor, above.link, above.noun)
    if planned is not None:
        return Tie(above.subject, above.at, "noun to", planned)
    return (
        after_phrase(piece, above)
        if isinstance(piece, Phrase)
        else Tie(above.subject, above.at, "to")
    )


def after_phrase(phrase: Phrase, above: Clause) -> Tie:
    """An infinitive right after a phrase: "forced the garrison to", "launched an operation to"."""
    done_to = bool(above.objects) and above.objects[-1] == phrase and not above.group.passive
    if done_to and phrase.head.lower not in grammar()["capable"]:
        return Tie(above.objects, above.at, "object to", phrase)
    return Tie(above.subject, above.at, "noun to", phrase)


def purpose(pieces: Sequence[Piece], back: int) -> Phrase | None:
    """The noun that an infinitive hangs on over "by X": "an attempt by X to break out"."""
    noun = pieces[back - 2] if back > 1 and is_preposition(pieces[back - 1]) else None
    if not isinstance(pieces[back], Phrase) or not isinstance(noun, Phrase):
        return None
    return noun if noun.head.lemma in grammar()["purposes"] else None
