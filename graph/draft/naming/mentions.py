"""Mentions: the stretches of a sentence that name or describe actors, units, places, materiel.

A name is sorted by its own words first (a rank, a number and "Regiment", "River"), then by what
the rest of the article does with it: a place comes after "in", a person has a rank somewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.draft.clauses.pieces import Phrase
from graph.draft.clauses.reading import Reading
from graph.draft.model import Mention
from graph.draft.naming.evidence import Evidence, evidence_of, gather
from graph.draft.naming.runs import Run, runs
from graph.draft.naming.sorting import sorted_name
from graph.draft.words.names import PEOPLE, Names, read_names
from graph.draft.words.word import DETERMINER, NAME, NOUN, NUMBER, OWNER, PRONOUN, Word, plural


def find_mentions(readings: Sequence[Reading], names: Names, told: Evidence) -> tuple[Mention, ...]:
    """Every mention of the prose; `told` has the classes of names that are known already."""
    evidence = gather(readings, names, told)
    return tuple(
        mention
        for reading in readings
        for _, phrase in reading.phrases
        for mention in mentions_of(reading, phrase, names, evidence)
    )


def mentions_of(
    reading: Reading, phrase: Phrase, names: Names, evidence: Evidence
) -> Iterator[Mention]:
    """The mention that a phrase as a whole is, and those of the names within it."""
    whole = described(reading, phrase, names, evidence)
    if whole is not None:
        yield whole
    for run in runs(phrase.words):
        inner = named(reading, run, names, evidence)
        adjective = (
            len(run.words) == 1
            and names.is_people(run.texts[0])
            and run.words[0] is not phrase.head
        )
        if adjective and not owner(run, phrase):
            continue
        if inner.cls and (whole is None or (inner.begin, inner.end) != (whole.begin, whole.end)):
            yield inner


def owner(run: Run, phrase: Phrase) -> bool:
    """Whether a name stands before 's."""
    after = next((word for word in phrase.words if word.begin >= run.end), None)
    return after is not None and after.tag == OWNER


def named(reading: Reading, run: Run, names: Names, evidence: Evidence) -> Mention:
    """The mention that a name is."""
    text = reading.text(run.begin, run.end)
    cls, kind = sorted_name(run.texts, names)
    before = next((word for word in reversed(reading.words) if word.end <= run.begin), None)
    if (
        before is not None
        and before.tag == NOUN
        and names.cls(names.kind([before.text])) == "Materiel"
    ):
        cls, kind = "Materiel", names.kind([before.text])
    if not cls:
        cls, kind = evidence_of(text, evidence)
    return Mention(reading.sentence.number, run.begin, run.end, text, cls, kind, text)


def described(reading: Reading, phrase: Phrase, names: Names, evidence: Evidence) -> Mention | None:
    """The mention that a phrase as a whole is; None if its head is of no kind of thing."""
    if phrase.head.tag == PRONOUN or phrase.words[0].tag == PRONOUN:
        return None
    core = [word for word in phrase.words[: phrase.core] if word.tag != DETERMINER]
    if phrase.head not in core:
        core = [word for word in phrase.words[phrase.core :] if word.tag != DETERMINER][1:]
    if not core:
        return None
    found = next(
        (
            run
            for run in runs(core)
            if run.words[-1] is phrase.head
            or (run.words[-1].tag == NUMBER and run.end == core[-1].end)
        ),
        None,
    )
    if found is not None:
        mention = named(reading, found, names, evidence)
        return mention if mention.cls else None
    return common(reading, phrase, core, names, evidence)


def common(
    reading: Reading, phrase: Phrase, core: Sequence[Word], names: Names, evidence: Evidence
) -> Mention | None:
    """A phrase whose head is a common noun."""
    upto = core[: core.index(phrase.head) + 1] if phrase.head in core else core
    kind = names.kind([word.text for word in upto if word.tag != OWNER][-3:])
    cls = names.cls(kind)
    if not cls:
        return None
    if cls == PEOPLE:
        cls = (
            "Population"
            if plural(phrase.head) or phrase.head.lower in names.words["many"]
            else "Person"
        )
    begin = after_count(phrase)
    text = reading.text(begin, phrase.end)
    mention = Mention(reading.sentence.number, begin, phrase.end, text, cls, kind, label_of(text))
    return stands_for(mention, upto, names, evidence, reading)


def after_count(phrase: Phrase) -> int:
    """Where a phrase begins without what only counts: "hundreds of troops"."""
    at = 0
    words = phrase.words
    if phrase.head not in words[: phrase.core]:
        at = phrase.core + 1
    if at == 0 and not (
        words[0].tag == NUMBER
        or words[0].lower in read_names().words["counting"]
        or any(w.tag == NUMBER for w in words[:3])
    ):
        return phrase.begin
    if words[at].lower in {"the", "its", "their", "his"} and not any(
        w.tag == NUMBER for w in words[at : at + 3]
    ):
        return words[at].begin
    while (
        words[at] is not phrase.head
        and words[at].tag in {DETERMINER, NUMBER}
        and words[at].lower != "other"
    ):
        at += 1
    return words[at].begin


def label_of(text: str) -> str:
    """The words of a phrase without an article before them."""
    return (
        re.sub(r"^(?:the|an?|some|both|all|this|these)\s+", "", text, flags=re.IGNORECASE) or text
    )


def stands_for(
    mention: Mention, words: Sequence[Word], names: Names, evidence: Evidence, reading: Reading
) -> Mention:
    """Forces, troops and soldiers of an actor are that actor: "AFA forces", "junta soldiers"."""
    head = words[-1].lower
    before = words[:-1]
    if head not in names.words["forces"] or not before or before[-1].tag == OWNER:
        return mention
    last = before[-1]
    if last.tag == NAME:
        run = list(runs(before))[-1]
        name = reading.text(run.begin, run.end)
        cls, kind = sorted_name(run.texts, names)
        if not cls:
            cls, kind = evidence_of(name, evidence)
        if cls in {"Organisation", "Actor", "Unit"}:
            return replace(mention, cls=cls, kind=kind or "armed-organisation", name=name)
        if cls in {"", "Place"}:
            return replace(mention, cls="Actor", kind="armed-group")
        return mention
    kind = names.kind([last.text])
    if names.cls(kind) in {"Organisation", "Actor"}:
        return replace(mention, cls=names.cls(kind), kind=kind, name=last.text)
    return mention
