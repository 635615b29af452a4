"""A part of the gate of the links: does a row speak of the thing that the graph has so named?"""

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from rdflib import OWL, RDFS, SKOS, Graph

from graph.model import Link, Subject
from graph.names import SITREP, is_ours
from graph.quads import default_graph

# A slot of the row, and what is wrong with it.
Fault: TypeAlias = tuple[str, str]

# Items that are no thing but a page about names; none of ours is one.
NO_THING: Final = re.compile(
    r"\b(disambiguation|(family|given) name|list of|category:)", re.IGNORECASE
)
ASK: Final = "re-check"


def wrong_row(subject: Subject, link: Link) -> Iterator[Fault]:
    """What is wrong with one row, cell by cell."""
    names = names_of(subject, link)
    yield from strange(subject, link)
    yield from mispredicated(link)
    if link.item is not None:
        yield from no_thing(link)
    if link.asserted and link.predicate in (OWL.sameAs, SKOS.exactMatch):
        yield from mislabelled(link, names)
    if link.asserted and link.predicate == OWL.sameAs:
        yield from misclassed(subject, link)
    if link.asserted and link.source_count == 1 and ASK not in link.row.cells["comment"]:
        yield "comment", f'one source only: expected the request to "{ASK} in Wikidata"'


def names_of(subject: Subject, link: Link) -> set[str]:
    """Every name that the graph, or the ontology, has for the thing."""
    flat, terms = default_graph(subject.dataset), subject.materials.terms
    found = {
        str(name)
        for term in (SKOS.prefLabel, SKOS.altLabel)
        for name in flat.objects(link.subject, term)
    }
    return found | {str(name) for name in terms.objects(link.subject, RDFS.label)}


def strange(subject: Subject, link: Link) -> Iterator[Fault]:
    """Things that are not in the graph, or have another name there."""
    flat, terms = default_graph(subject.dataset), subject.materials.terms
    names = {*flat.objects(link.subject, SKOS.prefLabel), *terms.objects(link.subject, RDFS.label)}
    label = link.row.cells["subject_label"]
    if not names:
        yield "subject_id", "the graph has no such thing; is its name spelt right?"
    elif label not in set(map(str, names)):
        expected = " or ".join(f'"{name}"' for name in sorted(map(str, names)))
        yield "subject_label", f'"{label}": expected {expected}, as the graph has it'


def mispredicated(link: Link) -> Iterator[Fault]:
    """Only a thing is an item; kinds and terms match one, and so does what was not linked.

    A tool that overlooks `Not` would else make one thing of two.
    """
    if link.predicate == OWL.sameAs and is_ours(link.subject):
        yield "predicate_id", "a kind or a term is no individual; expected a match of SKOS"
    if link.predicate == OWL.sameAs and not link.asserted:
        yield "predicate_id", "expected skos:exactMatch: owl:sameAs is for links that stand"
    if link.predicate == SKOS.exactMatch and link.asserted and not is_ours(link.subject):
        yield "predicate_id", "expected owl:sameAs for a thing, or a weaker match"


def no_thing(link: Link) -> Iterator[Fault]:
    """Pages for telling names apart, and the like, as far as the table tells."""
    for slot in ("object_label", "object_category"):
        if NO_THING.search(link.row.cells[slot]):
            yield slot, "expected the item of a thing, found that of a page or a name"


def mislabelled(link: Link, names: set[str]) -> Iterator[Fault]:
    """Items whose label, or the string that both share, is no name of the thing."""
    shared = link.row.cells["match_string"]
    if shared and shared.casefold() not in link.row.cells["ext_evidence"].casefold():
        yield "match_string", f'"{shared}" is not in the evidence'
    label = words(shared or link.row.cells["object_label"])
    if not any(label <= own or own <= label for own in map(words, names) if own):
        known = ", ".join(sorted(names))
        yield "object_label", f"expected words of a name of the thing ({known}), or a match_string"


def misclassed(subject: Subject, link: Link) -> Iterator[Fault]:
    """Items of another class than the thing: a township where a town is meant."""
    flat = default_graph(subject.dataset)
    category = link.row.cells["object_category"]
    expected = set(classes(subject, flat, link))
    if category not in expected:
        listed = " or ".join(f'"{name}"' for name in sorted(expected)) or "a kind for the thing"
        yield "object_category", f'"{category}": expected {listed}, as the thing is of that kind'


def classes(subject: Subject, flat: Graph, link: Link) -> Iterator[str]:
    """What a thing's kinds are called here, and in the table of links."""
    for kind in flat.objects(link.subject, SITREP.kind):
        yield from map(str, flat.objects(kind, SKOS.prefLabel))
        for row in subject.materials.links.rows:
            if row.subject == kind and row.asserted:
                yield row.row.cells["object_label"]


def words(text: str) -> frozenset[str]:
    """The words of a name, without regard to order, capitals and punctuation."""
    return frozenset(re.findall(r"\w+", text.casefold()))
