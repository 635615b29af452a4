"""Assemble: the materials become one dataset on the Oxigraph store.

A named graph for each sentence holds what that sentence says. The default graph holds all of this
once more, flat, and beside it what is ours: the entities, their places, names and links, the kinds,
the article and its sentences, and what follows from the facts. The ontology has a graph of its own,
and so have the facts in Wikidata's words, which are derived from all of this.
"""

from collections.abc import Iterator

from rdflib import Dataset, Graph

from graph.assembling.derive import inherited_earliest, plain_names, provenance, supertypes
from graph.assembling.describe import describe
from graph.assembling.linked import class_links, link_records, thing_links
from graph.dates import bounds
from graph.model import Facts, Materials
from graph.names import ONTOLOGY_GRAPH
from graph.quads import add, default_graph, graph_names, named_graph
from graph.wikidata.derived import derive, describe_derived
from graph.wikidata.view import look


def assemble(materials: Materials) -> Dataset:
    """Make the dataset. Each step may build on the triples of those before it."""
    dataset = Dataset(store="Oxigraph")
    flat = default_graph(dataset)
    told = tuple(tell(dataset, materials.facts))
    for graph in (*told, materials.entities, materials.gazetteer, materials.kinds):
        add(flat, graph)
    add(flat, plain_names(materials.gazetteer))
    add(flat, thing_links(materials.links))
    add(flat, link_records(materials.article.slug, materials.links))
    add(flat, describe(materials.article))
    add(flat, bounds(flat))
    add(flat, supertypes(flat, materials.terms))
    add(flat, inherited_earliest(flat))
    add(flat, provenance(flat, told))
    said_of_itself = named_graph(dataset, ONTOLOGY_GRAPH)
    for graph in (materials.terms, materials.alignments):
        add(said_of_itself, graph)
    add(said_of_itself, class_links(materials.links))
    view = look(materials, flat, told)
    add(flat, describe_derived(view))
    add(named_graph(dataset, view.space), derive(view))
    return dataset


def tell(dataset: Dataset, facts: Facts) -> Iterator[Graph]:
    """Put the facts and the bounds of their dates into the graphs of their sentences.

    Triples that the facts file has outside of any block stay behind: a gate refuses such a file.
    """
    for name in graph_names(facts.quads):
        graph = named_graph(dataset, name)
        add(graph, named_graph(facts.quads, name))
        add(graph, bounds(graph))
        yield graph
