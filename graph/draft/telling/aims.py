"""Aims: what a happening was meant to bring about; an aim is a kind, and nothing that happened."""

from collections.abc import Iterator

from graph.draft.happenings.standing import Standing
from graph.draft.happenings.triggers import Trigger
from graph.draft.kinds import kind_iri
from graph.draft.model import Fact
from graph.draft.telling.scene import ACTORS, PLACES, Scene


def aims(scene: Scene) -> Iterator[Fact]:
    """`:aim`, with the `:target` aimed at where the happening has none of its own."""
    for meant in scene.beside:
        if meant.standing is Standing.MEANT and hangs_on(scene, meant):
            yield scene.says("aim", kind_iri(meant.kind))
            if not scene.trigger.of("target") and scene.trigger.frame.whole:
                for _, entity in scene.entities(meant.of("target")):
                    if entity.cls in PLACES | ACTORS:
                        yield scene.says("target", entity.iri)


def hangs_on(scene: Scene, meant: Trigger) -> bool:
    """Whether an infinitive says what the happening is for: "an operation to capture"."""
    clause = meant.clause
    if clause is None:
        return False
    trigger = scene.trigger
    if clause.noun is not None:
        return trigger.noun is not None and clause.noun is trigger.noun
    governed_by = trigger.clause is not None and clause.governor == trigger.clause.at
    return governed_by and clause.link == "to"
