"""Names: what an IRI is called on a page, and where it is found under this server's own address.

`https://w3id.org/sitrep/X` is served at `/X`, so every IRI of the graph opens a page here.
"""

from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from ontology import NAMESPACE, PREFIXES

Term = NamedNode | BlankNode | Literal | Triple

ROOT: Final = NAMESPACE.removesuffix("ns#")

# What can name a thing, the best first.
_LABELS: Final = tuple(
    NamedNode(PREFIXES[prefix] + name)
    for prefix, name in (("skos", "prefLabel"), ("rdfs", "label"), ("dcterms", "title"))
)


def own_iri(path: str) -> NamedNode | None:
    """The IRI that is served at a path of ours; None when no IRI can have that path."""
    try:
        return NamedNode(ROOT + path)
    except ValueError:
        return None


def address(iri: str) -> str | None:
    """Where an IRI leads: our own path for one of ours, itself for the web, else nowhere.

    Nowhere for `javascript:` and the like: data must never become a link that runs.
    """
    if iri.startswith(ROOT):
        return "/" + quote(iri.removeprefix(ROOT), safe="/#%")
    return iri if iri.startswith(("http://", "https://")) else None


def shorten(iri: str) -> str:
    """The IRI under the longest of our prefixes that fits, or as it is."""
    fitting = [(len(base), name) for name, base in PREFIXES.items() if iri.startswith(base)]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"


def label(store: Store, thing: NamedNode) -> str:
    """What a thing is called: its label, in English where there are several; else its short IRI."""
    for property_ in _LABELS:
        quads = store.quads_for_pattern(thing, property_, None, DefaultGraph())
        found = [quad.object for quad in quads if isinstance(quad.object, Literal)]
        if found:
            return min(found, key=_preference).value
    return shorten(thing.value)


def _preference(text: Literal) -> tuple[bool, str]:
    return text.language not in ("en", None), text.value
