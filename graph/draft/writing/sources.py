"""The references of an article as facts: each sentence names the sources that it cites.

A source is a thing of the graph, described in DCMI terms (https://www.dublincore.org/specifications/
dublin-core/dcmi-terms/): `s:043 dcterms:source b:source-7`. What a source says is not looked at.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from rdflib import DCTERMS, RDF, SKOS, Literal, URIRef

from graph.draft.model import Fact, Page, Reference, english
from graph.names import SCHEMA, namespace, sentence_iri

NAME_LENGTH: Final = 120


def source_facts(page: Page, slug: str) -> Iterator[Fact]:
    """For each sentence its sources; what one is, where it is first named."""
    given: dict[tuple[str, str, str, str], URIRef] = {}
    ends = [sentence.end for sentence in page.sentences]
    for reference in page.references:
        place = bisect_left(ends, reference.at)
        if place == len(ends):
            continue
        number = page.sentences[place].number
        key = (reference.title, reference.publisher, reference.address, reference.date)
        if key not in given:
            given[key] = URIRef(f"{namespace(slug)}source-{len(given) + 1}")
            yield from described(given[key], reference, number)
        yield Fact(number, sentence_iri(slug, number), DCTERMS.source, given[key])


def described(source: URIRef, reference: Reference, number: int) -> Iterator[Fact]:
    """What the citation says of its source, and a label to show."""
    yield Fact(number, source, RDF.type, DCTERMS.BibliographicResource)
    for term, said in (
        (DCTERMS.title, reference.title),
        (DCTERMS.publisher, reference.publisher),
        (DCTERMS.date, reference.date),
    ):
        if said:
            yield Fact(number, source, term, Literal(said))
    if reference.address:
        yield Fact(number, source, SCHEMA.url, URIRef(reference.address))
    name = reference.title or reference.publisher or reference.address
    yield Fact(None, source, SKOS.prefLabel, english(name[:NAME_LENGTH].strip()))
