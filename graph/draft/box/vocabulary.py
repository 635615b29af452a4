"""Words for what is counted and what became of it, from tables, as kinds that the ontology has."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from rdflib import SKOS

import ontology
from graph.draft.box.words import box_words
from graph.draft.kinds import kind_iri, kinds, local
from graph.draft.patterns import read_rows
from graph.names import SITREP
from graph.quads import read_turtle

WORD: Final = re.compile(r"[\w'\u2019-]+")
LONGEST: Final = 5
# Kinds of people: what is narrower than these has words of its own in the table.
PEOPLE: Final = ("person", "soldier", "civilian", "military-unit")


@cache
def table(name: str) -> Mapping[str, str]:
    """A table of words: for each the first of its kinds that is defined."""
    chosen = (
        (word, next(filter(kinds().__contains__, given.split()), ""))
        for word, given in read_rows(name)
    )
    return {word: kind for word, kind in chosen if kind}


def noun(text: str) -> str:
    """The kind of the first thing that some words name; nothing if they name none."""
    return next((kind for _, _, kind in found(text, nouns())), "")


@cache
def chroniclers() -> frozenset[str]:
    """Writers whom lists name as the source of a figure."""
    return frozenset(name for (name,) in read_rows("chroniclers"))


@cache
def nouns() -> Mapping[str, str]:
    """The words of the table, and the cues of every kind that is narrower than one in it."""
    known = table("nouns")
    graph = read_turtle(ontology.KINDS)
    counted = {kind_iri(kind) for kind in known.values()} - {kind_iri(kind) for kind in PEOPLE}
    narrower = {
        below for above in counted for below in graph.transitive_subjects(SKOS.broader, above)
    }
    cues = {
        str(cue).lower(): local(kind)
        for kind, cue in graph.subject_objects(SITREP.cue)
        if kind in narrower
    }
    return {**cues, **known}


def outcomes(text: str) -> tuple[str, ...]:
    """What became of something, as some words say; each outcome once."""
    return tuple(dict.fromkeys(kind for _, _, kind in found(text, table("outcomes"))))


def found(text: str, entries: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Where words of a table stand in a text, the longest that fits, and the kind of each."""
    spans = [match.span() for match in WORD.finditer(text)]
    at = 0
    while at < len(spans):
        width, kind = longest(text, entries, spans[at : at + LONGEST])
        if kind:
            yield spans[at][0], spans[at + width - 1][1], kind
        at += width


def longest(text: str, entries: Mapping[str, str], spans: list[tuple[int, int]]) -> tuple[int, str]:
    """How many words an entry takes at most, from the first on, and its kind; else one word."""
    for width in range(len(spans), 0, -1):
        words = text[spans[0][0] : spans[width - 1][1]]
        kind = next(filter(None, (entries.get(form) for form in forms(words))), "")
        if kind:
            return width, kind
    return 1, ""


def forms(words: str) -> Iterator[str]:
    """Some words as a table may have them."""
    lower = words.lower().replace("\u2019", "'")
    yield lower
    for plural, singular in (("ies", "y"), ("es", ""), ("s", "")):
        if lower.endswith(plural):
            yield lower.removesuffix(plural) + singular


def rough(text: str) -> tuple[str, ...]:
    """The rough measures that some words give for a number: that it is not known, and one."""
    fitting = (
        scale for words, scale in box_words().rough if scale in kinds() and words.search(text)
    )
    found = list(fitting)
    return tuple(found[:2] if found[:1] == ["unknown"] else found[:1])
