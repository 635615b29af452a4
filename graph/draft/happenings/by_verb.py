"""Told by a verb: of the kinds that it may stand for, the one that its object fits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from graph.draft.clauses.clause import Clause, bare
from graph.draft.clauses.phrases import Mark, Phrase
from graph.draft.clauses.spelt_out import spelt_out
from graph.draft.clauses.subjects import AFTER_PASSIVE
from graph.draft.clauses.voice import agent, elliptic, open_to_both, passive
from graph.draft.happenings.cues import Hit
from graph.draft.happenings.particles import with_particle
from graph.draft.happenings.standing import Standing
from graph.draft.happenings.triggers import POSSIBLE, Finder, Inquiry, Trigger
from graph.draft.words.lexicon import Frame
from graph.draft.words.names import PEOPLE
from graph.draft.words.word import CONJUNCTION, NAME, NUMBER, PRONOUN

Roles: TypeAlias = dict[str, tuple[Phrase, ...]]
# Of kinds that fit equally, the first.
ORDER: Final = (
    "capture",
    "seizure-of-materiel",
    "taking-of-prisoners",
    "attack",
    "retreat",
    "killing",
    "statement",
)
MOVED_ALONG: Final = frozenset({PEOPLE, "Unit", "Materiel", "Actor"})
# What ends the words of a happening, besides its object.
CLOSE: Final = frozenset({"by", "from", "to"})


@dataclass(frozen=True, slots=True)
class Part:
    """A kind that a verb may stand for, who plays which role then, and how well it fits."""

    kind: str
    frame: Frame
    rank: int
    roles: Roles


def verbal(inquiry: Inquiry, hit: Hit, at: int) -> Iterator[Trigger]:
    """A verb, of the kind that fits its object best."""
    reading = inquiry.reading
    clause = with_particle(reading.clauses[at], reading, hit)
    best = max(parts(inquiry, hit, clause), key=lambda each: each.rank, default=None)
    if best is None:
        return
    best = lit(shared_agent(best, clause, inquiry), clause, inquiry)
    ends = [reading.words[hit.at[-1]].end, clause.group.end, *(p.end for p in clause.objects)]
    ends += [each.phrases[-1].end for each in clause.added if each.preposition in CLOSE][:1]
    yield Trigger(
        best.kind,
        best.frame,
        Standing.HAPPENED if best.frame.negated else inquiry.judge.verb(clause),
        clause.group.begin,
        max(ends),
        at,
        {role: spelt_out(reading, phrases) for role, phrases in best.roles.items()},
        clause.added,
        clause,
        None,
        clause.group.main,
    )


def parts(inquiry: Inquiry, hit: Hit, clause: Clause) -> Iterator[Part]:
    """The kinds that a verb may stand for here."""
    finder, lemma = inquiry.finder, clause.group.main.verb
    quiet = clause.group.negated and "secrecy" in hit.kinds
    for kind in narrowest(hit.kinds, finder):
        frame = finder.lexicon.frame(kind)
        if frame is None or frame.named_only or frame.negated != quiet:
            continue
        if lemma in frame.carries and not carried(clause, finder):
            continue
        found = played(clause, frame, lemma, inquiry)
        if found is not None:
            rank, roles = found
            yield Part(kind, frame, rank + (len(hit.at) > 1), roles)


def narrowest(kinds: Sequence[str], finder: Finder) -> list[str]:
    """The kinds in the order in which they are tried; narrower ones before those above them."""

    def order(kind: str) -> tuple[bool, int, int, str]:
        narrower = any(kind != each and finder.lexicon.is_a(kind, each) for each in kinds)
        depth = len(list(finder.lexicon.widening(kind)))
        place = ORDER.index(kind) if kind in ORDER else len(ORDER)
        return not narrower, place, -depth, kind

    return sorted(kinds, key=order)


def shared_agent(part: Part, clause: Clause, inquiry: Inquiry) -> Part:
    """A passive that shares "by" with the one after it: "looted and burned by the soldiers"."""
    role = part.frame.subject
    if not clause.group.passive or role in part.roles or not role:
        return part
    later = next((each for each in inquiry.clauses if each.at > clause.at), None)
    if later is None or later.at != clause.at + 2 or not bare(later.group) or not agent(later):
        return part
    mark = inquiry.reading.pieces[clause.at + 1]
    joined = isinstance(mark, Mark) and mark.tag == CONJUNCTION
    return replace(part, roles={**part.roles, role: agent(later)}) if joined else part


def lit(part: Part, clause: Clause, inquiry: Inquiry) -> Part:
    """A fire that somebody set is arson: "burned the town", "burned by the soldiers"."""
    arson = inquiry.finder.lexicon.frame("arson")
    if part.kind != "fire" or arson is None or not (clause.objects or agent(clause)):
        return part
    found = played(clause, arson, clause.group.main.verb, inquiry)
    return Part("arson", arson, part.rank, found[1] if found else part.roles)


def carried(clause: Clause, finder: Finder) -> bool:
    """Whether what is sent or brought is people or goods: else nobody is reinforced."""
    things = clause.subject if clause.group.passive else clause.objects
    return any(finder.cls(phrase) in MOVED_ALONG for phrase in things)


def played(clause: Clause, frame: Frame, lemma: str, inquiry: Inquiry) -> tuple[int, Roles] | None:
    """Who plays which role for a verb, and how well it fits; None if it does not."""
    finder = inquiry.finder
    if passive(clause, frame, lemma, finder.lexicon):
        return passively(clause, frame, lemma, finder)
    before = [each for each in inquiry.clauses if each.at < clause.at]
    if elliptic(clause, before) and open_to_both(clause, frame, lemma, finder.lexicon):
        sure = all(finder.fit(frame, each, lemma) >= POSSIBLE for each in clause.subject)
        found = passively(clause, frame, lemma, finder) if sure else None
        if found is not None:
            return found
    return actively(clause, frame, lemma, finder)


def actively(clause: Clause, frame: Frame, lemma: str, finder: Finder) -> tuple[int, Roles] | None:
    """An active verb: its subject does it."""
    spans = finder.lexicon.grammar["spans"]
    given = [phrase for phrase in clause.objects if phrase.head.lower not in spans]
    fits = {phrase: finder.fit(frame, phrase, lemma) for phrase in given}
    objects = tuple(phrase for phrase, fit in fits.items() if fit)
    if lemma in frame.goes and not objects:
        return gone(clause, frame, finder)
    unfit = bool(given) or lemma in frame.needs
    if frame.takes and not objects and unfit:
        return None
    if frame.doers and clause.subject and not may_do(clause, frame, finder):
        return None
    return max(fits.values(), default=0), active_roles(clause, frame, lemma, objects)


def may_do(clause: Clause, frame: Frame, finder: Finder) -> bool:
    """Whether a subject is of a class that does such a thing, or may be of any."""
    return any(
        each.head.tag in {PRONOUN, NUMBER}
        or finder.cls(each) in frame.doers
        or nameless(each, finder)
        for each in clause.subject
    )


def active_roles(clause: Clause, frame: Frame, lemma: str, objects: tuple[Phrase, ...]) -> Roles:
    """The roles of the subject and the objects of an active verb."""
    roles = Roles()
    if frame.subject and clause.subject and not (clause.link == AFTER_PASSIVE and objects):
        roles[frame.subject] = clause.subject
    if lemma in frame.pushed and clause.subject:
        roles["against"] = clause.subject
    if lemma in frame.carries:
        roles["carried"] = objects
    elif frame.object and objects:
        roles[frame.object] = objects
    return roles


def gone(clause: Clause, frame: Frame, finder: Finder) -> tuple[int, Roles] | None:
    """A verb whose subject is what it happens to: "the town fell"."""
    falls = clause.group.main.verb == "fall" and frame.kind == "killing"
    classes = frozenset({PEOPLE}) if falls else frame.subjects
    subjects = tuple(
        each
        for each in clause.subject
        if not classes or finder.cls(each) in classes or (not falls and nameless(each, finder))
    )
    if classes and not subjects:
        return None
    roles = {frame.goes_as: subjects} if subjects else Roles()
    takers = [added.phrases for added in clause.added if added.preposition == "to"]
    if frame.kind == "capture" and takers:
        roles["by"] = takers[0]
    return POSSIBLE, roles


def nameless(phrase: Phrase, finder: Finder) -> bool:
    """Whether a phrase is a name of which nothing is known."""
    return not finder.cls(phrase) and phrase.head.tag == NAME


def passively(clause: Clause, frame: Frame, lemma: str, finder: Finder) -> tuple[int, Roles] | None:
    """A passive: its subject is the object, and "by" names who does it."""
    role = frame.object or frame.goes_as
    fits = {phrase: finder.fit(frame, phrase, lemma) for phrase in clause.subject}
    subjects = tuple(phrase for phrase, fit in fits.items() if fit)
    unfit = clause.subject and not subjects and frame.takes
    lonely = not clause.subject and lemma in frame.needs and clause.link != "comma"
    if unfit or lonely:
        return None
    roles = {role: subjects or clause.subject} if clause.subject else Roles()
    doer = agent(clause)
    if frame.subject and doer and frame.subject != role:
        roles[frame.subject] = doer
    elif frame.kind in {"retreat", "rout"} and doer:
        roles["against"] = doer
    return max((fits[each] for each in subjects), default=1), roles
