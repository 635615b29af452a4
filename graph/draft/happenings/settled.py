"""Settled: of the happenings found, what is told twice goes, and what only says how."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from graph.draft.clauses.clause import Clause
from graph.draft.clauses.pieces import Phrase
from graph.draft.clauses.voice import agent
from graph.draft.happenings.standing import Standing
from graph.draft.happenings.triggers import Inquiry, Trigger
from graph.draft.words.grammar import grammar
from graph.draft.words.word import NOUN, NUMBER

Triggers: TypeAlias = Sequence[Trigger]


def settled(found: Triggers, inquiry: Inquiry) -> Iterator[Trigger]:
    """The happenings in the order of the words, each once."""
    kept = list[Trigger]()
    for trigger in sorted(found, key=lambda each: each.begin):
        if any(test(trigger, found, inquiry) for test in NO_HAPPENING):
            continue
        before = [each for each in kept if each.standing is Standing.HAPPENED]
        if any(test(trigger, before, inquiry) for test in TOLD_BEFORE):
            continue
        doer = striking(trigger, kept, inquiry)
        if doer is not None:
            kept[doer] = hitting(kept[doer], trigger)
        else:
            kept.append(driven(struck_by(trigger, found, inquiry), kept, inquiry))
    yield from kept


def striking(trigger: Trigger, kept: Triggers, inquiry: Inquiry) -> int | None:
    """Which happening does the attack that a verb tells: "airstrikes hit a school"."""
    verb = trigger.clause if trigger.noun is None else None
    if verb is None or not inquiry.finder.lexicon.is_a(trigger.kind, "attack"):
        return None
    doing = (i for i, each in enumerate(kept) if each.noun and each.noun in verb.subject)
    return next(doing, None)


def hitting(noun: Trigger, verb: Trigger) -> Trigger:
    """A noun of attack with the target that its verb has."""
    roles = {**noun.roles, "target": verb.of("target")} if verb.of("target") else noun.roles
    return replace(noun, roles=roles, added=(*noun.added, *verb.added))


def struck_by(trigger: Trigger, found: Triggers, inquiry: Inquiry) -> Trigger:
    """An attack of the kind that "by" names: "was struck by an airstrike"; nobody is its doer."""
    doers = agent(trigger.clause) if trigger.kind == "attack" and trigger.clause else ()
    lexicon = inquiry.finder.lexicon
    named = (e for e in found if e.noun in doers and lexicon.is_a(e.kind, "attack"))
    noun = next(named, None)
    if noun is None:
        return trigger
    roles = {role: phrases for role, phrases in trigger.roles.items() if role != "by"}
    return replace(trigger, kind=noun.kind, frame=noun.frame, roles=roles)


def driven(trigger: Trigger, kept: Triggers, inquiry: Inquiry) -> Trigger:
    """Attackers that are driven back are repulsed: this is no retreat of theirs alone."""
    lexicon = inquiry.finder.lexicon
    repulse = lexicon.frame("repulse")
    forced = trigger.kind == "retreat" and trigger.clause and trigger.clause.group.passive
    if repulse is None or not forced:
        return trigger
    attacks = (each for each in kept if lexicon.is_a(each.kind, "attack"))
    if any(set(trigger.of("by")) & set(each.of("by")) for each in attacks):
        return replace(trigger, kind="repulse", frame=repulse, roles={"against": trigger.of("by")})
    return trigger


# ---- what is no happening of its own ----


def beside(trigger: Trigger, found: Triggers, inquiry: Inquiry) -> bool:
    """Whether it is told as a figure beside another happening: "15 were killed and 30 injured"."""
    lexicon, mention = inquiry.finder.lexicon, inquiry.finder.mention
    others = {k for each in found if each is not trigger for k in lexicon.widening(each.kind)}
    named = (mention(phrase) for phrase in trigger.of("target"))
    person = any(each is not None and each.cls == "Person" for each in named)
    return bool(trigger.frame.figure_beside & others) and not person


def bare_number(trigger: Trigger, _: Triggers, __: Inquiry) -> bool:
    """Whether it only says what became of a number: "losses of 400 killed and 900 wounded"."""
    clause = trigger.clause
    described = clause is not None and clause.link == "participle"
    targets = trigger.of("target")
    return described and bool(targets) and all(each.head.tag == NUMBER for each in targets)


def the_battle(trigger: Trigger, _: Triggers, inquiry: Inquiry) -> bool:
    """Whether "fought" only says that a battle took place: "The Battle of X was fought"."""
    if trigger.kind != "fighting" or trigger.clause is None:
        return False
    things = (*trigger.clause.subject, *trigger.clause.objects)
    battles, whole = grammar()["battles"], grammar()["whole_battles"]
    if any(battles & {word.lower for word in each.words[: each.core]} for each in things):
        return True
    subject = inquiry.clauses[0].subject
    return any(whole & {word.lower for word in each.words} for each in subject)


def means(trigger: Trigger, found: Triggers, inquiry: Inquiry) -> bool:
    """Whether a noun is only the means of an attack: "bombs the city with airstrikes"."""
    noun = trigger.noun
    if noun is None:
        return False
    attacks = (each.clause for each in found if each.clause and each.frame.group == "attack")
    used = any(
        each.preposition in grammar()["by_means_of"] and noun in each.phrases
        for clause in attacks
        for each in clause.added
    )
    return used or any(
        noun in each.objects and each.group.main.verb in grammar()["employing"]
        for each in inquiry.clauses
    )


def listed_means(trigger: Trigger, found: Triggers, inquiry: Inquiry) -> bool:
    """Whether a noun stands in a list before "bombardment", which takes all of them."""
    noun = trigger.noun
    if noun is None:
        return False
    bombardments = [each.noun for each in found if each.kind == "bombardment" and each.noun]
    return any(
        phrases[-1] in bombardments and noun in phrases[:-1] for phrases in lists(inquiry.clauses)
    )


def lists(clauses: Sequence[Clause]) -> Iterator[tuple[Phrase, ...]]:
    """The lists that prepositions add."""
    return (added.phrases for clause in clauses for added in clause.added)


# ---- what was told before ----


def twice(trigger: Trigger, kept: Triggers, _: Inquiry) -> bool:
    """Whether a verb tells of the same ones what another verb told: "torpedoed and sunk"."""
    if trigger.clause is None or trigger.noun is not None or not trigger.of("target"):
        return False
    return any(
        each.clause
        and each.kind == trigger.kind
        and each.of("target") == trigger.of("target")
        and each.of("by") == trigger.of("by")
        for each in kept
    )


def by_its_noun(trigger: Trigger, kept: Triggers, _: Inquiry) -> bool:
    """Whether the noun beside a verb told it: "an armistice was signed", "an advance brings"."""
    clause = trigger.clause
    if clause is None or trigger.noun is not None:
        return False
    near = (*clause.subject, *clause.objects) if trigger.kind == "agreement" else clause.subject
    return any(
        each.noun in near and trigger.kind in {each.kind, "agreement"} for each in kept if each.noun
    )


def again(trigger: Trigger, kept: Triggers, inquiry: Inquiry) -> bool:
    """Whether a noun names again what was told, or is the object of a verb of its kind."""
    noun, lexicon = trigger.noun, inquiry.finder.lexicon
    if noun is None:
        return False
    loose = noun.head.tag != NOUN
    return any(
        each.noun is noun
        or (loose and each.kind == trigger.kind)
        or (each.clause and each.kind == trigger.kind and noun in each.clause.objects)
        or (noun.definite and lexicon.akin(each.kind, trigger.kind))
        for each in kept
    )


Test: TypeAlias = Callable[[Trigger, Triggers, Inquiry], bool]
NO_HAPPENING: Final[tuple[Test, ...]] = (beside, bare_number, the_battle, means, listed_means)
TOLD_BEFORE: Final[tuple[Test, ...]] = (twice, by_its_noun, again)
