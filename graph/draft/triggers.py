"""Triggers: the happenings that a sentence tells of, each with the phrases of those who take part.

A cue alone is no happening: the verdict on how it stands (`standing.py`) and the classes of what
it is done to decide, so that "captured seven vehicles" is no capture of a place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.draft.clauses import Added, Clause, added_from, bare, listed
from graph.draft.cues import Hit, find_cues
from graph.draft.lemmas import EITHER, PARTICIPLE
from graph.draft.lexicon import Frame, Lexicon
from graph.draft.model import Mention
from graph.draft.names import PEOPLE, Names
from graph.draft.phrases import Group, Mark, Phrase
from graph.draft.reading import Reading
from graph.draft.standing import Judge, Standing
from graph.draft.words import ADJECTIVE, AUXILIARY, CONJUNCTION, NAME, NOUN, NUMBER, OWNER, PREPOSITION, Word

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

    def cls(self, phrase: Phrase) -> str:
        """The class of what a phrase stands for: "Place", "Actor", "Materiel", `PEOPLE`; or ""."""
        found = self.mention(phrase)
        if found is None:
            return "Place" if phrase.head.lower in {"it"} else ""
        cls = found.cls
        groups = {"Site": "Place", "Person": PEOPLE, "Population": PEOPLE, "Organisation": "Actor", "Side": "Actor"}
        return groups.get(cls, cls)

    def mention(self, phrase: Phrase) -> Mention | None:
        """The mention that a phrase is, or that of the name that is its head."""
        exact = self.mentions.get((phrase.begin, phrase.end))
        if exact is not None:
            return exact
        inside = [
            each
            for (begin, end), each in self.mentions.items()
            if phrase.begin <= begin and end <= phrase.end and begin <= phrase.head.begin < end
        ]
        return max(inside, key=lambda each: each.end - each.begin, default=None)

    def fit(self, frame: Frame, phrase: Phrase, lemma: str) -> int:
        """How well a phrase is the object of a kind: 3 as its class asks, 0 not at all."""
        if not frame.takes:
            return 2
        cls = self.cls(phrase)
        if cls in frame.takes or (cls == "Unit" and frame.takes & {"Actor", "Place"} and frame.kind != "loss-of-control"):
            return 3
        if cls == PEOPLE and "Actor" in frame.takes:
            return 3
        if cls == "Actor" and PEOPLE in frame.takes:
            return 2
        if cls == "Actor" and "Place" in frame.takes and phrase.head.tag == NAME:
            return 2
        if cls:
            return 0
        if phrase.head.tag == NAME and "Place" in frame.takes:
            return 2
        return 0 if lemma in frame.needs else 1


def find_triggers(reading: Reading, finder: Finder) -> tuple[Trigger, ...]:
    """Every happening of a sentence, also those that were only meant."""
    judge = Judge(reading, finder.lexicon)
    found = [
        trigger
        for hit in find_cues(reading.words, finder.lexicon)
        for trigger in triggered(reading, hit, finder, judge)
    ]
    found += attempts(reading, found, judge)
    return (*settled(found, reading, finder), *held(reading, finder))


def triggered(reading: Reading, hit: Hit, finder: Finder, judge: Judge) -> Iterator[Trigger]:
    """What a cue tells: a verb, a noun, or an adverbial."""
    word = reading.words[hit.first]
    at = next((i for i, piece in enumerate(reading.pieces) if piece.begin <= word.begin < piece.end), None)
    if at is None:
        return
    piece = reading.pieces[at]
    end = reading.words[hit.at[-1]].end
    if isinstance(piece, Group) and piece.main is word:
        yield from verbal(reading, hit, at, finder, judge)
    elif isinstance(piece, Phrase) and word.tag in {NOUN, ADJECTIVE}:
        yield from nominal(reading, hit, at, piece, finder, judge)
    elif isinstance(piece, Mark):
        yield from adverbial(reading, hit, at, end, finder, judge)


# ---- verbs ----


def verbal(reading: Reading, hit: Hit, at: int, finder: Finder, judge: Judge) -> Iterator[Trigger]:
    """A verb, of the kind that fits its object best."""
    clause = reading.clauses[at]
    clause = with_particle(clause, reading, hit)
    lemma = clause.group.main.verb
    words = [reading.words[place].lower for place in hit.at]
    best: tuple[int, int, Frame, str, dict[str, tuple[Phrase, ...]]] | None = None
    for kind in sorted(hit.kinds, key=lambda each: ORDER.get(each, len(ORDER))):
        frame = finder.lexicon.frame(kind)
        if frame is None or frame.named_only or (lemma in frame.carries and not carried(clause, finder)):
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
        kind, frame, roles = "arson", arson, (played(clause, arson, lemma, finder, False, False) or (0, roles))[1]
    end = max(reading.words[hit.at[-1]].end, *(each.end for each in clause.objects), clause.group.end)
    last_added = [added.phrases[-1].end for added in clause.added if added.preposition in {"by", "from", "to"}]
    begin = clause.group.begin
    standing = Standing.HAPPENED if frame.negated else judge.verb(clause)
    roles = {role: spelt_out(reading, phrases) for role, phrases in roles.items()}
    yield Trigger(kind, frame, standing, begin, max([end, *last_added[:1]]), at, roles, clause.added, clause, None, clause.group.main)


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


def spelt_out(reading: Reading, phrases: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """What stands for a list after a colon is that list: "three headquarters: A, B and C"."""
    if not phrases:
        return phrases
    pieces = reading.pieces
    at = next((i for i, piece in enumerate(pieces) if piece is phrases[-1]), None)
    if at is None:
        return phrases
    included = including(reading, at)
    if included:
        return (*phrases[:-1], *included)
    while at + 2 < len(pieces) and isinstance(pieces[at + 1], Mark) and isinstance(pieces[at + 2], Phrase | Group):
        mark = pieces[at + 1]
        if isinstance(mark, Mark) and mark.word.text == ":":
            if not isinstance(pieces[at + 2], Phrase):
                return phrases
            items = listed(pieces, at + 2)[0]
            return (*phrases[:-1], *items) if len(items) > 1 else phrases
        if not (isinstance(mark, Mark) and mark.tag in {PREPOSITION}):
            return phrases
        at += 2
        if isinstance(pieces[at], Group) and at + 1 < len(pieces) and isinstance(pieces[at + 1], Phrase):
            at += 1
    return phrases


def including(reading: Reading, at: int) -> tuple[Phrase, ...]:
    """What "which include" lists after a phrase."""
    pieces = reading.pieces
    after = [i for i in range(at + 1, min(at + 4, len(pieces))) if isinstance(pieces[i], Group)]
    if not after or not all(isinstance(piece, Mark) for piece in pieces[at + 1 : after[0]]):
        return ()
    clause = reading.clauses[after[0]]
    return clause.objects if clause.group.main.verb == "include" else ()


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
    cut = [added for added in clause.added if not (added.preposition.split()[0] in own and added.phrases[0].begin >= end)]
    gained = [added for added in clause.added if added not in cut]
    inside = tuple(phrase for phrase in clause.objects if phrase.end > end)
    objects = clause.objects if inside or not gained else ()
    words = {reading.words[place].begin for place in hit.at[1:]}
    objects = tuple(
        phrase for phrase in objects if phrase.head.begin not in words or any(w.tag == NUMBER for w in phrase.words)
    )
    for added in gained:
        if len(added.preposition.split()) == 1:
            objects = (*objects, *added.phrases)
        else:
            rest = " ".join(added.preposition.split()[1:])
            cut.append(Added(rest, added.phrases, added.at))
    return replace(clause, objects=objects, added=tuple(cut))


def played(
    clause: Clause, frame: Frame, lemma: str, finder: Finder, longer: bool, elliptic_: bool
) -> tuple[int, dict[str, tuple[Phrase, ...]]] | None:
    """Who plays which role for a verb, and how well it fits; None if it does not."""
    group = clause.group
    reduced = not group.finite and group.main.form in {PARTICIPLE, EITHER} and not group.infinitive
    alone = group.main.form == PARTICIPLE and not group.passive and not any(w.lower in {"had", "has", "have", "having"} for w in group.words)
    has_have = any(w.lower in finder.lexicon.grammar["have"] for w in group.words[:-1])
    passive = group.passive or (alone and not has_have) or (reduced and not clause.objects)
    ambiguous = group.main.form == EITHER and group.finite and not group.passive and not has_have and bare(group)
    transitive = bool(frame.object) and lemma not in frame.goes
    if ambiguous and transitive and not clause.objects and clause.link in {"participle", "comma"}:
        passive = True
    if ambiguous and transitive and not clause.objects and agent(clause):
        passive = True
    if ambiguous and transitive and not clause.objects and elliptic_ and not passive:
        found = passively(clause, frame, lemma, finder)
        if found is not None:
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
    if frame.subject and clause.subject:
        roles[frame.subject] = clause.subject
    if lemma in frame.pushed and clause.subject:
        roles["against"] = clause.subject
    if frame.object and objects:
        roles[frame.object] = (*roles.get(frame.object, ()), *objects) if frame.object != frame.subject else objects
    return rank + longer, roles


def gone(clause: Clause, frame: Frame, finder: Finder) -> tuple[int, dict[str, tuple[Phrase, ...]]] | None:
    """A verb whose subject is what it happens to: "the town fell"."""
    if clause.group.main.verb == "fall" and frame.kind == "killing" and not any(finder.cls(p) == PEOPLE for p in clause.subject):
        return None
    subjects = tuple(each for each in clause.subject if not frame.subjects or finder.cls(each) in frame.subjects or (finder.cls(each) == "" and each.head.tag == NAME))
    if frame.subjects and not subjects:
        return None
    roles = {frame.goes_as: subjects or clause.subject} if clause.subject else {}
    takers = [added.phrases for added in clause.added if added.preposition == "to"]
    if frame.kind == "capture" and takers:
        roles["by"] = takers[0]
    return 2, roles


def passively(clause: Clause, frame: Frame, lemma: str, finder: Finder) -> tuple[int, dict[str, tuple[Phrase, ...]]] | None:
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
    return next((added.phrases for added in clause.added if added.preposition.split()[-1] == "by"), ())


# ---- nouns ----


def nominal(
    reading: Reading, hit: Hit, at: int, phrase: Phrase, finder: Finder, judge: Judge
) -> Iterator[Trigger]:
    """A noun: the head of its phrase, or what tells its head apart."""
    kinds = [kind for kind in sorted(hit.kinds, key=lambda each: ORDER.get(each, len(ORDER))) if as_noun(reading, hit, kind, finder)]
    if not kinds:
        return
    predicate = next((c for c in reading.clauses.values() if phrase in c.objects and c.group.main.tag == AUXILIARY), None)
    if predicate is not None and len(hit.at) > 1:
        frame = finder.lexicon.frame(kinds[0])
        if frame:
            roles = {frame.subject or frame.object or "target": predicate.subject}
            yield Trigger(kinds[0], frame, judge.verb(predicate), predicate.group.begin, phrase.end, at, roles, predicate.added, predicate)
        return
    last = reading.words[hit.at[-1]]
    heads = {phrase.head.begin, *(reading.words[place].begin for place in hit.at)}
    if last.begin not in heads or (phrase.head.begin not in {reading.words[p].begin for p in hit.at} and not specifies(reading, hit, phrase, finder)):
        return
    added = tuple(added_from(reading.pieces, at + 1))
    for kind in kinds[:1] if len(kinds) == 1 else [best_noun(kinds, added, finder)]:
        frame = finder.lexicon.frame(kind)
        if frame is None or frame.named_only and not phrase.first.isdigit() and kind != "earthquake":
            continue
        if unfit(frame, added, finder):
            continue
        roles = noun_roles(reading, at, phrase, frame, added, finder)
        end = added[0].phrases[-1].end if added and added[0].preposition in {"of", "on", "against"} else phrase.end
        yield Trigger(kind, frame, judge.noun(at, phrase), phrase.begin, end, at, roles, added, None, phrase, last)


def unfit(frame: Frame, added: Sequence[Added], finder: Finder) -> bool:
    """Whether what "of" adds can be no object of the kind: "the loss of eight guns"."""
    of = next((each.phrases for each in added[:1] if each.preposition == "of"), ())
    return bool(of and frame.takes and frame.object and not any(finder.fit(frame, each, "") for each in of)) and not intransitive(frame)


def as_noun(reading: Reading, hit: Hit, kind: str, finder: Finder) -> bool:
    """Whether cue words stand for a kind as a noun."""
    frame = finder.lexicon.frame(kind)
    word = reading.words[hit.first]
    if frame is None or len(hit.at) > 1:
        return frame is not None
    if {word.noun, word.verb, word.lower} & frame.verbs_only or word.noun in frame.nouns_as_objects:
        return False
    if finder.lexicon.is_a(kind, "statement") or word.tag == ADJECTIVE and word.form in {EITHER, PARTICIPLE}:
        return False
    return not (word.lower.endswith("ed") and word.noun != word.lower)


def specifies(reading: Reading, hit: Hit, phrase: Phrase, finder: Finder) -> bool:
    """Whether the cue tells what sort the head is: "arson attacks", "artillery bombardment"."""
    generic = {"attack", "strike", "raid", "operation", "bombardment", "campaign", "damage"}
    return phrase.head.lemma in generic and reading.words[hit.at[-1] + 1 : hit.at[-1] + 2] == (phrase.head,)


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
        roles[frame.subject] = tuple(each for each in of if finder.cls(each) in {PEOPLE, "Actor", "Unit"} or (each.head.tag == NAME and not finder.cls(each)))
    elif of and frame.object:
        fitting = tuple(each for each in of if finder.fit(frame, each, "") > 1)
        if fitting:
            roles[frame.object] = fitting
    for clause in reading.clauses.values():
        governs = phrase in clause.objects and not doer and clause.group.main.verb in finder.lexicon.grammar["launching"]
        if governs and clause.subject and frame.subject and not clause.group.passive:
            roles.setdefault(frame.subject, clause.subject)
        if phrase in clause.subject and clause.group.passive and clause.group.main.verb in finder.lexicon.grammar["launching"] and agent(clause) and frame.subject:
            roles.setdefault(frame.subject, agent(clause))
    for clause in reading.clauses.values():
        lemma = clause.group.main.verb
        if phrase in clause.objects and phrase.first in {"its", "their", "his"} and frame.subject:
            roles.setdefault(frame.subject, clause.subject)
        if phrase in clause.objects and lemma in {"suffer", "sustain", "endure", "face"} and frame.object and clause.subject:
            roles.setdefault(frame.object, clause.subject)
        for each in clause.added:
            if phrase in each.phrases and lemma in {"respond", "retaliate", "reply", "answer"} and frame.subject and clause.subject:
                roles.setdefault(frame.subject, clause.subject)
            if phrase in each.phrases and lemma == "come" and each.preposition == "under" and frame.object:
                roles.setdefault(frame.object, clause.subject)
    return {role: phrases for role, phrases in roles.items() if phrases}


def intransitive(frame: Frame) -> bool:
    """Whether "of" after the noun names who does it: "the surrender of the garrison"."""
    return not frame.object or frame.object in {frame.subject, "from", "to", "at"} or frame.kind in {"surrender", "evacuation"}


# ---- adverbials ----


def adverbial(
    reading: Reading, hit: Hit, at: int, end: int, finder: Finder, judge: Judge
) -> Iterator[Trigger]:
    """Words after a verb or a noun: "some tanks on fire", "was under siege", "in the hands of"."""
    frame = finder.lexicon.frame(hit.kinds[0])
    if frame is None:
        return
    back = at - 1
    piece = reading.pieces[back] if back >= 0 else None
    clause = None
    if isinstance(piece, Group):
        clause = reading.clauses[back]
        things, standing = clause.subject, judge.verb(clause)
    elif isinstance(piece, Phrase):
        things, standing = (piece,), Standing.HAPPENED
    else:
        return
    if not things:
        return
    role = frame.object or frame.subject or "target"
    begin = things[0].begin if isinstance(piece, Phrase) else piece.begin
    roles = {role: things}
    if frame.cls == "Control":
        holder = next((p for i, p in reading.phrases if i > at), None)
        if holder is not None:
            roles[frame.subject] = (holder,)
    yield Trigger(hit.kinds[0], frame, standing, begin, end, at, roles, tuple(added_from(reading.pieces, at + 2)), clause)


# ---- attempts, and places that are held ----

TRYING: Final = frozenset({"attempt", "try"})
TRIED: Final = ("change-of-control", "attack", "breakout", "breakthrough", "penetration", "encirclement")


def attempts(reading: Reading, found: Sequence[Trigger], judge: Judge) -> Iterator[Trigger]:
    """An attempt to take or to break out is an attack, with an aim: "an attempt to retake it failed"."""
    frame = judge.lexicon.frame("attack")
    for meant in found:
        clause = meant.clause
        fitting = any(judge.lexicon.is_a(meant.kind, each) for each in TRIED)
        if frame is None or clause is None or meant.standing is not Standing.MEANT or not fitting:
            continue
        if clause.noun is not None and clause.noun.head.lemma in TRYING:
            at = next(i for i, piece in enumerate(reading.pieces) if piece is clause.noun)
            added = tuple(added_from(reading.pieces, at + 1))
            roles = {"by": each.phrases for each in added if each.preposition == "by"}
            begin, noun = clause.noun.begin, clause.noun
        elif clause.governor is not None and clause.link == "to":
            above = reading.clauses[clause.governor]
            if above.group.main.verb not in TRYING or judge.verb(above) is not Standing.HAPPENED:
                continue
            roles, begin, noun, added, at = {"by": above.subject}, above.group.begin, None, above.added, above.at
        else:
            continue
        if meant.of("target"):
            roles = {**roles, "target": meant.of("target")}
        whole = above if noun is None else None
        yield Trigger("attack", frame, Standing.HAPPENED, begin, clause.group.end, at, roles, added, whole, noun)


def held(reading: Reading, finder: Finder) -> Iterator[Trigger]:
    """Places that somebody is said to hold: "in Valencian hands", "remaining junta positions"."""
    frame = finder.lexicon.frame("control")
    if frame is None:
        return
    for clause in reading.clauses.values():
        for added in clause.added:
            phrase = added.phrases[0]
            in_hands = added.preposition == "in" and phrase.head.lower == "hands" and len(phrase.words) > 1
            if in_hands and clause.group.main.tag == AUXILIARY and not clause.group.negated and not clause.group.modal:
                yield Trigger("control", frame, Standing.HAPPENED, clause.group.begin, phrase.end, clause.at, {"site": clause.subject, "holder": (phrase,)}, (), clause)
    for at, phrase in reading.phrases:
        sites = spelt_out(reading, (phrase,))
        owned = any(word.lower.endswith(("-controlled", "-held", "-occupied")) for word in phrase.words)
        remaining = any(word.lower == "remaining" for word in phrase.words) and sites != (phrase,)
        if (owned or remaining) and finder.cls(phrase) == "Place":
            things = sites if sites != (phrase,) else following(reading, at) or (phrase,)
            for site in things:
                yield Trigger("control", frame, Standing.HAPPENED, phrase.begin, phrase.end, at, {"site": (site,), "holder": (phrase,)}, (), None, None)


def following(reading: Reading, at: int) -> tuple[Phrase, ...]:
    """What "include" lists of a phrase that is its subject."""
    phrase = reading.pieces[at]
    for clause in reading.clauses.values():
        if phrase in clause.subject and clause.group.main.verb == "include":
            return clause.objects
    return ()


# ---- among those found ----


def settled(found: list[Trigger], reading: Reading, finder: Finder) -> Iterator[Trigger]:
    """Leave out what is told twice, and what only says how: attacks "with airstrikes"."""
    kept = list[Trigger]()
    for trigger in sorted(found, key=lambda each: each.begin):
        if beside(trigger, found, finder) or the_battle(trigger, reading):
            continue
        if told_again(trigger, kept, finder) or means(trigger, found, reading) or listed_means(trigger, found, reading):
            continue
        kept.append(driven(trigger, kept, finder))
    yield from kept


def driven(trigger: Trigger, kept: Sequence[Trigger], finder: Finder) -> Trigger:
    """Attackers that are driven back are repulsed: this is no retreat of theirs alone."""
    if trigger.kind != "retreat" or trigger.clause is None or not trigger.clause.group.passive:
        return trigger
    attackers = [p for each in kept if finder.lexicon.is_a(each.kind, "attack") for p in each.of("by")]
    if set(trigger.of("by")) & set(attackers):
        frame = finder.lexicon.frame("repulse")
        if frame:
            return replace(trigger, kind="repulse", frame=frame, roles={"against": trigger.of("by")})
    return trigger


def beside(trigger: Trigger, found: Sequence[Trigger], finder: Finder) -> bool:
    """Whether it is told as a figure beside another happening: "15 were killed and 30 injured"."""
    others = {kind for each in found if each is not trigger for kind in finder.lexicon.widening(each.kind)}
    person = any((m := finder.mention(p)) is not None and m.cls == "Person" for p in trigger.of("target"))
    return bool(trigger.frame.figure_beside & others) and not person


def the_battle(trigger: Trigger, reading: Reading) -> bool:
    """Whether "fought" only says that a battle took place: "The Battle of X was fought"."""
    if trigger.kind != "fighting" or trigger.clause is None:
        return False
    things = (*trigger.clause.subject, *trigger.clause.objects)
    if any(each.words[-each.core :] and ({w.lower for w in each.words[: each.core]} & {"battle", "war", "action", "campaign", "engagement"}) for each in things):
        return True
    first = reading.clauses and min(reading.clauses.values(), key=lambda each: each.at)
    return bool(first and any({"battle", "siege"} & {w.lower for w in each.words} for each in first.subject))


def told_again(trigger: Trigger, kept: Sequence[Trigger], finder: Finder) -> bool:
    """Whether a noun names again what a verb, or a noun, of the same sort told before."""
    if trigger.clause is not None and trigger.noun is None:
        clause = trigger.clause
        twice = any(
            each.kind == trigger.kind and each.clause and each.of("target") == trigger.of("target") != ()
            and each.of("by") == trigger.of("by")
            for each in kept
        )
        if twice or (trigger.kind == "agreement" and any(each.noun and each.noun in (*clause.subject, *clause.objects) for each in kept)):
            return True
        return any(each.noun is not None and each.noun in trigger.clause.subject and each.kind == trigger.kind for each in kept)
    if trigger.noun is None:
        return False
    if trigger.noun.head.tag != NOUN and any(each.kind == trigger.kind for each in kept):
        return True
    if any(each.noun is trigger.noun or (each.clause and trigger.noun in each.clause.objects and each.kind == trigger.kind) for each in kept):
        return True
    return any(
        (finder.lexicon.is_a(each.kind, trigger.kind) or finder.lexicon.is_a(trigger.kind, each.kind))
        and (trigger.noun.definite or (trigger.noun is each.noun))
        for each in kept
    )


def means(trigger: Trigger, found: Sequence[Trigger], reading: Reading) -> bool:
    """Whether a noun is only the means of an attack told by a verb: "bombs the city with airstrikes"."""
    if trigger.noun is None:
        return False
    return any(
        each.clause is not None
        and each.frame.group == "attack"
        and any(added.preposition in {"with", "using", "by"} and trigger.noun in added.phrases for added in each.clause.added)
        for each in found
    ) or any(trigger.noun in each.objects and each.group.main.verb in {"use", "employ", "avoid"} for each in reading.clauses.values())


def listed_means(trigger: Trigger, found: Sequence[Trigger], reading: Reading) -> bool:
    """Whether a noun is listed before the one that takes all: "airstrikes, artillery and drone bombardment"."""
    if trigger.noun is None:
        return False
    at = trigger.at
    for added_at, phrases in lists(reading):
        if added_at <= at < added_at + 2 * len(phrases) and trigger.noun in phrases:
            last = phrases[-1]
            return trigger.noun is not last and any(
                each.noun is last and each.kind in {"bombardment", "attack"} for each in found
            )
        if added_at - 2 == at and any(each.noun in phrases and each.kind == "bombardment" for each in found):
            return True
    return False


def lists(reading: Reading) -> Iterator[tuple[int, tuple[Phrase, ...]]]:
    """The lists that prepositions add."""
    for clause in reading.clauses.values():
        for added in clause.added:
            yield added.at, added.phrases
