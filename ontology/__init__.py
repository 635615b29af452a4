"""What can be said: the terms, kinds, shapes and alignments of Sitrep, as Turtle files.

This folder holds content. The code here only says where each file is and what the names begin with.
"""

from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent

TERMS: Final = HERE / "sitrep.ttl"
KINDS: Final = HERE / "kinds.ttl"
SHAPES: Final = HERE / "shapes.ttl"
ALIGNMENTS: Final = HERE / "alignments.ttl"

NAMESPACE: Final = "https://w3id.org/sitrep/ns#"
KIND_NAMESPACE: Final = "https://w3id.org/sitrep/kind/"
# What says that things of two articles are one: the tables, and the records of their rows.
SAME_NAMESPACE: Final = "https://w3id.org/sitrep/same/"
# The named graph that holds the ontology in a built dataset: the ontology's own IRI.
ONTOLOGY_GRAPH: Final = "https://w3id.org/sitrep/ns"
# What a named graph conforms to that says things in the words of Wikidata: `wdt:`, `p:`, `ps:`.
WIKIBASE: Final = "http://wikiba.se/ontology"
EDTF_DATATYPE: Final = "http://id.loc.gov/datatypes/edtf/EDTF"

# The prefixes under which the files of this project, its queries and its answers are written.
PREFIXES: Final[dict[str, str]] = {
    "": NAMESPACE,
    "k": KIND_NAMESPACE,
    "b": "https://w3id.org/sitrep/bhamo/",
    "s": "https://w3id.org/sitrep/bhamo/sentence/",
    "bd": "http://www.bigdata.com/rdf#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "p": "http://www.wikidata.org/prop/",
    "pq": "http://www.wikidata.org/prop/qualifier/",
    "pqv": "http://www.wikidata.org/prop/qualifier/value/",
    "pr": "http://www.wikidata.org/prop/reference/",
    "prov": "http://www.w3.org/ns/prov#",
    "prv": "http://www.wikidata.org/prop/reference/value/",
    "ps": "http://www.wikidata.org/prop/statement/",
    "psv": "http://www.wikidata.org/prop/statement/value/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "sssom": "https://w3id.org/sssom/",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "wikibase": "http://wikiba.se/ontology#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
