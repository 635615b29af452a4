"""Debian's Chromium, and the servers that it looks at."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from server.pages.bundles import BUILT

from .visit import AXE, Visit, visit_in

ROOT: Final = Path(__file__).resolve().parents[2]
GRAPH: Final = ROOT / "graph/data/bhamo.nq"
# Of one wait, in milliseconds: long, for what passes ends at once and only what fails waits.
PATIENCE: Final = 30_000


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    missing = "Chromium is not installed: run make browser, or as root apt install chromium"
    assert program, missing
    assert AXE.exists(), "axe-core is not installed: run make assets"
    assert (BUILT / "manifest.json").exists(), "the scripts are not built: run make assets"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        # As root, as in a container, Chromium runs without its sandbox or not at all.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(serving: Callable[..., Any]) -> Iterator[str]:
    running = serving("--data", str(GRAPH))
    yield str(running.address)
    _, complained = running.stop()
    assert complained == ""


@pytest.fixture(scope="session")
def hasty(serving: Callable[..., Any]) -> Iterator[str]:
    """A server on which a query may run for a second."""
    running = serving("--data", str(GRAPH), "--timeout", "1")
    yield str(running.address)
    running.stop()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme="light", locale="en-GB"
    )
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def context_without_scripts(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(java_script_enabled=False)
    made.set_default_timeout(PATIENCE)
    yield made
    made.close()


@pytest.fixture
def visit(context: BrowserContext, address: str) -> Visit:
    return visit_in(context, address)


@pytest.fixture
def hasty_visit(context: BrowserContext, hasty: str) -> Visit:
    return visit_in(context, hasty)
