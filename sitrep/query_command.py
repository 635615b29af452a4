"""`sitrep query`: the answers of the server in the shell, to one's own query or a saved one."""

# Imported where they are used, so that `sitrep --help` does not wait for a web server:
# ruff: noqa: PLC0415

from typing import TYPE_CHECKING

import click

from sitrep.saved_questions import describe, find, list_questions, split
from sitrep.server_commands import (
    WRONG,
    WRONG_CALL,
    Configurable,
    choose_settings,
    code_of,
    stop,
)

if TYPE_CHECKING:
    from server.config import Settings
    from server.configure import Given
    from server.errors import Problem

FORMATS = ("table", "json", "xml", "csv", "tsv", "turtle", "nt", "rdf", "jsonld", "trig", "nq")


@click.command(cls=Configurable, context_settings={"ignore_unknown_options": True})
@click.argument(
    "words", metavar="SLUG [--PARAMETER VALUE]... | FILE | -", nargs=-1, type=click.UNPROCESSED
)
@click.option(
    "--format",
    "name",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How to print the answer; SELECT and ASK come as the first five, graphs as the others.",
)
@click.option("--of", default="", metavar="SLUG", help="Ask the battle of one article alone.")
@click.option("--list", "listing", is_flag=True, help="List the saved queries.")
@click.option(
    "--params", "describing", is_flag=True, help="List what can be chosen in the saved query SLUG."
)
def query(
    words: tuple[str, ...],
    name: str,
    of: str,
    *,
    listing: bool,
    describing: bool,
    **given: "Given",
) -> None:
    """Ask the graph a saved query, the SPARQL query in FILE, or one on standard input.

    A saved query goes by its name, as in `sitrep query airstrikes --since 2025-05-01`; what is not
    chosen has its default. Of a graph of several battles --of chooses one. The project's prefixes
    (:, b:, k:, skos:, …) need no PREFIX lines. The answer is the one that the server would give; a
    table also when it goes into a pipe.
    """
    from server.errors import DataFileError, NotAcceptableError, NotFoundError, Problem, StoreError

    settings = choose_settings(given)
    if listing:
        click.echo(list_questions(), nl=False)
        return
    target, pairs = split(words)
    try:
        if describing:
            click.echo(describe(target, settings, of), nl=False)
            return
        click.echo(answer(find(target, pairs), name, settings, of), nl=False)
    except (DataFileError, StoreError) as error:
        stop(str(error), code_of(error))
    except (NotAcceptableError, NotFoundError) as error:
        stop(f"{error.detail} {error.hint}", WRONG_CALL)
    except Problem as error:
        stop(explain(target, error), WRONG)


def answer(text: str, name: str, settings: "Settings", of: str = "") -> bytes:
    """Refuse or answer a query, as the server would; `of` is the article of which it is asked.

    Raises:
        DataFileError, StoreError: the data cannot be read.
        Problem: the query cannot be answered.
    """
    from shutil import get_terminal_size

    from server.errors import NotAcceptableError
    from server.evaluation.engine import Here, Question
    from server.federation.services import services_of
    from server.names import ROOT
    from server.protocol.negotiate import formats_of
    from server.protocol.refuse import refuse
    from server.reading.table import draw, tabulate
    from server.state import open_store

    question = Question(text, base=f"{ROOT}sparql", part=of)
    refuse(text, settings, question.base)
    store, _lease = open_store(settings)
    ask = Here(store, services=services_of(settings))
    if name == "table":
        table = draw(tabulate(ask, question), get_terminal_size((120, 24)).columns)
        return f"{table}\n".encode()
    formats = formats_of(question.form)
    engines = {key: form.engine for form in formats for key in form.names if form.engine}
    if name not in engines:
        hint = f"Choose one of {', '.join(key for key in FORMATS if key in engines)}."
        raise NotAcceptableError(f"This answer cannot be given as {name}.", hint=hint)
    written = ask(question, engines[name])
    return written if written.endswith(b"\n") else written + b"\n"


def explain(file: str, problem: "Problem") -> str:
    """A problem as a compiler would say it: file, line, column, the place, what to do."""
    spot = problem.spot
    name = "standard input" if file == "-" else file
    where = f"{name}:{spot.line}:{spot.column}" if spot else name
    lines = [f"{where}: {problem.detail}"]
    lines += [spot.caret] if spot else []
    lines += [problem.hint] if problem.hint else []
    return "\n".join(lines)
