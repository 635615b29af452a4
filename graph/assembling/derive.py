"""Assemble, a part: what follows from the facts.

All of it is ours and not the article's, so that none of it goes into a sentence's graph.
"""

from collections.abc import Iterable, Iterator

from rdflib import PROV, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.term import Node

import ontology
from graph.names import SITREP, SKOSXL
from graph.quads import Triple, climb


def plain_names(gazetteer: Graph) -> Iterator[Triple]:
    """Repeat each name that has a record of its own as a plain one, as SKOS-XL has it (S58).

    As skos:altLabel, so that a thing keeps one skos:prefLabel and a query one row for it.
    """
    for thing, name in gazetteer.subject_objects(SKOSXL.altLabel):
        for literal in gazetteer.objects(name, SKOSXL.literalForm):
            yield thing, SKOS.altLabel, literal


def supertypes(flat: Graph, terms: Graph) -> Iterator[Triple]:
    """Say of each thing also the wider classes: who asks for an actor finds the units.

    Only classes of this ontology; what others conclude from alignments is their affair.
    """
    for thing, kind in flat.subject_objects(RDF.type):
        for wider in climb(terms, kind, RDFS.subClassOf):
            if str(wider).startswith(ontology.NAMESPACE):
                yield thing, RDF.type, wider


def inherited_earliest(flat: Graph) -> Iterator[Triple]:
    """Give a happening without an `:earliest` the one of the happenings that it is part of.

    A part does not begin before its whole. Of several wholes the one that begins last says most.
    """
    for part in flat.subjects(RDF.type, SITREP.Happening):
        if (part, SITREP.earliest, None) not in flat:
            begun = [
                day for whole in wholes(flat, part) for day in flat.objects(whole, SITREP.earliest)
            ]
            if begun:
                yield part, SITREP.earliest, max(begun, key=str)


def wholes(flat: Graph, part: Node) -> set[Node]:
    """What a happening is part of, near or far; never itself, should facts run in a circle."""
    return climb(flat, part, SITREP.partOf) - {part}


def provenance(flat: Graph, sentence_graphs: Iterable[Graph]) -> Iterator[Triple]:
    """Lead from each happening and number to the sentences that say something of it."""
    told = {
        thing
        for told_as in (SITREP.Happening, SITREP.Quantity)
        for thing in flat.subjects(RDF.type, told_as)
    }
    for graph in sentence_graphs:
        for thing in told.intersection(graph.subjects()):
            yield thing, PROV.wasDerivedFrom, URIRef(graph.identifier)
