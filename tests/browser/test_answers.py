"""An answer that can be sorted, filtered, turned and drawn; and the way there by keyboard."""

import re
from urllib.parse import quote

from playwright.sync_api import expect

from .visit import Visit

NUMBERS = " ".join(str(n) for n in range(1, 121))
MANY = f'SELECT ?n (CONCAT("row ", STR(?n)) AS ?name) {{ VALUES ?n {{ {NUMBERS} }} }}'
POINTS = """SELECT ?thing ?wkt { VALUES (?thing ?wkt) {
  (b:bhamo "POINT(97.23 24.25)"^^geo:wktLiteral)
  (b:shwegu "POINT(96.79 24.23)"^^geo:wktLiteral) } }"""
DATED = """SELECT ?event ?date ?endDate {
  ?event a :Event ; :by b:kia ; :earliest ?date ; :latest ?endDate }
ORDER BY ?date ?event"""


def test_rows_are_sorted_as_numbers_filtered_and_turned(visit: Visit) -> None:
    visit.open(f"/sparql?query={quote(MANY)}")
    page = visit.page
    first = page.locator("#answer tbody tr td").first
    expect(page.locator("#answer tbody tr")).to_have_count(50)
    page.get_by_role("button", name="n", exact=True).click()
    page.get_by_role("button", name="n", exact=True).click()
    expect(first).to_have_text("120")
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)
    page.get_by_role("button", name="Next").click()
    expect(first).to_have_text("70")
    page.get_by_label("Filter rows").fill("row 11")
    expect(page.locator("#answer .shown")).to_have_text("11 of 120 rows fit.")
    expect(page.locator("#answer tbody tr")).to_have_count(11)


def test_a_column_can_be_left_out(visit: Visit) -> None:
    visit.open(f"/sparql?query={quote(DATED)}")
    visit.page.get_by_text("Columns").click()
    visit.page.get_by_label("until").uncheck()
    expect(visit.page.locator("th[data-name=endDate]")).to_be_hidden()
    expect(visit.page.locator("#answer tbody tr").first.locator("td:visible")).to_have_count(2)


def test_dates_can_be_seen_as_a_timeline(visit: Visit) -> None:
    visit.open(f"/sparql?query={quote(DATED)}")
    rows = visit.page.locator("#answer tbody tr").count()
    visit.page.get_by_role("button", name="Timeline").click()
    expect(visit.page.locator("#answer svg.timeline a")).to_have_count(rows)
    expect(visit.page.locator("#answer table")).to_be_hidden()
    assert visit.axe() == []


def test_what_is_filtered_is_drawn_no_more(visit: Visit) -> None:
    visit.open(f"/sparql?query={quote(DATED)}")
    visit.page.get_by_role("button", name="Timeline").click()
    visit.page.get_by_label("Filter rows").fill("retake")
    expect(visit.page.locator("#answer svg.timeline a")).to_have_count(1)


def test_counts_can_be_seen_as_bars(visit: Visit) -> None:
    visit.open("/queries/happenings-by-month")
    bars = visit.page.locator(".bars progress")
    expect(bars.first).to_be_visible()
    visit.page.get_by_role("button", name="Table").click()
    assert bars.count() == visit.page.locator(".answer tbody tr").count() > 3
    numbers = [int(text) for text in visit.page.locator(".bars b").all_inner_texts()]
    assert numbers == [
        int(str(bar.get_attribute("value"))) for bar in visit.page.locator(".bars progress").all()
    ]


def test_points_can_be_seen_as_a_map(visit: Visit) -> None:
    visit.open(f"/sparql?query={quote(POINTS)}")
    visit.page.get_by_role("button", name="Map").click()
    expect(visit.page.locator("#answer .spot")).to_have_count(2)
    visit.settle()
    assert visit.axe() == []
    assert visit.complaints == []


def test_on_a_phone_no_cell_is_hidden(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    long = " ".join(f'("a long text in column {n}" AS ?column{n})' for n in range(7))
    visit.open(f"/sparql?query={quote(f'SELECT {long} {{}}')}")
    cells = visit.page.locator("#answer tbody td").all()
    boxes = [cell.bounding_box() for cell in cells]
    assert len(boxes) == 7
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    assert "column6" in str(cells[6].evaluate("cell => getComputedStyle(cell, '::before').content"))


def test_by_keyboard_from_search_to_a_query_to_its_source(visit: Visit) -> None:
    visit.open("/")
    page = visit.page
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("airstrikes")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q=airstrikes"))
    tab_to(visit, "a[href*='/queries/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/queries/"))
    tab_to(visit, "a[href*='/article#s']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/article#s\d+"))
    expect(page.locator(":target")).to_have_count(1)


def tab_to(visit: Visit, selector: str) -> None:
    for _ in range(150):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"no Tab leads to {selector}")
