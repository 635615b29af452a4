"""Told by a verb: of the kinds that it may stand for, the one that its object fits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.draft.clauses.clause import Clause, bare
from graph.draft.clauses.pieces import Mark
from graph.draft.clauses.spelt_out import spelt_out
from graph.draft.clauses.voice import agent
from graph.draft.happenings.cues import Hit
from graph.draft.happenings.particles import with_particle
from graph.draft.happenings.roles import Roles, played
from graph.draft.happenings.standing import Standing
from graph.draft.happenings.triggers import Finder, Inquiry, Trigger
from graph.draft.words.grammar import grammar
from graph.draft.words.lexicon import Frame
from graph.draft.words.names import PEOPLE
from graph.draft.words.word import CONJUNCTION

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
    closing = (each for each in clause.added if each.preposition in grammar()["closing"])
    ends += [each.phrases[-1].end for each in closing][:1]
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
