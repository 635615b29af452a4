"""Assemble, a part: the article and its sentences as triples, so that every fact has its words.

The words follow NIF 2.0 (https://persistence.uni-leipzig.org/nlp2rdf/): a context holds the whole
text, a part of it has its text and its offsets, counted in code points.
"""

from collections.abc import Iterator

from rdflib import DCTERMS, RDF, XSD, Literal, URIRef

from graph.model import Article, Sentence
from graph.names import NIF, SITREP, article_iri, sentence_iri
from graph.quads import Triple


def describe(article: Article) -> Iterator[Triple]:
    """Every triple about the article and its sentences."""
    yield from describe_article(article)
    for sentence in article.sentences:
        yield from describe_sentence(article, sentence)


def describe_article(article: Article) -> Iterator[Triple]:
    """Where it comes from, under which licence, and the whole text."""
    iri = article_iri(article.slug)
    yield iri, RDF.type, SITREP.Article
    yield iri, RDF.type, NIF.Context
    yield iri, DCTERMS.title, Literal(article.title, lang=article.language)
    yield iri, DCTERMS.source, URIRef(article.address)
    yield iri, DCTERMS.license, URIRef(article.licence)
    yield iri, SITREP.retrieved, Literal(article.retrieved, datatype=XSD.date)
    yield iri, SITREP.sha256, Literal(article.sha256)
    yield iri, NIF.isString, Literal(article.text)
    yield iri, NIF.beginIndex, offset(0)
    yield iri, NIF.endIndex, offset(len(article.text))


def describe_sentence(article: Article, sentence: Sentence) -> Iterator[Triple]:
    """Its words, where they stand in the text, and beneath which headings."""
    iri = sentence_iri(article.slug, sentence.number)
    yield iri, RDF.type, SITREP.Sentence
    yield iri, SITREP.number, Literal(sentence.number)
    yield iri, SITREP.section, Literal(sentence.section, lang=article.language)
    yield iri, NIF.anchorOf, Literal(sentence.text)
    yield iri, NIF.beginIndex, offset(sentence.begin)
    yield iri, NIF.endIndex, offset(sentence.end)
    yield iri, NIF.referenceContext, article_iri(article.slug)


def offset(position: int) -> Literal:
    """A count of code points from the beginning of the text."""
    return Literal(position, datatype=XSD.nonNegativeInteger)
