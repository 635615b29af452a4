"""Read the graph as claims, a part: how kinds stand beneath one another, for `wdt:P279*`."""

from collections.abc import Iterator

from rdflib import RDF, SKOS, URIRef

from graph.names import SITREP
from graph.wikidata.values import Claim
from graph.wikidata.view import View


def subclasses(view: View, kind: URIRef) -> Iterator[Claim]:
    """What is above a kind: a wider kind, or the class of what is of it. All of it is ours.

    An item that is narrower than a kind, as Wikidata's township of Myanmar, stands beneath it.
    """
    above = view.objects(kind, SKOS.broader)
    for wider in above:
        yield from view.claim(kind, SKOS.broader, view.item(wider))
    if not above:
        for item in sorted(tops(view, kind) - {view.item(kind)}):
            yield from view.claim(kind, SKOS.broader, item)
    if view.class_item(kind) != view.item(kind):
        yield from view.claim(view.class_item(kind), SKOS.broader, view.item(kind))


def tops(view: View, kind: URIRef) -> set[URIRef]:
    """The items of the classes of all that is of a kind, or of a narrower one."""
    narrow = view.flat.transitive_subjects(SKOS.broader, kind)
    things = {thing for each in narrow for thing in view.flat.subjects(SITREP.kind, each)}
    own = {each for thing in things for each in view.flat.objects(thing, RDF.type)}
    return {view.classes[each] for each in own if each in view.classes}
