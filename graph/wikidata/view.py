"""What claims are read from: the flat graph, who says each triple, which thing is which item."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib.term import Node

import ontology
from graph.model import Links, Materials, Subject
from graph.names import BASE, SITREP, derived_iri, is_ours, namespace, sentence_iri
from graph.quads import Triple, climb, default_graph, named_graph
from graph.wikidata.values import Claim, Qualifier, Value
from graph.wikidata.vocabulary import counterpart

# What is an item, by its class here. What we infer of who held a place is not: Wikidata has no
# property for a holder, and it is not the article's.
DESCRIBED: Final = (SITREP.Actor, SITREP.Place, SITREP.Materiel, SITREP.Happening)


@dataclass(frozen=True, slots=True)
class View:
    """The assembled graph, as the readers of claims look at it."""

    materials: Materials
    flat: Graph
    told: Mapping[Triple, tuple[URIRef, ...]]
    items: Mapping[Node, URIRef]
    classes: Mapping[Node, URIRef]

    @property
    def slug(self) -> str:
        """The article's short name."""
        return self.materials.article.slug

    @property
    def space(self) -> URIRef:
        """The name of the derived graph, beneath which its nodes have theirs."""
        return derived_iri(self.slug)

    def counterpart(self, term: Node) -> str | None:
        """The property of Wikidata for a term of ours."""
        return counterpart(self.materials.alignments, term)

    def item(self, thing: Node) -> URIRef:
        """The item that a thing is: Wikidata's, or else itself."""
        return self.items.get(thing, URIRef(str(thing)))

    def class_item(self, kind: Node) -> URIRef:
        """The item to sort a thing under: also one that only nearly matches its kind."""
        return self.classes.get(kind, self.item(kind))

    def objects(self, thing: Node, term: URIRef) -> list[Node]:
        """What a thing has for a property, sorted. Of blank nodes a gate tells."""
        return named(self.flat.objects(thing, term))

    def subjects(self, term: URIRef, thing: Node) -> list[Node]:
        """What has a thing for a property, sorted."""
        return named(self.flat.subjects(term, thing))

    def claim(  # noqa: PLR0913 - a claim has these parts
        self,
        thing: Node,
        term: URIRef,
        value: Value,
        basis: tuple[Triple, ...] = (),
        *,
        qualifiers: tuple[Qualifier, ...] = (),
        hedged: URIRef | None = None,
    ) -> Iterator[Claim]:
        """A claim by the property of Wikidata for a term of ours, if there is one."""
        if name := self.counterpart(term):
            yield Claim(
                thing=URIRef(str(thing)),
                name=name,
                value=value,
                basis=basis,
                qualifiers=qualifiers,
                hedged=hedged,
            )

    def qualify(self, term: URIRef, values: Iterable[Value]) -> tuple[Qualifier, ...]:
        """Qualifiers by the property of Wikidata for a term of ours, if there is one."""
        name = self.counterpart(term)
        return tuple(Qualifier(name, value) for value in values) if name else ()

    def things(self) -> list[URIRef]:
        """Everything that is an item, sorted."""
        found = {each for kind in DESCRIBED for each in self.flat.subjects(RDF.type, kind)}
        found -= set(self.flat.subjects(RDF.type, SITREP.Control))
        return [each for each in named(found) if isinstance(each, URIRef)]

    def kinds(self) -> list[URIRef]:
        """The kinds of all things, and what is above them."""
        used = {kind for thing in self.things() for kind in self.flat.objects(thing, SITREP.kind)}
        above = {wider for kind in used for wider in climb(self.flat, kind, SKOS.broader)}
        return [each for each in named(above) if isinstance(each, URIRef)]

    def is_a(self, thing: Node, *kinds: URIRef) -> bool:
        """Whether a thing is of one of these kinds, or of one beneath them."""
        own = {each for kind in self.flat.objects(thing, SITREP.kind) for each in self.wider(kind)}
        return bool(own.intersection(kinds))

    def wider(self, kind: Node) -> set[Node]:
        """A kind, and those above it."""
        return climb(self.flat, kind, SKOS.broader)

    def class_of(self, thing: Node) -> URIRef | None:
        """The narrowest class that a thing has here."""
        own = set(self.flat.objects(thing, RDF.type))
        wider = {
            above
            for each in own
            for above in climb(self.materials.terms, each, RDFS.subClassOf) - {each}
        }
        narrow = sorted(str(each) for each in own - wider if is_ours(each))
        return URIRef(narrow[0]) if narrow else None


def named(terms: Iterable[Node]) -> list[Node]:
    """Terms that are no blank nodes, sorted."""
    return sorted((term for term in terms if not isinstance(term, BNode)), key=str)


def look(materials: Materials, flat: Graph, sentences: Iterable[Graph]) -> View:
    """Look at what was assembled."""
    told = defaultdict[Triple, list[URIRef]](list)
    for graph in sentences:
        for triple in graph:
            told[triple].append(URIRef(str(graph.identifier)))
    return View(
        materials=materials,
        flat=flat,
        told={triple: tuple(sorted(names)) for triple, names in told.items()},
        items=linked(materials.links, OWL.sameAs, SKOS.exactMatch),
        classes=linked(materials.links, SKOS.exactMatch, SKOS.closeMatch),
    )


def view_of(subject: Subject) -> View:
    """Look at a graph that is assembled already."""
    article = subject.materials.article
    names = (sentence_iri(article.slug, each.number) for each in article.sentences)
    sentences = [named_graph(subject.dataset, name) for name in names]
    return look(subject.materials, default_graph(subject.dataset), sentences)


def linked(links: Links, *predicates: URIRef) -> dict[Node, URIRef]:
    """The items of what is linked in one of these ways. Close and broad links make nothing one."""
    return {
        link.subject: link.item
        for link in links.rows
        if link.item and link.asserted and link.predicate in predicates
    }


def local(iri: Node, slug: str) -> str:
    """The last words of a name, for the names of what is made of it: `bhamo`, `kind-battle`."""
    text = str(iri).removeprefix(namespace(slug)).removeprefix(BASE)
    return text.removeprefix(ontology.PREFIXES["wd"]).replace("/", "-").replace("#", "-")
