"""Evidence: what the rest of an article shows of names whose own words do not sort them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from graph.draft.names import PEOPLE, Names
from graph.draft.phrases import Mark, Phrase
from graph.draft.reading import Reading
from graph.draft.runs import Run, runs
from graph.draft.sorting import sorted_name
from graph.draft.word import ADJECTIVE, DETERMINER, NOUN

UNKNOWN: Final = ""


Evidence = Mapping[str, str]


def evidence_of(text: str, evidence: Evidence) -> tuple[str, str]:
    """The class, and the kind, that the article gives a name elsewhere."""
    cls, _, kind = evidence.get(text.lower(), UNKNOWN).partition(" ")
    return cls, kind


def gather(readings: Sequence[Reading], names: Names, told: Evidence) -> Evidence:
    """What the article shows of names whose words do not sort them."""
    votes = defaultdict[str, Counter[str]](Counter)
    for reading in readings:
        for at, phrase in reading.phrases:
            for run in runs(phrase.words):
                vote(votes, reading, at, phrase, run, names)
    found = {name: count.most_common(1)[0][0] for name, count in votes.items() if count}
    return {**found, **told}


def vote(
    votes: Mapping[str, Counter[str]],
    reading: Reading,
    at: int,
    phrase: Phrase,
    run: Run,
    names: Names,
) -> None:
    """Count what one place in a sentence shows of a name."""
    text = reading.text(run.begin, run.end).lower()
    cls, kind = sorted_name(run.texts, names)
    if cls == "Person":
        bare = [
            t for t in run.texts if t.lower() not in names.words["ranks"] | names.words["titles"]
        ]
        if bare:
            votes[" ".join(bare).lower()][f"Person {kind}"] += 3
            votes[bare[-1].lower()][f"Person {kind}"] += 3
        return
    if cls or text in {"", "i"}:
        return
    before = reading.pieces[at - 1] if at else None
    alone = phrase.words[0] is run.words[0] or phrase.words[0].tag == DETERMINER
    following = next((w for w in phrase.words if w.begin >= run.end), None)
    if (
        isinstance(before, Mark)
        and before.word.lower in names.words["prepositions"]
        and alone
        and following is None
    ):
        votes[text]["Place locality"] += 2
    inside = [w for w in phrase.words if w.end <= run.begin]
    if inside and inside[-1].lower == "of" and len(inside) > 1:
        kind_before = names.kind([inside[-2].text])
        if names.cls(kind_before) in {"Place", "Site"}:
            votes[text][f"{names.cls(kind_before)} {kind_before}"] += 3
    elif inside and inside[-1].tag in {NOUN, ADJECTIVE}:
        kind_before = names.kind([inside[-1].text])
        if names.cls(kind_before) in {"Place", "Site"}:
            votes[text][f"{names.cls(kind_before)} {kind_before}"] += 3
        elif names.cls(kind_before) == PEOPLE:
            votes[text]["Person person"] += 3
    if following is not None and following.lower in names.words["forces"]:
        votes[text]["Organisation armed-organisation"] += 2
