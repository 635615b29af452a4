"""Everything that can be found by words: things by their names, questions, sentences, terms."""

from collections.abc import Iterator
from itertools import islice
from typing import Final, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from server.names import label
from server.once import once
from server.parts.owners import battle_of
from server.reading.borrowed import CLASSES
from server.reading.facts import types_of, values
from server.reading.library import library
from server.reading.shown import here_or_there
from server.reading.vocabulary import read_terms
from server.searching.index import Entry, Index, make_index
from server.state import State
from server.terms import term

# Of a very large graph only so many things can be found by name here; SPARQL finds all.
MOST_THINGS: Final = 20_000
_NAMING: Final = ("skos:prefLabel", "rdfs:label", "skos:altLabel", "skos:notation", ":cue")


@once
def the_index(state: State) -> Index:
    """Everything that can be found in the present graph."""
    questions = (
        Entry(
            group="questions",
            title=saved.summary,
            href=f"/queries/{saved.slug}",
            iri="",
            note=", ".join(saved.tags),
            names=(saved.summary,),
            text=f"{saved.description} {' '.join(saved.tags)}",
        )
        for saved in state.questions.values()
    )
    return make_index([*things(state.store), *questions, *sentences(), *terms(state.store)])


def things(store: Store) -> Iterator[Entry]:
    """Everything that has a name; the article is read by its sentences."""
    names = dict[NamedNode, dict[str, None]]()
    for property_ in _NAMING:
        for quad in store.quads_for_pattern(None, term(property_), None, DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                names.setdefault(quad.subject, {})[quad.object.value] = None
    for thing, code in codes(store):
        names.setdefault(thing, {})[code] = None
    for kind in CLASSES:
        for quad in store.quads_for_pattern(None, term("rdf:type"), kind, None):
            names.pop(cast("NamedNode", quad.subject), None)
    labels = ((label(store, thing), thing) for thing in islice(names, MOST_THINGS))
    for called, thing in sorted(labels, key=lambda pair: pair[0]):
        href = here_or_there(store, thing) or ""
        spelt = tuple(dict.fromkeys((called, *names[thing])))
        yield Entry("things", called, href, thing.value, "", spelt)


def note(store: Store, entry: Entry) -> str:
    """What is to be said of an entry in small print: what a thing is, and in which battle."""
    if entry.group in ("questions", "terms"):
        return entry.note
    iri = NamedNode(entry.iri)
    battle = battle_of(iri, {each.slug: each.title for each in library().articles})
    kinds = ", ".join(label(store, kind) for kind in types_of(store, iri))
    said = kinds if entry.group == "things" else entry.note
    return " · ".join(filter(None, (said, battle)))


def codes(store: Store) -> Iterator[tuple[NamedNode, str]]:
    """The numbers under which others know things."""
    for quad in store.quads_for_pattern(None, term("schema:identifier"), None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            for code in values(store, quad.object, "schema:value"):
                if isinstance(code, Literal):
                    yield quad.subject, code.value


def sentences() -> Iterator[Entry]:
    """Every sentence of every article."""
    known = library()
    for said in (said for article in known.articles for said in known.sentences(article)):
        number = f"Sentence {said.number}"
        yield Entry("sentences", number, said.href, said.iri.value, said.section, (), said.text)


def terms(store: Store) -> Iterator[Entry]:
    """Every term of the ontology."""
    for found in read_terms(store):
        names = (found.shown.text, found.name)
        kind = "class" if found.is_class else "property"
        iri = term(f":{found.name}").value
        href = f"/ontology#{found.name}"
        yield Entry("terms", found.shown.text, href, iri, kind, names, found.definition)
