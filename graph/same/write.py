"""A table of what articles share as RDF: each pair that stands, and a record of each judgement.

The triples are for the default graph, beside the built graphs. The records have names under the
table's own, which is in no article's folder: none of them is any article's.
"""

from collections.abc import Iterator

from rdflib import Dataset, URIRef

from graph.assembling.linked import record_of, the_table
from graph.model import Link, Links
from graph.quads import Triple, add, default_graph
from graph.same.read import other_of, slug_of
from graph.write import to_nquads


def as_nquads(shared: Links) -> bytes:
    """The file that is loaded beside the graphs; the same bytes for the same table."""
    dataset = Dataset(store="Oxigraph")
    add(default_graph(dataset), triples(shared))
    return to_nquads(dataset)


def triples(shared: Links) -> Iterator[Triple]:
    """The pairs that stand, the table, and a record for each of its rows."""
    yield from the_table(shared)
    for link in shared.rows:
        if link.asserted:
            yield link.subject, link.predicate, other_of(link)
        yield from record_of(shared, link, record_iri(shared, link), in_words(link))


def record_iri(shared: Links, link: Link) -> URIRef:
    """The name of a record, such as `…/same/kachin/bhamo.kia-myitkyina.kia`."""
    ends = (f"{slug_of(thing)}.{local(thing)}" for thing in (link.subject, other_of(link)))
    return URIRef(f"{shared.iri}/{'-not-' if link.rejected else ''}{'-'.join(ends)}")


def local(thing: URIRef) -> str:
    """The name of a thing within its article, as one part of a path."""
    return thing.partition(f"/{slug_of(thing)}/")[2].replace("/", ".").replace("#", ".")


def in_words(link: Link) -> str:
    """The judgement in a line."""
    cells, other = link.row.cells, other_of(link)
    one = f"{cells['subject_label']} ({slug_of(link.subject)})"
    two = f"{cells['object_label']} ({slug_of(other)})"
    verb = "is like" if link.predicate.endswith(("closeMatch", "broadMatch")) else "is"
    return f"{one} {'is not' if link.rejected else verb} {two}"
