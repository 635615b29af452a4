"""What items are called, so that labels are found where Wikidata has them.

`rdfs:label`, `schema:description` and `skos:altLabel`, each in its language. Under a name of ours a
thing has its other names in the default graph already, and they are not said twice.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from rdflib import DCTERMS, RDF, RDFS, SKOS, Literal, URIRef
from rdflib.term import Node

from graph.names import SCHEMA, SITREP, article_iri, is_ours
from graph.quads import Triple
from graph.wikidata.statements import Statement
from graph.wikidata.view import View
from graph.wikidata.vocabulary import WIKIBASE, is_item

# What Wikidata writes schema: for; ours begins with https, and queries come with either.
PLAIN_SCHEMA: Final = "http://schema.org/"
NO_LANGUAGE: Final = ("und", "mul")


def name_items(view: View, statements: Iterable[Statement]) -> Iterator[Triple]:
    """The names of all items: of the things, and of whatever a statement leads to."""
    ours = {view.item(thing): thing for thing in (*view.things(), *view.kinds())}
    article = article_iri(view.slug)
    for item, thing in sorted({**also_named(view, statements), **ours, article: article}.items()):
        yield item, RDF.type, WIKIBASE.Item
        yield from labels(view, item, thing)
        yield from descriptions(view, item, thing)


def also_named(view: View, statements: Iterable[Statement]) -> dict[URIRef, Node]:
    """What statements lead to: kinds, classes, items that were judged to be nothing of ours."""
    known = {item: thing for thing, item in (*view.classes.items(), *view.items.items())}
    values = {each.value for each in statements if isinstance(each.value, URIRef)}
    values |= {
        qualifier.value
        for each in statements
        for qualifier in each.qualifiers
        if isinstance(qualifier.value, URIRef)
    }
    # The address of a thing that has an item is the value of a statement, and no second item.
    return {value: known.get(value, value) for value in values if value not in view.items}


def labels(view: View, item: URIRef, thing: Node) -> Iterator[Triple]:
    """The name to show in each language, and the others."""
    main = next((name for name in main_names(view, item, thing)), None)
    others = {
        name
        for name in view.flat.objects(thing, SKOS.altLabel)
        if isinstance(name, Literal) and not is_borrowed(view, item, thing)
    }
    shown = {str(main.language): main} if main else {}
    for name in sorted(others, key=str):
        if name.language not in (*shown, *NO_LANGUAGE, None):
            shown[str(name.language)] = name
    yield from ((item, RDFS.label, name) for name in shown.values())
    if item != thing:
        yield from ((item, SKOS.altLabel, name) for name in others - set(shown.values()))


def main_names(view: View, item: URIRef, thing: Node) -> Iterator[Literal]:
    """What could name it in English, the best first; an item like a kind has its own label."""
    if is_borrowed(view, item, thing) or thing == item:
        for link in view.materials.links.rows:
            if link.item == item:
                yield Literal(link.row.cells["object_label"], lang="en")
    for graph, term in (
        (view.flat, SKOS.prefLabel),
        (view.materials.terms, RDFS.label),
        (view.flat, DCTERMS.title),
    ):
        found = [name for name in graph.objects(thing, term) if isinstance(name, Literal)]
        yield from sorted(found, key=str)


def is_borrowed(view: View, item: URIRef, thing: Node) -> bool:
    """Whether an item is only like the thing that leads to it, as a class that matches closely."""
    return is_item(item) and view.item(thing) != item


def descriptions(view: View, item: URIRef, thing: Node) -> Iterator[Triple]:
    """What it is, in a line: the definition of a kind or class, the kind and article of a thing."""
    found = [] if is_borrowed(view, item, thing) else sorted(described(view, thing), key=str)
    for text in found[:1]:
        yield item, SCHEMA.description, text
        yield item, URIRef(f"{PLAIN_SCHEMA}description"), text


def described(view: View, thing: Node) -> Iterator[Literal]:
    """What may stand as a description."""
    if is_ours(thing):
        for graph in (view.flat, view.materials.terms):
            for text in graph.objects(thing, SKOS.definition):
                if isinstance(text, Literal):
                    yield text
        return
    kinds = view.objects(thing, SITREP.kind)
    for kind in kinds or [each for each in [view.class_of(thing)] if each]:
        for name in main_names(view, view.item(kind), kind):
            said = f"{name}, in the account of the {view.materials.article.title}"
            yield Literal(said, lang="en")
            break
