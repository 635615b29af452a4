"""The commands on what articles share: links same, links alike."""
# ruff: noqa: PLC0415 - each command imports what it needs when it runs, so that none waits for another's packages

from pathlib import Path

import click

from sitrep.graph_commands import WrongCallError, plain_errors

a_file = click.Path(dir_okay=False, path_type=Path)
one_there = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("same")
@click.argument("table", type=one_there, metavar="TABLE")
@click.argument("data", type=one_there, metavar="[DATA]...", nargs=-1)
@click.option(
    "-o", "--output", type=a_file, metavar="FILE", help="Write what the table says as N-Quads."
)
def links_same(table: Path, data: tuple[Path, ...], output: Path | None) -> None:
    """Check a table of what articles share, and make RDF of it.

    TABLE is SSSOM, as facts/wikidata.sssom.tsv is, with a thing of one article and one of another
    in each row: see docs/several-battles.md. DATA are the built graphs of the articles: each thing
    has to be there, under that name, both have to be of one sort, and Wikidata must not say
    otherwise. What is written with --output is loaded beside the graphs, as by `sitrep load`.
    Exit code 1 if something is wrong, each problem with file, line and column; nothing is written.
    """
    from graph.same.check import problems
    from graph.same.graphs import read_things
    from graph.same.read import read_same
    from graph.same.write import as_nquads, in_words
    from graph.write import write_file

    with plain_errors():
        shared = read_same(table)
        found = tuple(problems(shared, read_things(data))) if data else ()
        for problem in found:
            click.echo(problem)
        if found:
            raise SystemExit(1)
        for link in shared.rows:
            click.echo(f"{in_words(link)}, confidence {link.confidence}")
        if not data:
            click.echo("Not held against any graph: name the built files to have that done.")
        if output:
            content = as_nquads(shared)
            write_file(output, content)
            lines = content.count(b"\n")
            click.echo(f"{output}: {lines:,} quads of {len(shared.rows):,} judgements")


@click.command("alike")
@click.argument("data", type=one_there, metavar="DATA DATA...", nargs=-1)
@click.option(
    "--but", type=one_there, metavar="TABLE", help="Leave out what is judged here already."
)
@click.option(
    "-o",
    "--output",
    type=a_file,
    metavar="FILE",
    help="The file for the table, which must not be there yet; else it is printed.",
)
def links_alike(data: tuple[Path, ...], but: Path | None, output: Path | None) -> None:
    """Propose pairs of things of several articles that have a name in common, for review.

    DATA are built graphs. The same name alone makes no identity: the table that is written lacks
    who judged, when, how sure and on what evidence, and `sitrep links same` refuses it until a
    person has read of both things and says so.
    """
    from graph.same.graphs import read_things
    from graph.same.propose import propose
    from graph.same.propose import table as as_table
    from graph.same.read import other_of, read_same
    from graph.write import write_file

    if output and output.exists():
        raise WrongCallError(f"{output}: is there already and stays; name another with --output")
    with plain_errors():
        rows = read_same(but).rows if but else ()
        things = read_things(data)
        slugs = sorted({thing.slug for thing in things.values()})
        if len(slugs) < 2:  # noqa: PLR2004 - several
            raise WrongCallError(
                f"expected the built graphs of two articles or more, found {len(slugs)}"
            )
        judged = {frozenset((link.subject, other_of(link))) for link in rows}
        found = propose(things, judged)
        if output:
            write_file(output, as_table(found, slugs).encode("utf-8"))
            click.echo(f"{output}: {len(found)} pairs to be reviewed")
        else:
            click.echo(as_table(found, slugs), nl=False)
