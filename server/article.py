"""The articles that a graph was read from: their sentences, and the text as it was laid out.

The graph holds both in NIF (https://persistence.uni-leipzig.org/nlp2rdf/): a context with the whole
text, and its sentences with their words and their offsets, counted in code points. Where a graph
has sentences and no text, the sentences stand one after another.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from server.state import State
from server.terms import term

_HEADING: Final = re.compile(r"(=+)\s*([^=]+?)\s*\1")
_ITEM: Final = re.compile(r"-\s*")
_INFOBOX: Final = "Infobox"


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
    """One article; `iri` is None for sentences that belong to none."""

    iri: NamedNode | None
    title: str
    source: str
    licence: str
    retrieved: str
    language: str
    text: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Library:
    """All articles, and every sentence of theirs by its IRI, in the order of reading."""

    articles: tuple[Article, ...] = ()
    sentences: Mapping[NamedNode, Sentence] = field(default_factory=dict[NamedNode, Sentence])

    def among(self, iris: set[NamedNode]) -> tuple[Sentence, ...]:
        """The sentences that some IRIs are of, in the order of reading."""
        if len(iris) == 1:
            found = self.sentences.get(next(iter(iris)))
            return (found,) if found else ()
        return tuple(said for iri, said in self.sentences.items() if iri in iris)


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or an entry of a list; `level` is that of a heading, else 0."""

    kind: str
    pieces: tuple[Sentence | str, ...]
    level: int = 0


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
    base = "/article" if place == 1 else f"/article?of={place}"
    found = [read_sentence(store, said, base) for said in members]
    title = first(store, iri, "dcterms:title")
    return Article(
        iri=iri,
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


def lay_out(article: Article) -> tuple[Block, ...]:
    """The article as it is read: headings, paragraphs, lists, each with its sentences."""
    if article.text and all(stands_there(article.text, said) for said in article.sentences):
        return tuple(blocks_of_text(article))
    return tuple(blocks_of_sentences(article.sentences))


def stands_there(text: str, said: Sentence) -> bool:
    """Whether the offsets of a sentence cut out its words."""
    return said.begin is not None and text[said.begin : said.end] == said.text


def blocks_of_text(article: Article) -> Iterator[Block]:
    """Line by line; the first heading of level one is the title, which the page has already."""
    begin = 0
    for line in article.text.split("\n"):
        end = begin + len(line)
        stripped, heading = line.strip(), _HEADING.fullmatch(line.strip())
        if heading and len(heading[1]) > 1:
            yield Block("heading", (heading[2],), len(heading[1]))
        elif stripped == _INFOBOX:
            yield Block("heading", (stripped,), 2)
        elif stripped and not heading:
            item = _ITEM.match(line)
            start = begin + (item.end() if item else 0)
            yield Block("item" if item else "text", tuple(pieces(article, start, end)))
        begin = end + 1


def pieces(article: Article, begin: int, end: int) -> Iterator[Sentence | str]:
    """The sentences that begin in a stretch of the text, and what stands between them."""
    for said in article.sentences:
        if said.begin is not None and said.end is not None and begin <= said.begin < end:
            if said.begin > begin:
                yield article.text[begin : said.begin]
            yield said
            begin = said.end
    if begin < end:
        yield article.text[begin:end]


def blocks_of_sentences(sentences: Sequence[Sentence]) -> Iterator[Block]:
    """Each sentence by itself, beneath the headings that it says it stands under."""
    section = ""
    for said in sentences:
        if said.section != section:
            section = said.section
            yield Block("heading", (section,), 2)
        yield Block("text", (said,))
