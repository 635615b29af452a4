"""Gate: what the facts quote is in the sentence: wordings, names, and the posts of persons."""

from collections.abc import Iterator
from typing import Final

from rdflib import SKOS, Graph, URIRef

from graph.errors import shown
from graph.model import GateResult, Sentence, Subject
from graph.names import SCHEMA, SITREP, sentence_iri, shorten
from graph.quads import named_graph
from graph.reading.facts import place

QUOTES: Final[tuple[URIRef, ...]] = (SITREP.wording, SKOS.altLabel, SCHEMA.jobTitle)


def words(subject: Subject) -> GateResult:
    """Find every quoted literal, letter by letter, in the sentence whose graph holds it."""
    article, facts = subject.materials.article, subject.materials.facts
    looked_at, problems = 0, list[str]()
    for sentence in article.sentences:
        graph = named_graph(facts.quads, sentence_iri(article.slug, sentence.number))
        for term, quote in quotes(graph):
            looked_at += 1
            if quote not in sentence.text:
                line, column = place(facts, sentence.number, quote)
                at = f"{shown(facts.path)}:{line}:{column}:"
                problems.append(f"{at} {missing(term, quote, sentence)}")
    return GateResult("words", looked_at, "quotations found in their sentences", tuple(problems))


def quotes(graph: Graph) -> Iterator[tuple[str, str]]:
    """Every quotation in a sentence's graph, with the property that makes it one."""
    for term in QUOTES:
        for quote in sorted(str(literal) for literal in graph.objects(None, term)):
            yield shorten(term), quote


def missing(term: str, quote: str, sentence: Sentence) -> str:
    """The sentence of a problem."""
    return (
        f'{term} "{quote}" is not in the words of sentence {sentence.number:03d}: "{sentence.text}"'
    )
