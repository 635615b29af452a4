"""The editor of /sparql: what a person does in it, with the keyboard alone where that should do."""

import json
import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from server.protocol.example import EXAMPLE

from .visit import Visit, page_in

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def write(visit: Visit, query: str) -> None:
    editor = visit.page.locator(".cm-content")
    editor.click()
    visit.page.keyboard.press("Control+a")
    visit.page.keyboard.press("Delete")
    visit.page.keyboard.insert_text(query)


def text_of(visit: Visit) -> str:
    return str(visit.page.locator("#query").input_value())


def test_control_and_enter_ask_and_the_address_becomes_the_query(visit: Visit) -> None:
    visit.open("/sparql")
    write(visit, EXAMPLE)
    visit.page.keyboard.press("Control+Enter")
    expect(visit.page.locator("#ask-status")).to_contain_text("7 rows in")
    expect(visit.page.locator("#answer tbody tr")).to_have_count(7)
    assert parse_qs(urlsplit(visit.page.url).query)["query"] == [EXAMPLE]
    link = visit.page.get_by_role("link", name="Link to this answer").get_attribute("href")
    assert parse_qs(urlsplit(str(link)).query)["query"] == [EXAMPLE]
    assert visit.complaints == []


def test_a_link_brings_query_and_answer_back(visit: Visit) -> None:
    visit.open(f"/sparql?query={quote(EXAMPLE)}")
    assert text_of(visit) == EXAMPLE
    expect(visit.page.locator("#answer tbody tr")).to_have_count(7)


def test_escape_and_tab_lead_out_of_the_editor(visit: Visit) -> None:
    visit.open("/sparql")
    for key in ("Escape", "Tab"):
        visit.page.locator(".cm-content").focus()
        visit.page.keyboard.press(key)
        assert visit.page.evaluate("!document.activeElement.closest('.cm-editor')")
    assert "Esc" in visit.page.locator("#ask-keys").inner_text()


@pytest.mark.parametrize(
    ("begun", "offered"),
    [
        ("SELECT * { ?e a H", ":Happening"),
        ("SELECT * { ?e a :Ev", ":Event"),
        ("SELECT * { ?e a :Quantity ; ou", ":outcome"),
        ("SELECT * { ?e a :Event ; b", ":by"),
        ("SELECT * { ?e :by Kach", "b:kia"),
        ("SELECT * { ?e :kind capt", "k:capture"),
    ],
)
def test_what_fits_is_offered_first(visit: Visit, begun: str, offered: str) -> None:
    visit.open("/sparql")
    write(visit, begun[:-1])
    visit.page.keyboard.type(begun[-1])
    first = visit.page.locator(".cm-tooltip-autocomplete li").first
    expect(first.locator(".cm-completionDetail")).to_have_text(offered)


def test_after_a_the_classes_are_offered_unasked(visit: Visit) -> None:
    visit.open("/sparql")
    write(visit, "SELECT * { ?e a")
    visit.page.keyboard.type(" ")
    offered = visit.page.locator(".cm-tooltip-autocomplete .cm-completionDetail")
    for term in (":Event", ":Actor", ":Control", ":Place"):
        expect(offered.filter(has_text=re.compile(f"^{term}$"))).to_be_visible()


def test_a_term_that_is_taken_brings_its_prefix_where_the_query_has_others(visit: Visit) -> None:
    visit.open("/sparql")
    write(visit, "PREFIX : <https://w3id.org/sitrep/ns#>\nSELECT * { ?e :by Kac")
    visit.page.keyboard.type("h")
    visit.page.locator(".cm-tooltip-autocomplete li").first.click()
    assert "PREFIX b: <https://w3id.org/sitrep/bhamo/>\n" in text_of(visit)
    assert text_of(visit).endswith("?e :by b:kia")


def test_a_button_adds_the_prefixes_that_a_query_needs_elsewhere(visit: Visit) -> None:
    visit.open("/sparql")
    write(visit, "SELECT * { ?e :by b:kia }")
    button = visit.page.get_by_role("button", name="Add PREFIX lines")
    button.click()
    assert text_of(visit).startswith(
        "PREFIX : <https://w3id.org/sitrep/ns#>\nPREFIX b: <https://w3id.org/sitrep/bhamo/>\n\nSELECT"
    )
    expect(button).to_be_hidden()


def test_a_broken_query_shows_its_mark_and_is_kept(visit: Visit) -> None:
    broken = "SELECT * {\n  ?e foo:bar ?x\n}"
    visit.open("/sparql")
    write(visit, broken)
    visit.page.keyboard.press("Control+Enter")
    expect(visit.page.locator(".cm-content .mistake")).to_have_text("foo:bar")
    trouble = visit.page.locator("#trouble")
    expect(trouble).to_contain_text("foo:")
    expect(trouble).to_contain_text("PREFIX foo:")
    assert text_of(visit) == broken
    visit.page.get_by_role("button", name="Go to line 2, column 6").click()
    visit.page.keyboard.type("skos:altLabel #")
    expect(visit.page.locator(".cm-content .mistake")).to_have_count(0)
    assert "?e skos:altLabel #foo:bar" in text_of(visit)


def test_a_broken_link_has_its_mark_too(visit: Visit) -> None:
    visit.open(f"/sparql?query={quote('SELECT * { ?e foo:bar ?x }')}")
    expect(visit.page.locator(".cm-content .mistake")).to_have_text("foo:bar")


def test_a_query_survives_a_time_out_and_a_reload(hasty_visit: Visit) -> None:
    visit = hasty_visit
    visit.open("/sparql")
    write(visit, SLOW)
    visit.page.keyboard.press("Control+Enter")
    expect(visit.page.locator("#trouble")).to_contain_text("took too long")
    assert text_of(visit) == SLOW
    visit.open("/sparql")
    assert text_of(visit) == SLOW
    visit.page.get_by_text("Your queries").click()
    expect(visit.page.locator("#history")).to_contain_text("Query took too long")


def test_stop_ends_the_waiting_and_keeps_the_query(visit: Visit) -> None:
    visit.open("/sparql")
    write(visit, SLOW)
    visit.page.keyboard.press("Control+Enter")
    visit.page.get_by_role("button", name="Stop").click()
    expect(visit.page.locator("#ask-status")).to_have_text("Stopped.")
    assert text_of(visit) == SLOW
    expect(visit.page.get_by_role("button", name="Ask", exact=True)).to_be_enabled()


def test_a_hint_says_what_of_an_empty_query_is_nowhere(visit: Visit) -> None:
    visit.open("/sparql")
    write(visit, "SELECT * { ?e :atPlace ?x }")
    visit.page.keyboard.press("Control+Enter")
    expect(visit.page.locator("#answer .hint")).to_contain_text(":atPlace")


def test_history_holds_no_more_than_was_asked_and_nobody_else_sees_it(visit: Visit) -> None:
    visit.open("/sparql")
    write(visit, "ASK { b:kia ?p ?o }")
    visit.page.keyboard.press("Control+Enter")
    expect(visit.page.locator("#ask-status")).to_contain_text("1 row in")
    kept = json.loads(visit.page.evaluate("localStorage.getItem('sitrep.history')"))
    assert [run["query"] for run in kept] == ["ASK { b:kia ?p ?o }"]
    assert visit.outside == []


def test_without_scripts_the_form_asks(
    context_without_scripts: BrowserContext, address: str
) -> None:
    page = page_in(context_without_scripts)
    page.goto(f"{address}/sparql")
    page.locator("#query").fill(EXAMPLE)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page).to_have_url(re.compile(r"/sparql\?query=SELECT"))
    expect(page.locator("#answer tbody tr")).to_have_count(7)
