"""The sentences of the article by their words, so that a quotation leads to its place.

A saved query answers with the words of a sentence, or with those of several, joined by ` / `; a
page makes each a link to the sentence in the article, where it is highlighted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import Flask, current_app
from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from ontology import PREFIXES

if TYPE_CHECKING:
    from server.state import State

BETWEEN: Final = " / "
_WORDS: Final = NamedNode(PREFIXES["nif"] + "anchorOf")
_KEY: Final = "sitrep-sentences"


@dataclass(frozen=True, slots=True)
class Sentences:
    """The IRI by the words, of two that say the same the first; and the words by the IRI."""

    iris: Mapping[str, str]
    words: Mapping[str, str]


def install(app: Flask) -> None:
    """Read the sentences, once for each application."""
    state: State = app.extensions["sitrep"]
    app.extensions[_KEY] = read_sentences(state.store)


def sentences() -> Sentences:
    """The sentences of the graph that the present application serves."""
    found: Sentences = current_app.extensions[_KEY]
    return found


def read_sentences(store: Store) -> Sentences:
    """What every sentence of a store says."""
    quads = store.quads_for_pattern(None, _WORDS, None, DefaultGraph())
    said = [
        (quad.subject.value, quad.object.value)
        for quad in quads
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
    ]
    return Sentences({words: iri for iri, words in sorted(said, reverse=True)}, dict(said))


def in_article(iri: str) -> str:
    """Where a sentence stands highlighted in the article: `/article#s043`."""
    return f"/article#s{iri.rpartition('/')[2]}"


def quoted(text: str, known: Sentences) -> list[tuple[str, str]] | None:
    """The sentences that a text is made of, each with its IRI; None when it is none of them.

    A sentence may hold ` / ` itself, so the longest part that is a sentence is taken each time.
    """
    parts, found, first = text.split(BETWEEN), list[tuple[str, str]](), 0
    while first < len(parts):
        for last in range(len(parts), first, -1):
            words = BETWEEN.join(parts[first:last])
            if words in known.iris:
                found.append((words, known.iris[words]))
                first = last
                break
        else:
            return None
    return found
