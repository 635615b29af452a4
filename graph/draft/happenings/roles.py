"""Roles: who plays which for a verb, and how well its object fits the kind."""

from typing import TypeAlias

from graph.draft.clauses.clause import Clause
from graph.draft.clauses.participles import AFTER_PASSIVE
from graph.draft.clauses.pieces import Phrase
from graph.draft.clauses.voice import agent, elliptic, open_to_both, passive
from graph.draft.happenings.triggers import POSSIBLE, Finder, Inquiry
from graph.draft.words.lexicon import Frame
from graph.draft.words.names import PEOPLE
from graph.draft.words.word import NAME, NUMBER, PRONOUN

Roles: TypeAlias = dict[str, tuple[Phrase, ...]]


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
