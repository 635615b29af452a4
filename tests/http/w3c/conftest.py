"""One runner for all the suites, and `--write-scores`, which `make conformance` gives."""

from collections.abc import Iterator

import pytest

from .manifests import Case, read_cases
from .running import Runner
from .scores import Deviations, read_deviations
from .servers import Process, Servers

SCORES = pytest.StashKey[str]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-scores", action="store_true", help="write what the W3C's suites give to the docs"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    # Raises where there are no suites: a run that finds none must not look like one that passes.
    if "case" in metafunc.fixturenames:
        cases = read_cases()
        metafunc.parametrize("case", cases, ids=[case.name for case in cases])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    scores = terminalreporter.config.stash.get(SCORES, "")
    if scores and terminalreporter.config.getoption("--write-scores", default=False):
        terminalreporter.section("W3C conformance")
        terminalreporter.write(scores)


@pytest.fixture(scope="session")
def cases() -> list[Case]:
    return read_cases()


@pytest.fixture(scope="session")
def deviations() -> Deviations:
    return read_deviations()


@pytest.fixture(scope="session")
def runner(
    cases: list[Case], serving: type[Process], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Runner]:
    order = list(dict.fromkeys(case.data for case in cases))
    servers = Servers(serving, order, tmp_path_factory.mktemp("w3c"))
    yield Runner(servers)
    assert servers.close() == []
