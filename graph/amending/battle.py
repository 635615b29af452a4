"""The files of one battle as documents, and which statements of a dataset are its own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse
from rdflib import Graph

from graph.amending.model import Document
from graph.amending.read import read_document
from graph.assembling.linked import link_records, record_iri, thing_links
from graph.build import read
from graph.model import Link, Materials
from graph.names import derived_iri, namespace, sentence_iri
from graph.paths import Sources
from graph.quads import Triple


@dataclass(frozen=True)
class Battle:
    """A graph folder, as read, and its files that people write."""

    sources: Sources
    materials: Materials
    facts: Document
    entities: Document
    gazetteer: Document

    @property
    def slug(self) -> str:
        """What the battle is called in its IRIs."""
        return self.materials.article.slug

    @property
    def space(self) -> str:
        """The namespace of its things."""
        return namespace(self.slug)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The files that may be changed statement by statement."""
        return self.facts, self.entities, self.gazetteer

    @property
    def derived(self) -> NamedNode:
        """The graph of the facts in Wikidata's words."""
        return NamedNode(str(derived_iri(self.slug)))

    @cached_property
    def sentences(self) -> frozenset[str]:
        """The graphs of the article's sentences."""
        numbers = (each.number for each in self.materials.article.sentences)
        return frozenset(str(sentence_iri(self.slug, number)) for number in numbers)

    @cached_property
    def subjects(self) -> frozenset[object]:
        """All of which its files say something."""
        return frozenset(quad.subject for each in self.documents for quad in each.stated)

    @cached_property
    def records(self) -> dict[Quad, Link]:
        """What each row of the table of links becomes."""
        links = self.materials.links
        table = quads(link_records(self.slug, replace(links, rows=())))
        return {
            quad: link
            for link in links.rows
            for quad in quads(self.of_row(link))
            if quad not in table
        }

    def of_row(self, link: Link) -> Iterator[Triple]:
        """The triples that are made of one row."""
        alone = replace(self.materials.links, rows=(link,))
        yield from link_records(self.slug, alone)
        yield from thing_links(alone)

    def is_record(self, quad: Quad) -> bool:
        """Whether a statement is about a link, or is one."""
        return (
            quad in self.records
            or quad.subject == NamedNode(str(self.materials.links.iri))
            or (isinstance(quad.subject, NamedNode) and quad.subject.value in self.record_names)
        )

    @cached_property
    def record_names(self) -> frozenset[str]:
        """The names of the records of links."""
        return frozenset(str(record_iri(self.slug, link)) for link in self.materials.links.rows)

    def said_in(self, quad: Quad) -> Iterator[Quad]:
        """The same statement in the graphs of sentences."""
        for name in sorted(self.sentences):
            told = Quad(quad.subject, quad.predicate, quad.object, NamedNode(name))
            if told in self.facts.stated:
                yield told


def quads(triples: Iterator[Triple]) -> set[Quad]:
    """Triples as statements of the default graph, as the engine has them."""
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    text = graph.serialize(format="nt")
    return set(parse(text, format=RdfFormat.N_TRIPLES))


def read_battle(sources: Sources) -> Battle:
    """Read a graph folder.

    Raises:
        GraphError: as `graph.build.read`; TurtleError too if a file cannot be read by statements.
    """
    materials = read(sources)
    return Battle(
        sources,
        materials,
        read_document(sources.facts(materials.article.slug)),
        read_document(sources.entities),
        read_document(sources.gazetteer),
    )


def flat(quad: Quad) -> Quad:
    """A statement in the default graph."""
    return Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
