"""Manner: how often, how heavily, and with which means it is done."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from graph.draft.clauses.pieces import Phrase
from graph.draft.kinds import kind_iri
from graph.draft.model import Fact
from graph.draft.patterns import read_patterns
from graph.draft.telling.scene import Scene
from graph.draft.words.grammar import grammar
from graph.draft.words.word import NAME, NUMBER

# How near the verb "using" stands to what it belongs to, in letters.
NEXT: Final = 4
MEANS: Final = frozenset(
    {
        "artillery",
        "drone",
        "airstrike",
        "aircraft",
        "gun",
        "rocket",
        "tank",
        "mine",
        "helicopter",
        "boat",
        "cavalry",
        "infantry",
    }
)


@cache
def manners() -> dict[str, Any]:
    """The words that say how."""
    return dict(read_patterns("manner"))


def manner(scene: Scene) -> Iterator[Fact]:
    """`:frequency` and `:scale` of the happening, by the words of its verb or noun."""
    said = own_words(scene)
    for term in ("frequency", "scale"):
        table: dict[str, list[str]] = manners()[term]
        for kind, cues in table.items():
            if any(f" {cue} " in said for cue in cues):
                yield scene.says(term, kind_iri(kind))
                break


def own_words(scene: Scene) -> str:
    """The words of the verb with its adverbs, or of the noun phrase, in lower case."""
    trigger = scene.trigger
    parts = [word.lower for word in trigger.noun.words] if trigger.noun else []
    if trigger.clause is not None:
        parts += [word.lower for word in trigger.clause.group.words]
        for phrase in trigger.clause.objects:
            parts += [word.lower for word in phrase.words if word.lower in {"daily", "repeatedly"}]
        after = [
            w.lower
            for w in scene.reading.words
            if trigger.clause.group.end <= w.begin < trigger.clause.group.end + 16
        ]
        parts += [word for word in after if word.endswith("ly")]
    return f" {' '.join(parts)} "


def means(scene: Scene) -> Iterator[Fact]:
    """`:using`: what an attack is made with, as a kind; a thing with a name as itself."""
    if scene.trigger.frame.group not in {"attack", "movement"}:
        return
    for phrase in tools(scene):
        kind = tool_kind(scene, phrase)
        if kind:
            yield scene.says("using", kind_iri(kind))


def tools(scene: Scene) -> Iterator[Phrase]:
    """The phrases that "with" and "by" add, and the objects of "using"."""
    for added in scene.trigger.added:
        if added.preposition in grammar()["with_what"]:
            yield from added.phrases
    for clause in scene.reading.clauses.values():
        near = clause.group.begin - scene.trigger.end
        if (
            clause.group.main.verb in {"use", "employ"}
            and not clause.group.finite
            and 0 <= near < NEXT
        ):
            yield from clause.objects


def tool_kind(scene: Scene, phrase: Phrase) -> str:
    """The kind of a means; empty for people, places and things of other sorts."""
    if any(word.tag in {NAME, NUMBER} for word in phrase.words) or phrase.definite:
        return ""
    nouns = [word.text for word in phrase.words[: phrase.core] if word.noun]
    names, lexicon = scene.stage.names, scene.stage.lexicon
    for upto in (nouns, nouns[:-1]):
        kind = (
            "airstrike"
            if upto and upto[-1].lower() in {"airstrikes", "airstrike"}
            else names.kind(upto)
        )
        if any(lexicon.is_a(kind, each) for each in MEANS):
            return kind
    return ""
