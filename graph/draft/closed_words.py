"""Closed classes: what determiners, prepositions, auxiliaries and names do in a sentence."""

from collections.abc import Sequence

from graph.draft.lemmas import EITHER, PAST
from graph.draft.lexicon import Lexicon
from graph.draft.word import (
    ADJECTIVE,
    ADVERB,
    AUXILIARY,
    COMMA,
    CONJUNCTION,
    DETERMINER,
    MODAL,
    NAME,
    NEGATION,
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
    Word,
)


def closed(words: Sequence[Word], at: int, lexicon: Lexicon) -> str:
    """What a word of a closed class does; `OPEN` for any other."""
    word, grammar = words[at], lexicon.grammar
    lower = word.lower
    after = words[at + 1].lower if at + 1 < len(words) else ""
    before = words[at - 1].lower if at else ""
    if word.text == ",":
        return COMMA
    if lower == "'s" or word.text in {"'", "\u2019", "\u2019s"}:
        return OWNER if at and words[at - 1].text[:1].isalnum() else STOP
    if not any(letter.isalnum() for letter in word.text):
        return COMMA if word.text in {'"', "\u201c", "\u201d"} else STOP
    if word.text[0].isdigit():
        return NUMBER
    if lower in lexicon.grammar["numbers"]:
        return NUMBER
    if lower == "further" and after not in {"", ".", ","} and before not in lexicon.grammar["be"]:
        return ADJECTIVE
    if lower == "that":
        return THAT
    if lower == "to":
        return TO
    if named(words, at, lexicon):
        return NAME
    table = (
        (NEGATION, "negations"), (MODAL, "modals"), (AUXILIARY, "be"), (AUXILIARY, "have"),
        (AUXILIARY, "do"), (CONJUNCTION, "conjunctions"), (DETERMINER, "determiners"),
    )  # fmt: skip
    for tag, name in table:
        if lower in grammar[name]:
            return tag
    if lower in grammar["relatives"] and lower not in {"when", "where"}:
        return RELATIVE
    if lower in grammar["subordinators"]:
        return SUBORDINATOR
    if lower in grammar["pronouns"]:
        return PRONOUN
    if lower in grammar["prepositions"]:
        loose = lower in {"off", "out", "up", "down", "past", "about"}
        return ADVERB if loose and (not after or after in {".", ",", "and", "by"}) else PREPOSITION
    if lower in grammar["before_nouns"] and determined(words, at):
        return ADJECTIVE
    if lower in grammar["adverbs"] or (
        lower.endswith("ly") and word.noun == "" and before != "the"
    ):
        return ADVERB
    return OPEN


def determined(words: Sequence[Word], at: int) -> bool:
    """Whether a word stands between an article, or an owner, and another word: "the far bank"."""
    before = words[at - 1].tag if at else ""
    after = words[at + 1].text if at + 1 < len(words) else ""
    return before in {DETERMINER, OWNER, NUMBER} and after[:1].isalnum()


def named(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word with a capital is a name; the first of a sentence only if it is no common word."""
    word = words[at]
    if not word.text[0].isupper():
        return False
    first = at == 0 or (words[at - 1].text in {'"', "\u201c", ":"})
    lower = word.lower
    if not first:
        return lower not in {"i"} or word.text == "I"
    closed_class = any(
        lower in lexicon.grammar[name]
        for name in (
            "determiners", "pronouns", "prepositions", "subordinators", "conjunctions", "adverbs",
            "be", "have", "do", "modals", "relatives", "negations",
        )
    )  # fmt: skip
    if closed_class or lower in {"that", "to"} or lower.endswith("ly"):
        return False
    follower = words[at + 1] if at + 1 < len(words) else None
    common = bool(word.noun or word.verb or lexicon.lemmas.of(lower, "adj"))
    shouted = len(word.text) > 1 and word.text.isupper()
    if (
        word.noun == lower
        and not word.verb
        and lower not in lexicon.cues
        and acts(follower, lexicon)
    ):
        return True
    return (
        shouted
        or not common
        or bool(follower and follower.text[0].isupper() and word.form not in {PAST, EITHER})
    )


def acts(word: Word | None, lexicon: Lexicon) -> bool:
    """Whether a word can only be a verb: a noun alone before it, with a capital, is a name."""
    if word is None:
        return False
    past_form = bool(word.verb) and not word.noun and word.form in {PAST, EITHER}
    return past_form or word.lower in lexicon.grammar["be"] | lexicon.grammar["have"]
