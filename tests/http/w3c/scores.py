"""Step 7: what came of the cases → a table by suite and the failures, in docs/endpoint.md."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .manifests import CSV, NEGATIVE, POSITIVE, PROTOCOL, Case
from .running import Outcome

DOCUMENT = Path(__file__).parents[3] / "docs" / "endpoint.md"
BEGIN = "<!-- begin: written by `make conformance` -->\n"
END = "<!-- end -->\n"
RESULTS = ("sparql11/csv-tsv-res", "sparql11/json-res")


@dataclass(frozen=True)
class Deviations:
    """Case → reason, by what becomes of the case."""

    fails: Mapping[str, str]
    spelling: Mapping[str, str]


def read_deviations() -> Deviations:
    """The deviations that are known."""
    listed = tomllib.loads(Path(__file__).with_name("deviations.toml").read_text("utf-8"))
    return Deviations(listed["fails"], listed["spelling"])


def group_of(case: Case) -> str:
    """The line of the table that a case counts in."""
    version = "SPARQL 1.0" if case.suite.startswith("sparql10/") else "SPARQL 1.1"
    if case.kind == PROTOCOL:
        return f"{version} protocol, {'updates' if case.is_update else 'queries'}"
    if case.kind in POSITIVE + NEGATIVE:
        return f"{version} syntax, {'sound' if case.kind in POSITIVE else 'broken'} queries"
    if case.kind == CSV or case.suite in RESULTS:
        return f"{version} result formats"
    return f"{version} query evaluation"


def table(cases: Iterable[Case], outcomes: Mapping[str, Outcome]) -> str:
    """The scores as Markdown."""
    found: dict[str, list[Outcome]] = {}
    for case in cases:
        if case.name in outcomes:
            found.setdefault(group_of(case), []).append(outcomes[case.name])
    lines = [line(group, found[group]) for group in sorted(found)]
    total = line("**all**", [outcome for group in found.values() for outcome in group])
    head = ["| suite | passed | of | to the letter |", "|---|--:|--:|--:|"]
    return "\n".join([*head, *lines, total]) + "\n"


def line(group: str, outcomes: list[Outcome]) -> str:
    """One line: those that passed, all, and those that passed in the suite's own spelling."""
    passed = [outcome for outcome in outcomes if outcome.failure is None]
    exact = sum(outcome.spelling is None for outcome in passed)
    return f"| {group} | {len(passed)} | {len(outcomes)} | {exact} |"


def failures(outcomes: Mapping[str, Outcome], deviations: Deviations) -> str:
    """The cases that fail, under their reasons, as Markdown."""
    reasons: dict[str, list[str]] = {}
    for name in sorted(name for name, outcome in outcomes.items() if outcome.failure):
        reasons.setdefault(deviations.fails.get(name, "not known yet"), []).append(f"`{name}`")
    return "".join(f"- {reason}: {', '.join(names)}\n" for reason, names in reasons.items())


def report(cases: Iterable[Case], outcomes: Mapping[str, Outcome], deviations: Deviations) -> str:
    """What stands between the markers."""
    what = failures(outcomes, deviations)
    return f"{table(cases, outcomes)}\nWhat fails, and why:\n\n{what}"


def written() -> str:
    """What stands between the markers now."""
    return DOCUMENT.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]


def write(text: str) -> None:
    """Put a report between the markers."""
    before, begin, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{DOCUMENT}: expected the two lines {BEGIN!r} and {END!r}")
    DOCUMENT.write_text(before + begin + text + end + after, "utf-8")
