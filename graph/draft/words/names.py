"""What a word or a name stands for: the kind and class of things, ranks, peoples, bodies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import RDF

import ontology
from graph.draft.kinds import local
from graph.draft.patterns import read_patterns
from graph.draft.words.lexicon import Lexicon, read_lexicon
from graph.names import SITREP
from graph.quads import read_turtle

PEOPLE = "People"


@dataclass(frozen=True, slots=True)
class Names:
    """The patterns of names. `nouns` leads from a noun, or two, to a kind."""

    nouns: Mapping[str, str]
    classes: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    lexicon: Lexicon

    def kind(self, words: Iterable[str]) -> str:
        """The kind that the last words of a phrase stand for; empty where they are of none."""
        given = [word.lower() for word in words]
        for width in (3, 2, 1):
            kind = self.nouns.get(" ".join(given[-width:])) if len(given) >= width else None
            if kind:
                return kind
        if not given:
            return ""
        lemma = self.lexicon.lemmas.of(given[-1], "noun")
        return self.nouns.get(" ".join([*given[-2:-1], lemma]), self.nouns.get(lemma, ""))

    def cls(self, kind: str) -> str:
        """The class of the things of a kind; empty for kinds of happenings and measures."""
        wider = self.lexicon.widening(kind)
        return next((self.classes[each] for each in wider if each in self.classes), "")

    def is_people(self, word: str) -> bool:
        """Whether a word with a capital names a people: "British", "Ottomans"."""
        lower = word.lower()
        if lower in self.words["peoples"]:
            return True
        return (
            lower.endswith(tuple(self.words["endings"])) and lower not in self.words["not_peoples"]
        )


@cache
def read_names() -> Names:
    """Read the patterns, and the nouns of the kinds of things; once."""
    said, lexicon = read_patterns("names"), read_lexicon()
    bare = Names({}, said["classes"], {}, lexicon)
    kinds = read_turtle(ontology.KINDS)
    nouns = {
        str(cue).lower(): local(kind)
        for kind in kinds.subjects(RDF.type, SITREP.Kind)
        if bare.cls(local(kind))
        for cue in kinds.objects(kind, SITREP.cue)
    }
    nouns |= {
        noun: kind for kind, given in said["nouns"].items() for noun in given if noun not in nouns
    }
    words = {
        key: frozenset(value)
        for part in ("people", "parts", "places", "bodies")
        for key, value in said[part].items()
    }
    return Names(nouns, said["classes"], words, lexicon)
