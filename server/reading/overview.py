"""What is said on every page about the whole: the battles, whose the data is, which release."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Store

from ontology import ONTOLOGY_GRAPH
from server.description.licences import Licence, licence
from server.once import once
from server.reading.article import Article, text_of
from server.reading.battles import ANY_SIDES, Battle, read_battles
from server.reading.library import library
from server.reading.shown import Shown
from server.state import COUNTED, State
from server.terms import term

# Of more battles a page that tells of each is longer than anybody reads: they are chosen from.
MOST_TOGETHER: Final = 10


@dataclass(frozen=True, slots=True)
class Overview:
    """The battles of a graph, and what is said of all of it; empty where the graph does not."""

    battles: tuple[Battle, ...]
    licence: Licence | None
    article_licence: Licence | None
    creator: str
    release: str
    modified: str

    @property
    def only(self) -> Battle | None:
        """The battle, where there is one alone."""
        return self.battles[0] if len(self.battles) == 1 else None

    @property
    def together(self) -> bool:
        """Whether they are few enough for one page to tell of all."""
        return len(self.battles) <= MOST_TOGETHER

    @property
    def title(self) -> str:
        """What the graph is called: after its battle, or by their number."""
        return self.only.title if self.only else f"{len(self.battles)} battles"

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that it was read from."""
        return tuple(each.article for each in self.battles if each.article)

    @property
    def main(self) -> Shown | None:
        """The first battle as a thing of the graph."""
        return self.battles[0].main

    @property
    def places(self) -> tuple[tuple[NamedNode, str], ...]:
        """Where the battles were, each place once."""
        return tuple(dict.fromkeys(place for each in self.battles for place in each.places))

    @property
    def first(self) -> str:
        """The day on which the first of them began."""
        return min((each.first for each in self.battles if each.first), default="")

    @property
    def last(self) -> str:
        """The day on which the last of them ended, as far as it has."""
        return max((each.last for each in self.battles), default="")

    @property
    def sides(self) -> Mapping[str, str]:
        """What the sides are called, by the word for style sheets."""
        return self.only.sides if self.only else ANY_SIDES

    def sides_in(self, article: Article | None) -> Mapping[str, str]:
        """The same for the battle of one article."""
        found = next((each for each in self.battles if article and each.article is article), None)
        return found.sides if found else self.sides


@once
def counts(state: State) -> Mapping[str, int]:
    """The number of things, by the name of their class."""
    return state.counted or {name: count(state.store, name) for name in COUNTED}


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
    store, about = state.store, NamedNode(ONTOLOGY_GRAPH)
    battles = read_battles(store, library().articles, state.name)
    licences = {each.article.licence for each in battles if each.article}
    return Overview(
        battles=battles,
        licence=licence(text_of(store, about, "dcterms:license")),
        article_licence=licence(licences.pop()) if len(licences) == 1 else None,
        creator=text_of(store, about, "dcterms:creator"),
        release=text_of(store, about, "owl:versionInfo"),
        modified=text_of(store, about, "dcterms:modified"),
    )
