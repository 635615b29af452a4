"""An article that a graph was read from, and its sentences.

The graph holds both in NIF (https://persistence.uni-leipzig.org/nlp2rdf/): a context with the whole
text, and its sentences with their words and their offsets, counted in code points.
"""

import re
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from server.names import ROOT
from server.parts.owners import folder_of
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

    `place` is its number among the articles, `slug` its name in addresses: the folder that holds
    its things, or else its number; `href` is where it is read.
    """

    iri: NamedNode | None
    place: int
    slug: str
    title: str
    source: str
    licence: str
    retrieved: str
    language: str
    href: str

    def tells(self, thing: NamedNode) -> bool:
        """Whether a thing is one of those that are named in its folder."""
        return bool(self.iri) and thing.value.startswith(f"{ROOT}{self.slug}/")


def read_article(store: Store, iri: NamedNode | None, place: int) -> Article:
    """What is said of an article; `place` is its number among the articles."""
    slug = (folder_of(iri.value) if iri else "") or str(place)
    title = first(store, iri, "dcterms:title")
    return Article(
        iri=iri,
        place=place,
        slug=slug,
        title=title.value if isinstance(title, Literal) else "",
        source=web(text_of(store, iri, "dcterms:source")),
        licence=text_of(store, iri, "dcterms:license"),
        retrieved=text_of(store, iri, ":retrieved"),
        language=title.language or "en" if isinstance(title, Literal) else "en",
        href="/article" if place == 1 else f"/article?of={slug}",
    )


def read_sentence(store: Store, iri: NamedNode, article: Article) -> Sentence:
    """One sentence; where it has no number, the last part of its IRI stands for it."""
    local = re.split(r"[/#]", iri.value)[-1]
    anchor = "s" + re.sub(r"[^\w-]", "-", local)
    return Sentence(
        iri=iri,
        text=text_of(store, iri, "nif:anchorOf"),
        number=text_of(store, iri, ":number") or local.lstrip("0"),
        anchor=anchor,
        href=f"{article.href}#{anchor}",
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
