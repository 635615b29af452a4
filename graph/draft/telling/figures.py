"""Figures: numbers and rough measures of people and things, and what became of them."""

from collections.abc import Iterator

from rdflib import RDF, SKOS, URIRef

from graph.draft.clauses.pieces import Phrase
from graph.draft.clauses.reading import Reading
from graph.draft.counts.measured import measured
from graph.draft.happenings.triggers import Trigger
from graph.draft.kinds import kind_iri
from graph.draft.model import Fact, english
from graph.draft.telling.counted import Figure, figures_of
from graph.draft.telling.manner import manners
from graph.draft.telling.scene import ACTORS, Scene, Stage
from graph.names import SITREP


def figures(scene: Scene) -> Iterator[Fact]:
    """The figures of those who take part in a happening, each a node of its own."""
    for figure in figures_of(scene.reading, scene.stage):
        if not takes_part(figure, scene):
            continue
        outcome = outcome_of(scene, figure)
        people = scene.stage.lexicon.is_a(figure.kind, "person")
        owner = scene.node
        if people and not outcome:
            entity = next(iter(scene.meant(figure.phrase)), None)
            if entity is None or entity.cls not in ACTORS:
                continue
            owner = entity.iri
        yield from written(scene, figure, owner, outcome)


def takes_part(figure: Figure, scene: Scene) -> bool:
    """Whether what is counted is done to, or does it; each figure belongs to one happening."""
    mine = plays(figure.phrase, scene.trigger)
    if mine:
        firsts = [each for each in scene.beside if plays(figure.phrase, each)]
        return not firsts or firsts[0].begin >= scene.trigger.begin
    if any(plays(figure.phrase, each) for each in scene.beside):
        return False
    clause = scene.trigger.clause
    near = [
        each
        for each in scene.beside
        if abs(each.begin - figure.begin) < abs(scene.trigger.begin - figure.begin)
    ]
    beside = clause is not None and any(figure.phrase in added.phrases for added in clause.added)
    return (beside and not near) or hurt(figure, scene) is not None


def hurt(figure: Figure, scene: Scene) -> str | None:
    """What became of people told of beside: "15 were killed and 30 injured"; None if nothing is."""
    verbs: dict[str, str] = manners()["hurt"]
    first = min((each.begin for each in (*scene.beside, scene.trigger)), default=0)
    if scene.trigger.begin != first or not scene.stage.lexicon.is_a(figure.kind, "person"):
        return None
    for clause in scene.reading.clauses.values():
        if figure.phrase in (*clause.subject, *clause.objects) and clause.group.main.verb in verbs:
            return verbs[clause.group.main.verb]
    return None


def plays(phrase: Phrase, trigger: Trigger) -> bool:
    """Whether a phrase fills a role of a happening."""
    if trigger.noun is phrase:
        return True
    return any(phrase in phrases for phrases in trigger.roles.values())


def outcome_of(scene: Scene, figure: Figure) -> str:
    """What became of what is counted; empty where the happening does not say."""
    if not plays(figure.phrase, scene.trigger):
        beside = hurt(figure, scene)
        if beside:
            return beside
        own = scene.stage.lexicon.is_a(figure.kind, "loss")
        return "casualty" if own else ""
    doing = figure.phrase in scene.trigger.of("by")
    table: dict[str, str] = manners()["outcomes"]
    kind = next((k for k in scene.stage.lexicon.widening(scene.trigger.kind) if k in table), "")
    active = kind in {"surrender", "flight-of-people", "retreat"}
    if scene.trigger.noun is figure.phrase:
        return "conducted"
    return table.get(kind, "") if kind and (active or not doing) else ""


def written(scene: Scene, figure: Figure, owner: URIRef, outcome: str) -> Iterator[Fact]:
    """The facts of one figure."""
    number, text = scene.sentence, scene.reading.text(figure.begin, figure.end)
    node = scene.stage.cast.mint(f"figure {number:03d} {text}", "Quantity", figure.kind).iri
    yield Fact(number, owner, SITREP.quantity, node)
    yield Fact(number, node, RDF.type, SITREP.Quantity)
    yield Fact(number, node, SITREP.of, kind_iri(figure.kind))
    yield from (Fact(number, node, term, value) for term, value in measured(figure.count))
    if outcome:
        yield Fact(number, node, SITREP.outcome, kind_iri(outcome))
    if hedge := hedged(scene.reading, figure.phrase):
        yield Fact(number, node, SITREP.certainty, kind_iri(hedge))
    if figure.kind == "distance" and "mile" in text:
        yield Fact(number, node, SITREP.measure, kind_iri("mile"))
    yield Fact(number, node, SITREP.wording, english(text))
    yield Fact(None, node, SKOS.prefLabel, english(text[:1].upper() + text[1:]))


def hedged(reading: Reading, phrase: Phrase) -> str:
    """The hedge of the verb that a counted phrase is the object of: "reportedly injuring 26"."""
    groups = [each.group for each in reading.clauses.values() if phrase in each.objects]
    said = {word.lower for group in groups for word in group.words}
    table: dict[str, list[str]] = manners()["certainty"]
    return next((kind for kind, cues in table.items() if not said.isdisjoint(cues)), "")


def losses(reading: Reading, stage: Stage, told: set[Phrase]) -> Iterator[tuple[Figure, str]]:
    """Figures of losses that belong to no happening but to the battle as a whole."""
    verbs: dict[str, str] = manners()["lost"]
    for figure in figures_of(reading, stage):
        if figure.phrase in told or not (
            stage.lexicon.is_a(figure.kind, "person") or figure.kind == "loss"
        ):
            continue
        for clause in reading.clauses.values():
            places = [
                *clause.objects,
                *clause.subject,
                *(p for a in clause.added for p in a.phrases),
            ]
            lemma = clause.group.main.verb
            if (
                figure.phrase in places
                and lemma in verbs
                and not clause.group.negated
                and not clause.group.modal
            ):
                yield figure, verbs[lemma]
                break
