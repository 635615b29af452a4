"""Report: what a draft found in an article and what not, and what a person should look at first."""

from collections.abc import Iterator
from typing import Final

from rdflib import DCTERMS, RDF, URIRef

from graph.draft.model import Draft, Page
from graph.names import SITREP

# How many runs of sentences are listed before the rest is only counted.
MOST_RUNS: Final = 40
# What there is of things, in words, and the classes that each has.
SORTS: Final[tuple[tuple[str, frozenset[URIRef]], ...]] = (
    ("happenings", frozenset({SITREP.Event, SITREP.State, SITREP.Control, SITREP.Report})),
    ("figures", frozenset({SITREP.Quantity})),
    ("sides", frozenset({SITREP.Side})),
    ("actors", frozenset({SITREP.Actor, SITREP.Organisation, SITREP.Population})),
    ("units", frozenset({SITREP.Unit})),
    ("people", frozenset({SITREP.Person})),
    ("places", frozenset({SITREP.Place, SITREP.Site})),
    ("materiel", frozenset({SITREP.Materiel})),
    ("sources", frozenset({DCTERMS.BibliographicResource})),
)


def report(page: Page, draft: Draft) -> Iterator[str]:
    """The lines of the report."""
    told = {fact.sentence for fact in draft.facts if fact.sentence is not None}
    silent = [each.number for each in page.sentences if each.number not in told]
    facts = sum(fact.sentence is not None for fact in draft.facts)
    yield f"{page.title}: {len(page.sentences)} sentences, {facts:,} facts"
    yield from (f"  {count:>5,}  {name}" for name, count in things(draft) if count)
    if silent:
        yield f"  nothing found in {len(silent)} sentences: {spans(silent)}"
    for doubt in draft.doubts:
        where = "" if doubt.sentence is None else f"{doubt.sentence:03d}: "
        yield f"  doubt: {where}{doubt.message}"


def things(draft: Draft) -> Iterator[tuple[str, int]]:
    """How many things of each sort the draft has."""
    found = {(fact.subject, fact.object) for fact in draft.facts if fact.predicate == RDF.type}
    found |= {(entity.iri, SITREP[entity.cls]) for entity in draft.entities}
    for name, classes in SORTS:
        yield name, len({thing for thing, cls in found if cls in classes})


def spans(numbers: list[int]) -> str:
    """Numbers in a row as one: "3-5, 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    more = [f"and {sum(map(len, runs[MOST_RUNS:]))} more"] if len(runs) > MOST_RUNS else []
    shown = [
        f"{run[0]}" if len(run) == 1 else f"{run[0]}\u2013{run[-1]}" for run in runs[:MOST_RUNS]
    ]
    return ", ".join((*shown, *more))
