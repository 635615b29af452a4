"""What is written of scores is what was measured."""

import json
from pathlib import Path

import click
import pytest

from bench import scores
from bench.scores import Reviewed, data, invented, measure, shipped, text
from graph.scoring.score import score


def draft_as(monkeypatch: pytest.MonkeyPatch, facts: Path) -> None:
    """Let drafting give these facts, whatever the article."""

    @click.group()
    def group() -> None:
        pass

    @group.command()
    @click.argument("article", type=click.Path(exists=True))
    @click.option("--folder", type=click.Path(path_type=Path))
    def draft(article: str, folder: Path) -> None:
        click.echo(article)
        beside = folder / "facts"
        beside.mkdir(parents=True)
        (beside / "draft.trig").write_bytes(facts.read_bytes())
        (beside / "entities.ttl").write_bytes(facts.with_name("entities.ttl").read_bytes())

    monkeypatch.setattr(scores, "sitrep", group)


def test_a_draft_that_is_as_reviewed_is_full(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draft_as(monkeypatch, shipped().facts)
    assert measure(shipped(), tmp_path).total.f1 == 1.0
    assert capsys.readouterr() == ("", "")


def test_the_text_has_a_line_for_each_article_and_each_row() -> None:
    articles = (shipped(), *invented())
    told = text({each: score(each.facts, each.facts) for each in articles})
    assert told.count("\n| ") == 2 + len(articles) + 32
    assert "| Battle of Tarrow (`dev-tarrow`) | 1.00 | 1.00 |" in told
    assert "| **infobox** | 28 | 28 | 28 | 1.00 | 1.00 | 1.00 |" in told
    assert "| commanders | 0 | 0 | 0 |  |  |  |" in told


def test_the_data_has_every_row_once() -> None:
    path, held = data(score(shipped().facts, shipped().facts))
    rows = [(row["group"], row["row"]) for row in json.loads(held)]
    assert path.name == "bhamo.draft.json"
    assert len(rows) == len(set(rows)) == 29
    assert rows[0] == ("infobox", "")
    assert rows[-1] == ("total", "")


def test_raw_wikitext_is_drafted_from_where_there_is_some() -> None:
    raw = [each for each in invented() if each.article.suffix == ".wiki"]
    assert all(isinstance(each, Reviewed) for each in raw)
    assert {each.name for each in raw} == {"dev-kessary", "held-pender"}
