"""Names: what an IRI is called on a page, and where it is found under this server's own address.

`https://w3id.org/sitrep/X` is served at `/X`, so every IRI of the graph opens a page here.
"""

from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from ontology import NAMESPACE, PREFIXES
from server.terms import term

Term = NamedNode | BlankNode | Literal | Triple

ROOT: Final = NAMESPACE.removesuffix("ns#")

# What can name a thing, the best first.
_LABELS: Final = tuple(map(term, ("skos:prefLabel", "rdfs:label", "dcterms:title")))
# What terms of others are called here; a graph seldom brings their labels.
_PLAIN: Final = {
    "rdf:type": "is a",
    "rdfs:comment": "comment",
    "rdfs:label": "name",
    "rdfs:subClassOf": "narrower than",
    "dcterms:created": "made on",
    "dcterms:license": "licence",
    "dcterms:source": "source",
    "dcterms:title": "title",
    "geo:hasGeometry": "where",
    "geo:asWKT": "coordinates",
    "nif:anchorOf": "words",
    "nif:beginIndex": "begins at",
    "nif:endIndex": "ends at",
    "nif:isString": "text",
    "nif:referenceContext": "sentence of",
    "owl:sameAs": "the same as",
    "prov:wasDerivedFrom": "evidence",
    "schema:creditText": "credit",
    "schema:identifier": "code",
    "schema:jobTitle": "office",
    "schema:name": "name",
    "schema:url": "address",
    "schema:value": "value",
    "skos:altLabel": "also called",
    "skos:broadMatch": "broader elsewhere",
    "skos:broader": "broader",
    "skos:closeMatch": "close to",
    "skos:definition": "definition",
    "skos:editorialNote": "editor's note",
    "skos:exactMatch": "the same as",
    "skos:inScheme": "in",
    "skos:narrowMatch": "narrower elsewhere",
    "skos:narrower": "narrower",
    "skos:notation": "number",
    "skos:note": "note",
    "skos:prefLabel": "name",
    "skos:relatedMatch": "related to",
    "skos:topConceptOf": "top of",
}


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
    path = iri.removeprefix(ROOT)
    # A path that began with a slash of its own would be the address of another host.
    if iri.startswith(ROOT) and not path.startswith(("/", "\\")):
        return "/" + quote(path, safe="/#%")
    return iri if iri.startswith(("http://", "https://")) else None


def shorten(iri: str) -> str:
    """The IRI under the longest of our prefixes that fits, or as it is."""
    fitting = [(len(base), name) for name, base in PREFIXES.items() if iri.startswith(base)]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"


def label(store: Store, thing: NamedNode) -> str:
    """What a thing is called: its label, in English where there are several; else its short IRI.

    A sentence has no label and is called by its number.
    """
    if found := label_term(store, thing):
        return found.value
    for quad in store.quads_for_pattern(thing, term(":number"), None, DefaultGraph()):
        if isinstance(quad.object, Literal):
            return f"Sentence {quad.object.value}"
    short = shorten(thing.value)
    return _PLAIN.get(short, short)


def label_term(store: Store, thing: NamedNode) -> Literal | None:
    """The label with its language: of the default graph, else of any, as the ontology's are."""
    for property_ in _LABELS:
        for graph in (DefaultGraph(), None):
            quads = store.quads_for_pattern(thing, property_, None, graph)
            found = [quad.object for quad in quads if isinstance(quad.object, Literal)]
            if found:
                return min(found, key=_preference)
    return None


def _preference(text: Literal) -> tuple[bool, str]:
    return text.language not in ("en", None), text.value
