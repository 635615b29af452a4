"""Gate: everything has a name, a type and a label: no blank nodes, nothing half described."""

from collections.abc import Iterator

from rdflib import RDF, SKOS, BNode, Dataset, Graph, URIRef
from rdflib.term import Node

from graph.model import GateResult, Subject
from graph.names import article_iri, namespace, sentence_iri, shorten
from graph.quads import default_graph
from graph.reading.facts import mention_of


def nodes(subject: Subject) -> GateResult:
    """Look at every thing in the article's namespace, and for blank nodes at every quad."""
    article = subject.materials.article
    flat = default_graph(subject.dataset)
    unlabelled = {article_iri(article.slug)}
    unlabelled |= {sentence_iri(article.slug, each.number) for each in article.sentences}
    things = sorted(things_in(flat, namespace(article.slug)), key=str)
    problems = (
        *blank(subject.dataset),
        *(
            f"{mention_of(subject.materials.facts, thing)}{shorten(thing)} {problem}"
            for thing in things
            for problem in half_described(flat, thing, unlabelled)
        ),
    )
    return GateResult("nodes", len(things), "things with type and label", problems)


def things_in(flat: Graph, space: str) -> set[Node]:
    """Every subject and object in a namespace."""
    ends = {*flat.subjects(), *flat.objects()}
    return {end for end in ends if isinstance(end, URIRef) and end.startswith(space)}


def half_described(flat: Graph, thing: Node, unlabelled: set[URIRef]) -> Iterator[str]:
    """What a thing lacks. Sentences and the article are shown by their words and need no label."""
    if (thing, RDF.type, None) not in flat:
        yield "has no type; is its name spelt as elsewhere?"
    elif thing not in unlabelled and (thing, SKOS.prefLabel, None) not in flat:
        yield "has no skos:prefLabel; give it one in entities.ttl"


def blank(dataset: Dataset) -> Iterator[str]:
    """Blank nodes, by the triples that they are in: they can be neither linked nor compared."""
    found = {
        " ".join("[]" if isinstance(term, BNode) else shorten(term) for term in triple)
        for *triple, _ in dataset.quads()
        if any(isinstance(term, BNode) for term in triple)
    }
    for written in sorted(found):
        yield f"a blank node in `{written}`; give it a name"
