"""The dictionary of a draft: cue words of the kinds, frames, and the words that hold a sentence.

Cues live with the kinds in `ontology/kinds.ttl` (`:cue`), as the coders of event data have it
(PETRARCH, https://petrarch.readthedocs.io/); what they are told with stands in
`patterns/frames.toml`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, cast

from rdflib import RDF, SKOS, Graph
from rdflib.term import Node

import ontology
from graph.draft.kinds import local
from graph.draft.patterns import read_patterns
from graph.draft.words.grammar import grammar
from graph.draft.words.lemmas import Lemmas, read_lemmas
from graph.names import SITREP
from graph.quads import read_turtle


@dataclass(frozen=True, slots=True)
class Frame:
    """What a kind of happening is told with; the fields are explained in `frames.toml`."""

    kind: str
    own: str = ""
    subject: str = ""
    object: str = ""
    goes_as: str = "target"
    group: str = ""
    cls: str = "Event"
    takes: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    goes: frozenset[str] = frozenset()
    doers: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    verbs_only: frozenset[str] = frozenset()
    figure_beside: frozenset[str] = frozenset()
    carries: frozenset[str] = frozenset()
    pushed: frozenset[str] = frozenset()
    nouns_as_objects: frozenset[str] = frozenset()
    whole: bool = False
    negated: bool = False
    named_only: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """Words by which English tells of a kind, in lower case."""

    kind: str
    words: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """The words without an auxiliary before them: "had fallen" is told by "fallen"."""
        return self.words[1:] if self.helped else self.words

    @property
    def helped(self) -> bool:
        """Whether an auxiliary stands before the words that tell of it."""
        return len(self.words) > 1 and self.words[0] in grammar()["before_cues"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that a draft knows of English and of the kinds."""

    grammar: Mapping[str, frozenset[str]]
    frames: Mapping[str, Frame]
    broader: Mapping[str, str]
    cues: Mapping[str, tuple[Cue, ...]]
    lemmas: Lemmas

    def is_a(self, kind: str, wider: str) -> bool:
        """Whether a kind is another one, or narrower."""
        return wider in self.widening(kind)

    def akin(self, one: str, two: str) -> bool:
        """Whether of two kinds one is the other, or wider."""
        return self.is_a(one, two) or self.is_a(two, one)

    def widening(self, kind: str) -> Iterator[str]:
        """A kind and all wider ones."""
        while kind:
            yield kind
            kind = self.broader.get(kind, "")

    def frame(self, kind: str) -> Frame | None:
        """How a kind is told; None if it is no kind of happening."""
        return next((self.frames[k] for k in self.widening(kind) if k in self.frames), None)


@cache
def read_lexicon() -> Lexicon:
    """Read the dictionary; once, because it never changes while a program runs."""
    kinds = read_turtle(ontology.KINDS)
    names = {node: local(node) for node in kinds.subjects(RDF.type, SITREP.Kind)}
    frames = {kind: frame(kind, said) for kind, said in read_patterns("frames").items()}
    lemmas = read_lemmas()
    return Lexicon(
        grammar=grammar(),
        frames=frames,
        broader={local(kind): local(wider) for kind, wider in kinds.subject_objects(SKOS.broader)},
        cues=indexed(kinds, names, lemmas),
        lemmas=lemmas,
    )


def frame(kind: str, said: Mapping[str, Any]) -> Frame:
    """A frame as the file has it: `class` is `cls` here, lists become sets."""
    given: dict[str, Any] = {
        ("cls" if key == "class" else key): as_set(value) for key, value in said.items()
    }
    return Frame(
        kind, **{each.name: given[each.name] for each in fields(Frame) if each.name in given}
    )


def as_set(value: object) -> object:
    """A list as a set, anything else as it is."""
    return frozenset(cast("list[str]", value)) if isinstance(value, list) else value


def indexed(
    kinds: Graph, names: Mapping[Node, str], lemmas: Lemmas
) -> Mapping[str, tuple[Cue, ...]]:
    """The cues by the lemmas of their first word, as a verb and as a noun; longer ones first."""
    found = defaultdict[str, set[Cue]](set)
    for node, name in names.items():
        for said in kinds.objects(node, SITREP.cue):
            cue = Cue(name, tuple(str(said).lower().split()))
            for first in lemmas.all_of(cue.told[0]):
                found[first].add(cue)
    return {
        first: tuple(sorted(cues, key=lambda cue: (-len(cue.words), cue.kind, cue.words)))
        for first, cues in found.items()
    }
