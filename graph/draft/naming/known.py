"""What is known before an article is read: the entities of a graph, under each of their names."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from rdflib import RDF, SKOS, Dataset, Graph, URIRef

from graph.draft.kinds import local
from graph.draft.model import Entity, Known, KnownEntity
from graph.names import SITREP, namespace
from graph.paths import Sources
from graph.quads import add, default_graph, graph_names, named_graph, read_turtle
from graph.reading.article import read_about
from graph.reading.facts import read_facts

COLUMN: Final = re.compile(r"Combatant(\d)")
CLASSES: Final = (
    "Actor", "Organisation", "Unit", "Person", "Population", "Side", "Place", "Site", "Materiel",
    "Event", "State",
)  # fmt: skip


def known_of(sources: Sources) -> Known:
    """The entities of a graph folder, by what its facts and entities call them.

    Raises:
        GraphError: a file of the folder is missing or malformed.
    """
    ours, facts = parts(sources)
    return known_in(slug_of(sources), ours, facts)


def known_in(slug: str, ours: Graph, facts: Dataset) -> Known:
    """The entities of a graph, by what its facts and its entities, `ours`, call them."""
    return Known(slug, tuple(entities(flat(ours, facts), namespace(slug))))


def slug_of(sources: Sources) -> str:
    """The slug of a graph folder."""
    return read_about(sources.article / "article.toml")["slug"]


def parts(sources: Sources) -> tuple[Graph, Dataset]:
    """The entities and the facts of a graph folder."""
    return read_turtle(sources.entities), read_facts(sources.facts(slug_of(sources))).quads


def flat(ours: Graph, facts: Dataset) -> Graph:
    """What a graph says of its entities, in whichever sentence."""
    graph = default_graph(Dataset(store="Oxigraph"))
    for part in (ours, default_graph(facts), *(named_graph(facts, n) for n in graph_names(facts))):
        add(graph, part)
    return graph


def known_sides(sources: Sources) -> Mapping[URIRef, URIRef]:
    """The sides of a graph folder, by the names that a draft gives to columns of an infobox."""
    graph, space = flat(*parts(sources)), namespace(slug_of(sources))
    return {
        URIRef(f"{space}side-{found[1]}"): URIRef(str(side))
        for side in graph.subjects(SITREP.sideIn)
        for words in graph.objects(side, SITREP.wording)
        if (found := COLUMN.fullmatch(str(words)))
    }


def entities(graph: Graph, space: str) -> Iterator[KnownEntity]:
    """Everything that has a class and a label."""
    for cls in CLASSES:
        for thing in sorted(graph.subjects(RDF.type, SITREP[cls]), key=str):
            label = graph.value(thing, SKOS.prefLabel)
            if isinstance(thing, URIRef) and label is not None and thing.startswith(space):
                kind = graph.value(thing, SITREP.kind, any=True)
                entity = Entity(thing, str(label), cls, local(kind) if kind else "", known=True)
                names = tuple(sorted({str(name) for name in graph.objects(thing, SKOS.altLabel)}))
                yield KnownEntity(entity, names)
