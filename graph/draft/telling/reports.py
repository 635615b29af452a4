"""Reports: sayings with a date of their own, and what they tell.

A saying without a date is only `:accordingTo` (`attribution.py`).
"""

from collections.abc import Iterator, Sequence

from rdflib import RDF

from graph.draft.kinds import kind_iri
from graph.draft.model import Fact, english
from graph.draft.telling.attribution import speeches
from graph.draft.telling.scene import Scene
from graph.draft.telling.when import when
from graph.names import SITREP


def reports(scene: Scene, told: Sequence[Scene]) -> Iterator[Fact]:
    """The facts of a report, if it has its speaker, its date, and something that it tells."""
    saying = next(
        (each for each in speeches(scene) if each.clause and each.clause.at == scene.trigger.at),
        None,
    )
    dates = scene.reading.dates
    if saying is None or not dates or dates[0].begin > scene.trigger.begin:
        return
    inside = [each for each in told if saying.begin <= each.trigger.begin < saying.end]
    objects = saying.clause.objects if saying.clause else ()
    inside += [each for each in told if each.trigger.noun in objects and each not in inside]
    if not inside:
        return
    yield scene.says("kind", kind_iri(scene.trigger.kind))
    yield Fact(scene.sentence, scene.node, RDF.type, SITREP.Report)
    yield from (scene.says("by", speaker.iri) for speaker in saying.speakers)
    yield from when(scene)
    yield from (scene.says("reports", each.node) for each in inside)
    yield scene.says("wording", english(scene.reading.text(scene.trigger.begin, scene.trigger.end)))
