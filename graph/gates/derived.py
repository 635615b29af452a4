"""Gate: the facts in Wikidata's words are sound, stand nowhere else, and name what is known."""

import re
from collections.abc import Iterator
from typing import Final

from rdflib import PROV, RDF, RDFS, Graph, URIRef
from rdflib.term import Node

from graph.model import GateResult, Subject
from graph.names import derived_iri, shorten
from graph.quads import default_graph, named_graph, terms_of
from graph.reading.cells import ITEM
from graph.wikidata.vocabulary import PS, WD, WDT, WIKIBASE, P

# An item or a property of Wikidata, by whichever of its names.
PROPERTY: Final = re.compile(r"http://www\.wikidata\.org/(?:entity|prop(?:/[a-z]+)*)/(P\d+)")


def derived(subject: Subject) -> GateResult:
    """Look at every statement of the derived graph, and at every name in it."""
    graph = named_graph(subject.dataset, derived_iri(subject.materials.article.slug))
    statements = sorted(graph.subjects(RDF.type, WIKIBASE.Statement), key=str)
    problems = (
        *(f"{shorten(node)} {problem}" for node in statements for problem in unsound(graph, node)),
        *twice(subject, graph),
        *unknown(subject, graph),
    )
    return GateResult("derived", len(statements), "statements in Wikidata's words", problems)


def unsound(graph: Graph, node: Node) -> Iterator[str]:
    """What a statement lacks: the item it is on, its value, the same value in plain."""
    ends = [(item, leads) for item, leads in graph.subject_predicates(node)]
    if len(ends) != 1:
        yield f"is on {len(ends)} items; one is meant"
        return
    [(item, leads)] = ends
    name = str(leads).removeprefix(P)
    values = set(graph.objects(node, PS[name]))
    if len(values) != 1 or not values <= set(graph.objects(item, WDT[name])):
        yield f"has {len(values)} values of ps:{name}; one is meant, and the same in wdt:{name}"
    for reference in graph.objects(node, PROV.wasDerivedFrom):
        if (reference, RDF.type, WIKIBASE.Reference) not in graph:
            yield f"has a reference that is none: {shorten(reference)}"


def twice(subject: Subject, graph: Graph) -> Iterator[str]:
    """Triples that stand in the default graph too: with both together they would count twice."""
    flat = default_graph(subject.dataset)
    for triple in sorted(graph, key=str):
        if triple in flat:
            yield f"{' '.join(map(shorten, triple))}: stands in the default graph already"


def unknown(subject: Subject, graph: Graph) -> Iterator[str]:
    """Items that the table of links has not, and properties that the alignments do not name."""
    items = {link.item for link in subject.materials.links.rows}
    labelled = set(subject.materials.alignments.subjects(RDFS.label))
    for term in sorted({each for each in terms_of(graph) if isinstance(each, URIRef)}):
        if ITEM.fullmatch(term) and term not in items:
            yield f"{shorten(term)}: no row of the table of links has this item"
        if (found := PROPERTY.fullmatch(term)) and WD[found[1]] not in labelled:
            yield f"{shorten(term)}: alignments.ttl does not say what {found[1]} is called"
