"""/battle: one window of time over map, timeline and list; and the same list without scripts."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from .visit import Visit, page_in


def listed(page: Page) -> int:
    return page.locator("#happenings > li:not([hidden])").count()


def counted(page: Page) -> int:
    found = re.match(r"(\d+) of \d+ events", page.locator("#fitting").inner_text())
    assert found
    return int(found[1])


def on_map(page: Page) -> int:
    return sum(int(text) for text in page.locator(".spot b").all_inner_texts())


def move(page: Page, name: str, steps: int, key: str) -> None:
    slider = page.locator(f"input[type=range][name={name}]")
    slider.focus()
    for _ in range(steps):
        page.keyboard.press(key)


def test_the_window_changes_map_timeline_and_list_together(visit: Visit) -> None:
    visit.open("/battle")
    page = visit.page
    before = listed(page), page.locator("#timeline a").count(), on_map(page)
    assert before[0] == before[1] == counted(page) > 50
    assert before[2] > 20
    move(page, "from", 12, "PageUp")
    after = listed(page), page.locator("#timeline a").count(), on_map(page)
    assert after[0] == after[1] == counted(page)
    assert 0 < after[0] < before[0]
    assert 0 < after[2] < before[2]
    told = parse_qs(urlsplit(page.url).query)
    assert set(told) == {"from", "to"}
    # The address says the same to somebody else.
    visit.open(f"/battle?{urlsplit(page.url).query}")
    assert listed(page) == after[0]
    assert visit.complaints == []


def test_the_sliders_never_cross(visit: Visit) -> None:
    visit.open("/battle")
    visit.page.locator("input[name=to]").focus()
    visit.page.keyboard.press("Home")
    values = [visit.page.locator(f"input[name={name}]").input_value() for name in ("from", "to")]
    assert values[0] == values[1]
    assert listed(visit.page) < 10
    visit.page.get_by_role("button", name="All of it").click()
    assert urlsplit(visit.page.url).query == ""


def test_a_mark_lists_what_is_there_and_leads_to_a_sentence_by_keyboard(visit: Visit) -> None:
    visit.open("/battle")
    mark = visit.page.locator(".spot:not(.is-ring)", has_text="Bhamo")
    mark.focus()
    visit.page.keyboard.press("Enter")
    link = visit.page.locator(".leaflet-popup-content a").first
    expect(link).to_be_visible()
    assert re.search(r"/article#s\d+", str(link.get_attribute("href")))


def test_a_township_is_a_ring_and_the_map_stops_where_its_lines_mislead(visit: Visit) -> None:
    visit.open("/battle")
    expect(visit.page.locator(".spot.is-ring", has_text="Mansi Township")).to_have_count(1)
    assert "4 km" in visit.page.locator("#map-part .caveat").inner_text()
    closer = visit.page.get_by_role("button", name="Zoom in")
    for _ in range(3):
        if closer.get_attribute("aria-disabled") == "true":
            break
        closer.click()
        visit.page.wait_for_timeout(300)
    expect(closer).to_have_attribute("aria-disabled", "true")


def test_shapes_as_well_as_colours_tell_the_sides(visit: Visit) -> None:
    visit.open("/battle")
    drawn = visit.page.locator("#timeline .mark")
    for side, shape in (("first", "rect"), ("second", "circle"), ("other", "path")):
        assert visit.page.locator(f"#timeline .is-{side} > {shape}.sign").count() > 3
    assert drawn.count() == visit.page.locator("#timeline .sign").count()
    for form in ("before", "since", "between", "period", "day"):
        assert visit.page.locator(f"#timeline .is-{form}").count() >= 1, form


def test_every_event_is_one_click_from_its_sentence(visit: Visit) -> None:
    visit.open("/battle")
    targets = visit.page.eval_on_selector_all(
        "#timeline a", "links => links.map(link => link.getAttribute('href'))"
    )
    assert targets
    assert all(re.fullmatch(r"/article#s\d+", target) for target in targets)
    visit.page.locator("#happenings a.source").first.click()
    expect(visit.page).to_have_url(re.compile(r"/article#s\d+"))
    expect(visit.page.locator(":target")).to_have_count(1)


def test_on_a_phone_the_list_is_the_timeline(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.open("/battle")
    expect(visit.page.locator("#timeline-part")).to_be_hidden()
    move(visit.page, "from", 12, "PageUp")
    assert listed(visit.page) == counted(visit.page) > 0


def test_without_scripts_a_form_sets_the_window(
    context_without_scripts: BrowserContext, address: str
) -> None:
    page = page_in(context_without_scripts)
    page.goto(f"{address}/battle")
    everything = listed(page)
    page.locator("input[name=from]").fill("2025-05-01")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile(r"/battle\?from=2025-05-01"))
    assert 0 < listed(page) < everything
    assert counted(page) == listed(page)
    assert page.locator("#spots li").count() >= 3
