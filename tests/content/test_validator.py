"""What judges writes says the same as the gate, though it asks some shapes of another engine."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib import Graph, Namespace, URIRef

import ontology
from graph.gates.shapes import violations as violations_of
from sitrep.validator import violations

HERE = Path(__file__).parent
SH = Namespace("http://www.w3.org/ns/shacl#")
RULES = Graph().parse(ontology.SHAPES)
ASKING = sorted(str(shape).rsplit("/", 1)[-1] for shape in RULES.subjects(SH.sparql))
ANY = [path.stem for path in sorted((HERE / "broken").glob("*.ttl"))[::40]]


@pytest.mark.parametrize("name", [*ASKING, *ANY])
def test_the_verdict_is_that_of_the_gate(name: str) -> None:
    terms = Graph().parse(ontology.TERMS).parse(ontology.ALIGNMENTS)
    data = (
        Graph()
        .parse(ontology.KINDS)
        .parse(HERE / "sound.ttl")
        .parse(HERE / "broken" / f"{name}.ttl")
    )
    store = Store()
    store.load(data.serialize(format="nt"), RdfFormat.N_TRIPLES)
    graph = NamedNode(str(URIRef(ontology.ONTOLOGY_GRAPH)))
    store.load(terms.serialize(format="nt"), RdfFormat.N_TRIPLES, to_graph=graph)
    expected = sorted(set(violations_of(data + terms, RULES)))
    assert expected
    assert [*violations(store)] == expected
