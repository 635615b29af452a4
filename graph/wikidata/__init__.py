"""The facts of the graph in Wikidata's words: items, statements, qualifiers, references.

The shape is that of Wikidata's own RDF (https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format),
so that a query written for the Wikidata Query Service finds here what the graph has to say. A thing
that is linked with an item is that item; everything else is an item under its own IRI.

    the flat graph ── `items`, `claims` ──► claims ── `write` ──► triples of a graph of their own
                                               └──── `quickstatements` ──► lines for a person
"""
