"""`sitrep score`: how near a draft comes to what a person has reviewed."""
# ruff: noqa: PLC0415 - each command imports what it needs when it runs, so that none waits for another's packages

from pathlib import Path

import click

from sitrep.graph_commands import plain_errors

file = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("draft", type=file)
@click.argument("reviewed", type=file)
@click.option(
    "--draft-entities",
    type=file,
    metavar="FILE",
    help="The entities of DRAFT; by default entities.ttl beside it, if there is one.",
)
@click.option(
    "--entities",
    type=file,
    metavar="FILE",
    help="The entities of REVIEWED; by default entities.ttl beside it, if there is one.",
)
@click.option("--misses", "form", flag_value="misses", help="List also what is missed or wrong.")
@click.option("--json", "form", flag_value="json", help="Print all of it as JSON.")
def score(
    draft: Path,
    reviewed: Path,
    draft_entities: Path | None,
    entities: Path | None,
    form: str | None,
) -> None:
    """Compare DRAFT, a facts file, with REVIEWED, another reading of the same article.

    Prints for each kind of fact how many are right, how many DRAFT and REVIEWED have, precision,
    recall and F1. docs/drafting.md tells what counts as the same. A file with nothing to compare
    is an error, not a perfect score.
    """
    from graph.scoring.report import differences, tabulate, to_json
    from graph.scoring.score import score as compare

    with plain_errors():
        found = compare(draft, reviewed, draft_entities, entities)
    if form == "json":
        click.echo(to_json(found))
        return
    for line in tabulate(found):
        click.echo(line)
    for line in differences(found) if form == "misses" else ():
        click.echo(line)
