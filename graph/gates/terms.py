"""Gate: every term and kind that is used is defined, and every one that is defined is used."""

from collections.abc import Iterator
from typing import Final

from rdflib import RDF, SKOS, Graph, URIRef
from rdflib.term import Node

import ontology
from graph.model import GateResult, Materials, Subject
from graph.names import SITREP, is_ours, shorten
from graph.quads import climb, default_graph, terms_of
from graph.reading.facts import mention_of

UNUSED: Final = SITREP.unusedBecause


def terms(subject: Subject) -> GateResult:
    """Compare what the ontology defines with what the files of this graph use.

    Another graph need not use all that the shipped ontology defines.
    """
    materials, flat = subject.materials, default_graph(subject.dataset)
    defined = definitions(materials.terms) | definitions(materials.kinds)
    named = defined | definitions(materials.shapes)
    idle = () if subject.sources.borrowed else unused(materials, flat)
    problems = (*undefined(materials, flat, named), *idle)
    return GateResult("terms", len(defined), "terms and kinds defined", problems)


def definitions(graph: Graph) -> set[Node]:
    """What a file gives a type to, of the names that are ours."""
    return {term for term in graph.subjects(RDF.type) if is_ours(term)}


def undefined(materials: Materials, flat: Graph, named: set[Node]) -> Iterator[str]:
    """Names that someone uses and nobody defines. A shape with such a name would test nothing."""
    files = {
        "the facts": materials.facts.quads,
        "entities.ttl": materials.entities,
        "gazetteer.ttl": materials.gazetteer,
        "sitrep.ttl": materials.terms,
        "kinds.ttl": materials.kinds,
        "alignments.ttl": materials.alignments,
        "shapes.ttl": materials.shapes,
        "the built graph": flat,
    }
    reported: set[Node] = set()
    for name, graph in files.items():
        for term in sorted(mentioned(graph) - named - reported, key=str):
            reported.add(term)
            at = mention_of(materials.facts, term) if graph is materials.facts.quads else ""
            yield f"{at}{shorten(term)} is used in {name} and defined nowhere; is it spelt right?"


def mentioned(graph: Graph) -> set[Node]:
    """Every name of ours in any place of any triple."""
    return {term for term in terms_of(graph) if isinstance(term, URIRef) and is_ours(term)}


def unused(materials: Materials, flat: Graph) -> Iterator[str]:
    """Terms and kinds that nothing uses and that do not say why."""
    defined = definitions(materials.terms) | kinds_of(materials.kinds)
    used = used_terms(materials, flat) | used_kinds(materials)
    excused = {*materials.terms.subjects(UNUSED), *materials.kinds.subjects(UNUSED)}
    for term in sorted(defined - used - excused, key=str):
        yield f"{shorten(term)} is defined and not used; use it, remove it, or say :unusedBecause"


def used_terms(materials: Materials, flat: Graph) -> set[Node]:
    """The terms in the built graph, and those in which the ontology speaks of itself."""
    spoken = mentioned(flat) | set(materials.terms.predicates())
    return {term for term in spoken if str(term).startswith(ontology.NAMESPACE)}


def kinds_of(kinds: Graph) -> set[Node]:
    """The kinds themselves, without the scheme that they are in."""
    return {*kinds.subjects(RDF.type, SITREP.Kind), *kinds.subjects(RDF.type, SKOS.Concept)}


def used_kinds(materials: Materials) -> set[Node]:
    """The kinds that facts and entities name, and every wider one."""
    named = mentioned(materials.facts.quads) | mentioned(materials.entities)
    kinds = {name for name in named if str(name).startswith(ontology.KIND_NAMESPACE)}
    return {wider for kind in kinds for wider in climb(materials.kinds, kind, SKOS.broader)}
