"""Report: what a draft found in an article and what not, and what a person should look at first."""

from collections import Counter
from collections.abc import Iterator

from rdflib import RDF

from graph.draft.model import Draft, Fact, Page
from graph.names import SITREP, shorten


def report(page: Page, draft: Draft) -> Iterator[str]:
    """The lines of the report."""
    told = {fact.sentence for fact in draft.facts if fact.sentence is not None}
    silent = [each.number for each in page.sentences if each.number not in told]
    facts = sum(fact.sentence is not None for fact in draft.facts)
    yield f"{page.title}: {len(page.sentences)} sentences, {facts:,} facts, {len(draft.entities)} things named"
    yield from (
        f"  {count:>5,}  {name}"
        for name, count in sorted(kinds_of_fact(draft.facts).items(), key=rank)
    )
    if silent:
        yield f"  nothing found in {len(silent)} sentences: {spans(silent)}"
    for doubt in draft.doubts:
        where = "" if doubt.sentence is None else f"{doubt.sentence:03d}: "
        yield f"  doubt: {where}{doubt.message}"


def rank(counted: tuple[str, int]) -> tuple[int, str]:
    """The most first."""
    return -counted[1], counted[0]


def kinds_of_fact(facts: tuple[Fact, ...]) -> Counter[str]:
    """How many facts there are of each kind: things of a class, and statements of a property."""
    named = {
        "Event": "events",
        "State": "states",
        "Report": "reports",
        "Control": "controls",
        "Quantity": "quantities",
    }
    classes = {str(SITREP[cls]): name for cls, name in named.items()}
    counted: Counter[str] = Counter()
    for fact in facts:
        if fact.sentence is None:
            continue
        if fact.predicate == RDF.type:
            counted[classes.get(str(fact.object), "sources")] += 1
        else:
            counted[shorten(fact.predicate)] += 1
    return counted


def spans(numbers: list[int]) -> str:
    """Numbers in a row as one: "3-5, 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}" if len(run) == 1 else f"{run[0]}\u2013{run[-1]}" for run in runs)
