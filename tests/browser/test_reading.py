"""From a fact to its highlighted sentence, with scripts and without; and what a printer prints."""

import re

import pytest
from playwright.sync_api import Page, expect

from .visit import page_in


@pytest.fixture(params=["context", "context_without_scripts"])
def page(request: pytest.FixtureRequest) -> Page:
    return page_in(request.getfixturevalue(request.param))


def expect_highlighted(page: Page, number: str) -> None:
    """The sentence of the address is in sight and on another ground, beside it what it says."""
    sentence = page.locator(f"#s{number}")
    expect(page).to_have_url(re.compile(rf"/article#s{number}$"))
    expect(sentence).to_be_in_viewport()
    expect(sentence).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    shown = page.locator("aside.says:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text(f"Sentence {int(number)}")


@pytest.mark.parametrize("path", ["/", "/bhamo/recapture-of-366", "/bhamo/kia", "/article#gaps"])
def test_a_fact_is_one_click_from_its_sentence(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    cite = page.locator("main a.cite").first
    number = f"{int(cite.inner_text()):03}"
    cite.click()
    expect_highlighted(page, number)


def test_a_click_on_a_sentence_shows_what_it_says(page: Page, address: str) -> None:
    page.goto(f"{address}/article")
    expect(page.locator("aside.says:visible")).to_have_count(0)
    page.locator("#s043 a.say").first.click()
    expect_highlighted(page, "043")
    expect(page.locator("aside.says:visible")).to_contain_text("KIA and PDF retake")
    page.locator("#s034 a.n").click()
    expect_highlighted(page, "034")
    page.locator("aside.says:visible a.close").click()
    expect(page.locator("aside.says:visible")).to_have_count(0)


def test_a_sentence_is_reached_by_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/bhamo/recapture-of-366")
    page.locator("main a.cite").first.focus()
    page.keyboard.press("Enter")
    expect_highlighted(page, "043")


@pytest.mark.parametrize("path", ["/article#s043", "/bhamo/recapture-of-366"])
def test_on_paper_there_is_the_text_and_nothing_to_click(
    page: Page, address: str, path: str
) -> None:
    page.goto(address + path)
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in ("header.site", ".neighbours", ".formats", "aside.says"):
        for place in page.locator(hidden).all():
            expect(place).to_be_hidden()
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text("retook Artillery Battalion 366")
