"""The command that carries reviewed facts over to the next version of their article."""
# ruff: noqa: PLC0415 - the command imports what it needs when it runs, so that no other waits for it

from pathlib import Path

import click

from sitrep.graph_commands import WrongCallError, plain_errors

file_there = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("old", type=file_there, metavar="OLD.txt")
@click.argument("new", type=file_there, metavar="NEW.txt")
@click.argument("facts", type=file_there, metavar="FACTS.trig")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The file to write; by default the facts go to standard output.",
)
@click.option("--no-draft", is_flag=True, help="Draft nothing for changed and new sentences.")
def revise(old: Path, new: Path, facts: Path, output: Path | None, *, no_draft: bool) -> None:
    """Carry reviewed facts over to the next version of their article.

    OLD.txt is the text that FACTS.trig was read from, NEW.txt the text of now. Sentences that have
    not changed keep their numbers, IRIs and facts; what has changed, is new or was removed gets a
    mark in the facts, which `sitrep check` reports until a person has seen to it. Nothing reviewed
    is lost. Changed and new sentences are drafted as `sitrep draft` does, in comments beside the
    facts; entities.ttl beside FACTS.trig, if it is there, tells what is known.

    Prints a summary to work through: to standard output, or, if the facts go there, to standard
    error. See docs/revising.md.
    """
    from graph.revising.drafting import drafting
    from graph.revising.revise import nothing_drafted
    from graph.revising.revise import revise as carry_over
    from graph.revising.tell import tell
    from graph.write import write_file

    if output and any(output.resolve() == given.resolve() for given in (old, new, facts)):
        raise WrongCallError(
            f"{output}: is read for this revision; write to another file and compare the two"
        )
    with plain_errors():
        revision = carry_over(old, new, facts, nothing_drafted if no_draft else drafting)
        if output:
            write_file(output, revision.layout.text.encode("utf-8"))
    if not output:
        # As bytes: of text, click would take out what looks like colours of a terminal.
        click.echo(revision.layout.text.encode("utf-8"), nl=False)
    for line in tell(revision):
        click.echo(line, err=output is None)
