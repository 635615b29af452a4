"""The words of a sentence, each with what it does there: the first, shallow step of reading.

No statistics: closed classes come from `patterns/grammar.toml`, the rest from the tables of lemmas
and from the words beside. What is wrong here makes a fact be missed more often than made up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final, cast

import spacy
from spacy.language import Language

from graph.draft.model import Dated
from graph.draft.patterns import read_patterns
from graph.draft.words.closed_classes import closed
from graph.draft.words.grammar import grammar
from graph.draft.words.lexicon import Lexicon
from graph.draft.words.open_classes import opened
from graph.draft.words.word import ASIDE, DATE, DETERMINER, NUMBER, OPEN, Word
from graph.model import Sentence

HYPHENS: Final = frozenset({"-", "\u2010", "\u2011"})


@cache
def tokenizer() -> Language:
    """SpaCy's rules for cutting English into words, and short ranks; made once, never changed."""
    language = spacy.blank("en")
    cutter = cast("Any", language.tokenizer)
    for rank in read_patterns("names")["people"]["ranks"]:
        if rank.endswith("."):
            cutter.add_special_case(rank.title(), [{"ORTH": rank.title()}])
    return language


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
    """Cut at white space and marks, as spaCy does, but not within "anti-aircraft" and "HQ-12"."""
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
    if hyphen and not verb and head in lexicon.grammar["before_hyphen"]:
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
        width = (
            2
            if two in grammar()["approximate"]
            else int(two.rsplit(" ", 1)[-1] in grammar()["approximate"])
        )
        for back in range(at - width, at):
            found[back] = replace(found[back], tag=DETERMINER)
    return found
