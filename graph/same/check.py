"""Hold a table of what articles share against the built graphs of these articles."""

from collections.abc import Iterator, Mapping

from rdflib import OWL, URIRef

from graph.gates.links import at
from graph.model import Link, Links
from graph.same.graphs import Thing
from graph.same.read import other_of


def problems(shared: Links, things: Mapping[URIRef, Thing]) -> Iterator[str]:
    """What is wrong with a table, a line each, as `file:line:column: slot: …`."""
    for link in shared.rows:
        for slot, says in wrong(link, things):
            yield f"{at(shared, link, slot)}{says}"


def wrong(link: Link, things: Mapping[URIRef, Thing]) -> Iterator[tuple[str, str]]:
    """What is wrong with a row: the slot, and what was expected."""
    one, two = things.get(link.subject), things.get(other_of(link))
    for side, thing in (("subject", one), ("object", two)):
        if thing is None:
            yield f"{side}_id", "no graph has such a thing; is its name spelt right?"
        elif (label := link.row.cells[f"{side}_label"]) != thing.label:
            yield f"{side}_label", f'"{label}": expected "{thing.label}", as the graph has it'
    if one and two:
        yield from mismatched(link, one, two)


def mismatched(link: Link, one: Thing, two: Thing) -> Iterator[tuple[str, str]]:
    """Two things that cannot be one, and two that Wikidata has for one though they are not."""
    if link.rejected and (both := one.items & two.items):
        code = min(both).rsplit("/", 1)[-1]
        yield "predicate_modifier", f"both are linked with {code} of Wikidata; one link is wrong"
    if not link.asserted or link.predicate != OWL.sameAs:
        return
    if one.sort != two.sort:
        yield "object_id", f"expected one of the {one.sort}, as the subject is; it is of {two.sort}"
    if one.items and two.items and not one.items & two.items:
        codes = " and ".join(min(each.items).rsplit("/", 1)[-1] for each in (one, two))
        yield "object_id", f"the two are linked with {codes} of Wikidata, which are not one"
