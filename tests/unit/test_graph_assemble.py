from pathlib import Path

import pytest
from rdflib import PROV, RDF, XSD, Dataset, Literal, URIRef

from graph.build import prepare
from graph.names import NIF, ONTOLOGY_GRAPH, SITREP, derived_iri, sentence_iri
from graph.paths import Sources
from graph.quads import default_graph, graph_names, named_graph

AYE = "https://w3id.org/sitrep/aye/"
DERIVED = derived_iri("aye")


def thing(name: str) -> URIRef:
    return URIRef(AYE + name)


def day(text: str) -> Literal:
    return Literal(text, datatype=XSD.date)


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


@pytest.fixture
def dataset(small: Sources) -> Dataset:
    return prepare(small).dataset


def test_each_sentence_with_facts_has_a_graph_and_the_ontology_has_one(dataset: Dataset) -> None:
    sentences = {sentence_iri("aye", number) for number in (1, 3, 4, 5)}
    assert set(graph_names(dataset)) == {*sentences, ONTOLOGY_GRAPH, DERIVED}


def test_the_default_graph_has_every_fact_once_more(dataset: Dataset) -> None:
    flat = set(default_graph(dataset))
    assert not flat & set(named_graph(dataset, DERIVED))
    for name in graph_names(dataset):
        if name not in (ONTOLOGY_GRAPH, DERIVED):
            assert set(named_graph(dataset, name)) <= flat


def test_the_default_graph_is_no_union(dataset: Dataset) -> None:
    assert not dataset.default_union
    owl_class = URIRef("http://www.w3.org/2002/07/owl#Class")
    assert (SITREP.Unit, RDF.type, owl_class) not in default_graph(dataset)


def test_what_is_ours_is_in_no_sentence(dataset: Dataset) -> None:
    generated = (PROV.wasDerivedFrom, NIF.anchorOf, SITREP.notModelled, NIF.isString)
    for name in set(graph_names(dataset)) - {DERIVED}:
        assert not {*named_graph(dataset, name).predicates()} & set(generated)
    for term in generated:
        assert (None, term, None) in default_graph(dataset)


def test_bounds_stand_beside_the_date_in_both_graphs(dataset: Dataset) -> None:
    for graph in (named_graph(dataset, sentence_iri("aye", 3)), default_graph(dataset)):
        for bound in (SITREP.earliest, SITREP.latest):
            assert list(graph.objects(thing("attack"), bound)) == [day("2030-03-01")]


def test_a_part_begins_no_earlier_than_its_whole(dataset: Dataset) -> None:
    flat, told = default_graph(dataset), named_graph(dataset, sentence_iri("aye", 5))
    assert list(flat.objects(thing("capture"), SITREP.earliest)) == [day("2030-03-01")]
    assert list(told.objects(thing("capture"), SITREP.earliest)) == []
    assert list(told.objects(thing("capture"), SITREP.latest)) == [day("2030-03-04")]


def test_of_several_wholes_the_last_to_begin_counts_even_in_a_circle(small: Sources) -> None:
    append(
        small.entities,
        "b:phase a :Event ; :when '2030-03-03/..'^^<http://id.loc.gov/datatypes/edtf/EDTF> ."
        "b:capture :partOf b:phase, b:raid . b:raid a :Event ; :partOf b:capture .",
    )
    flat = default_graph(prepare(small).dataset)
    for part in ("capture", "raid"):
        assert list(flat.objects(thing(part), SITREP.earliest)) == [day("2030-03-03")]


def test_happenings_and_numbers_lead_to_their_sentences(dataset: Dataset) -> None:
    pairs = set(default_graph(dataset).subject_objects(PROV.wasDerivedFrom))
    told = {("battle", 1), ("attack", 3), ("huts", 4), ("capture", 5)}
    assert pairs == {(thing(name), sentence_iri("aye", number)) for name, number in told}


def test_wider_classes_are_said_in_the_default_graph_only(dataset: Dataset) -> None:
    flat, told = default_graph(dataset), named_graph(dataset, sentence_iri("aye", 3))
    assert set(flat.objects(thing("brigade"), RDF.type)) == {SITREP.Unit, SITREP.Actor}
    assert set(told.objects(thing("brigade"), RDF.type)) == {SITREP.Unit}
    assert set(flat.objects(thing("attack"), RDF.type)) == {SITREP.Event, SITREP.Happening}


def test_sentences_have_their_words_offsets_and_section(small: Sources) -> None:
    subject = prepare(small)
    article = subject.materials.article
    flat = default_graph(subject.dataset)
    for sentence in article.sentences:
        iri = sentence_iri("aye", sentence.number)
        assert str(flat.value(iri, NIF.anchorOf)) == sentence.text
        begin, end = flat.value(iri, NIF.beginIndex), flat.value(iri, NIF.endIndex)
        assert article.text[int(str(begin)) : int(str(end))] == sentence.text
        assert flat.value(iri, NIF.referenceContext) == thing("article")
        assert flat.value(iri, SITREP.section) == Literal(sentence.section, lang="en")
        assert flat.value(iri, SITREP.number) == Literal(sentence.number)
