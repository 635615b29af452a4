"""How far the links to Wikidata reach: what has an item, on how much, and what has none yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import OWL, RDF, Graph, URIRef
from rdflib.term import Node

from graph.model import Link, Links, Subject
from graph.names import SITREP, shorten
from graph.quads import default_graph

# What an item of Wikidata may be, by the class that it has here, and what we call it in a total.
LINKABLE: Final[tuple[tuple[str, tuple[URIRef, ...]], ...]] = (
    ("actors", (SITREP.Actor,)),
    ("places", (SITREP.Place,)),
    ("materiel", (SITREP.Materiel,)),
    ("events", (SITREP.Event,)),
    ("kinds", (SITREP.Kind,)),
    ("classes", (OWL.Class,)),
)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many things of one sort there are, and how many of them were judged in which way."""

    sort: str
    things: int
    linked: int
    single: int
    none_found: int

    @property
    def unreviewed(self) -> int:
        """Those on which nobody has judged yet."""
        return self.things - self.linked - self.none_found


def reaches(subject: Subject) -> tuple[Reach, ...]:
    """Count sort by sort, over the default graph and the ontology."""
    flat, terms = default_graph(subject.dataset), subject.materials.terms
    links = subject.materials.links
    return tuple(
        reach(links, sort, things_of(terms if sort == "classes" else flat, classes))
        for sort, classes in LINKABLE
    )


def things_of(graph: Graph, classes: tuple[URIRef, ...]) -> set[Node]:
    """Everything of some classes."""
    return {thing for each in classes for thing in graph.subjects(RDF.type, each)}


def reach(links: Links, sort: str, things: set[Node]) -> Reach:
    """Count the judgements on things of one sort; a thing counts once, however many it has."""
    asserted = [link for link in links.rows if link.asserted and link.subject in things]
    linked = {link.subject for link in asserted}
    surely = {link.subject for link in asserted if link.source_count > 1}
    missed = {link.subject for link in links.rows if link.item is None and link.subject in things}
    return Reach(sort, len(things), len(linked), len(linked - surely), len(missed - linked))


def tabulate(subject: Subject) -> Iterator[str]:
    """A line a judgement, linked ones first, and a total for each sort of things."""
    rows = subject.materials.links.rows
    for link in sorted(rows, key=lambda link: (order(link), link.row.line)):
        yield line(link)
    for each in reaches(subject):
        yield total(each)


def order(link: Link) -> int:
    """Links, then pairings judged wrong, then what has no item."""
    return 0 if link.asserted else 1 if link.rejected else 2


def line(link: Link) -> str:
    """One judgement."""
    own, label = shorten(link.subject), link.row.cells["object_label"]
    if link.item is None:
        return f"none found  {own}"
    code = link.item.rsplit("/", 1)[-1]
    if link.rejected:
        return f"rejected    {own} is not {code} ({label}): {link.row.cells['comment']}"
    sources = "1 source, to re-check" if link.source_count == 1 else f"{link.source_count} sources"
    how = shorten(link.predicate)
    return f"linked      {own} {how} {code} ({label}), confidence {link.confidence}, {sources}"


def total(each: Reach) -> str:
    """The sums of one sort in one line."""
    share = each.linked / each.things if each.things else 0
    return (
        f"{each.things:>5} {each.sort}: {each.linked} linked ({share:.0%}),"
        f" {each.single} of them by one source, {each.none_found} looked for and not found,"
        f" {each.unreviewed} unreviewed"
    )
