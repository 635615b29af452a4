"""The commands on links to Wikidata: links check, coverage, candidates, quickstatements."""
# ruff: noqa: PLC0415 - each command imports what it needs when it runs, so that none waits for another's packages

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from sitrep.graph_commands import WrongCallError, plain_errors, sources_in, sources_option

if TYPE_CHECKING:
    from graph.candidates.propose import Proposal
    from graph.candidates.remote import Remote


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
    stands in the graph without a row; what the evidence tells of an item (where it lies, its codes,
    its kind, its year) agrees with the graph. Wikidata itself is not asked. Exit code 1 if
    something is wrong, each problem with file, line and column.
    """
    from graph.build import prepare
    from graph.check import check, report
    from graph.gates.agreement import agreement
    from graph.gates.links import links as judgements

    with plain_errors():
        results = check(prepare(sources_in(graph)), (judgements, agreement))
    for line in (line for result in results for line in report(result)):
        click.echo(line)
    if not all(result.passed for result in results):
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


@links.command("quickstatements")
@sources_option
@click.argument("things", nargs=-1, metavar="[THING]...")
def links_quickstatements(graph: Path | None, things: tuple[str, ...]) -> None:
    """Print what the graph could tell Wikidata, as lines for QuickStatements.

    Statements on the items of linked things, each with its reference, in version 1 of the syntax;
    or, for each THING (such as b:battle-of-bhamo), a new item: first make sure that there is none,
    with `sitrep links candidates`. Wikidata is not asked and may have some of it. Review each line
    before you submit it; nothing is written from here. Standard error names the items that are
    linked on the word of one source, to be looked up first.
    """
    from graph.build import prepare
    from graph.candidates.wanted import choose
    from graph.wikidata.quickstatements import creation, lines, unchecked
    from graph.wikidata.view import view_of

    with plain_errors():
        view = view_of(prepare(sources_in(graph)))
        chosen = choose(view, things)
    new = (line for thing in chosen for line in creation(view, thing))
    for line in new if chosen else lines(view):
        click.echo("\t".join(line))
    if codes := [] if chosen else unchecked(view):
        click.echo(f"Linked on one source, look first: {', '.join(codes)}", err=True)


class Manner(TypedDict):
    """How to treat the remote: where it is, how often and how long to ask, what to keep."""

    endpoint: str | None
    pause: float
    timeout: float
    cache: Path | None
    contact: str | None


def manner_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that make a `Manner`."""
    for option in (
        click.option("--contact", metavar="ADDRESS", help="How Wikidata's people can reach you."),
        click.option(
            "--cache",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="FOLDER",
            help="Keep answers here, and ask for none that is here already; else none is kept.",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(0.1, 600),
            default=20.0,
            show_default=True,
            metavar="SECONDS",
            help="The most that one request may take.",
        ),
        click.option(
            "--pause",
            type=click.FloatRange(0, 600),
            default=1.0,
            show_default=True,
            metavar="SECONDS",
            help="The least time between two requests.",
        ),
        click.option("--endpoint", metavar="URL", help="Another api.php than that of Wikidata."),
    ):
        command = option(command)
    return command


@links.command("candidates")
@sources_option
@click.argument("things", nargs=-1, metavar="[THING]...")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    default=Path("wikidata-candidates.tsv"),
    show_default=True,
    help="The file for the proposals, which must not be there yet.",
)
@click.option("--all", "everything", is_flag=True, help="Also what the article only describes.")
@click.option(
    "--limit",
    type=click.IntRange(1, 50),
    default=5,
    show_default=True,
    metavar="NUMBER",
    help="How many items to look at for each name.",
)
@manner_options
def links_candidates(
    graph: Path | None,
    things: tuple[str, ...],
    output: Path,
    limit: int,
    *,
    everything: bool,
    **manner: Unpack[Manner],
) -> None:
    """Ask Wikidata for what has no item yet, and write proposals for review.

    Without a THING (such as b:kia) for all that have a proper name and no item. What is of another
    kind, in another country, too far away or of another time is left out, with the reason; the rest
    is scored by codes, names, kind, distance and dates. No score makes a link: whoever is sure adds
    a row to facts/wikidata.sssom.tsv, with the evidence. Needs a network; asks one thing at a time.
    If the remote fails, what was found until then is written.
    """
    from graph.build import prepare
    from graph.candidates.propose import in_words, propose, table
    from graph.candidates.remote import RemoteError
    from graph.candidates.wanted import wanted
    from graph.wikidata.view import view_of
    from graph.write import write_file

    if output.exists():
        raise WrongCallError(f"{output}: is there already and stays; name another with --output")
    with plain_errors():
        subject = prepare(sources_in(graph))
        wished = tuple(wanted(view_of(subject), things, everything=everything))
        found: list[Proposal] = []
        try:
            for proposal in propose(remote_for(**manner), wished, limit):
                found.append(proposal)
                click.echo("\n".join(in_words(proposal)))
        except RemoteError as error:
            kept = f"; what was found is in {output}" if found else ""
            done = f"{len(found)} of {len(wished)} things were looked for{kept}"
            raise RemoteError(f"{error}\n{done}") from error
        finally:
            if found:
                write_file(output, table(found).encode("utf-8"))
    if not found:
        click.echo("everything that has a proper name has an item")
        return
    click.echo(
        f"{output}: {sum(len(each.open) for each in found)} proposals for {len(found)} things"
    )


def remote_for(**manner: Unpack[Manner]) -> "Remote":
    """The remote, with a User-Agent that says who asks."""
    from importlib.metadata import version
    from platform import python_version

    from graph.candidates.remote import ENDPOINT, Remote

    reach = f"; {manner['contact']}" if manner["contact"] else ""
    agent = f"Sitrep/{version('sitrep')} (https://w3id.org/sitrep{reach}) python/{python_version()}"
    return Remote(
        endpoint=manner["endpoint"] or ENDPOINT,
        agent=agent,
        pause=manner["pause"],
        timeout=manner["timeout"],
        cache=manner["cache"],
    )
