"""Evidence: what the rest of an article shows of names whose own words do not sort them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from graph.draft.clauses.clause import Clause
from graph.draft.clauses.pieces import Mark, Phrase
from graph.draft.clauses.reading import Reading
from graph.draft.naming.runs import Run, runs
from graph.draft.naming.sorting import ROMAN, sorted_name
from graph.draft.words.lexicon import Lexicon, read_lexicon
from graph.draft.words.names import PEOPLE, Names
from graph.draft.words.word import ADJECTIVE, DETERMINER, NOUN, Word

UNKNOWN: Final = ""


Evidence = Mapping[str, str]


def evidence_of(text: str, evidence: Evidence) -> tuple[str, str]:
    """The class, and the kind, that the article gives a name elsewhere."""
    cls, _, kind = evidence.get(text.lower(), UNKNOWN).partition(" ")
    return cls, kind


def gather(readings: Sequence[Reading], names: Names, told: Evidence) -> Evidence:
    """What the article shows of names whose words do not sort them, by what it shows most."""
    votes = defaultdict[str, Counter[str]](Counter)
    for reading in readings:
        for at, phrase in reading.phrases:
            for run in runs(phrase.words):
                place = Place(reading, at, phrase, run)
                for name, shown, weight in shows(place, names):
                    votes[name][shown] += weight
    found = {name: count.most_common(1)[0][0] for name, count in votes.items()}
    return {**found, **told}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: in a phrase of a sentence."""

    reading: Reading
    at: int
    phrase: Phrase
    run: Run


# How much it says of a name: a rank or a noun before it says more than a preposition.
CLEAR: Final = 3
LIKELY: Final = 2
FAINT: Final = 1
ACRONYM: Final = re.compile(r"[A-Z]{3,6}")
Shown: TypeAlias = tuple[str, str, int]


def shows(place: Place, names: Names) -> Iterator[Shown]:
    """What one place shows of a name: the name, its class and kind, and how much that says."""
    run = place.run
    cls, kind = sorted_name(run.texts, names)
    if cls == "Person":
        ranks = names.words["ranks"] | names.words["titles"]
        bare = [text for text in run.texts if text.lower() not in ranks]
        for name in {" ".join(bare).lower(), bare[-1].lower()} if bare else ():
            yield name, f"Person {kind}", CLEAR
    if not cls:
        name = place.reading.text(run.begin, run.end).lower()
        yield from ((name, shown, weight) for shown, weight in around(place, names))


def around(place: Place, names: Names) -> Iterator[tuple[str, int]]:
    """What the words around a name show of it."""
    words, run = place.phrase.words, place.run
    before = [word for word in words if word.end <= run.begin]
    after = next((word for word in words if word.begin >= run.end), None)
    piece = place.reading.pieces[place.at - 1] if place.at else None
    alone = after is None and all(word.tag == DETERMINER for word in before)
    if alone and isinstance(piece, Mark) and piece.word.lower in names.words["prepositions"]:
        yield "Place locality", LIKELY
    if alone and isinstance(piece, Mark) and piece.word.lower in {"from", "to"}:
        yield "Place locality", FAINT
    if (
        len(run.words) == 1
        and ACRONYM.fullmatch(run.texts[0])
        and not ROMAN.fullmatch(run.texts[0])
    ):
        yield "Organisation armed-organisation", FAINT
    if acts(place) and after is None:
        yield "Actor armed-group", FAINT
    if before:
        yield from sort_before(before, names)
    if after is not None and after.lower in names.words["forces"]:
        yield "Organisation armed-organisation", LIKELY


def acts(place: Place) -> bool:
    """Whether a name is the subject of a verb that fighters are subjects of."""
    lexicon = read_lexicon()
    return any(
        place.phrase in clause.subject and not clause.group.passive and fights(clause, lexicon)
        for clause in place.reading.clauses.values()
    )


def fights(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a verb tells of an attack, a movement or the taking of something."""
    lemma = clause.group.main.verb
    frames = (lexicon.frame(cue.kind) for cue in lexicon.cues.get(lemma, ()))
    if any(frame and lemma in frame.goes for frame in frames):
        return False
    cues = lexicon.cues.get(lemma, ())
    return any(lexicon.is_a(cue.kind, kind) for cue in cues for kind in OF_FIGHTERS)


OF_FIGHTERS: Final = (
    "attack",
    "change-of-control",
    "encirclement",
    "defeat",
    "invasion",
    "retreat",
    "landing",
)


def sort_before(before: Sequence[Word], names: Names) -> Iterator[tuple[str, int]]:
    """What the noun before a name shows: "the river Senn", "the town of Kessary"."""
    of = before[-1].lower == "of" and len(before) > 1
    noun = before[-2] if of else before[-1]
    kind = names.kind([noun.text]) if of or noun.tag in {NOUN, ADJECTIVE} else ""
    cls = names.cls(kind)
    if cls in {"Place", "Site"}:
        yield f"{cls} {kind}", CLEAR
    elif cls == PEOPLE and not of:
        yield "Person person", CLEAR
