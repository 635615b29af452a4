"""A page that is looked at: what it complained of, whom it asked, what axe-core finds in it."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, Route

AXE: Final = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
# How many times slower than here the browser is to be; `make soak` says six.
TIMES_SLOWER: Final = int(os.environ.get("SITREP_SLOW_BROWSER", "1"))
LATENCY_MS: Final = 60


@dataclass
class Visit:
    """A page, and what it complained of."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def open(self, path: str) -> Response:
        answer = self.page.goto(self.address + path, wait_until="load")
        assert answer is not None
        self.settle()
        return answer

    def settle(self) -> None:
        """Wait until the scripts have done what they do at once, where there are some."""
        if self.page.locator("#ask, form.time, [data-island]").count():
            self.page.wait_for_load_state("networkidle")

    def axe(self, *rules: str) -> list[str]:
        """What axe-core finds wrong: the rule, and the elements; with rules, by these alone."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        options = {"runOnly": list(rules)} if rules else {}
        # What passes is left in the browser: to bring it here took longer than to find it.
        found = self.page.evaluate(
            "options => axe.run(document, options).then(found => found.violations)", options
        )
        return [
            f"{broken['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
            for broken in found
            for node in broken["nodes"][:3]
        ]

    def sideways(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(
            self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"),
        )


def page_in(context: BrowserContext) -> Page:
    """A new page, as slow as the environment asks for: a test that wins by haste then fails."""
    page = context.new_page()
    if TIMES_SLOWER > 1:
        line = context.new_cdp_session(page)
        line.send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})
        slow = {"latency": LATENCY_MS * TIMES_SLOWER, "downloadThroughput": -1}
        line.send("Network.enable")
        line.send(
            "Network.emulateNetworkConditions", {"offline": False, "uploadThroughput": -1, **slow}
        )
    return page


def visit_in(context: BrowserContext, address: str) -> Visit:
    visit = Visit(page_in(context), address)

    def pass_on(route: Route) -> None:
        if route.request.url.startswith((address, "data:", "blob:")):
            route.continue_()
        else:
            visit.outside.append(route.request.url)
            route.abort()

    visit.page.route("**/*", pass_on)

    def note(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            visit.complaints.append(said.text)

    visit.page.on("console", note)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    return visit
