"""Told by a noun: "the capture of Kelm by the rebels", "an airstrike on the monastery"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from graph.draft.clauses.clause import Added, Clause
from graph.draft.clauses.pieces import Phrase
from graph.draft.clauses.reading import Reading
from graph.draft.clauses.verbs import added_from
from graph.draft.clauses.voice import agent
from graph.draft.happenings.by_verb import narrowest
from graph.draft.happenings.cues import Hit
from graph.draft.happenings.noun_standing import noun_standing
from graph.draft.happenings.triggers import POSSIBLE, Finder, Inquiry, Trigger
from graph.draft.words.grammar import grammar
from graph.draft.words.lemmas import EITHER, PARTICIPLE
from graph.draft.words.lexicon import Frame
from graph.draft.words.names import PEOPLE
from graph.draft.words.word import ADJECTIVE, AUXILIARY, NAME

Given: TypeAlias = tuple[str, tuple[Phrase, ...]]
FIGHTERS: Final = frozenset({PEOPLE, "Actor", "Unit"})


def nominal(inquiry: Inquiry, hit: Hit, at: int, phrase: Phrase) -> Iterator[Trigger]:
    """A noun: the head of its phrase, or what tells its head apart."""
    finder, reading = inquiry.finder, inquiry.reading
    kinds = [kind for kind in narrowest(hit.kinds, finder) if as_noun(reading, hit, kind, finder)]
    if not kinds:
        return
    verb = next((c for c in inquiry.clauses if hits_verb(c, hit, reading)), None)
    if verb is not None:
        yield from predicate(inquiry, kinds[0], replace(verb, subject=agent(verb)), at, phrase)
    elif len(hit.at) > 1 and (clause := predicated(phrase, reading)):
        yield from predicate(inquiry, kinds[0], clause, at, phrase)
    elif heads(reading, hit, phrase):
        added = tuple(added_from(reading.pieces, at + 1))
        kind = best_noun(kinds, added, finder)
        yield from headed(inquiry, kind, at, phrase, added)


def hits_verb(clause: Clause, hit: Hit, reading: Reading) -> bool:
    """Whether the cue that begins with a noun has a verb too: "the siege was lifted"."""
    return any(reading.words[place] is clause.group.main for place in hit.at)


def predicated(phrase: Phrase, reading: Reading) -> Clause | None:
    """The clause in which "be" says something of its subject by a phrase: "are short of food"."""
    clauses = reading.clauses.values()
    fitting = (c for c in clauses if phrase in c.objects and c.group.main.tag == AUXILIARY)
    return next(fitting, None)


def predicate(
    inquiry: Inquiry, kind: str, clause: Clause, at: int, phrase: Phrase
) -> Iterator[Trigger]:
    """What "be" says of its subject."""
    frame = inquiry.finder.lexicon.frame(kind)
    if frame is not None:
        roles = {frame.subject or frame.object or "target": clause.subject}
        standing, begin = inquiry.judge.verb(clause), clause.group.begin
        yield Trigger(kind, frame, standing, begin, phrase.end, at, roles, clause.added, clause)


def headed(
    inquiry: Inquiry, kind: str, at: int, phrase: Phrase, added: tuple[Added, ...]
) -> Iterator[Trigger]:
    """A phrase whose head tells of a happening."""
    frame = inquiry.finder.lexicon.frame(kind)
    if frame is None or (frame.named_only and not phrase.first.isdigit()):
        return
    if unfit(frame, added, inquiry.finder):
        return
    told = added and added[0].preposition in {"of", "on", "against"}
    end = added[0].phrases[-1].end if told else phrase.end
    standing, roles = (
        noun_standing(inquiry.judge, at, phrase),
        noun_roles(inquiry, phrase, frame, added),
    )
    yield Trigger(kind, frame, standing, phrase.begin, end, at, roles, added, None, phrase)


def heads(reading: Reading, hit: Hit, phrase: Phrase) -> bool:
    """Whether the cue has the head of its phrase, or tells which sort the head is."""
    places = {reading.words[place].begin for place in hit.at}
    after = reading.words[hit.at[-1] + 1 : hit.at[-1] + 2]
    specifies = phrase.head.lemma in grammar()["generic_nouns"] and after == (phrase.head,)
    return phrase.head.begin in places or specifies


def of_what(added: Sequence[Added]) -> tuple[Phrase, ...]:
    """What "of" right after a noun adds."""
    return added[0].phrases if added and added[0].preposition == "of" else ()


def unfit(frame: Frame, added: Sequence[Added], finder: Finder) -> bool:
    """Whether what "of" adds can be no object of the kind: "the loss of eight guns"."""
    of = of_what(added)
    if not of or not frame.takes or intransitive(frame):
        return False
    return not any(finder.fit(frame, each, "") for each in of)


def as_noun(reading: Reading, hit: Hit, kind: str, finder: Finder) -> bool:
    """Whether cue words stand for a kind as a noun."""
    frame = finder.lexicon.frame(kind)
    word = reading.words[hit.first]
    if frame is None or len(hit.at) > 1:
        return frame is not None
    verb = {word.noun, word.verb, word.lower} & frame.verbs_only
    participle = word.tag == ADJECTIVE and word.form in {EITHER, PARTICIPLE}
    past = word.lower.endswith("ed") and word.noun != word.lower
    said = finder.lexicon.is_a(kind, "statement")
    return not (verb or participle or past or said or word.noun in frame.nouns_as_objects)


def best_noun(kinds: Sequence[str], added: Sequence[Added], finder: Finder) -> str:
    """Of several kinds the one that takes what "of" adds: "the seizure of weapons"."""
    of = of_what(added)

    def rank(kind: str) -> int:
        frame = finder.lexicon.frame(kind)
        return max((finder.fit(frame, phrase, "") for phrase in of), default=1) if frame else 0

    return max(kinds, key=rank)


def noun_roles(
    inquiry: Inquiry, phrase: Phrase, frame: Frame, added: Sequence[Added]
) -> dict[str, tuple[Phrase, ...]]:
    """Who plays which role for a noun: the first who is said to."""
    roles = dict[str, tuple[Phrase, ...]]()
    for role, phrases in (
        *beside(frame, added, inquiry.finder),
        *(given for clause in inquiry.clauses for given in around(inquiry, phrase, frame, clause)),
    ):
        if role and phrases:
            roles.setdefault(role, phrases)
    return roles


def beside(frame: Frame, added: Sequence[Added], finder: Finder) -> Iterator[Given]:
    """Roles by "by" and "of" after the noun."""
    yield frame.subject, next((each.phrases for each in added if each.preposition == "by"), ())
    of = of_what(added)
    if intransitive(frame):
        yield frame.subject, tuple(each for each in of if fighter(each, finder))
    else:
        fitting = tuple(each for each in of if finder.fit(frame, each, "") >= POSSIBLE)
        yield frame.object, fitting


def fighter(phrase: Phrase, finder: Finder) -> bool:
    """Whether a phrase stands for people or a force, or is a name of which nothing is known."""
    cls = finder.cls(phrase)
    return cls in FIGHTERS or (not cls and phrase.head.tag == NAME)


def around(inquiry: Inquiry, phrase: Phrase, frame: Frame, clause: Clause) -> Iterator[Given]:
    """Roles by the verb that carries the noun: "X launched an attack", "X suffered a defeat"."""
    lemma = clause.group.main.verb
    launching = lemma in inquiry.finder.lexicon.grammar["launching"]
    if phrase in clause.objects:
        if (launching and not clause.group.passive) or phrase.first in grammar()["possessives"]:
            yield frame.subject, clause.subject
        if lemma in grammar()["suffering"]:
            yield frame.object, clause.subject
    if phrase in clause.subject and clause.group.passive and launching:
        yield frame.subject, agent(clause)
    for each in clause.added:
        if phrase in each.phrases and lemma in grammar()["answering"]:
            yield frame.subject, clause.subject
        if phrase in each.phrases and (lemma, each.preposition) == ("come", "under"):
            yield frame.object, clause.subject


def intransitive(frame: Frame) -> bool:
    """Whether "of" after the noun names who does it: "the surrender of the garrison"."""
    return frame.object in {"", frame.subject, "from", "to", "at"} or frame.kind in {
        "surrender",
        "evacuation",
    }
