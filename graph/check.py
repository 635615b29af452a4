"""Check: the gates, in the order of what rests on what. To add one, add its name to a tuple."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, TypeAlias

from graph.gates.agreement import agreement
from graph.gates.comments import comments
from graph.gates.covered import covered
from graph.gates.dates import dates
from graph.gates.derived import derived
from graph.gates.fresh import fresh
from graph.gates.links import links
from graph.gates.nodes import nodes
from graph.gates.numbers import numbers
from graph.gates.offsets import offsets
from graph.gates.questions import questions
from graph.gates.revised import revised
from graph.gates.shapes import shapes
from graph.gates.source import source
from graph.gates.terms import terms
from graph.gates.words import words
from graph.model import GateResult, Subject

Gate: TypeAlias = Callable[[Subject], GateResult]

# What must hold before a graph is written.
BEFORE_WRITING: Final[tuple[Gate, ...]] = (
    source,
    offsets,
    comments,
    words,
    revised,
    dates,
    numbers,
    covered,
    terms,
    nodes,
    links,
    agreement,
    derived,
    shapes,
)
# What must hold of a checkout: also that the written graph is the one that its sources make,
# and that it answers as reviewed.
GATES: Final[tuple[Gate, ...]] = (*BEFORE_WRITING, fresh, questions)

# What another battle's graph may have nothing of: an account without numbers, links or points.
MAY_LACK: Final[tuple[Gate, ...]] = (words, dates, numbers, links, agreement, derived)


def check(subject: Subject, gates: tuple[Gate, ...] = GATES) -> tuple[GateResult, ...]:
    """Let each gate look; one that fails keeps none of the others from looking."""
    borrowed = subject.sources.borrowed
    return tuple(replace(gate(subject), may_lack=borrowed and gate in MAY_LACK) for gate in gates)


def report(result: GateResult) -> Iterator[str]:
    """A line for the gate, and one for each of its problems."""
    verdict = "ok" if result.passed else "FAILED"
    yield f"{result.name:<9} {verdict:<6} {result.looked_at:>6,} {result.what}"
    if result.looked_at == 0 and not result.may_lack:
        yield "  it found nothing to look at, so it has shown nothing"
    for problem in result.problems:
        yield f"  {problem}"
