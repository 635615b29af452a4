"""Lemmas by part of speech, from the tables of WordNet that spaCy's look-up package ships.

The same rules as spaCy's rule lemmatizer: exceptions first, then endings that lead to a word of
the index. Nothing is downloaded, and nothing is guessed from the sentence here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from spacy.lookups import load_lookups
from spacy.strings import get_string_id

from graph.draft.words.grammar import grammar

PAST: Final = "past"
PARTICIPLE: Final = "participle"
EITHER: Final = "past or participle"
GERUND: Final = "gerund"
THIRD: Final = "third person"
BASE: Final = "base"
# The endings of participles that are no past tense: taken, drawn, sunk, swum, gone.
OF_PARTICIPLES: Final = ("en", "wn", "rn", "unk", "un", "um", "ung", "one", "own", "ain", "tten")
VERB_ENDINGS: Final = ((THIRD, "s"), (GERUND, "ing"), (EITHER, "ed"))


@dataclass(frozen=True, slots=True)
class Lemmas:
    """The tables: known lemmas, irregular forms, endings; each by part of speech."""

    index: Mapping[str, frozenset[str]]
    exceptions: Mapping[str, Mapping[str, Sequence[str]]]
    rules: Mapping[str, Sequence[tuple[str, str]]]
    participles: frozenset[str]
    with_own_participle: frozenset[str]

    def of(self, word: str, part: str) -> str:
        """The lemma of a word as a "noun", "verb", "adj" or "adv"; empty if it can be none."""
        irregular = self.exceptions[part].get(word)
        if irregular:
            return irregular[0]
        index = self.index[part]
        if word in index:
            return word
        for ending, instead in self.rules.get(part, ()):
            stem = word.removesuffix(ending) + instead
            if word.endswith(ending) and stem in index:
                return stem
        return self.undoubled(word) if part == "verb" else ""

    def undoubled(self, word: str) -> str:
        """The lemma of a verb whose last consonant was doubled: shelled, repelling."""
        for ending in ("ed", "ing"):
            stem = word.removesuffix(ending)
            if stem != word and stem[-1:] == stem[-2:-1] and stem[:-1] in self.index["verb"]:
                return stem[:-1]
        return ""

    def all_of(self, word: str) -> frozenset[str]:
        """Every lemma of a word; the word itself if the tables do not have it."""
        found = {self.of(word, part) for part in ("noun", "verb", "adj")} - {""}
        head, hyphen, tail = word.rpartition("-")
        if hyphen and (last := self.of(tail, "verb")):
            found.add(f"{head}-{last}")
        return frozenset(found or {word})

    def form(self, word: str, lemma: str) -> str:
        """Which form of a verb a word is."""
        if word == lemma:
            return EITHER if word in grammar()["unchanged_pasts"] else BASE
        if word in self.exceptions["verb"] and not word.endswith(("ing", "s")):
            if word in self.participles:
                return PARTICIPLE
            return PAST if lemma in self.with_own_participle else EITHER
        return next((form for form, ending in VERB_ENDINGS if word.endswith(ending)), EITHER)


def read_lemmas() -> Lemmas:
    """Load the tables."""
    tables = load_lookups("en", ["lemma_index", "lemma_exc", "lemma_rules"])
    verbs: Mapping[str, Sequence[str]] = plain(tables.get_table("lemma_exc"))["verb"]
    own = participles(verbs)
    return Lemmas(
        {part: frozenset(words) for part, words in plain(tables.get_table("lemma_index")).items()},
        plain(tables.get_table("lemma_exc")),
        plain(tables.get_table("lemma_rules")),
        own,
        frozenset(verbs[word][0] for word in own),
    )


def participles(verbs: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """The irregular forms that are only participles."""
    forms = defaultdict[str, set[str]](set)
    for word, lemmas in verbs.items():
        if lemmas and not word.endswith(("ing", "s")):
            forms[lemmas[0]].add(word)
    return frozenset(word for words in forms.values() if len(words) > 1 for word in only(words))


def only(words: Iterable[str]) -> Iterable[str]:
    """Of the irregular forms of a verb, those that end as participles do."""
    return [word for word in words if word.endswith(OF_PARTICIPLES)]


def plain(table: Any) -> dict[str, Any]:  # noqa: ANN401 - spaCy gives its tables no type
    """A table with words for keys; spaCy keeps their hashes."""
    parts = ("noun", "verb", "adj", "adv")
    return {part: table[part] for part in parts if get_string_id(part) in table}
