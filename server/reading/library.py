"""The library: the articles of a graph, and whose each sentence is.

A graph of many battles has many sentences, of which a page shows some: each is read when it is
first asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Store

from server.once import once
from server.reading.article import Article, Sentence, read_article, read_sentence, text_of
from server.state import State
from server.terms import term

Order = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Library:
    """All articles, in the order of their titles.

    `whose` has the article of each sentence, `members` the sentences of each article in no order,
    and `known` those that were read already.
    """

    store: Store
    articles: tuple[Article, ...] = ()
    whose: Mapping[NamedNode, Article] = field(default_factory=dict[NamedNode, Article])
    members: Mapping[NamedNode | None, Sequence[NamedNode]] = field(
        default_factory=dict[NamedNode | None, Sequence[NamedNode]]
    )
    known: dict[NamedNode, Sentence] = field(default_factory=dict[NamedNode, Sentence])

    def find(self, name: str) -> Article | None:
        """The article of a slug, or of a number counted from 1."""
        return next((each for each in self.articles if name in (each.slug, str(each.place))), None)

    def sentence(self, iri: NamedNode) -> Sentence | None:
        """A sentence by its IRI; None for what is none."""
        if iri not in self.known and iri in self.whose:
            self.known[iri] = read_sentence(self.store, iri, self.whose[iri])
        return self.known.get(iri)

    def sentences(self, article: Article) -> tuple[Sentence, ...]:
        """The sentences of an article, in the order of reading."""
        return self.among(self.members.get(article.iri, ()))

    def among(self, iris: Iterable[NamedNode]) -> tuple[Sentence, ...]:
        """The sentences that some IRIs are of, each once, in the order of reading."""
        found = {said.iri: said for iri in iris if (said := self.sentence(iri))}
        return tuple(sorted(found.values(), key=self.order))

    def order(self, said: Sentence) -> Order:
        """Where a sentence is read: which article, at which offset."""
        return self.whose[said.iri].place, said.begin or 0, said.iri.value

    def text(self, article: Article) -> str:
        """The text of an article; empty where the graph does not have it."""
        return text_of(self.store, article.iri, "nif:isString")


def read_library(state: State) -> Library:
    """Look up which articles and sentences there are; the articles are ordered by their titles."""
    store = state.store
    wholes = dict[NamedNode, NamedNode]()
    members = defaultdict[NamedNode | None, list[NamedNode]](list)
    for quad in store.quads_for_pattern(None, term("nif:referenceContext"), None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            known = wholes.get(quad.subject, quad.object)
            wholes[quad.subject] = min(known, quad.object, key=str)
    quads = store.quads_for_pattern(None, term("nif:anchorOf"), None, None)
    for sentence in {quad.subject for quad in quads}:
        if isinstance(sentence, NamedNode):
            members[wholes.get(sentence)].append(sentence)
    for quad in store.quads_for_pattern(None, term("nif:isString"), None, None):
        if isinstance(quad.subject, NamedNode):
            members[quad.subject] += []
    iris = sorted(
        members, key=lambda iri: (iri is None, text_of(store, iri, "dcterms:title"), str(iri))
    )
    articles = tuple(read_article(store, iri, place) for place, iri in enumerate(iris, start=1))
    whose = {said: each for each in articles for said in members[each.iri]}
    return Library(store, articles, whose, members)


library = once(read_library)
