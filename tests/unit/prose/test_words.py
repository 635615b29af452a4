"""The shallow reading beneath: what words do, and whose verbs they are."""

import pytest

from graph.draft.clauses.reading import Reading, read_sentence
from graph.draft.dates.context import Context
from graph.draft.words.lexicon import read_lexicon
from graph.model import Sentence


def read(text: str) -> Reading:
    sentence = Sentence(1, text, 0, len(text), "Lead")
    return read_sentence(sentence, Context(1750), read_lexicon())


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("Clashes continue around the base.", "continue", "verb"),
        ("The attacks on the town failed.", "attacks", "noun"),
        ("The army attacks the town.", "attacks", "verb"),
        ("The captured guns were sold.", "captured", "adjective"),
        ("The rebels captured guns.", "captured", "verb"),
        ("The shelling of the town began.", "shelling", "noun"),
        ("They were shelling the town.", "shelling", "verb"),
        ("The army led to its defeat.", "defeat", "noun"),
        ("They hoped to defeat it.", "defeat", "verb"),
        ("At least 40 men died.", "least", "determiner"),
        ("The troops held the far bank.", "far", "adjective"),
        ("Harlow attacked the fort.", "Harlow", "name"),
        ("Homes were burnt.", "Homes", "noun"),
    ],
)
def test_what_a_word_does(text: str, word: str, tag: str) -> None:
    assert next(each.tag for each in read(text).words if each.text == word) == tag


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("The rebels, who held the fort, surrendered.", "surrendered", ["The rebels"]),
        ("The fort was held by rebels who surrendered.", "surrendered", ["rebels"]),
        ("The army and the fleet withdrew.", "withdrew", ["The army", "the fleet"]),
        ("The army took the fort and the fleet withdrew.", "withdrew", ["the fleet"]),
        ("The army from the north withdrew.", "withdrew", ["The army"]),
        ("The army, short of food and powder, withdrew.", "withdrew", ["The army"]),
        ("They forced the garrison to surrender.", "surrender", ["the garrison"]),
        ("The plan to take the fort failed.", "failed", ["The plan"]),
        ("They attacked troops retreating from Kelm.", "retreating", ["troops"]),
        ("It rained, killing the mood.", "killing", ["It"]),
    ],
)
def test_whose_verb_it_is(text: str, verb: str, subject: list[str]) -> None:
    reading = read(text)
    clause = next(c for c in reading.clauses.values() if c.group.main.text == verb)
    found = [reading.text(phrase.begin, phrase.end) for phrase in clause.subject]
    assert found == subject


def test_offsets_cut_the_words_out_of_the_page() -> None:
    text = "The anti-aircraft guns of MOC-21 fired on the 3rd Brigade's camp."
    reading = read(text)
    assert [text[word.begin : word.end] for word in reading.words] == [
        word.text for word in reading.words
    ]
    assert "anti-aircraft" in [word.text for word in reading.words]
