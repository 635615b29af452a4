"""Gate: the graph conforms to the shapes of the ontology (SHACL, https://www.w3.org/TR/shacl/)."""

from collections.abc import Iterable, Iterator
from typing import Final, cast

import pyshacl
from pyshacl.errors import ReportableRuntimeError
from rdflib import RDF, Dataset, Graph
from rdflib.term import Node

from graph.model import GateResult, Subject
from graph.names import ONTOLOGY_GRAPH, SH, shorten
from graph.quads import add, default_graph, flat_copy, named_graph

# Which nodes each shape looks at, as SHACL defines it (section 2.1.3). Asked here and not of the
# validator, so that a shape that the validator passes over is noticed.
TARGETS: Final = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?shape ?focus WHERE {
  ?shape ?target ?named .
  VALUES ?target { sh:targetClass sh:targetNode sh:targetSubjectsOf sh:targetObjectsOf sh:target }
  OPTIONAL {
    { ?shape sh:targetClass/^rdfs:subClassOf*/^a ?focus }
    UNION { ?shape sh:targetNode ?focus }
    UNION { ?shape sh:targetSubjectsOf ?term . ?focus ?term ?any }
    UNION { ?shape sh:targetObjectsOf ?term . ?any ?term ?focus }
  }
}
"""


def shapes(subject: Subject) -> GateResult:
    """Validate a flat copy: given a dataset, the validator leaves it with a union default graph."""
    ontology = named_graph(subject.dataset, ONTOLOGY_GRAPH)
    data = flat_copy(default_graph(subject.dataset), ontology)
    rules = flat_copy(subject.materials.shapes)
    targets = focus_nodes(data, rules)
    unused = () if subject.sources.borrowed else idle(targets)
    problems = (*unused, *sorted(violations(data, rules)))
    looked_at = sum(map(len, targets.values()))
    return GateResult("shapes", looked_at, f"focus nodes of {len(targets)} shapes", problems)


def focus_nodes(data: Graph, rules: Graph) -> dict[Node, set[Node]]:
    """The nodes that each shape with a target looks at."""
    both = default_graph(Dataset(store="Oxigraph"))
    for graph in (data, rules):
        add(both, graph)
    found: dict[Node, set[Node]] = {}
    for shape, focus in cast("Iterable[tuple[Node, Node | None]]", both.query(TARGETS)):
        found.setdefault(shape, set()).update([] if focus is None else [focus])
    return found


def idle(targets: dict[Node, set[Node]]) -> Iterator[str]:
    """Shapes that would pass whatever the data said."""
    for shape in sorted(targets, key=str):
        if not targets[shape]:
            yield f"the shape {shorten(shape)} finds no node to look at"


def violations(data: Graph, rules: Graph) -> Iterator[str]:
    """Each result of the validation in one line: what is wrong, at which node, with which value."""
    try:
        report = validate(data, rules)
    except ReportableRuntimeError as fault:
        yield f"shapes.ttl is no sound SHACL: {' '.join(str(fault).split())}"
        return
    for result in report.subjects(RDF.type, SH.ValidationResult):
        message = report.value(result, SH.resultMessage, any=True)
        value = report.value(result, SH.value)
        found = "" if value is None else f" (value: {shorten(value)})"
        yield f"{shorten(report.value(result, SH.focusNode))}: {message}{found}"


def validate(data: Graph, rules: Graph) -> Graph:
    """The validation report as a graph.

    Raises:
        ReportableRuntimeError: the shapes themselves are malformed.
    """
    outcome = cast("object", pyshacl.validate(data, shacl_graph=rules))  # pyright: ignore[reportUnknownMemberType] # the package leaves its options untyped
    _, report, text = cast("tuple[bool, Graph | object, str]", outcome)
    if not isinstance(report, Graph):
        raise ReportableRuntimeError(text)
    return report
