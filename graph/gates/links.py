"""Gate: each link stands on a row of the table, and no row says what another denies.

What one row must say is seen to when it is read; here the rows are held against the graph, in
`graph.gates.link_names` and below, and against one another.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from rdflib import OWL, SKOS

from graph.errors import shown
from graph.gates.link_names import wrong_row
from graph.model import GateResult, Link, Links, Subject
from graph.names import ONTOLOGY_GRAPH, derived_iri, shorten
from graph.reading.cells import ITEM

# That something is the item, and not only like it.
IDENTITY: Final = (OWL.sameAs, SKOS.exactMatch)


def links(subject: Subject) -> GateResult:
    """Look at every row, at every pair of them, and at every link in the graph."""
    table = subject.materials.links
    problems = (
        *(f"{at(table, link, slot)}{says}" for link, slot, says in wrong_rows(subject)),
        *(f"{at(table, link, 'object_id')}{says}" for link, says in clashes(table.rows)),
        *unfounded(subject),
    )
    return GateResult("links", len(table.rows), "judgements on links to Wikidata", problems)


def at(table: Links, link: Link, slot: str) -> str:
    """The place of a cell, as `file:line:column: slot: `."""
    return f"{shown(table.table.path)}:{link.row.line}:{link.row.places[slot]}: {slot}: "


def wrong_rows(subject: Subject) -> Iterator[tuple[Link, str, str]]:
    """What is wrong with a row by itself, as the graph has its subject."""
    for link in subject.materials.links.rows:
        for slot, says in wrong_row(subject, link):
            yield link, slot, says


def clashes(rows: tuple[Link, ...]) -> Iterator[tuple[Link, str]]:
    """Rows that cannot stand beside an earlier one."""
    identical = [link for link in rows if link.asserted and link.predicate in IDENTITY]
    yield from repeated(rows, lambda link: (link.subject, link.item), "this pair is judged")
    yield from repeated(identical, lambda link: link.item, "this item is already another thing's")
    yield from repeated(
        identical, lambda link: link.subject, "this thing is already another item's"
    )
    linked = {link.subject: link for link in rows if link.asserted}
    for link in rows:
        if link.item is None and (other := linked.get(link.subject)):
            yield link, f"line {other.row.line} has an item for this thing; one of the two is wrong"


def repeated(
    rows: Iterable[Link], key: Callable[[Link], object], says: str
) -> Iterator[tuple[Link, str]]:
    """Rows after the first that have something in common with it."""
    found: defaultdict[object, list[Link]] = defaultdict(list)
    for link in rows:
        found[key(link)].append(link)
    for first, *others in found.values():
        for link in others:
            yield link, f"{says} in line {first.row.line}; one of the two is wrong"


def unfounded(subject: Subject) -> Iterator[str]:
    """Links in the graph or the ontology, wherever they are written, that no row has.

    What the ontology says of its own terms is judged in the table that is shipped, and in no other.
    The derived graph has statements and no links; `graph.gates.derived` looks at its items.
    """
    rows = subject.materials.links.rows
    founded = {(link.subject, link.predicate, link.item) for link in rows if link.asserted}
    slug = subject.materials.article.slug
    for thing, predicate, item, name in sorted(subject.dataset.quads(), key=str):
        if predicate == OWL.annotatedTarget or name == derived_iri(slug):
            continue
        if subject.sources.borrowed and name == ONTOLOGY_GRAPH:
            continue
        if re.fullmatch(ITEM, str(item)) and (thing, predicate, item) not in founded:
            triple = " ".join(map(shorten, (thing, predicate, item)))
            table = shown(subject.materials.links.table.path)
            yield f"{triple}: no row of {table} has this link; give it one, with its evidence"
