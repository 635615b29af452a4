"""What the graph as a whole is about: the article, the happening that all others are part of."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from ontology import ONTOLOGY_GRAPH
from server.description.licences import Licence, licence
from server.names import label
from server.once import once
from server.pages.things import library
from server.reading import when
from server.reading.article import Article, text_of
from server.reading.facts import values
from server.reading.shown import Shown, show_thing
from server.state import State
from server.terms import term


@dataclass(frozen=True, slots=True)
class Overview:
    """What is said on every page about the whole; empty where the graph does not say it.

    `first` and `last` are the days between which the main happening's parts have been.
    """

    title: str
    article: Article | None
    main: Shown | None
    dates: str
    places: tuple[tuple[NamedNode, str], ...]
    first: str
    last: str
    licence: Licence | None
    article_licence: Licence | None
    creator: str
    release: str
    modified: str


@once
def counts(state: State) -> Mapping[str, int]:
    """The number of things, by the name of their class."""
    classes = ("Sentence", "Happening", "Actor", "Place")
    return {name: count(state.store, name) for name in classes}


def count(store: Store, name: str) -> int:
    """How many things are of a class of ours, or of a class under it."""
    classes, found = [term(f":{name}")], set[object]()
    for kind in classes:  # grows while it is walked
        quads = store.quads_for_pattern(None, term("rdfs:subClassOf"), kind, None)
        classes += {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)} - {
            *classes
        }
        found |= {
            q.subject for q in store.quads_for_pattern(None, term("rdf:type"), kind, DefaultGraph())
        }
    return len(found)


@once
def overview(state: State) -> Overview:
    """Look up what the graph is about."""
    store, articles = state.store, library().articles
    article = articles[0] if articles and articles[0].iri else None
    main = main_happening(store)
    days = sorted(days_of_parts(store, main)) if main else []
    about = NamedNode(ONTOLOGY_GRAPH)
    return Overview(
        title=title_of(state, article, main),
        article=article,
        main=show_thing(store, main) if main else None,
        dates=dates_of(store, main) if main else "",
        places=tuple(places_of(store, main)) if main else (),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        licence=licence(text_of(store, about, "dcterms:license")),
        article_licence=licence(article.licence) if article else None,
        creator=text_of(store, about, "dcterms:creator"),
        release=text_of(store, about, "owl:versionInfo"),
        modified=text_of(store, about, "dcterms:modified"),
    )


def title_of(state: State, article: Article | None, main: NamedNode | None) -> str:
    """What the graph is called: after its main happening, its article or its file."""
    if main:
        return label(state.store, main)
    return (article.title if article else "") or state.name


def main_happening(store: Store) -> NamedNode | None:
    """The happening that most others are part of."""
    quads = store.quads_for_pattern(None, term(":partOf"), None, DefaultGraph())
    wholes = Counter(quad.object for quad in quads if isinstance(quad.object, NamedNode))
    return min(wholes, key=lambda whole: (-wholes[whole], str(whole)), default=None)


def dates_of(store: Store, happening: NamedNode) -> str:
    """When a happening was, in words."""
    found = values(store, happening, ":when")
    return " or ".join(when.in_words(day.value) for day in found if isinstance(day, Literal))


def places_of(store: Store, happening: NamedNode) -> Iterator[tuple[NamedNode, str]]:
    """Where a happening was, with what the places are called."""
    for place in values(store, happening, ":at"):
        if isinstance(place, NamedNode):
            yield place, label(store, place)


def days_of_parts(store: Store, main: NamedNode) -> set[str]:
    """The first and last days of all that is part of a happening, and its own first day."""
    parts = {q.subject for q in store.quads_for_pattern(None, term(":partOf"), main, None)} | {main}
    return {
        day.value
        for part in parts
        for name in (":earliest", ":latest")
        for day in values(store, part, name)
        if isinstance(day, Literal)
    }
