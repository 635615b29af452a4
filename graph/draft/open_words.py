"""Open classes: whether a word is a verb, a noun or an adjective, by the words beside it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from graph.draft.lemmas import BASE, EITHER, GERUND, PARTICIPLE, PAST, THIRD
from graph.draft.lexicon import Lexicon
from graph.draft.word import (
    ADJECTIVE,
    ADVERB,
    ASIDE,
    AUXILIARY,
    COMMA,
    CONJUNCTION,
    DATE,
    DETERMINER,
    MODAL,
    NAME,
    NEGATION,
    NOMINAL,
    NOUN,
    NUMBER,
    OPEN,
    OWNER,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    THAT,
    TO,
    VERB,
    Word,
    plural,
)

NOT_INFINITIVE: Final = frozenset(
    {"led", "leading", "leads", "due", "prior", "owing", "subject", "close", "next", "response",
     "addition", "according", "reaction", "closer", "came", "fell", "access", "damage", "thanks"}
)  # fmt: skip


def opened(words: Sequence[Word], at: int, lexicon: Lexicon) -> Word:
    """What a word of an open class does, by the words beside it."""
    word = words[at]
    adjective = lexicon.lemmas.of(word.lower, "adj")
    if word.lower in lexicon.grammar["after_verbs"] and not nominal_ahead(words, at):
        return replace(word, tag=ADVERB)
    if not word.verb:
        noun_follows = nominal_ahead(words, at)
        is_adjective = bool(adjective) and (not word.noun or noun_follows)
        return replace(word, tag=ADJECTIVE if is_adjective else NOUN)
    if verbal(words, at, lexicon):
        return replace(word, tag=VERB)
    if word.form in {EITHER, PARTICIPLE, GERUND} and nominal_ahead(words, at):
        return replace(word, tag=ADJECTIVE)
    if adjective and nominal_ahead(words, at):
        return replace(word, tag=ADJECTIVE)
    return replace(word, tag=NOUN)


def nominal_ahead(words: Sequence[Word], at: int) -> bool:
    """Whether a noun may follow directly, so that a word can belong to it."""
    if at + 1 >= len(words):
        return False
    after = words[at + 1]
    if after.tag == OPEN:
        return not (after.verb and not after.noun and after.form in {PAST, EITHER, THIRD})
    return after.tag in {NAME, NOUN, ADJECTIVE}


def previous(words: Sequence[Word], at: int) -> Word | None:
    """The word before, over adverbs and negations."""
    before = [word for word in words[:at] if word.tag not in {ADVERB, NEGATION, ASIDE, DATE}]
    return before[-1] if before else None


def verbal(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word that can be a verb is one here."""
    word, before = words[at], previous(words, at)
    direct = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    if before and before.tag == MODAL:
        return True
    if before and before.tag == TO:
        return word.form in {BASE, EITHER} and infinitive(words, at)
    if before and before.tag == AUXILIARY:
        if word.form == BASE:
            return before.lower in lexicon.grammar["do"]
        if word.form == THIRD:
            return False
        if word.form == PAST:
            return False
        had = before.lower in lexicon.grammar["have"]
        return not (had and word.form == GERUND)
    if word.form == GERUND:
        return gerund(word, before, direct, after)
    if word.form in {PAST, EITHER, PARTICIPLE}:
        return past(words, at, before, direct, after)
    return present(words, at, before, after, lexicon)


def infinitive(words: Sequence[Word], at: int) -> bool:
    """Whether "to" before a word makes an infinitive of it."""
    back = next((i for i in range(at - 1, -1, -1) if words[i].tag == TO), 0)
    return not (back and words[back - 1].lower in NOT_INFINITIVE)


def gerund(word: Word, before: Word | None, direct: Word | None, after: Word | None) -> bool:
    """Whether a form in -ing is a verb: it governs something, and nothing makes a noun of it."""
    if word.lower in {"using", "employing", "including", "involving"} and after is not None:
        return True
    starts = after is not None and after.tag in {
        DETERMINER,
        NAME,
        PRONOUN,
        NUMBER,
        TO,
        PREPOSITION,
        ADVERB,
        DATE,
    }
    of = after is not None and after.lower == "of"
    if of or (direct and direct.tag in {DETERMINER, ADJECTIVE, OWNER, NUMBER}):
        return False
    if before is None:
        return starts and after is not None and after.tag not in {PREPOSITION, ADVERB}
    if before.tag in {PREPOSITION, SUBORDINATOR, CONJUNCTION, COMMA}:
        object_follows = starts or bool(after and after.tag == OPEN and not after.verb)
        return object_follows or not word.noun
    if before.tag in {NOUN, NAME, PRONOUN}:
        object_follows = after is not None and after.tag in {DETERMINER, NAME, PRONOUN, NUMBER}
        many = plural(before) or before.tag != NOUN
        ahead = starts or bool(after and after.tag == OPEN and after.noun)
        return object_follows or (many and ahead) or not word.noun
    return before.tag in {VERB, RELATIVE} or not word.noun


def past(
    words: Sequence[Word], at: int, before: Word | None, direct: Word | None, after: Word | None
) -> bool:
    """Whether a past form is a verb, and no adjective before a noun."""
    word = words[at]
    if direct and direct.tag in {DETERMINER, OWNER, NUMBER, ADJECTIVE} and word.form != PAST:
        quantity = direct.tag == NUMBER or direct.lower in {
            "some",
            "many",
            "all",
            "several",
            "others",
            "both",
        }
        return quantity and not nominal_ahead(words, at)
    if direct and direct.tag == ADVERB and at > 1 and words[at - 2].tag in {DETERMINER, OWNER}:
        return not nominal_ahead(words, at)
    if before and before.tag == PREPOSITION and word.form != PAST:
        return not nominal_ahead(words, at)
    if (
        word.noun
        and not word.lower.endswith("ed")
        and direct
        and direct.tag in {DETERMINER, OWNER, ADJECTIVE, PREPOSITION}
    ):
        return False
    if (
        word.lower == "left"
        and before is not None
        and before.tag in {NAME, NOUN}
        and finite_behind(words, at)
    ):
        return False
    return not (word.form == EITHER and joined_adjective(words, at, before))


def joined_adjective(words: Sequence[Word], at: int, before: Word | None) -> bool:
    """Whether a participle belongs to the noun after it: "and allied forces seized", "armed men"."""
    if not nominal_ahead(words, at) or at + 1 >= len(words) or words[at + 1].tag == NAME:
        return False
    if before is None:
        return True
    if before.tag == CONJUNCTION and at > 1 and words[at - 2].tag == ADJECTIVE:
        return True
    return before.tag in {CONJUNCTION, COMMA} and finite_ahead(words, at)


def present(
    words: Sequence[Word], at: int, before: Word | None, after: Word | None, lexicon: Lexicon
) -> bool:
    """Whether a form that may be a noun is a verb in the present."""
    word = words[at]
    if before is None or before.tag in {DETERMINER, ADJECTIVE, OWNER, NUMBER}:
        return False
    if word.lower in lexicon.grammar["seldom_verbs"]:
        return False
    if not word.noun:
        return before.tag not in {PREPOSITION, TO}
    if before.tag in {PREPOSITION, TO}:
        return False
    agrees = (word.form == THIRD) != plural(before)
    if word.verb in lexicon.grammar["saying"] and before.tag == NOUN and agrees:
        return not after_preposition(words, at)
    if finite_ahead(words, at) or finite_behind(words, at) or after_preposition(words, at):
        return False
    if before.tag in {PRONOUN, RELATIVE}:
        return True
    governs = after is None or after.form == GERUND or after.tag in {
        DETERMINER, PREPOSITION, PRONOUN, NAME, THAT, NUMBER, ADVERB, TO, DATE,
    }  # fmt: skip
    if before.tag == CONJUNCTION and word.form == THIRD and after and after.tag == DETERMINER:
        return True
    if before.tag == CONJUNCTION:
        return governs and any(w.tag == VERB and w.form == word.form for w in words[:at])
    return before.tag in {NOUN, NAME} and agrees and governs


def clause(words: Sequence[Word], at: int, step: int) -> list[Word]:
    """The words from one on, in a direction, to the end of its clause."""
    found = list[Word]()
    at += step
    while 0 <= at < len(words) and words[at].tag not in {STOP, SUBORDINATOR, RELATIVE, THAT, COMMA}:
        found.append(words[at])
        at += step
    return found


def after_preposition(words: Sequence[Word], at: int) -> bool:
    """Whether nothing but a noun's own words stand between a preposition and this one."""
    for word in reversed(words[:at]):
        if word.tag not in NOMINAL:
            return word.tag in {PREPOSITION, TO} or word.lower in {"after", "before", "since"}
    return False


def finite_ahead(words: Sequence[Word], at: int) -> bool:
    """Whether a verb that can be nothing else follows in the clause, so that this is its subject."""
    for word in clause(words, at, 1):
        if word.tag == CONJUNCTION:
            return False
        if word.tag in {MODAL, AUXILIARY}:
            return True
        if word.tag == OPEN and word.verb and not word.noun and word.form in {PAST, EITHER}:
            return True
        if word.tag == OPEN and word.verb and not word.noun and word.form == THIRD:
            return True
    return False


def finite_behind(words: Sequence[Word], at: int) -> bool:
    """Whether the clause has its verb already."""
    for word in clause(words, at, -1):
        if word.tag == CONJUNCTION:
            return False
        if (
            word.tag == MODAL
            or (word.tag == AUXILIARY)
            or (word.tag == VERB and word.form != GERUND)
        ):
            return True
    return False
