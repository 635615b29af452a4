"""What `sitrep draft` makes of each reviewed article is good enough, and published as it is."""

from pathlib import Path

import pytest

from bench.page import written_down
from bench.scores import COMMAND, PAGE, Reviewed, data, invented, measure_all, shipped, text
from graph.scoring.report import tabulate
from graph.scoring.score import Score

ARTICLES = (shipped(), *invented())
# The least F1 of a row of the score, by what the article was to the writers of the rules.
INFOBOX = ("infobox", "")
HAPPENINGS = ("happenings", "kind")
FLOORS: dict[str, dict[tuple[str, str], float]] = {
    "bhamo": {INFOBOX: 0.9, HAPPENINGS: 0.8},
    "dev": {INFOBOX: 0.9, HAPPENINGS: 0.6},
    "held": {INFOBOX: 0.9, HAPPENINGS: 0.6},
}


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[Reviewed, Score]:
    return measure_all(tmp_path_factory.mktemp("drafts"))


def test_there_is_the_shipped_article_and_six_others_of_which_four_are_held_out() -> None:
    names = [each.name.partition("-")[0] for each in ARTICLES]
    assert names == ["bhamo", "dev", "dev", "held", "held", "held", "held"]
    assert [each.article.suffix for each in ARTICLES].count(".wiki") == 2


@pytest.mark.parametrize("row", [INFOBOX, HAPPENINGS], ids=" ".join)
@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_a_draft_is_no_worse_than_its_floor(
    scores: dict[Reviewed, Score], article: Reviewed, row: tuple[str, str]
) -> None:
    found = scores[article]
    reached = found.row(*row).f1
    assert reached is not None
    assert reached >= FLOORS[article.name.partition("-")[0]][row], "\n".join(tabulate(found))


def test_the_page_has_the_figures_of_the_drafts_of_now(scores: dict[Reviewed, Score]) -> None:
    written = written_down(COMMAND, text(scores), PAGE)
    assert written == PAGE.read_text("utf-8"), "run `make scores` and commit the result"


def test_the_server_has_the_figures_of_the_drafts_of_now(scores: dict[Reviewed, Score]) -> None:
    path, held = data(scores[ARTICLES[0]])
    remedy = f"{path}: run `make scores` and commit the result"
    assert path.exists(), remedy
    assert held == path.read_text("utf-8"), remedy


def test_paths_are_those_of_a_checkout() -> None:
    assert all(each.article.exists() for each in ARTICLES)
    assert all(each.facts.exists() for each in ARTICLES)
    assert Path(PAGE).exists()
