"""The words of a sentence, each with what it does there: the first, shallow step of reading.

No statistics: closed classes come from `patterns/grammar.toml`, the rest from the tables of lemmas
and from the words beside. What is wrong here makes a fact be missed more often than made up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import spacy
from spacy.language import Language

from graph.draft.lemmas import BASE, EITHER, GERUND, PARTICIPLE, PAST, THIRD
from graph.draft.lexicon import Lexicon
from graph.draft.model import Dated
from graph.model import Sentence

DETERMINER: Final = "determiner"
ADJECTIVE: Final = "adjective"
NOUN: Final = "noun"
NAME: Final = "name"
NUMBER: Final = "number"
OWNER: Final = "owner"  # the 's of a possessive
VERB: Final = "verb"
AUXILIARY: Final = "auxiliary"
MODAL: Final = "modal"
TO: Final = "to"
PREPOSITION: Final = "preposition"
SUBORDINATOR: Final = "subordinator"
RELATIVE: Final = "relative"
THAT: Final = "that"
PRONOUN: Final = "pronoun"
CONJUNCTION: Final = "conjunction"
ADVERB: Final = "adverb"
NEGATION: Final = "negation"
COMMA: Final = "comma"
STOP: Final = "stop"
DATE: Final = "date"
ASIDE: Final = "aside"  # in brackets

HYPHENS: Final = frozenset({"-", "\u2010", "\u2011"})
# What a noun phrase is made of.
NOMINAL: Final = frozenset({DETERMINER, ADJECTIVE, NOUN, NAME, NUMBER, OWNER})
OPEN: Final = ""
NOT_INFINITIVE: Final = frozenset(
    {"led", "leading", "leads", "due", "prior", "owing", "subject", "close", "next", "response",
     "addition", "according", "reaction", "closer", "came", "fell", "access", "damage", "thanks"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word, where it stands in the page's text, what it does, and its lemma there.

    `form` is the form of a verb; `verb` and `noun` are its lemmas as either, if it can be one.
    """

    text: str
    begin: int
    end: int
    tag: str = OPEN
    form: str = ""
    verb: str = ""
    noun: str = ""

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def lemma(self) -> str:
        """The lemma of what the word is here."""
        return (self.verb if self.tag in {VERB, AUXILIARY} else self.noun) or self.lower


@cache
def tokenizer() -> Language:
    """spaCy's rules for cutting English into words; made once, and never changed."""
    return spacy.blank("en")


def read_words(sentence: Sentence, dates: Sequence[Dated], lexicon: Lexicon) -> tuple[Word, ...]:
    """Cut a sentence into words and say what each of them does."""
    words = [
        known(Word(text, sentence.begin + begin, sentence.begin + begin + len(text)), lexicon)
        for begin, text in pieces(sentence.text)
    ]
    words = [dated(word, dates) for word in words]
    words = bracketed(words)
    for at in range(len(words)):
        if words[at].tag == OPEN:
            words[at] = replace(words[at], tag=closed(words, at, lexicon))
    words = approximated(words)
    for at in range(len(words)):
        if words[at].tag == OPEN:
            words[at] = opened(words, at, lexicon)
    return tuple(words)


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Cut at white space and marks, as spaCy does, but not within "anti-aircraft" and "MOC-21"."""
    begin = end = -1
    for token in tokenizer()(text):
        joins = token.idx == end and (token.text in HYPHENS or text[end - 1] in HYPHENS)
        if token.is_space:
            continue
        if joins and text[begin : begin + 1] not in HYPHENS and token.idx + len(token) < len(text):
            end = token.idx + len(token)
            continue
        if end > begin >= 0:
            yield begin, text[begin:end]
        begin, end = token.idx, token.idx + len(token)
    if end > begin >= 0:
        yield begin, text[begin:end]


def known(word: Word, lexicon: Lexicon) -> Word:
    """A word with its lemmas."""
    verb, noun = lexicon.lemmas.of(word.lower, "verb"), lexicon.lemmas.of(word.lower, "noun")
    form = lexicon.lemmas.form(word.lower, verb) if verb else ""
    head, hyphen, tail = word.lower.rpartition("-")
    if hyphen and not verb and head in {"counter", "re", "cross", "over", "air", "dive", "crash", "court"}:
        last = lexicon.lemmas.of(tail, "verb")
        verb, form = (f"{head}-{last}", lexicon.lemmas.form(tail, last)) if last else ("", "")
    return replace(word, verb=verb, noun=noun, form=form)


def dated(word: Word, dates: Sequence[Dated]) -> Word:
    """A word that belongs to a date is nothing else."""
    inside = any(each.begin <= word.begin and word.end <= each.end for each in dates)
    return replace(word, tag=DATE) if inside else word


def bracketed(words: list[Word]) -> list[Word]:
    """What stands in brackets is set aside."""
    depth, found = 0, list[Word]()
    for word in words:
        depth += word.text in "([" and word.text != ""
        found.append(replace(word, tag=ASIDE) if depth else word)
        depth -= word.text in ")]" and depth > 0
    return found


def approximated(words: list[Word]) -> list[Word]:
    """What only says how exact a number is belongs to it: "at least 100", "over 30 others"."""
    found = list(words)
    for at, word in enumerate(words):
        if word.tag != NUMBER or word.lower.endswith(("st", "nd", "rd", "th")):
            continue
        named_after = at + 1 < len(words) and words[at + 1].text[0].isupper()
        if named_after and word.text.isdigit() and len(word.text) < 4:  # noqa: PLR2004 - a unit's number
            continue
        two = " ".join(each.lower for each in words[max(at - 2, 0) : at])
        width = 2 if two in APPROXIMATE else int(two.rsplit(" ", 1)[-1] in APPROXIMATE)
        for back in range(at - width, at):
            found[back] = replace(found[back], tag=DETERMINER)
    return found


APPROXIMATE: Final = frozenset(
    {"at least", "at most", "up to", "more than", "fewer than", "less than", "close to", "an estimated",
     "as many", "over", "around", "about", "under", "nearly", "almost", "approximately", "roughly",
     "some", "only", "estimated", "just over", "just under", "well over"}
)  # fmt: skip


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
    if lower in grammar["adverbs"] or (lower.endswith("ly") and word.noun == "" and before != "the"):
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
    if word.noun == lower and not word.verb and lower not in lexicon.cues and acts(follower, lexicon):
        return True
    return shouted or not common or bool(follower and follower.text[0].isupper() and word.form not in {PAST, EITHER})


def acts(word: Word | None, lexicon: Lexicon) -> bool:
    """Whether a word can only be a verb: a noun alone before it, with a capital, is a name."""
    if word is None:
        return False
    past_form = bool(word.verb) and not word.noun and word.form in {PAST, EITHER}
    return past_form or word.lower in lexicon.grammar["be"] | lexicon.grammar["have"]


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
    starts = after is not None and after.tag in {DETERMINER, NAME, PRONOUN, NUMBER, TO, PREPOSITION, ADVERB, DATE}
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
        quantity = direct.tag == NUMBER or direct.lower in {"some", "many", "all", "several", "others", "both"}
        return quantity and not nominal_ahead(words, at)
    if direct and direct.tag == ADVERB and at > 1 and words[at - 2].tag in {DETERMINER, OWNER}:
        return not nominal_ahead(words, at)
    if before and before.tag == PREPOSITION and word.form != PAST:
        return not nominal_ahead(words, at)
    if word.noun and not word.lower.endswith("ed") and direct and direct.tag in {DETERMINER, OWNER, ADJECTIVE, PREPOSITION}:
        return False
    if word.lower == "left" and before is not None and before.tag in {NAME, NOUN} and finite_behind(words, at):
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


def plural(word: Word) -> bool:
    """Whether a noun looks like a plural."""
    return word.lower.endswith("s") and not word.lower.endswith("ss")


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
        if word.tag == MODAL or (word.tag == AUXILIARY) or (word.tag == VERB and word.form != GERUND):
            return True
    return False
