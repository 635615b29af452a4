"""Certainty: the hedge under which something is told, in the clause that has it."""

from collections.abc import Iterator

from graph.draft.kinds import kind_iri
from graph.draft.model import Fact
from graph.draft.telling.manner import manners
from graph.draft.telling.scene import Scene
from graph.draft.telling.when import bounds


def certainty(scene: Scene) -> Iterator[Fact]:
    """`:certainty` by the words around the verb or the noun."""
    if scene.trigger.frame.cls == "Report":
        return
    kind = hedge(scene) or accused(scene)
    if kind:
        yield scene.says("certainty", kind_iri(kind))


def hedge(scene: Scene) -> str:
    """The hedge of a happening's clause; empty where it is told flatly."""
    begin, end = bounds(scene)
    begin = max(
        begin, *[0], *(each.end for each in scene.beside if each.end <= scene.trigger.begin)
    )
    said = f" {scene.reading.text(begin, min(end, scene.trigger.end)).lower()} "
    table: dict[str, list[str]] = manners()["certainty"]
    for kind in ("reported", "apparent", "presumed"):
        if any(f" {cue} " in said for cue in table[kind]):
            return kind
    return ""


def accused(scene: Scene) -> str:
    """What somebody is accused of, is told by those who accuse: "accused X of an attack, which"."""
    accusing = scene.stage.lexicon.grammar["accusing"]
    verbs = (each.group for each in scene.reading.clauses.values())
    ends = [group.end for group in verbs if group.main.verb in accusing]
    begin = min(ends, default=scene.trigger.end)
    between = scene.reading.text(begin, max(begin, scene.trigger.begin))
    return "reported" if begin <= scene.trigger.begin and ";" not in between else ""
