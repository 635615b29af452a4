"""Triggers: the happenings that a sentence tells of, each with the phrases of those who take part.

A cue alone is no happening: the verdict on how it stands (`standing.py`) and the classes of what
it is done to decide, so that "captured seven vehicles" is no capture of a place.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.draft.clauses.clause import Added, Clause
from graph.draft.clauses.pieces import Phrase
from graph.draft.clauses.reading import Reading
from graph.draft.happenings.standing import Judge, Standing
from graph.draft.model import Mention
from graph.draft.words.lexicon import Frame, Lexicon
from graph.draft.words.names import PEOPLE, Names
from graph.draft.words.word import NAME, Word

MentionAt = Mapping[tuple[int, int], Mention]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A happening as a sentence tells it.

    `begin` and `end` cut its words out of the page; `roles` has the phrases by the local name of
    the property that they fill; `added` what prepositions add.
    """

    kind: str
    frame: Frame
    standing: Standing
    begin: int
    end: int
    at: int
    roles: Mapping[str, tuple[Phrase, ...]]
    added: tuple[Added, ...]
    clause: Clause | None = None
    noun: Phrase | None = None
    word: Word | None = None

    def of(self, role: str) -> tuple[Phrase, ...]:
        """The phrases that fill a role."""
        return self.roles.get(role, ())


@dataclass(frozen=True, slots=True)
class Finder:
    """What finding triggers needs: the dictionaries and the mentions of the article."""

    lexicon: Lexicon
    names: Names
    mentions: MentionAt
    spans: tuple[tuple[int, int], ...]

    def cls(self, phrase: Phrase) -> str:
        """The class of what a phrase stands for: "Place", "Actor", "Materiel", `PEOPLE`; or ""."""
        found = self.mention(phrase)
        if found is None:
            return "Place" if phrase.head.lower == "it" else ""
        cls = found.cls
        groups = {
            "Site": "Place",
            "Person": PEOPLE,
            "Population": PEOPLE,
            "Organisation": "Actor",
            "Side": "Actor",
        }
        return groups.get(cls, cls)

    def mention(self, phrase: Phrase) -> Mention | None:
        """The mention that a phrase is, or that of the name that is its head."""
        exact = self.mentions.get((phrase.begin, phrase.end))
        if exact is not None:
            return exact
        inside = [
            each
            for each in self.inside(phrase.begin, phrase.end)
            if each.begin <= phrase.head.begin < each.end
        ]
        return max(inside, key=lambda each: each.end - each.begin, default=None)

    def inside(self, begin: int, end: int) -> list[Mention]:
        """The mentions between two code points, in the order of the words."""
        first, last = bisect_left(self.spans, (begin, 0)), bisect_left(self.spans, (end, 0))
        return [self.mentions[span] for span in self.spans[first:last] if span[1] <= end]

    def fit(self, frame: Frame, phrase: Phrase, lemma: str) -> int:
        """How well a phrase is the object of a kind: 3 as its class asks, 0 not at all."""
        if not frame.takes:
            return POSSIBLE
        cls = self.cls(phrase)
        named = phrase.head.tag == NAME
        if cls in frame.takes or (cls == PEOPLE and "Actor" in frame.takes):
            return SURE
        if cls == "Unit" and frame.takes & {"Actor", "Place"} and frame.kind != "loss-of-control":
            return SURE
        if cls == "Actor":
            return POSSIBLE if PEOPLE in frame.takes or (named and "Place" in frame.takes) else 0
        if not cls and named and "Place" in frame.takes:
            return POSSIBLE
        return 0 if cls or lemma in frame.needs else DOUBTFUL


# How well a phrase fits.
SURE: Final = 3
POSSIBLE: Final = 2
DOUBTFUL: Final = 1


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A sentence that is searched, with what the search needs."""

    reading: Reading
    finder: Finder
    judge: Judge

    @property
    def clauses(self) -> list[Clause]:
        """The clauses in the order of their verbs."""
        return [clause for _, clause in sorted(self.reading.clauses.items())]
