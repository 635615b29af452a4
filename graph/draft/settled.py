"""Settled: of the happenings found in a sentence, what is told twice goes, and what only says how."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from graph.draft.phrases import Phrase
from graph.draft.reading import Reading
from graph.draft.triggers import Finder, Trigger
from graph.draft.word import (
    NOUN,
)


def settled(found: list[Trigger], reading: Reading, finder: Finder) -> Iterator[Trigger]:
    """Leave out what is told twice, and what only says how: attacks "with airstrikes"."""
    kept = list[Trigger]()
    for trigger in sorted(found, key=lambda each: each.begin):
        if beside(trigger, found, finder) or the_battle(trigger, reading):
            continue
        if (
            told_again(trigger, kept, finder)
            or means(trigger, found, reading)
            or listed_means(trigger, found, reading)
        ):
            continue
        done_by = striking(trigger, kept, finder)
        if done_by is not None:
            kept[done_by] = hitting(kept[done_by], trigger)
            continue
        kept.append(driven(trigger, kept, finder))
    yield from kept


def striking(trigger: Trigger, kept: Sequence[Trigger], finder: Finder) -> int | None:
    """Which happening does the attack that a verb tells: "airstrikes hit a school"."""
    if trigger.clause is None or trigger.noun is not None or not finder.lexicon.is_a(trigger.kind, "attack"):
        return None
    nouns = [i for i, each in enumerate(kept) if each.noun is not None and each.noun in trigger.clause.subject]
    return nouns[0] if nouns else None


def hitting(noun: Trigger, verb: Trigger) -> Trigger:
    """A noun of attack with the target that its verb has."""
    roles = {**noun.roles, "target": verb.of("target")} if verb.of("target") else noun.roles
    return replace(noun, roles=roles, added=(*noun.added, *verb.added))


def driven(trigger: Trigger, kept: Sequence[Trigger], finder: Finder) -> Trigger:
    """Attackers that are driven back are repulsed: this is no retreat of theirs alone."""
    if trigger.kind != "retreat" or trigger.clause is None or not trigger.clause.group.passive:
        return trigger
    attackers = [
        p for each in kept if finder.lexicon.is_a(each.kind, "attack") for p in each.of("by")
    ]
    if set(trigger.of("by")) & set(attackers):
        frame = finder.lexicon.frame("repulse")
        if frame:
            return replace(
                trigger, kind="repulse", frame=frame, roles={"against": trigger.of("by")}
            )
    return trigger


def beside(trigger: Trigger, found: Sequence[Trigger], finder: Finder) -> bool:
    """Whether it is told as a figure beside another happening: "15 were killed and 30 injured"."""
    others = {
        kind for each in found if each is not trigger for kind in finder.lexicon.widening(each.kind)
    }
    person = any(
        (m := finder.mention(p)) is not None and m.cls == "Person" for p in trigger.of("target")
    )
    return bool(trigger.frame.figure_beside & others) and not person


def the_battle(trigger: Trigger, reading: Reading) -> bool:
    """Whether "fought" only says that a battle took place: "The Battle of X was fought"."""
    if trigger.kind != "fighting" or trigger.clause is None:
        return False
    things = (*trigger.clause.subject, *trigger.clause.objects)
    if any(BATTLES & {word.lower for word in each.words[: each.core]} for each in things):
        return True
    first = min(reading.clauses.values(), key=lambda each: each.at)
    return any(WHOLE & {word.lower for word in each.words} for each in first.subject)


BATTLES: Final = frozenset({"battle", "war", "action", "campaign", "engagement"})
WHOLE: Final = frozenset({"battle", "siege"})


def told_again(trigger: Trigger, kept: Sequence[Trigger], finder: Finder) -> bool:
    """Whether a noun names again what a verb, or a noun, of the same sort told before."""
    if trigger.clause is not None and trigger.noun is None:
        clause = trigger.clause
        twice = any(
            each.kind == trigger.kind
            and each.clause
            and each.of("target") == trigger.of("target") != ()
            and each.of("by") == trigger.of("by")
            for each in kept
        )
        if twice or (
            trigger.kind == "agreement"
            and any(each.noun and each.noun in (*clause.subject, *clause.objects) for each in kept)
        ):
            return True
        return any(
            each.noun is not None
            and each.noun in trigger.clause.subject
            and each.kind == trigger.kind
            for each in kept
        )
    if trigger.noun is None:
        return False
    if trigger.noun.head.tag != NOUN and any(each.kind == trigger.kind for each in kept):
        return True
    if any(
        each.noun is trigger.noun
        or (each.clause and trigger.noun in each.clause.objects and each.kind == trigger.kind)
        for each in kept
    ):
        return True
    return any(
        (
            finder.lexicon.is_a(each.kind, trigger.kind)
            or finder.lexicon.is_a(trigger.kind, each.kind)
        )
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
        and any(
            added.preposition in {"with", "using", "by"} and trigger.noun in added.phrases
            for added in each.clause.added
        )
        for each in found
    ) or any(
        trigger.noun in each.objects and each.group.main.verb in {"use", "employ", "avoid"}
        for each in reading.clauses.values()
    )


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
        if added_at - 2 == at and any(
            each.noun in phrases and each.kind == "bombardment" for each in found
        ):
            return True
    return False


def lists(reading: Reading) -> Iterator[tuple[int, tuple[Phrase, ...]]]:
    """The lists that prepositions add."""
    for clause in reading.clauses.values():
        for added in clause.added:
            yield added.at, added.phrases
