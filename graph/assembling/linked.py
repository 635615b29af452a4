"""Assemble, a part: the links to Wikidata as triples, and a record of each judgement.

A link is one triple, for whoever joins; its record says how sure it is and on what evidence, in the
terms of SSSOM (https://mapping-commons.github.io/sssom/) on an OWL axiom. A pairing that was judged
wrong, and a thing for which no item was found, have a record and no triple.
"""

from collections.abc import Iterator

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Literal, URIRef

import ontology
from graph.model import Link, Links
from graph.names import NO_TERM_FOUND, SITREP, SSSOM, is_ours, link_iri
from graph.quads import Triple


def thing_links(links: Links) -> Iterator[Triple]:
    """The links of things and kinds, which stand in the default graph."""
    for link in links.rows:
        if link.item and link.asserted and not is_term(link):
            yield link.subject, link.predicate, link.item


def class_links(links: Links) -> Iterator[Triple]:
    """The links of the ontology's own terms, which stand in the ontology's graph."""
    for link in links.rows:
        if link.item and link.asserted and is_term(link):
            yield link.subject, link.predicate, link.item


def is_term(link: Link) -> bool:
    """Whether a class of the ontology is linked, and not a thing or a kind."""
    return link.subject.startswith(ontology.NAMESPACE)


def link_records(slug: str, links: Links) -> Iterator[Triple]:
    """The table and a record for each of its rows, all of them ours."""
    yield from the_table(links)
    for link in links.rows:
        yield from record_of(links, link, record_iri(slug, link), in_words(link))


def the_table(links: Links) -> Iterator[Triple]:
    """What a table says of itself."""
    yield links.iri, RDF.type, SSSOM.MappingSet
    yield links.iri, SKOS.prefLabel, Literal(links.title, lang="en")
    yield links.iri, DCTERMS.license, URIRef(links.licence)


def record_of(links: Links, link: Link, record: URIRef, words: str) -> Iterator[Triple]:
    """The record of one row, under its name; `words` are the judgement in a line."""
    yield record, DCTERMS.isPartOf, links.iri
    yield record, SKOS.prefLabel, Literal(words, lang="en")
    yield from ends(record, link)
    yield from judgement(record, link)


def record_iri(slug: str, link: Link) -> URIRef:
    """The name of a record, such as `…/bhamo/link/bhamo-Q854791`."""
    item = "not-found" if link.item is None else link.item.rsplit("/", 1)[-1]
    return link_iri(slug, link.subject, f"not-{item}" if link.rejected else item)


def ends(record: URIRef, link: Link) -> Iterator[Triple]:
    """What is linked with what: for a link that stands, as an axiom of which more is said."""
    yield record, RDF.type, SSSOM.Mapping
    if link.asserted:  # else there is no such axiom: https://www.w3.org/TR/owl2-mapping-to-rdf/
        yield record, RDF.type, OWL.Axiom
    yield record, OWL.annotatedSource, link.subject
    yield record, OWL.annotatedProperty, link.predicate
    yield record, OWL.annotatedTarget, link.item or NO_TERM_FOUND
    if link.rejected:
        yield record, SSSOM.predicate_modifier, Literal("Not")


def in_words(link: Link) -> str:
    """The judgement in a line."""
    name = link.row.cells["subject_label"]
    if link.item is None:
        return f"{name}: no Wikidata item found"
    does, does_not = ("matches", "does not match") if is_ours(link.subject) else ("is", "is not")
    verb = does_not if link.rejected else does
    code = link.item.rsplit("/", 1)[-1]
    return f"{name} {verb} {code} of Wikidata ({link.row.cells['object_label']})"


def judgement(record: URIRef, link: Link) -> Iterator[Triple]:
    """How sure, how come to, on what evidence, when and by whom."""
    for slot in (
        "subject_label",
        "object_label",
        "object_category",
        "author_label",
        "match_string",
    ):
        if said := link.row.cells[slot]:
            yield record, SSSOM[slot], Literal(said)
    if comment := link.row.cells["comment"]:
        yield record, RDFS.comment, Literal(comment, lang="en")
    yield record, SSSOM.mapping_justification, link.justification
    yield record, DCTERMS.created, Literal(link.decided, datatype=XSD.date)
    if link.confidence is not None:
        yield record, SSSOM.confidence, Literal(link.confidence)
        yield record, SITREP.sourceCount, Literal(link.source_count)
    for evidence in link.evidence:
        yield record, SITREP.evidence, Literal(evidence)
