"""Told by a noun: "the capture of Mansi by the KIA", "an airstrike on the monastery"."""

from collections.abc import Iterator, Sequence

from graph.draft.by_verb import ORDER, agent
from graph.draft.clause import Added
from graph.draft.clauses import added_from
from graph.draft.cues import Hit
from graph.draft.lemmas import EITHER, PARTICIPLE
from graph.draft.lexicon import Frame
from graph.draft.names import PEOPLE
from graph.draft.phrases import Phrase
from graph.draft.reading import Reading
from graph.draft.standing import Judge
from graph.draft.triggers import Finder, Trigger
from graph.draft.word import ADJECTIVE, AUXILIARY, NAME


def nominal(
    reading: Reading, hit: Hit, at: int, phrase: Phrase, finder: Finder, judge: Judge
) -> Iterator[Trigger]:
    """A noun: the head of its phrase, or what tells its head apart."""
    kinds = [
        kind
        for kind in sorted(hit.kinds, key=lambda each: ORDER.get(each, len(ORDER)))
        if as_noun(reading, hit, kind, finder)
    ]
    if not kinds:
        return
    predicate = next(
        (
            c
            for c in reading.clauses.values()
            if phrase in c.objects and c.group.main.tag == AUXILIARY
        ),
        None,
    )
    if predicate is not None and len(hit.at) > 1:
        frame = finder.lexicon.frame(kinds[0])
        if frame:
            roles = {frame.subject or frame.object or "target": predicate.subject}
            yield Trigger(
                kinds[0],
                frame,
                judge.verb(predicate),
                predicate.group.begin,
                phrase.end,
                at,
                roles,
                predicate.added,
                predicate,
            )
        return
    last = reading.words[hit.at[-1]]
    heads = {phrase.head.begin, *(reading.words[place].begin for place in hit.at)}
    if last.begin not in heads or (
        phrase.head.begin not in {reading.words[p].begin for p in hit.at}
        and not specifies(reading, hit, phrase, finder)
    ):
        return
    added = tuple(added_from(reading.pieces, at + 1))
    for kind in kinds[:1] if len(kinds) == 1 else [best_noun(kinds, added, finder)]:
        frame = finder.lexicon.frame(kind)
        if frame is None or (
            frame.named_only and not phrase.first.isdigit() and kind != "earthquake"
        ):
            continue
        if unfit(frame, added, finder):
            continue
        roles = noun_roles(reading, at, phrase, frame, added, finder)
        end = (
            added[0].phrases[-1].end
            if added and added[0].preposition in {"of", "on", "against"}
            else phrase.end
        )
        yield Trigger(
            kind,
            frame,
            judge.noun(at, phrase),
            phrase.begin,
            end,
            at,
            roles,
            added,
            None,
            phrase,
            last,
        )


def unfit(frame: Frame, added: Sequence[Added], finder: Finder) -> bool:
    """Whether what "of" adds can be no object of the kind: "the loss of eight guns"."""
    of = next((each.phrases for each in added[:1] if each.preposition == "of"), ())
    return bool(
        of and frame.takes and frame.object and not any(finder.fit(frame, each, "") for each in of)
    ) and not intransitive(frame)


def as_noun(reading: Reading, hit: Hit, kind: str, finder: Finder) -> bool:
    """Whether cue words stand for a kind as a noun."""
    frame = finder.lexicon.frame(kind)
    word = reading.words[hit.first]
    if frame is None or len(hit.at) > 1:
        return frame is not None
    if {word.noun, word.verb, word.lower} & frame.verbs_only or word.noun in frame.nouns_as_objects:
        return False
    if finder.lexicon.is_a(kind, "statement") or (
        word.tag == ADJECTIVE and word.form in {EITHER, PARTICIPLE}
    ):
        return False
    return not (word.lower.endswith("ed") and word.noun != word.lower)


def specifies(reading: Reading, hit: Hit, phrase: Phrase, finder: Finder) -> bool:
    """Whether the cue tells what sort the head is: "arson attacks", "artillery bombardment"."""
    generic = {"attack", "strike", "raid", "operation", "bombardment", "campaign", "damage"}
    return phrase.head.lemma in generic and reading.words[hit.at[-1] + 1 : hit.at[-1] + 2] == (
        phrase.head,
    )


def best_noun(kinds: Sequence[str], added: Sequence[Added], finder: Finder) -> str:
    """Of several kinds the one that takes what "of" adds: "the seizure of weapons"."""
    of = next((each.phrases for each in added if each.preposition == "of"), ())

    def rank(kind: str) -> int:
        frame = finder.lexicon.frame(kind)
        return max((finder.fit(frame, phrase, "") for phrase in of), default=1) if frame else 0

    return max(kinds, key=rank)


def noun_roles(
    reading: Reading, at: int, phrase: Phrase, frame: Frame, added: Sequence[Added], finder: Finder
) -> dict[str, tuple[Phrase, ...]]:
    """Who plays which role for a noun."""
    roles = dict[str, tuple[Phrase, ...]]()
    doer = next((each.phrases for each in added if each.preposition == "by"), ())
    if doer and frame.subject:
        roles[frame.subject] = doer
    of = next((each.phrases for each in added if each.preposition == "of" and each is added[0]), ())
    if of and intransitive(frame) and frame.subject and not doer:
        roles[frame.subject] = tuple(
            each
            for each in of
            if finder.cls(each) in {PEOPLE, "Actor", "Unit"}
            or (each.head.tag == NAME and not finder.cls(each))
        )
    elif of and frame.object:
        fitting = tuple(each for each in of if finder.fit(frame, each, "") > 1)
        if fitting:
            roles[frame.object] = fitting
    for clause in reading.clauses.values():
        governs = (
            phrase in clause.objects
            and not doer
            and clause.group.main.verb in finder.lexicon.grammar["launching"]
        )
        if governs and clause.subject and frame.subject and not clause.group.passive:
            roles.setdefault(frame.subject, clause.subject)
        if (
            phrase in clause.subject
            and clause.group.passive
            and clause.group.main.verb in finder.lexicon.grammar["launching"]
            and agent(clause)
            and frame.subject
        ):
            roles.setdefault(frame.subject, agent(clause))
    for clause in reading.clauses.values():
        lemma = clause.group.main.verb
        if phrase in clause.objects and phrase.first in {"its", "their", "his"} and frame.subject:
            roles.setdefault(frame.subject, clause.subject)
        if (
            phrase in clause.objects
            and lemma in {"suffer", "sustain", "endure", "face"}
            and frame.object
            and clause.subject
        ):
            roles.setdefault(frame.object, clause.subject)
        for each in clause.added:
            if (
                phrase in each.phrases
                and lemma in {"respond", "retaliate", "reply", "answer"}
                and frame.subject
                and clause.subject
            ):
                roles.setdefault(frame.subject, clause.subject)
            if (
                phrase in each.phrases
                and lemma == "come"
                and each.preposition == "under"
                and frame.object
            ):
                roles.setdefault(frame.object, clause.subject)
    return {role: phrases for role, phrases in roles.items() if phrases}


def intransitive(frame: Frame) -> bool:
    """Whether "of" after the noun names who does it: "the surrender of the garrison"."""
    return (
        not frame.object
        or frame.object in {frame.subject, "from", "to", "at"}
        or frame.kind in {"surrender", "evacuation"}
    )
