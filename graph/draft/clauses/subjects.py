"""Subjects: whose verb it is, read backwards from the verb."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from graph.draft.clauses.clause import BOUNDARIES, Clause, Tie, bare
from graph.draft.clauses.listing import says_but
from graph.draft.clauses.phrases import Group, Mark, Phrase, Piece, is_mark, is_preposition
from graph.draft.words.lemmas import EITHER, GERUND
from graph.draft.words.word import COMMA, CONJUNCTION, DATE, RELATIVE, SUBORDINATOR, THAT

CAPABLE: Final = frozenset({"able", "unable", "ready", "likely", "due", "first", "last"})
# A participle after a comma, where the main verb is passive: who does it is not its subject.
AFTER_PASSIVE: Final = "comma after passive"
PURPOSES: Final = frozenset(
    {"attempt", "effort", "plan", "order", "bid", "decision", "failure", "refusal", "operation",
     "offensive"}
)  # fmt: skip
TOGETHER: Final = frozenset({"with", "alongside"})
# Adjectives that stand with what follows them between commas, "The garrison, short of food, …".
LACKING: Final = frozenset({"short", "full", "weary", "free", "low"})
NOBODY: Final = Tie()
Before: TypeAlias = Mapping[int, Clause]


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


def governing(before: Before, at: int) -> Clause | None:
    """The nearest verb before a place."""
    places = [place for place in before if place < at]
    return before[max(places)] if places else None


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
    if done_to and phrase.head.lower not in CAPABLE:
        return Tie(above.objects, above.at, "object to", phrase)
    return Tie(above.subject, above.at, "noun to", phrase)


def purpose(pieces: Sequence[Piece], back: int) -> Phrase | None:
    """The noun that an infinitive hangs on over "by X": "an attempt by X to break out"."""
    noun = pieces[back - 2] if back > 1 and is_preposition(pieces[back - 1]) else None
    if not isinstance(pieces[back], Phrase) or not isinstance(noun, Phrase):
        return None
    return noun if noun.head.lemma in PURPOSES else None


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
    if isinstance(inner[0], Phrase) and inner[0].first in LACKING:
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
