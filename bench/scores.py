"""`make scores`: how good the drafts of `sitrep draft` are, of articles whose facts were reviewed.

The figures go into docs/drafting.md, between two marks, and those of the article that is shipped
into a file beside its built graph, from which the server's dataset page has them. Nothing in them
depends on the clock or the machine: who runs it anew gets the same, or the drafts have changed.
"""

from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click

from bench.page import write_down
from graph.errors import shown
from graph.paths import Sources
from graph.reading.article import read_about
from graph.scoring.report import cells, lines, share, summary
from graph.scoring.score import Score, score
from sitrep.__main__ import main as sitrep

COMMAND: Final = "scores"
PAGE: Final = Path("docs/drafting.md")
BATTLES: Final = Path("tests/content/battles")
# The columns of the table of all articles: a heading, and the row that it shows the F1 of.
COLUMNS: Final[Mapping[str, tuple[str, str]]] = {
    "infobox": ("infobox", ""),
    "happenings": ("happenings", "kind"),
    "to a step": ("happenings", "kind, to a step"),
    "mentions": ("mentions", ""),
    "figures": ("quantities", "bounds"),
    "sources": ("attribution", "source"),
}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An article to draft from, and the facts that were reviewed."""

    name: str
    title: str
    article: Path
    facts: Path


def shipped(sources: Sources | None = None) -> Reviewed:
    """The article of the graph that is shipped."""
    sources = sources or Sources()
    about = read_about(sources.article / "article.toml")
    article = sources.article / "article.txt"
    return Reviewed(about["slug"], about["title"], article, sources.facts(about["slug"]))


def invented() -> Iterator[Reviewed]:
    """The battles that were never fought, as raw wikitext where they have that."""
    for folder in sorted(path for path in BATTLES.iterdir() if path.is_dir()):
        raw, flat = folder / "article.wiki", folder / "article.txt"
        title = read_about(folder / "article.toml")["title"]
        article = raw if raw.exists() else flat
        yield Reviewed(folder.name, title, article, folder / "facts.trig")


def measure(reviewed: Reviewed, folder: Path) -> Score:
    """Draft an article into a folder as anybody would, and compare.

    Raises:
        ClickException: the draft command refused.
        GraphError: what it made cannot be compared.
    """
    laid_out = folder / reviewed.name
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        sitrep.main(
            ["draft", str(reviewed.article), "--folder", str(laid_out)], standalone_mode=False
        )
    [draft] = (laid_out / "facts").glob("*.trig")
    return score(draft, reviewed.facts)


def measure_all(folder: Path) -> dict[Reviewed, Score]:
    """The shipped article first."""
    return {each: measure(each, folder) for each in (shipped(), *invented())}


def text(scores: Mapping[Reviewed, Score]) -> str:
    """What stands between the marks: all articles in short, the shipped one at length."""
    [first, *_] = scores
    told = (*short(scores), "", f"“{first.title}” row by row:", "", *full(scores[first]))
    return "\n".join(("", *told, "", ""))


def short(scores: Mapping[Reviewed, Score]) -> Iterator[str]:
    """A line for each article, with the F1 of what matters most."""
    yield f"| F1 of | {' | '.join(COLUMNS)} | total |"
    yield f"|---|{'---:|' * len(COLUMNS)}---:|"
    for each, found in scores.items():
        rows = (*(found.row(*row) for row in COLUMNS.values()), found.total)
        name = f"{each.title} (`{each.name}`)"
        yield f"| {name} | {' | '.join(share(row.f1) for row in rows)} |"


def full(found: Score) -> Iterator[str]:
    """Every row of a score."""
    yield "| | right | drafted | reviewed | precision | recall | F1 |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, row in lines(found):
        yield f"| {marked(name)} | {' | '.join(cells(row) if row else [''] * 6)} |"


def marked(name: str) -> str:
    """The name of a row; that of a group is bold."""
    return name.strip() if name.startswith(" ") else f"**{name}**"


def data(found: Score) -> tuple[Path, str]:
    """The file beside the built graph, and what it holds."""
    sources = Sources()
    path = sources.built(shipped(sources).name).with_suffix(".draft.json")
    return path, summary(found)


@click.command()
def main() -> None:
    """Draft every article whose facts were reviewed, and write down how good the drafts are."""
    with TemporaryDirectory() as folder:
        scores = measure_all(Path(folder))
    told = text(scores)
    click.echo(told)
    write_down(COMMAND, told, PAGE)
    path, held = data(scores[next(iter(scores))])
    path.write_text(held, encoding="utf-8")
    click.echo(f"{PAGE} and {shown(path)} are written.")


if __name__ == "__main__":
    main()
