"""The home page: three answers at one click, and how to go on."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from queries import catalogue
from server import create_app
from server.config import Settings
from server.errors import BusyError
from server.pages.home import FIRST_QUESTIONS
from server.protocol.example import EXAMPLE


def test_it_counts_what_the_store_holds(read: Callable) -> None:
    assert "3 sentences 4 happenings 3 actors 2 places" in read("/").text


def test_the_first_questions_are_saved_ones() -> None:
    assert set(FIRST_QUESTIONS) <= {saved.slug for saved in catalogue()}


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("who-fought", "Kachin Independence Army"),
        ("timeline", "KIA captures a hilltop junta position by 25 December 2024"),
        ("civilian-casualties", "at least 30 · according to Kachin Human Rights Watch"),
    ],
)
def test_three_answers_are_one_click_away(shipped: Callable, slug: str, said: str) -> None:
    page = shipped("/")
    assert f"/queries/{slug}" in page.links
    assert said in page.text


def test_it_says_what_the_graph_says_of_itself(shipped: Callable) -> None:
    page = shipped("/")
    assert "Battle of Bhamo (2024) since 4 December 2024" in page.text
    assert "Facts: CC BY 4.0. The article\u2019s words: CC BY-SA 4.0." in page.text
    assert "https://en.wikipedia.org/wiki/Battle_of_Bhamo_(2024)" in page.links


@pytest.mark.parametrize("tool", ["curl http://localhost/sparql", "pd.read_csv(", "read.csv("])
def test_it_shows_how_to_use_it(shipped: Callable, tool: str) -> None:
    assert tool in shipped("/").text


def test_the_example_can_be_run_by_a_click(shipped: Callable) -> None:
    link = next(link for link in shipped("/").links if "query=" in link)
    assert parse_qs(urlsplit(link).query)["query"] == [EXAMPLE]
    assert "7 rows" in shipped(link).text


def test_it_is_there_when_nobody_is_free_to_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise BusyError("Nobody is free.")

    client = create_app(Settings(evaluators=0)).test_client()
    with monkeypatch.context() as patch:
        patch.setattr("server.pages.home.tabulate", refuse)
        answer = client.get("/", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "/queries/timeline" in answer.text
    assert "KIA captures a hilltop" not in answer.text
    assert "KIA captures a hilltop" in client.get("/", headers={"Accept": "text/html"}).text
