"""schema.org in JSON-LD for search engines: what a page is about, in a form that they read.

Specifications: https://schema.org/, https://developers.google.com/search/docs/appearance/structured-data
"""

from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from server.names import address, label
from server.reading.article import text_of
from server.reading.facts import superclasses, types_of, values
from server.reading.mappings import SAME
from server.terms import term

Json = dict[str, object]

# By class of ours, the narrowest first; what is none of these is a Thing.
_TYPES: Final = {
    ":Person": "Person",
    ":Organisation": "Organization",
    ":Place": "Place",
    ":Event": "Event",
    ":Article": "Article",
    ":Kind": "DefinedTerm",
}


def describe_thing(store: Store, thing: NamedNode, root: str) -> Json:
    """A thing: its name and other names, where else it is found, and when and where it was."""
    said: Json = {
        "@context": "https://schema.org",
        "@type": type_of(store, thing),
        "@id": thing.value,
        "name": label(store, thing),
    }
    own = address(thing.value)
    if own and own.startswith("/"):
        said["url"] = f"{root}{own}"
    others = texts(store, thing, "skos:altLabel")
    same = [target for name in SAME for target in targets(store, thing, name)]
    for key, found in (("alternateName", others), ("sameAs", same)):
        if found:
            said[key] = found
    if said["@type"] == "Event":
        said |= describe_time_and_place(store, thing)
    return said


def type_of(store: Store, thing: NamedNode) -> str:
    """What schema.org would call a thing."""
    kinds = set(types_of(store, thing))
    kinds |= {above for kind in kinds for above in superclasses(store, kind)}
    return next((name for ours, name in _TYPES.items() if term(ours) in kinds), "Thing")


def describe_time_and_place(store: Store, event: NamedNode) -> Json:
    """When an event began and ended at the outside, where it was, what it was part of."""
    said: Json = {}
    for key, name in (("startDate", ":earliest"), ("endDate", ":latest")):
        if day := text_of(store, event, name):
            said[key] = day
    for key, name, kind in (("location", ":at", "Place"), ("superEvent", ":partOf", "Event")):
        found = [
            {"@type": kind, "@id": iri, "name": label(store, NamedNode(iri))}
            for iri in targets(store, event, name)
        ]
        if found:
            said[key] = found
    return said


def texts(store: Store, thing: NamedNode, name: str) -> list[str]:
    """The values of a property that are text, each once."""
    found = values(store, thing, name)
    return list(dict.fromkeys(value.value for value in found if isinstance(value, Literal)))


def targets(store: Store, thing: NamedNode, name: str) -> list[str]:
    """The IRIs that a property leads to."""
    return [value.value for value in values(store, thing, name) if isinstance(value, NamedNode)]
