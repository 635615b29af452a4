"""Which property of Wikidata stands for a term of ours, as `ontology/alignments.ttl` has it."""

from typing import Final

from rdflib import RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

import ontology

WD: Final = Namespace(ontology.PREFIXES["wd"])
WDT: Final = Namespace(ontology.PREFIXES["wdt"])
WIKIBASE: Final = Namespace(ontology.PREFIXES["wikibase"])
P: Final = Namespace(ontology.PREFIXES["p"])
PS: Final = Namespace(ontology.PREFIXES["ps"])
PSV: Final = Namespace(ontology.PREFIXES["psv"])
PQ: Final = Namespace(ontology.PREFIXES["pq"])
PQV: Final = Namespace(ontology.PREFIXES["pqv"])
PR: Final = Namespace(ontology.PREFIXES["pr"])
PRV: Final = Namespace(ontology.PREFIXES["prv"])

MATCHES: Final = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)


def counterpart(alignments: Graph, term: Node) -> str | None:
    """The property of Wikidata for a term, such as `P276`; the closest match goes first."""
    for match in MATCHES:
        found = sorted(
            str(other).removeprefix(WDT)
            for other in alignments.objects(term, match)
            if str(other).startswith(WDT)
        )
        if found:
            return found[0]
    return None


def names_of(alignments: Graph, name: str) -> list[Literal]:
    """What Wikidata calls a property."""
    labels = alignments.objects(WD[name], RDFS.label)
    return [label for label in labels if isinstance(label, Literal)]


def is_item(term: Node) -> bool:
    """Whether a term is an item of Wikidata itself and not one of ours."""
    return isinstance(term, URIRef) and term.startswith(WD)
