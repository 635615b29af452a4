"""Gate: places, codes, kinds and dates agree with one another, here and in the evidence of links.

A wrong link or point mostly clashes with something: a town is not far from its township, an item
that its source calls a county is no town, a part of a war is not older than the war. What nobody
tells cannot clash, so the gate says how much it could compare.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from rdflib import OWL, SKOS, Graph, URIRef
from rdflib.term import Node

import ontology
from graph.distance import kilometres
from graph.errors import shown
from graph.gates import witness
from graph.model import GateResult, Link, Subject
from graph.names import SCHEMA, SITREP, shorten
from graph.quads import climb, default_graph
from graph.wikidata.places import AS_WKT, GEOMETRY, POINT

KIND: Final = ontology.KIND_NAMESPACE
# How many kilometres from the point of a place of some kind a part of it may lie.
REACH: Final = {
    URIRef(KIND + name): far
    for name, far in (
        ("ward", 5.0),
        ("town", 10.0),
        ("city", 20.0),
        ("township", 60.0),
        ("district", 120.0),
        ("state", 400.0),
        ("country", 1200.0),
    )
}
# Points of one thing in two sources, of which nobody knows how large it is.
CLOSE: Final = 10.0
# What Who's On First calls the kinds of places.
PLACETYPES: Final = {
    "locality": ("city", "town", "village"),
    "localadmin": ("township",),
    "county": ("district",),
    "region": ("state", "region"),
    "country": ("country",),
}

# What is compared, and what is wrong with it if something is.
Comparison = tuple[str, str | None]


def agreement(subject: Subject) -> GateResult:
    """Compare whatever can be compared."""
    flat = default_graph(subject.dataset)
    compared = [*around(flat), *of_links(subject, flat)]
    problems = tuple(f"{where}{problem}" for where, problem in compared if problem)
    return GateResult("agreement", len(compared), "places, codes, kinds, dates compared", problems)


def around(flat: Graph) -> Iterator[Comparison]:
    """Each place that has a point, and each place around it that has one."""
    for place in sorted(set(flat.subjects(GEOMETRY)), key=str):
        for whole in sorted(climb(flat, place, SITREP.within) - {place}, key=str):
            for one, other in zip(points_of(flat, place), points_of(flat, whole), strict=False):
                far, most = kilometres(one, other), reach(flat, whole)
                wrong = f"lies {far:.0f} km from {shorten(whole)}, more than {most:.0f}"
                yield f"{shorten(place)} ", wrong if far > most else None


def points_of(flat: Graph, place: Node) -> Iterator[tuple[float, float]]:
    """The points of a place, longitude first."""
    for geometry in flat.objects(place, GEOMETRY):
        for wkt in flat.objects(geometry, AS_WKT):
            if found := POINT.fullmatch(str(wkt)):
                yield float(found[1]), float(found[2])


def reach(flat: Graph, place: Node) -> float:
    """How far from its point a place goes, by its kind."""
    known = [REACH[kind] for kind in kinds(flat, place) if kind in REACH]
    return max(known, default=CLOSE)


def kinds(flat: Graph, thing: Node) -> set[URIRef]:
    """The kinds of a thing, and those that they are kinds of."""
    found = {
        far for kind in flat.objects(thing, SITREP.kind) for far in climb(flat, kind, SKOS.broader)
    }
    return {kind for kind in found if isinstance(kind, URIRef)}


def of_links(subject: Subject, flat: Graph) -> Iterator[Comparison]:
    """Each link with an item, and what its evidence tells of that item."""
    table = subject.materials.links
    for link in table.rows:
        if link.item is None:
            continue
        readers = (named, *(IDENTITY if link.asserted and link.predicate == OWL.sameAs else ()))
        places = link.row.places["ext_evidence"]
        where = f"{shown(table.table.path)}:{link.row.line}:{places}: ext_evidence: "
        for reader in readers:
            yield from ((where, wrong) for wrong in reader(flat, link))


def named(_: Graph, link: Link) -> Iterator[str | None]:
    """Whether the evidence has the item, and its label: both were read there."""
    code, label = str(link.item).rsplit("/", 1)[-1], link.row.cells["object_label"]
    whole = " ".join(link.evidence)
    yield None if re.search(rf"\b{code}\b", whole) else f"does not name {code}"
    yield None if label.casefold() in whole.casefold() else f'does not have its label "{label}"'


def placed(flat: Graph, link: Link) -> Iterator[str | None]:
    """Whether the item lies where the thing does."""
    for own in points_of(flat, link.subject):
        for point in witness.points(link.evidence):
            far, most = kilometres(own, point), reach(flat, link.subject)
            wrong = f"has the item {far:.0f} km from the thing's point, more than {most:.0f}"
            yield wrong if far > most else None


def of_a_kind(flat: Graph, link: Link) -> Iterator[str | None]:
    """Whether the item is of the thing's kind: by the end of its label, and to its source."""
    own = kinds(flat, link.subject)
    label = link.row.cells["object_label"].casefold()
    ends = {
        kind
        for kind, name in flat.subject_objects(SKOS.prefLabel)
        if str(kind).startswith(KIND) and label.endswith(f" {name}".casefold())
    }
    if ends:
        yield None if own & ends else f'"{label}" ends in a kind that the thing is not of'
    for placetype in witness.placetypes(link.evidence):
        meant = {URIRef(KIND + name) for name in PLACETYPES.get(placetype, ())}
        if meant:
            yield None if own & meant else f"has the item as a {placetype}, which the thing is not"


def coded(flat: Graph, link: Link) -> Iterator[str | None]:
    """Whether the item has the thing's codes."""
    known = {
        str(flat.value(code, SCHEMA.name)): str(flat.value(code, SCHEMA.value))
        for code in flat.objects(link.subject, SCHEMA.identifier)
    }
    for scheme, code in witness.codes(link.evidence):
        if own := known.get(scheme):
            wrong = f"has {code} as the item's {scheme}; the thing's is {own}"
            yield None if code == own else wrong


def dated(flat: Graph, link: Link) -> Iterator[str | None]:
    """Whether the item began before all that is part of the thing, or when the thing did."""
    whole = flat.transitive_subjects(SITREP.partOf, link.subject)
    began = [str(day)[:4] for part in whole for day in flat.objects(part, SITREP.earliest)]
    for year in witness.years(link.evidence) if began else ():
        first = min(began)
        yield (
            None
            if str(year) <= first
            else f"has the item from {year}, the thing goes on in {first}"
        )


IDENTITY: Final[tuple[Callable[[Graph, Link], Iterator[str | None]], ...]] = (
    placed,
    of_a_kind,
    coded,
    dated,
)
