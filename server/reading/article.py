"""The articles that a graph was read from, with their texts and their sentences.

The graph holds both in NIF (https://persistence.uni-leipzig.org/nlp2rdf/): a context with the whole
text, and its sentences with their words and their offsets, counted in code points.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Store

from server.names import ROOT
from server.parts.owners import folder_of
from server.state import State
from server.terms import term


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words, its number, its offsets in the text, and where it is read.

    `anchor` is its name in the page of the article, `href` the address there.
    """

    iri: NamedNode
    text: str
    number: str
    anchor: str
    href: str
    section: str
    begin: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Article:
    """One article; `iri` is None for sentences that belong to none.

    `slug` is its name in addresses: the folder that holds its things, or else its number.
    """

    iri: NamedNode | None
    slug: str
    title: str
    source: str
    licence: str
    retrieved: str
    language: str
    text: str
    sentences: tuple[Sentence, ...]

    def tells(self, thing: NamedNode) -> bool:
        """Whether a thing is one of those that are named in its folder."""
        return bool(self.iri) and thing.value.startswith(f"{ROOT}{self.slug}/")


@dataclass(frozen=True, slots=True)
class Library:
    """All articles, and every sentence of theirs by its IRI, in the order of reading."""

    articles: tuple[Article, ...] = ()
    sentences: Mapping[NamedNode, Sentence] = field(default_factory=dict[NamedNode, Sentence])

    def find(self, name: str) -> Article | None:
        """The article of a slug, or of a number counted from 1."""
        numbers = enumerate(self.articles, start=1)
        return next((each for at, each in numbers if name in (each.slug, str(at))), None)

    def among(self, iris: set[NamedNode]) -> tuple[Sentence, ...]:
        """The sentences that some IRIs are of, in the order of reading."""
        if len(iris) == 1:
            found = self.sentences.get(next(iter(iris)))
            return (found,) if found else ()
        return tuple(said for iri, said in self.sentences.items() if iri in iris)


def read_library(state: State) -> Library:
    """Gather the sentences of a graph by their articles, the articles by their titles."""
    store, members = state.store, defaultdict[NamedNode | None, list[NamedNode]](list)
    for quad in store.quads_for_pattern(None, term("nif:anchorOf"), None, None):
        if isinstance(quad.subject, NamedNode):
            whole = first(store, quad.subject, "nif:referenceContext")
            members[whole if isinstance(whole, NamedNode) else None].append(quad.subject)
    for quad in store.quads_for_pattern(None, term("nif:isString"), None, None):
        if isinstance(quad.subject, NamedNode):
            members[quad.subject] += []
    articles = sorted(members, key=lambda iri: (iri is None, text_of(store, iri, "dcterms:title")))
    read = tuple(
        read_article(store, iri, place, set(members[iri]))
        for place, iri in enumerate(articles, start=1)
    )
    return Library(read, {said.iri: said for article in read for said in article.sentences})


def read_article(
    store: Store, iri: NamedNode | None, place: int, members: set[NamedNode]
) -> Article:
    """One article with its sentences; `place` is its number among the articles."""
    slug = (folder_of(iri.value) if iri else "") or str(place)
    base = "/article" if place == 1 else f"/article?of={slug}"
    found = [read_sentence(store, said, base) for said in members]
    title = first(store, iri, "dcterms:title")
    return Article(
        iri=iri,
        slug=slug,
        title=title.value if isinstance(title, Literal) else "",
        source=web(text_of(store, iri, "dcterms:source")),
        licence=text_of(store, iri, "dcterms:license"),
        retrieved=text_of(store, iri, ":retrieved"),
        language=title.language or "en" if isinstance(title, Literal) else "en",
        text=text_of(store, iri, "nif:isString"),
        sentences=tuple(sorted(found, key=lambda said: (said.begin or 0, said.iri.value))),
    )


def read_sentence(store: Store, iri: NamedNode, base: str) -> Sentence:
    """One sentence; where it has no number, the last part of its IRI stands for it."""
    local = re.split(r"[/#]", iri.value)[-1]
    anchor = "s" + re.sub(r"[^\w-]", "-", local)
    return Sentence(
        iri=iri,
        text=text_of(store, iri, "nif:anchorOf"),
        number=text_of(store, iri, ":number") or local.lstrip("0"),
        anchor=anchor,
        href=f"{base}#{anchor}",
        section=text_of(store, iri, ":section"),
        begin=number_of(store, iri, "nif:beginIndex"),
        end=number_of(store, iri, "nif:endIndex"),
    )


def first(store: Store, thing: NamedNode | None, name: str) -> Literal | NamedNode | None:
    """A value of a property, the first in alphabetical order."""
    if thing is None:
        return None
    quads = store.quads_for_pattern(thing, term(name), None, None)
    values = (quad.object for quad in quads)
    found = [value for value in values if isinstance(value, Literal | NamedNode)]
    return min(found, key=str, default=None)


def text_of(store: Store, thing: NamedNode | None, name: str) -> str:
    """The same as text; empty where there is none."""
    found = first(store, thing, name)
    return found.value if found else ""


def web(address: str) -> str:
    """An address, if it is one of the web: data must never become a link that runs."""
    return address if address.startswith(("http://", "https://")) else ""


def number_of(store: Store, thing: NamedNode, name: str) -> int | None:
    """The same as a whole number, where it is one."""
    said = text_of(store, thing, name)
    return int(said) if said.isascii() and said.isdigit() else None
