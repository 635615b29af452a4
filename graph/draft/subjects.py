"""Subjects: whose verb it is, read backwards from the verb."""

from collections.abc import Sequence
from typing import Final

from graph.draft.clause import BOUNDARIES, Clause, bare
from graph.draft.lemmas import EITHER, GERUND
from graph.draft.listing import says_but
from graph.draft.phrases import Group, Mark, Phrase, Piece, is_mark, is_preposition
from graph.draft.word import COMMA, CONJUNCTION, DATE, RELATIVE, SUBORDINATOR, THAT

CAPABLE: Final = frozenset({"able", "unable", "ready", "likely", "due", "first", "last"})


# A participle after a comma, where the main verb is passive: who does it is not its subject.
AFTER_PASSIVE: Final = "comma after passive"
PURPOSES: Final = frozenset(
    {
        "attempt",
        "effort",
        "plan",
        "order",
        "bid",
        "decision",
        "failure",
        "refusal",
        "operation",
        "offensive",
    }
)


TOGETHER: Final = frozenset({"with", "alongside"})


def subject_of(
    pieces: Sequence[Piece], at: int, group: Group, before: dict[int, Clause]
) -> tuple[tuple[Phrase, ...], int | None, str, Phrase | None]:
    """The subject of a verb; what governs it, and how; the noun that an infinitive hangs on."""
    back = at - 1
    while back >= 0 and is_mark(pieces[back], DATE):
        back -= 1
    if back < 0:
        return (), None, "", None
    piece = pieces[back]
    if group.infinitive:
        return infinitive(pieces, back, before)
    if isinstance(piece, Group):
        above = before.get(back)
        return (above.subject if above else ()), back, "to", None
    if is_mark(piece, CONJUNCTION):
        return coordinated(pieces, back, group, before)
    if is_mark(piece, RELATIVE, THAT):
        return relative(pieces, back), None, "", None
    if not group.finite:
        return participle(pieces, back, group, before)
    if is_mark(piece, COMMA):
        return after_comma(pieces, back, before), None, "", None
    if isinstance(piece, Phrase):
        back = over_infinitive(pieces, back, group)
        piece = pieces[back]
        if bare(group) and group.main.form == EITHER and governed(pieces, back, before):
            return (piece,), None, "participle", None
        return subject_ending(pieces, back), None, "", None
    return (), None, "", None


def over_infinitive(pieces: Sequence[Piece], back: int, group: Group) -> int:
    """The place of the subject before an infinitive: "an attempt to cross the river was repelled"."""
    above = pieces[back - 1] if back > 1 else None
    if bare(group) or not isinstance(above, Group) or not above.infinitive:
        return back
    return back - 2 if isinstance(pieces[back - 2], Phrase) else back


def governed(pieces: Sequence[Piece], back: int, before: dict[int, Clause]) -> bool:
    """Whether a phrase belongs to a verb before it, so that a participle after it describes it."""
    here = back - 1
    while here >= 0 and (
        is_preposition(pieces[here]) or (here < back - 1 and isinstance(pieces[here], Phrase))
    ):
        if isinstance(pieces[here], Phrase) and no_verb_before(pieces, here):
            return False
        here -= 1
    if here >= 0 and isinstance(pieces[here], Group):
        return True
    with_it = back > 0 and isinstance(pieces[back - 1], Mark) and pieces[back - 1].begin >= 0
    if with_it and here >= 0 and is_mark(pieces[here], COMMA):
        mark = pieces[back - 1]
        return isinstance(mark, Mark) and mark.word.lower == "with"
    return False


def governing(before: dict[int, Clause], at: int) -> Clause | None:
    """The nearest verb before a place."""
    places = [place for place in before if place < at]
    return before[max(places)] if places else None


def infinitive(
    pieces: Sequence[Piece], back: int, before: dict[int, Clause]
) -> tuple[tuple[Phrase, ...], int | None, str, Phrase | None]:
    """An infinitive has the subject of the verb above, or the object between: "forced X to"."""
    piece = pieces[back]
    above = governing(before, back + 1)
    if is_mark(piece, CONJUNCTION) and above and above.link in {"to", "object to"}:
        return above.subject, above.governor, above.link, above.noun
    place = above.at if above else None
    if isinstance(piece, Group):
        return (above.subject if above else ()), place, "to", None
    planned = purpose(pieces, back)
    if planned is not None:
        return (above.subject if above else ()), place, "noun to", planned
    if isinstance(piece, Phrase) and above and piece.head.lower in CAPABLE:
        return above.subject, place, "noun to", piece
    if isinstance(piece, Phrase) and above:
        if above.objects and above.objects[-1] == piece and not above.group.passive:
            return above.objects, place, "object to", piece
        return above.subject, place, "noun to", piece
    if isinstance(piece, Phrase):
        return (), None, "noun to", piece
    return (above.subject if above else ()), place, "to", None


def purpose(pieces: Sequence[Piece], back: int) -> Phrase | None:
    """The noun that an infinitive hangs on over "by X": "an attempt by the garrison to break out"."""
    if back < 2 or not isinstance(pieces[back], Phrase) or not is_preposition(pieces[back - 1]):  # noqa: PLR2004
        return None
    noun = pieces[back - 2]
    return noun if isinstance(noun, Phrase) and noun.head.lemma in PURPOSES else None


def coordinated(
    pieces: Sequence[Piece], back: int, group: Group, before: dict[int, Clause]
) -> tuple[tuple[Phrase, ...], int | None, str, Phrase | None]:
    """A verb after "and" has the subject of the one before, and hangs where that one hangs."""
    above = governing(before, back)
    if above is None:
        return (), None, "", None
    while above.group.finite != group.finite and group.finite:
        higher = governing(before, above.at)
        if higher is None:
            break
        above = higher
    subject = above.subject
    if not group.finite and above.group.passive and not subject:
        subject = above.subject
    return subject, above.governor, above.link, above.noun


def relative(pieces: Sequence[Piece], back: int) -> tuple[Phrase, ...]:
    """The phrase that "who", "which" or "that" stands for."""
    back -= 1
    while back >= 0 and (is_mark(pieces[back], COMMA) or is_preposition(pieces[back])):
        back -= 1
    if back >= 0 and isinstance(pieces[back], Phrase):
        piece = pieces[back]
        assert isinstance(piece, Phrase)  # noqa: S101 - asked in the line above
        return (piece,)
    return ()


def participle(
    pieces: Sequence[Piece], back: int, group: Group, before: dict[int, Clause]
) -> tuple[tuple[Phrase, ...], int | None, str, Phrase | None]:
    """A participle belongs to the phrase right before it; after a comma, to the verb's subject."""
    piece = pieces[back]
    if isinstance(piece, Phrase):
        subject = subject_ending(pieces, back) if no_verb_before(pieces, back) else (piece,)
        return subject, None, "participle", None
    above = governing(before, back + 1)
    if isinstance(piece, Mark) and (is_preposition(piece) or is_mark(piece, SUBORDINATOR)):
        if above is None or begins_sentence(pieces, back):
            return (), None, "", None
        return above.subject, None, piece.word.lower, None
    if (
        is_mark(piece, COMMA)
        and above
        and (group.main.form == GERUND or group.words[0].lower == "having")
    ):
        main = main_of(above, before)
        return main.subject, None, AFTER_PASSIVE if main.group.passive else "comma", None
    if is_mark(piece, COMMA) and back and isinstance(pieces[back - 1], Phrase):
        owner = pieces[back - 1]
        assert isinstance(owner, Phrase)  # noqa: S101 - asked in the line above
        return (owner,), None, "participle", None
    return (), None, "", None


def begins_sentence(pieces: Sequence[Piece], back: int) -> bool:
    """Whether a participle's preposition opens the sentence, so that its subject follows."""
    return back == 0 or all(is_mark(piece, DATE, COMMA) for piece in pieces[:back])


def main_of(above: Clause, before: dict[int, Clause]) -> Clause:
    """The finite verb that a participle after a comma hangs on."""
    while not above.group.finite and above.governor is not None:
        above = before[above.governor]
    return above


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


def after_comma(
    pieces: Sequence[Piece], comma: int, before: dict[int, Clause]
) -> tuple[Phrase, ...]:
    """The subject before an insertion between commas; or before a comma that should not be there."""
    commas = [at for at in range(comma) if is_mark(pieces[at], COMMA)]
    for start in reversed(commas):
        if start and isinstance(pieces[start - 1], Phrase) and start + 1 < comma:
            inner = pieces[start + 1]
            inserted = (
                is_mark(inner, RELATIVE, SUBORDINATOR)
                or isinstance(inner, Phrase | Group)
                or is_preposition(inner)
            )
            if inserted and not list_to(pieces, start, comma):
                return subject_ending(pieces, start - 1)
    if comma and isinstance(pieces[comma - 1], Phrase):
        return subject_ending(pieces, comma - 1)
    above = governing(before, comma)
    return above.subject if above and above.group.finite else ()


def list_to(pieces: Sequence[Piece], start: int, end: int) -> bool:
    """Whether nothing but phrases, commas and "and" stand between two commas: no adjectives."""
    inner = pieces[start + 1 : end]
    if isinstance(inner[0], Phrase) and inner[0].words[0].lower in {
        "short",
        "full",
        "weary",
        "free",
        "low",
    }:
        return False
    return any(is_mark(piece, CONJUNCTION) for piece in inner) and all(
        isinstance(piece, Phrase) or is_mark(piece, CONJUNCTION, COMMA) for piece in inner
    )


def subject_ending(pieces: Sequence[Piece], back: int) -> tuple[Phrase, ...]:
    """The subject whose last phrase, with what hangs on it, ends at a place."""
    found, at = chain(pieces, back)
    partners = list[Phrase]()
    while at >= 0 and is_preposition(pieces[at]):
        mark = pieces[at]
        assert isinstance(mark, Mark)  # noqa: S101 - is_preposition says so
        if mark.word.lower in TOGETHER:
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
