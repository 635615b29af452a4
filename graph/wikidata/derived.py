"""Assemble, a part: the facts in Wikidata's words, as a named graph of their own.

It is derived from the flat graph and says so. None of its triples stands anywhere else: whoever
takes the two together counts nothing twice. `docs/decisions/0011-facts-in-wikidatas-words.md`.
"""

from collections.abc import Iterator

from rdflib import DCTERMS, RDF, SKOS, Literal, Namespace, URIRef

import ontology
from graph.names import article_iri
from graph.quads import Triple
from graph.wikidata.claims import read_claims
from graph.wikidata.naming import name_items
from graph.wikidata.statements import Statement, gather
from graph.wikidata.view import View
from graph.wikidata.write import write

VOID = Namespace("http://rdfs.org/ns/void#")
TITLE = "The facts of the article in Wikidata's words (derived)"
ABSTRACT = (
    "Made by the build from the facts of this graph, statement by statement, in the shape of"
    " Wikidata's RDF. Not taken from Wikidata and not in it. What is linked with an item is that"
    " item, everything else an item under its own address; nodes of statements, values and"
    " references have addresses here. A statement without a reference is the editors' and not the"
    " article's."
)


def statements_of(view: View) -> tuple[Statement, ...]:
    """All that can be said in Wikidata's words."""
    return tuple(gather(view, read_claims(view)))


def derive(view: View) -> Iterator[Triple]:
    """The triples of the derived graph."""
    statements = statements_of(view)
    yield from write(view, statements)
    yield from name_items(view, statements)


def describe_derived(view: View) -> Iterator[Triple]:
    """What the derived graph is, for the default graph to tell."""
    graph = view.space
    yield graph, RDF.type, VOID.Dataset
    yield graph, SKOS.prefLabel, Literal(TITLE, lang="en")
    yield graph, DCTERMS.description, Literal(ABSTRACT, lang="en")
    yield graph, DCTERMS.conformsTo, URIRef(ontology.WIKIBASE)
    yield graph, DCTERMS.source, article_iri(view.slug)
