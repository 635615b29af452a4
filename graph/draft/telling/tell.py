"""Happenings: each that a sentence tells becomes a node, and each component says its own of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from rdflib import RDF, SKOS

from graph.draft.clauses.reading import Reading
from graph.draft.happenings.find import find_triggers
from graph.draft.happenings.standing import Standing
from graph.draft.happenings.triggers import Trigger
from graph.draft.kinds import kind_iri
from graph.draft.model import Doubt, Fact, english
from graph.draft.telling.aims import aims
from graph.draft.telling.attribution import attribution
from graph.draft.telling.certainty import certainty
from graph.draft.telling.figures import figures
from graph.draft.telling.manner import manner, means
from graph.draft.telling.reports import reports
from graph.draft.telling.scene import Scene, Stage
from graph.draft.telling.what import targets, what
from graph.draft.telling.when import when
from graph.draft.telling.where import where
from graph.draft.telling.who import acting, who
from graph.names import SITREP

Component: TypeAlias = Callable[[Scene], Iterator[Fact]]


def sort(scene: Scene) -> Iterator[Fact]:
    """Type, kind and words."""
    trigger = scene.trigger
    yield Fact(scene.sentence, scene.node, RDF.type, SITREP[trigger.frame.cls])
    yield scene.says("kind", kind_iri(trigger.kind))
    yield scene.says("wording", english(scene.reading.text(trigger.begin, trigger.end)))


# Each writes only its own properties. A new kind of fact is a new line here.
COMPONENTS: Final[tuple[Component, ...]] = (
    sort,
    who,
    what,
    where,
    when,
    means,
    manner,
    attribution,
    certainty,
    aims,
    figures,
)
# Where several things are taken or burn, each is a happening of its own.
EACH_APART: Final = ("change-of-control", "control", "fire")


def scenes_of(reading: Reading, stage: Stage) -> tuple[Scene, ...]:
    """The happenings of a sentence, in the order of its words."""
    triggers = find_triggers(reading, stage.finder)
    happened = [each for each in triggers if each.standing is Standing.HAPPENED]
    found = list[Scene]()
    for trigger in happened:
        for one in apart(trigger, stage):
            rest = [each for each in triggers if each is not trigger]
            scene = Scene(stage.battle, one, reading, stage, rest)
            label, stem = title(scene)
            node = stage.cast.mint(label, "Happening", one.kind, stem).iri
            found.append(replace(scene, node=node))
    return tuple(found)


def apart(trigger: Trigger, stage: Stage) -> Iterator[Trigger]:
    """A trigger for each thing that is taken: "seized X and Y" are two captures."""
    role = "site" if trigger.frame.cls == "Control" else "target"
    things = trigger.of(role)
    if len(things) < 2 or not any(stage.lexicon.is_a(trigger.kind, each) for each in EACH_APART):  # noqa: PLR2004 - several
        yield trigger
        return
    for thing in things:
        yield replace(trigger, roles={**trigger.roles, role: (thing,)})


def title(scene: Scene) -> tuple[str, str]:
    """A name to show for a happening, and the readable end of its IRI."""
    kind = scene.trigger.kind.replace("-", " ")
    whom = next(targets(scene), None)
    by = next(acting(scene), None)
    if whom is not None:
        label = f"{kind} of {whom.label}"
    elif by is not None:
        label = f"{kind} by {by.label}"
    else:
        label = f"{kind} (sentence {scene.sentence})"
    return label[:1].upper() + label[1:], label.replace("(", "").replace(")", "")


def tell(scenes: Sequence[Scene]) -> Iterator[Fact | Doubt]:
    """All that the components say of the happenings of a sentence."""
    plain = [each for each in scenes if each.trigger.frame.cls != "Report"]
    faults = {each.node: lacks(each) for each in plain}
    yield from (Doubt(fault, each.sentence) for each in plain if (fault := faults[each.node]))
    sound = [each for each in plain if faults[each.node] is None]
    for scene in sound:
        yield Fact(None, scene.node, SKOS.prefLabel, english(title(scene)[0]))
        for component in COMPONENTS:
            yield from component(scene)
    for scene in scenes:
        if scene.trigger.frame.cls == "Report":
            facts = tuple(reports(scene, sound))
            yield from facts
            if facts:
                yield Fact(None, scene.node, SKOS.prefLabel, english(title(scene)[0]))


def lacks(scene: Scene) -> str | None:
    """What a happening would need and its sentence does not give."""
    kind = scene.trigger.kind
    if scene.stage.lexicon.is_a(kind, "change-of-control") and next(targets(scene), None) is None:
        return f"something is told as {kind} and the rules do not see of which place"
    if scene.trigger.frame.cls == "Control":
        held = {fact.predicate for fact in what(scene)}
        if not {SITREP.site, SITREP.holder} <= held:
            return "somebody holds a place, and the rules do not see both"
    return None
