"""Closed classes: what determiners, prepositions, auxiliaries and names do in a sentence."""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from graph.draft.words.lemmas import EITHER, PAST
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

Rule: TypeAlias = Callable[[Sequence[Word], int, Lexicon], str]
QUOTES: Final = frozenset({'"', "\u201c", "\u201d"})
POSSESSIVES: Final = frozenset({"'s", "'", "\u2019", "\u2019s"})
ENDS: Final = frozenset({"", ".", ",", "and", "by"})
SINGLE: Final = {",": COMMA, "that": THAT, "to": TO}
TABLES: Final = (
    (NEGATION, "negations"),
    (MODAL, "modals"),
    (AUXILIARY, "be"),
    (AUXILIARY, "have"),
    (AUXILIARY, "do"),
    (CONJUNCTION, "conjunctions"),
    (DETERMINER, "determiners"),
    (RELATIVE, "relatives"),
    (SUBORDINATOR, "subordinators"),
    (PRONOUN, "pronouns"),
)
# The grammar's words that are no name at the head of a sentence.
FUNCTIONS: Final = (
    "determiners", "pronouns", "prepositions", "subordinators", "conjunctions", "adverbs",
    "be", "have", "do", "modals", "relatives", "negations",
)  # fmt: skip


def closed(words: Sequence[Word], at: int, lexicon: Lexicon) -> str:
    """What a word of a closed class does; `OPEN` for any other."""
    return next((tag for rule in RULES if (tag := rule(words, at, lexicon))), OPEN)


def lower_at(words: Sequence[Word], at: int) -> str:
    """The word at a place in lower case; empty beyond the sentence."""
    return words[at].lower if 0 <= at < len(words) else ""


def marked(words: Sequence[Word], at: int, _: Lexicon) -> str:
    """A mark, or the 's of a possessive."""
    word = words[at]
    if word.lower in POSSESSIVES:
        return OWNER if at and words[at - 1].text[:1].isalnum() else STOP
    if any(letter.isalnum() for letter in word.text):
        return OPEN
    return COMMA if word.text == "," or word.text in QUOTES else STOP


def counting(words: Sequence[Word], at: int, lexicon: Lexicon) -> str:
    """A number in digits or letters."""
    word = words[at]
    number = word.text[0].isdigit() or word.lower in lexicon.grammar["numbers"]
    return NUMBER if number else OPEN


def special(words: Sequence[Word], at: int, lexicon: Lexicon) -> str:
    """Words of their own: "that", "to", and "further" before a noun."""
    lower = words[at].lower
    further = lower == "further" and lower_at(words, at + 1) not in {"", ".", ","}
    if further and lower_at(words, at - 1) not in lexicon.grammar["be"]:
        return ADJECTIVE
    return SINGLE.get(lower, OPEN)


def naming(words: Sequence[Word], at: int, lexicon: Lexicon) -> str:
    """A name."""
    return NAME if named(words, at, lexicon) else OPEN


def listed(words: Sequence[Word], at: int, lexicon: Lexicon) -> str:
    """A word of a list of `grammar.toml`."""
    lower = words[at].lower
    return next((tag for tag, name in TABLES if lower in lexicon.grammar[name]), OPEN)


def loosely(words: Sequence[Word], at: int, lexicon: Lexicon) -> str:
    """A preposition, or an adverb; before a noun some adverbs are adjectives."""
    word, grammar = words[at], lexicon.grammar
    lower = word.lower
    if lower in grammar["prepositions"]:
        loose = lower in grammar["loose_prepositions"] and lower_at(words, at + 1) in ENDS
        return ADVERB if loose else PREPOSITION
    if lower in grammar["before_nouns"] and determined(words, at):
        return ADJECTIVE
    formed = lower.endswith("ly") and not word.noun and lower_at(words, at - 1) != "the"
    return ADVERB if lower in grammar["adverbs"] or formed else OPEN


def determined(words: Sequence[Word], at: int) -> bool:
    """Whether a word stands between an article, or an owner, and another word: "the far bank"."""
    before = words[at - 1].tag if at else ""
    after = words[at + 1].text if at + 1 < len(words) else ""
    return before in {DETERMINER, OWNER, NUMBER} and after[:1].isalnum()


def named(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether a word with a capital is a name; at the head of a sentence not every one is."""
    word = words[at]
    if not word.text[0].isupper():
        return False
    if at and words[at - 1].text not in {*QUOTES, ":"}:
        return word.text == "I" or word.lower != "i"
    return named_first(words, at, lexicon)


def named_first(words: Sequence[Word], at: int, lexicon: Lexicon) -> bool:
    """Whether the first word of a sentence is a name: no common word, or one that acts alone."""
    word = words[at]
    lower = word.lower
    functional = any(lower in lexicon.grammar[name] for name in FUNCTIONS)
    if functional or lower in SINGLE or lower.endswith("ly"):
        return False
    follower = words[at + 1] if at + 1 < len(words) else None
    common = word.noun or word.verb or lexicon.lemmas.of(lower, "adj") or lower in lexicon.cues
    if not common or (len(word.text) > 1 and word.text.isupper()):
        return True
    if word.noun == lower and not word.verb and lower not in lexicon.cues:
        return acts(follower, lexicon)
    capital = follower is not None and follower.text[0].isupper()
    return capital and word.form not in {PAST, EITHER}


def acts(word: Word | None, lexicon: Lexicon) -> bool:
    """Whether a word can only be a verb: a noun alone before it, with a capital, is a name."""
    if word is None:
        return False
    past_form = bool(word.verb) and not word.noun and word.form in {PAST, EITHER}
    return past_form or word.lower in lexicon.grammar["be"] | lexicon.grammar["have"]


RULES: Final[tuple[Rule, ...]] = (marked, counting, special, naming, listed, loosely)
