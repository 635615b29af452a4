"""What a thing is called, as the label service of the Wikidata Query Service gives it.

For each thing one label, in the first of the languages asked for that has one; an item of Wikidata
has those of the thing that is linked to it. The engine calls these functions while it evaluates.

https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual#Label_service
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from ontology import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple
Call = Callable[[Term, Term], Literal | None]

_SKOS: Final = PREFIXES["skos"]
_NAMES: Final = (NamedNode(f"{_SKOS}prefLabel"), NamedNode(f"{PREFIXES['rdfs']}label"))
_OTHERS: Final = (NamedNode(f"{_SKOS}altLabel"),)
_TEXTS: Final = (
    NamedNode(f"{_SKOS}definition"),
    NamedNode("http://schema.org/description"),
    NamedNode(f"{PREFIXES['schema']}description"),
    NamedNode(f"{PREFIXES['dcterms']}description"),
    NamedNode(f"{PREFIXES['rdfs']}comment"),
)
_SAME: Final = (NamedNode(f"{PREFIXES['owl']}sameAs"), NamedNode(f"{_SKOS}exactMatch"))
# In its place come the languages of the reader, then English.
_AUTOMATIC: Final = "[auto_language]"
# What is the same in all languages; text without a language is of this kind.
_ALL: Final = "mul"

FUNCTIONS: Final = "urn:sitrep:label-service:"


def depends_on_reader(text: str) -> bool:
    """Whether a query leaves it to the reader in which language things are named."""
    return _AUTOMATIC in text.lower()


def language_list(text: str, spoken: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The languages of a list such as "[AUTO_LANGUAGE],fr", each once, text of no language last.

    Args:
        text: the list, with commas between the languages.
        spoken: what the reader reads, the best first, in lower case.
    """
    asked = (part.strip().lower() for part in text.split(","))
    known = ((*spoken, "en") if part == _AUTOMATIC else (part,) for part in asked if part)
    return tuple(dict.fromkeys([*chain.from_iterable(known), _ALL]))


@dataclass(frozen=True, slots=True)
class Namer:
    """Gives names and descriptions out of a store, and remembers what it gave.

    `spoken` are the languages of who asks.
    """

    store: Store
    spoken: tuple[str, ...] = ()
    given: dict[tuple[str, Term, str], Literal | None] = field(
        default_factory=dict[tuple[str, Term, str], Literal | None]
    )

    def functions(self) -> dict[NamedNode, Call]:
        """The functions by the names under which a query calls them."""
        return {
            NamedNode(FUNCTIONS + name): self.remember(name, function)
            for name, function in (
                ("Label", self.label),
                ("AltLabel", self.other_labels),
                ("Description", self.description),
            )
        }

    def remember(
        self, name: str, function: Callable[[Term, tuple[str, ...]], Literal | None]
    ) -> Call:
        """A function of a thing and a list of languages, which looks each up once."""

        def call(term: Term, languages: Term) -> Literal | None:
            asked = languages.value if isinstance(languages, Literal) else ""
            key = (name, term, asked)
            if key not in self.given:
                self.given[key] = function(term, language_list(asked, self.spoken))
            return self.given[key]

        return call

    def label(self, term: Term, languages: tuple[str, ...]) -> Literal | None:
        """The name; of a thing without one the end of its IRI, and of a text the text."""
        if isinstance(term, Literal):
            return term
        found = next(self.texts(term, _NAMES, languages, spare=_OTHERS), None)
        if found is None and isinstance(term, NamedNode):
            return Literal(local_name(term.value))
        return found

    def other_labels(self, term: Term, languages: tuple[str, ...]) -> Literal | None:
        """All other names in the first language that has any, in one text."""
        main = self.label(term, languages)
        found = [text for text in self.texts(term, _OTHERS, languages) if text != main]
        if not found:
            return None
        language = found[0].language
        alike = dict.fromkeys(text.value for text in found if text.language == language)
        return Literal(", ".join(alike), language=language)

    def description(self, term: Term, languages: tuple[str, ...]) -> Literal | None:
        """What the thing is, in a sentence."""
        return next(self.texts(term, _TEXTS, languages), None)

    def texts(
        self,
        term: Term,
        properties: tuple[NamedNode, ...],
        languages: tuple[str, ...],
        spare: tuple[NamedNode, ...] = (),
    ) -> Iterator[Literal]:
        """Texts about a thing, then about those that are the same: better languages go first.

        Where the texts of some properties are all in other languages, those of `spare` do as well.
        """
        if not isinstance(term, NamedNode | BlankNode):
            return
        for node in chain((term,), self.linked_to(term)):
            told = [*self.said(node, properties)]
            if told and all(tag(text) != _ALL for text in told):
                told += self.said(node, spare)
            for language in languages:
                yield from (text for text in told if tag(text) == language)

    def said(
        self, node: NamedNode | BlankNode, properties: tuple[NamedNode, ...]
    ) -> Iterator[Literal]:
        """What is said of one node by some properties, in whatever graph, each text once."""
        for property_ in properties:
            quads = self.store.quads_for_pattern(node, property_, None, None)
            texts = {quad.object for quad in quads if isinstance(quad.object, Literal)}
            yield from sorted(texts, key=lambda text: text.value)

    def linked_to(self, node: NamedNode | BlankNode) -> Iterator[NamedNode | BlankNode]:
        """The things that are said to be the same as a node, by themselves; looked up late."""
        quads = (
            quad
            for property_ in _SAME
            for quad in self.store.quads_for_pattern(None, property_, node, None)
        )
        found = {q.subject for q in quads if isinstance(q.subject, NamedNode | BlankNode)}
        yield from sorted(found, key=str)


def tag(text: Literal) -> str:
    """The language of a text; that of a text without one is all of them."""
    return (text.language or _ALL).lower()


def local_name(iri: str) -> str:
    """The end of an IRI, as Q836 is of Wikidata's; the whole if it has no end."""
    return re.split(r"[/#:]", iri)[-1] or iri
