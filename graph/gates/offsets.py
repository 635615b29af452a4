"""Gate: the offsets of each sentence cut its words out of the text, as the built data has both."""

from collections.abc import Iterator

from rdflib import RDF, Graph
from rdflib.term import Node

from graph.model import GateResult, Subject
from graph.names import NIF, SITREP, shorten
from graph.quads import default_graph


def offsets(subject: Subject) -> GateResult:
    """Look at every sentence of the article, and at none that is not the article's."""
    flat = default_graph(subject.dataset)
    sentences = sorted(flat.subjects(RDF.type, SITREP.Sentence), key=str)
    problems = [problem for sentence in sentences for problem in misplaced(flat, sentence)]
    expected = len(subject.materials.article.sentences)
    if len(sentences) != expected:
        problems.append(f"{len(sentences)} sentences in the built data, {expected} in the article")
    return GateResult("offsets", len(sentences), "sentences cut from the text", tuple(problems))


def misplaced(flat: Graph, sentence: Node) -> Iterator[str]:
    """Compare the words with the text between the offsets, counted in code points."""
    context = flat.value(sentence, NIF.referenceContext)
    text = str(flat.value(context, NIF.isString))
    begin, end = (int(str(flat.value(sentence, at))) for at in (NIF.beginIndex, NIF.endIndex))
    words = str(flat.value(sentence, NIF.anchorOf))
    if text[begin:end] != words:
        found = text[begin:end]
        yield f'{shorten(sentence)}: offsets {begin} to {end} cut out "{found}", not "{words}"'
