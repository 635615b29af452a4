"""The graph that is shipped passes every gate; a failure names what is wrong and where."""

import pytest

from graph.build import prepare
from graph.check import GATES, Gate, report
from graph.coverage import account
from graph.model import Subject
from graph.paths import Sources


@pytest.fixture(scope="module")
def shipped() -> Subject:
    return prepare(Sources())


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: gate.__name__)
def test_the_shipped_graph_passes(shipped: Subject, gate: Gate) -> None:
    result = gate(shipped)
    assert result.passed, "\n".join(report(result))


def test_the_article_has_these_sentences(shipped: Subject) -> None:
    sentences = shipped.materials.article.sentences
    assert len(sentences) == 69
    assert [each.number for each in sentences if each.section == "Infobox"] == [*range(1, 12)]
    beginnings = {
        12: "On 4 December 2024 the Kachin",
        43: "On 18 February the KIA and PDF seized",
        44: "in Bhamo Township, Kachin State on Tuesday.",
        59: "As of the first week of May",
        69: "2024 Kachin offensive",
    }
    for number, beginning in beginnings.items():
        assert sentences[number - 1].text.startswith(beginning)


def test_every_word_of_the_article_is_in_exactly_one_sentence(shipped: Subject) -> None:
    article = shipped.materials.article
    seen = [0] * len(article.text)
    for sentence in article.sentences:
        for position in range(sentence.begin, sentence.end):
            seen[position] += 1
    position = 0
    for line in article.text.split("\n"):
        furniture = line.startswith("=") or line == "Infobox"
        bullet = 2 if line.startswith("- ") else 0
        for at, character in enumerate(line, start=position):
            counted = not furniture and at >= position + bullet and not character.isspace()
            assert seen[at] == counted or character.isspace(), (line, at - position)
        position += len(line) + 1


def test_every_sentence_is_accounted_for(shipped: Subject) -> None:
    accounts = account(shipped.materials)
    assert [each.sentence.number for each in accounts if not each.accounted] == []
