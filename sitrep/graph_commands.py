"""The commands that make the graph and judge it: build, check, coverage, dump."""
# ruff: noqa: PLC0415 - each command imports what it needs when it runs, so that none waits for another's packages

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graph.paths import Sources

sources_option = click.option(
    "--sources",
    "graph",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="GRAPH",
    help="Another graph folder, with sources/, facts/ and data/; by default the one shipped.",
)


@click.command()
@sources_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The file to write; by default data/SLUG.nq in the graph folder.",
)
@click.option("--unchecked", is_flag=True, help="Write even if a gate fails.")
def build(graph: Path | None, output: Path | None, *, unchecked: bool) -> None:
    """Build the graph from the article and the reviewed facts.

    Every gate looks at the graph first (see `sitrep check`). If one fails, its problems are told
    and nothing is written. The file is sorted N-Quads: the same bytes from the same sources.
    """
    from graph.build import build as build_graph
    from graph.errors import shown

    with plain_errors():
        built = build_graph(sources_in(graph), output, unchecked=unchecked)
    click.echo(f"{shown(built.path)}: {built.quads:,} quads, {built.sentences} sentences")


@click.command()
@sources_option
def check(graph: Path | None) -> None:
    """Let every gate look at the graph.

    Prints a line for each gate: its name, whether it passed, how much it looked at; beneath it
    its problems. Exit code 1 if a gate failed or found nothing to look at.
    """
    from graph.build import prepare
    from graph.check import check as look
    from graph.check import report

    with plain_errors():
        results = look(prepare(sources_in(graph)))
    for result in results:
        for line in report(result):
            click.echo(line)
    if not all(result.passed for result in results):
        raise SystemExit(1)


@click.command()
@sources_option
def coverage(graph: Path | None) -> None:
    """Show what became of each sentence of the article.

    Prints the number of facts that were written for it, or the reason why there are none. Exit
    code 1 if a sentence has neither.
    """
    from graph.build import read
    from graph.coverage import account, tabulate

    with plain_errors():
        accounts = account(read(sources_in(graph)))
    for line in tabulate(accounts):
        click.echo(line)
    if not all(each.accounted for each in accounts):
        raise SystemExit(1)


@click.command()
@sources_option
@click.argument(
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="[FOLDER]",
    default=Path("dist"),
)
@click.option(
    "--store",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write what a store on disk holds, and not the built graph; a server may go on.",
)
def dump(graph: Path | None, folder: Path, store: Path | None) -> None:
    """Write the built graph as Turtle, N-Quads, TriG and JSON-LD.

    The files go to FOLDER (by default dist), with SHA256SUMS beside them. The Turtle
    file has the facts once, without the graphs that tell their sentences; the others have both.
    Of a store, which may be larger than memory, the files are not sorted and have no sums.
    """
    if store:
        from sitrep.store_commands import dump_store

        dump_store(store, folder)
        return
    from graph.dump import dump as dump_graph
    from graph.errors import shown
    from graph.reading.article import read_article

    with plain_errors():
        sources = sources_in(graph)
        written = dump_graph(sources.built(read_article(sources.article).slug), folder)
    for path in written:
        click.echo(f"{shown(path)}: {path.stat().st_size:,} bytes")


class WrongCallError(click.ClickException):
    """The command was given a folder or a file that it cannot use."""

    exit_code = 2


def sources_in(folder: Path | None) -> "Sources":
    """The files of a graph folder, or those of this package."""
    from graph.paths import Sources

    return Sources(folder.resolve()) if folder else Sources()


@contextmanager
def plain_errors() -> Generator[None]:
    """Turn what the pipeline refuses into one message, and the exit code that belongs to it."""
    from graph.errors import GraphError, MissingFileError, OutputError

    try:
        yield
    except GraphError as error:
        mistaken = isinstance(error, MissingFileError | OutputError)
        raise (WrongCallError if mistaken else click.ClickException)(str(error)) from error
