"""Open classes: whether a word is a verb, a noun or an adjective, by the words beside it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from graph.draft.words.beside import (
    STARTS,
    after_preposition,
    finite_ahead,
    finite_behind,
    governs,
    nominal_ahead,
    previous,
    word_at,
)
from graph.draft.words.grammar import grammar
from graph.draft.words.lemmas import BASE, EITHER, GERUND, PARTICIPLE, PAST, THIRD
from graph.draft.words.lexicon import Lexicon
from graph.draft.words.word import (
    ADJECTIVE,
    ADVERB,
    AUXILIARY,
    COMMA,
    CONJUNCTION,
    DETERMINER,
    MODAL,
    NAME,
    NOUN,
    NUMBER,
    OPEN,
    OWNER,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    TO,
    VERB,
    Word,
    plural,
)

GERUND_IS_NOUN: Final = frozenset({DETERMINER, ADJECTIVE, OWNER, NUMBER})
MAKE_NOUNS: Final = frozenset({DETERMINER, OWNER, ADJECTIVE, PREPOSITION})
# After these no finite verb follows.
NO_SUBJECT: Final = frozenset({DETERMINER, ADJECTIVE, OWNER, NUMBER, PREPOSITION, TO})


def opened(words: Sequence[Word], at: int, lexicon: Lexicon) -> Word:
    """What a word of an open class does, by the words beside it."""
    word, ahead = words[at], nominal_ahead(words, at)
    adjective = bool(lexicon.lemmas.of(word.lower, "adj"))
    if word.lower in lexicon.grammar["after_verbs"] and not ahead:
        return replace(word, tag=ADVERB)
    if word.verb and verbal(words, at, lexicon):
        return replace(word, tag=VERB)
    formed = bool(word.verb) and word.form in {EITHER, PARTICIPLE, GERUND}
    describes = (ahead and (adjective or formed)) or (adjective and not word.noun and not word.verb)
    return replace(word, tag=ADJECTIVE if describes else NOUN)


def verbal(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word that can be a verb is one here."""
    word, before = words[at], previous(words, at)
    tag = before.tag if before else ""
    if tag == MODAL:
        return True
    if tag == TO:
        return word.form in {BASE, EITHER} and infinitive(words, at)
    if before and tag == AUXILIARY:
        return helped(word, before, lexicon)
    if word.form == GERUND:
        return gerund(words, at, before)
    if word.form in {PAST, EITHER, PARTICIPLE}:
        return past(words, at, before)
    return present(words, at, before, lexicon)


def helped(word: Word, auxiliary: Word, lexicon: Lexicon) -> bool:
    """Whether a word is the verb of an auxiliary before it: "was taken", "did attack"."""
    if word.form == BASE:
        return auxiliary.lower in lexicon.grammar["do"]
    had = auxiliary.lower in lexicon.grammar["have"]
    return word.form not in {THIRD, PAST} and not (had and word.form == GERUND)


def infinitive(words: Sequence[Word], at: int) -> bool:
    """Whether "to" before a word makes an infinitive of it."""
    back = next((i for i in range(at - 1, -1, -1) if words[i].tag == TO), 0)
    return not (back and words[back - 1].lower in grammar()["before_noun_to"])


def gerund(words: Sequence[Word], at: int, before: Word | None) -> bool:
    """Whether a form in -ing is a verb: it governs something, and nothing makes a noun of it."""
    word, direct, after = words[at], word_at(words, at - 1), word_at(words, at + 1)
    if word.lower in grammar()["always_verbs"] and after is not None:
        return True
    if (after and after.lower == "of") or (direct and direct.tag in GERUND_IS_NOUN):
        return False
    starts = after is not None and after.tag in STARTS
    if before is None:
        return starts and after is not None and after.tag not in {PREPOSITION, ADVERB}
    if before.tag in {NOUN, NAME, PRONOUN}:
        return described_by(word, before, after)
    if before.tag in {PREPOSITION, SUBORDINATOR, CONJUNCTION, COMMA}:
        return starts or bool(after and after.tag == OPEN and not after.verb) or not word.noun
    return before.tag in {VERB, RELATIVE} or not word.noun


def described_by(word: Word, before: Word, after: Word | None) -> bool:
    """Whether a form in -ing describes the noun before it: "troops retreating from Kelm"."""
    governs = after is not None and after.tag in {DETERMINER, NAME, PRONOUN, NUMBER}
    many = plural(before) or before.tag != NOUN
    goes_on = after is not None and (
        after.tag in STARTS or (after.tag == OPEN and bool(after.noun))
    )
    return governs or (many and goes_on) or not word.noun


def past(words: Sequence[Word], at: int, before: Word | None) -> bool:
    """Whether a past form is a verb, and no adjective before a noun."""
    word, direct = words[at], word_at(words, at - 1)
    ahead = nominal_ahead(words, at)
    tag = direct.tag if direct else ""
    if direct and word.form != PAST and tag in {DETERMINER, OWNER, NUMBER, ADJECTIVE}:
        return (tag == NUMBER or direct.lower in grammar()["quantifiers"]) and not ahead
    inside = tag == ADVERB and at > 1 and words[at - 2].tag in {DETERMINER, OWNER}
    after_preposition_ = before is not None and before.tag == PREPOSITION and word.form != PAST
    if inside or after_preposition_:
        return not ahead
    if word.noun and not word.lower.endswith("ed") and tag in MAKE_NOUNS:
        return False
    if word.lower == "left" and before and before.tag in {NAME, NOUN} and finite_behind(words, at):
        return False
    return not (word.form == EITHER and joined_adjective(words, at, before))


def joined_adjective(words: Sequence[Word], at: int, before: Word | None) -> bool:
    """Whether a participle belongs to the noun after it: "and allied forces seized"."""
    if not nominal_ahead(words, at) or at + 1 >= len(words) or words[at + 1].tag == NAME:
        return False
    if before is None:
        return True
    if before.tag == CONJUNCTION and at > 1 and words[at - 2].tag == ADJECTIVE:
        return True
    return before.tag in {CONJUNCTION, COMMA} and finite_ahead(words, at)


def present(words: Sequence[Word], at: int, before: Word | None, lexicon: Lexicon) -> bool:
    """Whether a form that may be a noun is a verb in the present."""
    word = words[at]
    seldom = word.lower in lexicon.grammar["seldom_verbs"]
    if before is None or before.tag in NO_SUBJECT or seldom:
        return False
    return not word.noun or rather_verb(words, at, before, lexicon)


def rather_verb(words: Sequence[Word], at: int, before: Word, lexicon: Lexicon) -> bool:
    """Whether a form that can be a noun agrees with the word before as a verb, and governs."""
    word = words[at]
    agrees = (word.form == THIRD) != plural(before)
    after = word_at(words, at + 1)
    says = word.verb in lexicon.grammar["saying"] and before.tag == NAME
    if says and after is not None and after.lower == "that":
        return not after_preposition(words, at)
    if word.verb in lexicon.grammar["saying"] and before.tag == NOUN and agrees:
        return not after_preposition(words, at)
    if finite_ahead(words, at) or finite_behind(words, at) or after_preposition(words, at):
        return False
    if before.tag == CONJUNCTION:
        return in_step(words, at)
    if before.tag in {NOUN, NAME}:
        return agrees and governs(word_at(words, at + 1))
    return before.tag in {PRONOUN, RELATIVE}


def in_step(words: Sequence[Word], at: int) -> bool:
    """Whether a word after "and" is a verb in the same form as one before."""
    word, after = words[at], word_at(words, at + 1)
    if word.form == THIRD and after and after.tag == DETERMINER:
        return True
    same = any(each.tag == VERB and each.form == word.form for each in words[:at])
    return governs(after) and same
