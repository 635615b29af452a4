"""The command `sitrep draft`: facts from an article, for a person to review."""
# ruff: noqa: PLC0415 - each command imports what it needs when it runs, so that none waits for another's packages

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from sitrep.graph_commands import WrongCallError, plain_errors

if TYPE_CHECKING:
    from graph.draft.article import Done, Drafted


@click.command()
@click.argument("article", metavar="ARTICLE")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write, by default standard output; of a folder of articles a folder, "
    "by default"
    " drafts in it.",
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Lay out a graph folder here, for `sitrep build --sources DIR`.",
)
@click.option(
    "--title", default="", metavar="WORDS", help="The article's title, if its text has none."
)
@click.option(
    "--sources",
    "graph",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="GRAPH",
    help="The graph folder that the article belongs to: its entities are linked to.",
)
@click.option("--address", default="", metavar="URL", help="Where the article is, for --folder.")
def draft(  # noqa: PLR0913, PLR0917 - one for each option
    article: str,
    output: Path | None,
    folder: Path | None,
    title: str,
    graph: Path | None,
    address: str,
) -> None:
    """Draft facts from a battle article, for a person to review.

    ARTICLE is a file, an address, or - for standard input: raw wikitext, or the flattened form of
    graph/sources/article.txt. The facts come as TriG, each sentence above what was found in it; the
    report goes to standard error. A draft is no account: rules found it, and docs/reviewing.md says
    how to make one of it.

    If ARTICLE is a folder, every .txt, .wiki, .wikitext and .mediawiki file in it is drafted, on
    all cores. Exit code 1 if one could not be; the others are done.
    """
    from graph.draft.article import draft_article
    from graph.paths import Sources
    from graph.write import write_file

    if Path(article).is_dir():
        many(Path(article), output, (folder, title, graph, address))
        return
    begun = perf_counter()
    with plain_errors():
        drafted = draft_article(article, title, Sources(graph.resolve()) if graph else None)
        seconds = perf_counter() - begun
        if folder:
            laid_out(drafted, folder, address or (article if "://" in article else ""))
        if output:
            write_file(output, drafted.trig.encode("utf-8"))
    if not folder and not output:
        click.echo(drafted.trig, nl=False)
    for line in (*drafted.report, f"  read and drafted in {seconds:.2f} s"):
        click.echo(line, err=True)


def laid_out(drafted: "Drafted", folder: Path, address: str) -> None:
    """Lay out the graph folder."""
    from graph.draft.writing.folder import Origin, lay_out

    origin = Origin(drafted.slug, address, datetime.now(UTC).date())
    lay_out(folder.resolve(), drafted.page, drafted.draft, origin)


def many(folder: Path, output: Path | None, others: Iterable[object]) -> None:
    """Draft every article of a folder, with a bar that shows how far it is."""
    from graph.draft.article import articles_in, draft_all

    if any(others):
        raise click.UsageError("--folder, --title, --sources and --address are for one article")
    articles = articles_in(folder)
    if not articles:
        raise WrongCallError(
            f"{folder}: there is no article in it: no .txt, .wiki, .wikitext, .mediawiki"
        )
    results: Iterable[Done] = draft_all(articles, (output or folder / "drafts").resolve())
    with click.progressbar(results, length=len(articles), label="Drafting", file=sys.stderr) as bar:
        done = list(bar)
    for each in done:
        for line in each.lines:
            click.echo(line, err=each.failed)
    if failed := sum(each.failed for each in done):
        raise click.ClickException(f"{failed} of {len(done)} articles could not be drafted")
