"""The invented battles in `battles/`: their facts are as sound as those of the graph shipped."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph

from graph.assembling.assemble import assemble
from graph.gates.comments import comments
from graph.gates.covered import covered
from graph.gates.dates import dates
from graph.gates.nodes import nodes
from graph.gates.numbers import numbers
from graph.gates.offsets import offsets
from graph.gates.shapes import violations
from graph.gates.source import source
from graph.gates.terms import definitions, undefined
from graph.gates.words import words
from graph.model import GateResult, Materials, Subject
from graph.names import ONTOLOGY_GRAPH
from graph.paths import Sources
from graph.quads import default_graph, flat_copy, named_graph, read_turtle
from graph.reading.article import read_article
from graph.reading.facts import read_facts
from graph.reading.links import read_links

BATTLES = sorted(path for path in Path(__file__).with_name("battles").iterdir() if path.is_dir())

battles = pytest.mark.parametrize("subject", BATTLES, ids=lambda path: path.name, indirect=True)


@pytest.fixture(scope="module")
def subject(request: pytest.FixtureRequest) -> Subject:
    folder: Path = request.param
    sources = Sources()
    materials = Materials(
        article=read_article(folder),
        facts=read_facts(folder / "facts.trig"),
        entities=read_turtle(folder / "entities.ttl"),
        gazetteer=Graph(),
        links=replace(read_links(sources.links), rows=()),
        terms=read_turtle(sources.terms),
        kinds=read_turtle(sources.kinds),
        alignments=read_turtle(sources.alignments),
        shapes=read_turtle(sources.shapes),
    )
    return Subject(sources, materials, assemble(materials))


def test_there_are_six_battles() -> None:
    assert len(BATTLES) == 6


@battles
@pytest.mark.parametrize(
    "gate",
    [source, offsets, comments, words, dates, numbers, covered, nodes],
    ids=lambda gate: gate.__name__,
)
def test_a_gate_passes(subject: Subject, gate: Callable[[Subject], GateResult]) -> None:
    result = gate(subject)
    assert result.looked_at
    assert told(result.problems) == ""


@battles
def test_every_term_and_kind_is_defined(subject: Subject) -> None:
    known = [definitions(graph) for graph in (subject.materials.terms, subject.materials.kinds)]
    named = set[object]().union(*known, definitions(subject.materials.shapes))
    assert told(undefined(subject.materials, default_graph(subject.dataset), named)) == ""


@battles
def test_it_conforms_to_the_shapes(subject: Subject) -> None:
    ontology = named_graph(subject.dataset, ONTOLOGY_GRAPH)
    data = flat_copy(default_graph(subject.dataset), ontology)
    assert told(violations(data, flat_copy(subject.materials.shapes))) == ""


@battles
def test_it_says_of_itself_that_it_is_invented(subject: Subject) -> None:
    assert "An invented account" in subject.materials.article.sentences[-1].text
    assert "Invented for tests" in subject.materials.facts.lines[0]


def told(problems: Iterable[str]) -> str:
    return "\n".join(problems)
