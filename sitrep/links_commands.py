"""The commands on links to Wikidata: links check, links coverage."""
# ruff: noqa: PLC0415 - each command imports what it needs when it runs, so that none waits for another's packages

from pathlib import Path

import click

from sitrep.graph_commands import plain_errors, sources_in, sources_option


@click.group()
def links() -> None:
    """Look after the links to Wikidata.

    They stand in facts/wikidata.sssom.tsv of the graph folder, one row a judgement. `sitrep build`
    puts them into the graph.
    """


@links.command("check")
@sources_option
def links_check(graph: Path | None) -> None:
    """Say whether the table of links is sound.

    Each row is well-formed and has its evidence; its thing is in the graph under that name and of
    that kind; no item is two things and no thing two items; no item is a page about names; no link
    stands in the graph without a row. Wikidata itself is not asked. Exit code 1 if something is
    wrong, each problem with file, line and column.
    """
    from graph.build import prepare
    from graph.check import report
    from graph.gates.links import links as look

    with plain_errors():
        result = look(prepare(sources_in(graph)))
    for line in report(result):
        click.echo(line)
    if not result.passed:
        raise SystemExit(1)


@links.command("coverage")
@sources_option
def links_coverage(graph: Path | None) -> None:
    """Show every judgement, and what share of the things has an item.

    Prints what is linked and how sure that is, what was judged wrong, what was looked for and not
    found, and beneath it a total for each sort of things.
    """
    from graph.build import prepare
    from graph.linkage import tabulate

    with plain_errors():
        subject = prepare(sources_in(graph))
    for line in tabulate(subject):
        click.echo(line)
