"""Told by a verb: of the kinds that it may stand for, the one that its object fits."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from graph.draft.clause import Added, Clause, bare
from graph.draft.cues import Hit
from graph.draft.lemmas import EITHER, PARTICIPLE
from graph.draft.lexicon import Frame
from graph.draft.names import PEOPLE
from graph.draft.phrases import Mark, Phrase
from graph.draft.reading import Reading
from graph.draft.spelt_out import spelt_out
from graph.draft.standing import Judge, Standing
from graph.draft.subjects import AFTER_PASSIVE
from graph.draft.triggers import Finder, Trigger
from graph.draft.word import CONJUNCTION, NAME, NUMBER


def verbal(reading: Reading, hit: Hit, at: int, finder: Finder, judge: Judge) -> Iterator[Trigger]:
    """A verb, of the kind that fits its object best."""
    clause = reading.clauses[at]
    clause = with_particle(clause, reading, hit)
    lemma = clause.group.main.verb
    words = [reading.words[place].lower for place in hit.at]
    best: tuple[int, int, Frame, str, dict[str, tuple[Phrase, ...]]] | None = None
    for kind in narrowest(hit.kinds, finder):
        frame = finder.lexicon.frame(kind)
        if (
            frame is None
            or frame.named_only
            or (lemma in frame.carries and not carried(clause, finder))
        ):
            continue
        if frame.negated != (clause.group.negated and "secrecy" in hit.kinds):
            continue
        found = played(clause, frame, lemma, finder, len(words) > 1, elliptic(clause, reading))
        if found is None:
            continue
        rank, roles = found
        if best is None or rank > best[0]:
            best = (rank, 0, frame, kind, roles)
    if best is None:
        return
    _, _, frame, kind, roles = best
    roles = shared_agent(clause, reading, frame, roles)
    lit = kind == "fire" and (clause.objects or agent(clause))
    if lit and (arson := finder.lexicon.frame("arson")):
        kind, frame, roles = (
            "arson",
            arson,
            (played(clause, arson, lemma, finder, False, False) or (0, roles))[1],
        )
    end = max(
        reading.words[hit.at[-1]].end, *(each.end for each in clause.objects), clause.group.end
    )
    last_added = [
        added.phrases[-1].end for added in clause.added if added.preposition in {"by", "from", "to"}
    ]
    begin = clause.group.begin
    standing = Standing.HAPPENED if frame.negated else judge.verb(clause)
    roles = {role: spelt_out(reading, phrases) for role, phrases in roles.items()}
    yield Trigger(
        kind,
        frame,
        standing,
        begin,
        max([end, *last_added[:1]]),
        at,
        roles,
        clause.added,
        clause,
        None,
        clause.group.main,
    )


def narrowest(kinds: Sequence[str], finder: Finder) -> list[str]:
    """The kinds in the order in which they are tried; narrower ones before those above them."""
    depth = {kind: len(list(finder.lexicon.widening(kind))) for kind in kinds}
    related = {
        kind: any(kind != each and finder.lexicon.is_a(kind, each) for each in kinds) for kind in kinds
    }
    return sorted(
        kinds, key=lambda each: (not related[each], ORDER.get(each, len(ORDER)), -depth[each], each)
    )


def shared_agent(
    clause: Clause, reading: Reading, frame: Frame, roles: dict[str, tuple[Phrase, ...]]
) -> dict[str, tuple[Phrase, ...]]:
    """A passive that shares "by" with the one after it: "looted and burned by the soldiers"."""
    if not clause.group.passive or frame.subject in roles or not frame.subject:
        return roles
    later = next((each for at, each in sorted(reading.clauses.items()) if at > clause.at), None)
    if later is None or later.at != clause.at + 2 or not bare(later.group) or not agent(later):
        return roles
    mark = reading.pieces[clause.at + 1]
    joined = isinstance(mark, Mark) and mark.tag == CONJUNCTION
    return {**roles, frame.subject: agent(later)} if joined else roles


def elliptic(clause: Clause, reading: Reading) -> bool:
    """Whether a passive has left its "were" to the one before: "100 were hurt, numerous men detained"."""
    before = [each for at, each in reading.clauses.items() if at < clause.at]
    passive = any(each.group.passive for each in before)
    return passive and bare(clause.group) and (before[-1].group.passive or bare(before[-1].group))


# Of kinds that fit equally, the first.
ORDER: Final = {kind: place for place, kind in enumerate((
    "capture", "seizure-of-materiel", "taking-of-prisoners", "attack", "retreat", "killing", "statement",
))}  # fmt: skip


def carried(clause: Clause, finder: Finder) -> bool:
    """Whether what is sent or brought is people or goods: else the verb tells of no reinforcement."""
    things = clause.subject if clause.group.passive else clause.objects
    return any(finder.cls(phrase) in {PEOPLE, "Unit", "Materiel", "Actor"} for phrase in things)


def with_particle(clause: Clause, reading: Reading, hit: Hit) -> Clause:
    """A clause whose verb has a particle of its own: what follows the particle is its object."""
    if len(hit.at) == 1:
        return clause
    end = reading.words[hit.at[-1]].end
    own = {reading.words[place].lower for place in hit.at[1:]}
    cut = [
        added
        for added in clause.added
        if not (added.preposition.split()[0] in own and added.phrases[0].begin >= end)
    ]
    gained = [added for added in clause.added if added not in cut]
    inside = tuple(phrase for phrase in clause.objects if phrase.end > end)
    objects = clause.objects if inside or not gained else ()
    words = {reading.words[place].begin for place in hit.at[1:]}
    objects = tuple(under(phrase, words) for phrase in objects)
    objects = tuple(
        phrase
        for phrase in objects
        if phrase.head.begin not in words or any(w.tag == NUMBER for w in phrase.words)
    )
    for added in gained:
        if len(added.preposition.split()) == 1:
            objects = (*objects, *added.phrases)
        else:
            rest = " ".join(added.preposition.split()[1:])
            cut.append(Added(rest, added.phrases, added.at))
    return replace(clause, objects=objects, added=tuple(cut))


def under(phrase: Phrase, words: set[int]) -> Phrase:
    """Of "control of the dam", where "control" belongs to the verb, the dam."""
    if phrase.head.begin not in words or phrase.core >= len(phrase.words):
        return phrase
    rest = phrase.words[phrase.core + 1 :]
    return Phrase(rest, len(rest), head_of(rest)) if rest else phrase


def played(
    clause: Clause, frame: Frame, lemma: str, finder: Finder, longer: bool, elliptic_: bool
) -> tuple[int, dict[str, tuple[Phrase, ...]]] | None:
    """Who plays which role for a verb, and how well it fits; None if it does not."""
    group = clause.group
    reduced = not group.finite and group.main.form in {PARTICIPLE, EITHER} and not group.infinitive
    alone = (
        group.main.form == PARTICIPLE
        and not group.passive
        and not any(w.lower in {"had", "has", "have", "having"} for w in group.words)
    )
    has_have = any(w.lower in finder.lexicon.grammar["have"] for w in group.words[:-1])
    passive = group.passive or (alone and not has_have) or (reduced and not clause.objects)
    ambiguous = (
        group.main.form == EITHER
        and group.finite
        and not group.passive
        and not has_have
        and bare(group)
    )
    transitive = frame.object in {"target", "against", "site"} and lemma not in frame.goes
    if ambiguous and transitive and not clause.objects and clause.link in {"participle", "comma"}:
        passive = True
    if ambiguous and transitive and not clause.objects and agent(clause):
        passive = True
    if ambiguous and transitive and not clause.objects and elliptic_ and not passive:
        found = passively(clause, frame, lemma, finder)
        sure = all(finder.fit(frame, each, lemma) > 1 for each in clause.subject)
        if found is not None and sure:
            return found
    if passive:
        return passively(clause, frame, lemma, finder)
    objects = tuple(phrase for phrase in clause.objects if finder.fit(frame, phrase, lemma) > 0)
    if lemma in frame.goes and not objects:
        return gone(clause, frame, finder)
    rank = max((finder.fit(frame, phrase, lemma) for phrase in objects), default=0)
    if clause.objects and not objects and frame.takes:
        return None
    if not objects and lemma in frame.needs and frame.takes:
        return None
    roles = dict[str, tuple[Phrase, ...]]()
    if frame.doers and clause.subject and not any(
        finder.cls(each) in {*frame.doers, ""} for each in clause.subject
    ):
        return None
    if frame.subject and clause.subject and not (clause.link == AFTER_PASSIVE and objects):
        roles[frame.subject] = clause.subject
    if lemma in frame.pushed and clause.subject:
        roles["against"] = clause.subject
    if lemma in frame.carries:
        roles["carried"] = objects
    elif frame.object and objects:
        roles[frame.object] = (
            (*roles.get(frame.object, ()), *objects) if frame.object != frame.subject else objects
        )
    return rank + longer, roles


def gone(
    clause: Clause, frame: Frame, finder: Finder
) -> tuple[int, dict[str, tuple[Phrase, ...]]] | None:
    """A verb whose subject is what it happens to: "the town fell"."""
    if (
        clause.group.main.verb == "fall"
        and frame.kind == "killing"
        and not any(finder.cls(p) == PEOPLE for p in clause.subject)
    ):
        return None
    subjects = tuple(
        each
        for each in clause.subject
        if not frame.subjects
        or finder.cls(each) in frame.subjects
        or (finder.cls(each) == "" and each.head.tag == NAME)
    )
    if frame.subjects and not subjects:
        return None
    roles = {frame.goes_as: subjects or clause.subject} if clause.subject else {}
    takers = [added.phrases for added in clause.added if added.preposition == "to"]
    if frame.kind == "capture" and takers:
        roles["by"] = takers[0]
    return 2, roles


def passively(
    clause: Clause, frame: Frame, lemma: str, finder: Finder
) -> tuple[int, dict[str, tuple[Phrase, ...]]] | None:
    """A passive: its subject is the object, and "by" names who does it."""
    role = frame.object or frame.goes_as
    subjects = tuple(each for each in clause.subject if finder.fit(frame, each, lemma) > 0)
    if clause.subject and not subjects and frame.takes:
        return None
    if not clause.subject and lemma in frame.needs and clause.link != "comma":
        return None
    rank = max((finder.fit(frame, each, lemma) for each in subjects), default=1)
    roles = {role: subjects or clause.subject} if clause.subject else {}
    doer = agent(clause)
    if frame.subject and doer and frame.subject != role:
        roles[frame.subject] = doer
    elif frame.kind in {"retreat", "rout"} and doer:
        roles["against"] = doer
    return rank, roles


def agent(clause: Clause) -> tuple[Phrase, ...]:
    """Whom "by" names."""
    return next(
        (added.phrases for added in clause.added if added.preposition.split()[-1] == "by"), ()
    )
