"""Every test of the W3C's suites for SPARQL, over HTTP, and the scores in the docs."""

import pytest

from . import scores
from .conftest import SCORES
from .manifests import Case
from .running import Runner
from .scores import Deviations


def test_w3c(case: Case, runner: Runner, deviations: Deviations) -> None:
    outcome = runner.outcome(case)
    if case.name in deviations.fails:
        assert outcome.failure, "passes now: take it out of deviations.toml"
    elif case.name in deviations.spelling:
        assert not outcome.failure
        assert outcome.spelling, "is the same to the letter now: take it out of deviations.toml"
    else:
        assert (outcome.failure or outcome.spelling) is None, case.query


def test_deviations_are_of_cases(cases: list[Case], deviations: Deviations) -> None:
    names = {case.name for case in cases}
    listed = [*deviations.fails, *deviations.spelling]
    assert set(listed) <= names
    assert len(listed) == len(set(listed))


def test_the_scores_in_the_docs_are_those_of_a_run(
    cases: list[Case], runner: Runner, deviations: Deviations, request: pytest.FixtureRequest
) -> None:
    outcomes = {case.name: runner.outcome(case) for case in cases}
    report = scores.report(cases, outcomes, deviations)
    request.config.stash[SCORES] = report
    if request.config.getoption("--write-scores", default=False):
        scores.write(report)
    assert scores.written() == report, "make conformance writes them"
