"""The shapes of the ontology: each fails on a file that breaks it, and what is shipped keeps all.

A file `broken/<shape>.ttl` makes one mistake, which its first line tells. It is added to
`sound.ttl`, a made-up battle that keeps every rule, and only its own shape looks at the two: all
shapes together would take seconds for each file.
"""

from pathlib import Path
from typing import Final, cast

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

import ontology
from graph.build import prepare
from graph.gates.shapes import shapes as shapes_gate
from graph.paths import Sources

HERE: Final = Path(__file__).parent
SOUND: Final = HERE / "sound.ttl"
BROKEN: Final = sorted((HERE / "broken").glob("*.ttl"))
SH: Final = Namespace("http://www.w3.org/ns/shacl#")
SHAPE: Final = "https://w3id.org/sitrep/shape/"
TARGETS: Final = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
# An annotation of terms and kinds, which are of no class of ours.
ON_ANYTHING: Final = {"unusedBecause"}


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ontology.SHAPES)


@pytest.fixture(scope="module")
def terms() -> Graph:
    return Graph().parse(ontology.TERMS)


@pytest.fixture(scope="module")
def sound(terms: Graph) -> Graph:
    together = Graph().parse(ontology.KINDS).parse(ontology.ALIGNMENTS).parse(SOUND)
    return together + terms


def validate(data: Graph, shapes: Graph, *only: URIRef) -> Graph:
    outcome = pyshacl.validate(data, shacl_graph=shapes, use_shapes=list(only) or None)
    return cast("Graph", outcome[1])


def with_target(shapes: Graph) -> set[Node]:
    return {shape for target in TARGETS for shape in shapes.subjects(target)}


def messages(shapes: Graph, shape: Node) -> list[Node]:
    """What a shape says, or its SPARQL constraint, whose message can name what it found."""
    says = (shape, *shapes.objects(shape, SH.sparql))
    return [message for one in says for message in shapes.objects(one, SH.message)]


def test_each_shape_has_a_file_that_breaks_it(shapes: Graph) -> None:
    names = {str(shape).removeprefix(SHAPE) for shape in with_target(shapes)}
    assert len(names) > 100
    assert {path.stem for path in BROKEN} == names


def test_what_is_sound_keeps_every_rule(sound: Graph, shapes: Graph) -> None:
    report = validate(sound, shapes)
    assert set(report.objects(None, SH.resultMessage)) == set()
    assert (None, SH.conforms, Literal(lexical_or_value=True)) in report


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_breaks_its_shape(path: Path, sound: Graph, shapes: Graph) -> None:
    shape = URIRef(SHAPE + path.stem)
    report = validate(sound + Graph().parse(path), shapes, shape)
    results = set(report.subjects(RDF.type, SH.ValidationResult))
    assert results, f"{path.name} does not break its shape; is it still the mistake it tells?"
    for result in results:
        assert report.value(result, SH.sourceShape) == shape
        assert report.value(result, SH.resultSeverity) == SH.Violation
        said = str(report.value(result, SH.resultMessage, any=True))
        assert said.strip()
        assert "{" not in said, "a placeholder of the message was left unfilled"


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_tells_its_mistake(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith((".", "?"))


def test_what_is_shipped_keeps_every_rule() -> None:
    result = shapes_gate(prepare(Sources()))
    assert result.problems == ()
    assert result.looked_at > 1000


def test_each_shape_says_in_english_what_is_wrong_and_how_gravely(shapes: Graph) -> None:
    for shape in with_target(shapes):
        assert str(shape).startswith(SHAPE)
        assert {SH.NodeShape, SH.PropertyShape} & set(shapes.objects(shape, RDF.type)), shape
        assert shapes.value(shape, SH.severity, any=False) == SH.Violation, shape
        [label] = shapes.objects(shape, RDFS.label)
        [message] = messages(shapes, shape)
        assert isinstance(label, Literal)
        assert isinstance(message, Literal)
        assert label.language == message.language == "en", shape
        assert len(label) > 10 < len(message), shape


def test_labels_differ(shapes: Graph) -> None:
    labels = [label for shape in with_target(shapes) for label in shapes.objects(shape, RDFS.label)]
    assert len(labels) == len(set(labels))


def test_each_class_is_looked_at(shapes: Graph, terms: Graph) -> None:
    classes = set(terms.subjects(RDF.type, OWL.Class))
    assert classes
    assert classes - set(shapes.objects(None, SH.targetClass)) == set()


def test_each_property_without_a_domain_has_a_shape_for_what_bears_it(
    shapes: Graph, terms: Graph
) -> None:
    told = {
        term for shape in with_target(shapes) for term in shapes.objects(shape, SH.targetSubjectsOf)
    }
    assert properties_without(terms, RDFS.domain) - told == set()


def test_each_property_without_a_range_has_a_shape_for_what_it_points_to(
    shapes: Graph, terms: Graph
) -> None:
    told = {*shapes.objects(None, SH.path), *shapes.objects(None, SH.targetObjectsOf)}
    assert properties_without(terms, RDFS.range) - told == set()


def properties_without(terms: Graph, end: URIRef) -> set[Node]:
    sorts = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    found = {term for sort in sorts for term in terms.subjects(RDF.type, sort)}
    assert found
    excused = {URIRef(ontology.NAMESPACE + name) for name in ON_ANYTHING}
    return {term for term in found if (term, end, None) not in terms} - excused
