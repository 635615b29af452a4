"""`sitrep serve` and `sitrep query`: the graph on the web, and the same answers in the shell."""

# Imported where they are used, so that `sitrep --help` does not wait for a web server:
# ruff: noqa: PLC0415

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from server.config import Settings
    from server.configure import Given, Setting
    from server.errors import DataFileError, Problem

WRONG, WRONG_CALL = 1, 2
FORMATS = ("table", "json", "xml", "csv", "tsv", "turtle", "nt", "rdf", "jsonld", "trig", "nq")


class Configurable(click.Command):
    """A command with the server's settings as options, made when they are asked for."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own parameters, and an option for each setting that it has."""
        from server.configure import table

        rows = [row for row in table() if self.name == "serve" or row.about.asked_by_query]
        return [*(as_option(row) for row in rows), *super().get_params(ctx)]


def as_option(row: "Setting") -> click.Option:
    """A setting as an option. It takes any text: `configure` says what is wrong with it."""
    sentence = f"{row.about.sentence}  [default: {row.default_in_words}]"
    if row.kind is bool:
        off = row.flag.replace("--", "--no-")
        return click.Option([f"{row.flag}/{off}", row.name], default=None, help=sentence)
    if row.is_repeated:
        return click.Option([row.flag, row.name], metavar="URL", multiple=True, help=sentence)
    metavar = {int: "NUMBER", float: "NUMBER", Path: "FILE"}.get(row.kind, "TEXT")
    return click.Option([row.flag, row.name], metavar=metavar, help=sentence)


@click.command(cls=Configurable)
def serve(**given: "Given") -> None:
    """Serve the graph on the web until Ctrl-C.

    Prints the address, and one example to paste into another terminal. Each option has a variable
    in the environment too, which counts when the option is not given: SITREP_MAX_ROWS is that of
    --max-rows. SIGHUP takes the data file in again.
    """
    from server.errors import DataFileError
    from server.example import EXAMPLE_QUESTION, as_curl
    from server.metrics import open_board
    from server.start import ListenError, claim, run

    settings = choose_settings(given)
    try:
        address = claim(settings.host, settings.port)
    except ListenError as error:
        stop(str(error), WRONG_CALL)

    def announce() -> None:
        # In one piece: a Ctrl-C must not cut the example in two.
        click.echo(
            f"Serving {settings.data.name} at {address.url}/ (Ctrl-C stops)\n\n"
            f"{EXAMPLE_QUESTION} Ask from another terminal:\n\n{as_curl(address.url)}\n",
        )

    try:
        run(settings, open_board(), address, announce)
    except DataFileError as error:
        stop(str(error), code_of(error))


@click.command(cls=Configurable)
@click.argument("file", metavar="FILE|-")
@click.option(
    "--format",
    "name",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How to print the answer; SELECT and ASK come as the first five, graphs as the others.",
)
def query(file: str, name: str, **given: "Given") -> None:
    """Ask the graph the SPARQL query in FILE, or on standard input.

    The project's prefixes (:, b:, k:, skos:, …) need no PREFIX lines. The answer is the one that
    the server would give; a table also when it goes into a pipe.
    """
    from server.errors import DataFileError, NotAcceptableError, Problem

    settings = choose_settings(given)
    try:
        click.echo(answer(read_query(file), name, settings), nl=False)
    except DataFileError as error:
        stop(str(error), code_of(error))
    except NotAcceptableError as error:
        stop(f"{error.detail} {error.hint}", WRONG_CALL)
    except Problem as error:
        stop(explain(file, error), WRONG)


def choose_settings(given: Mapping[str, "Given"]) -> "Settings":
    """The settings by flag, else by environment, else by default; ends the command on a bad one."""
    from server.configure import SettingError, configure

    try:
        return configure(given, os.environ)
    except SettingError as error:
        stop(str(error), WRONG_CALL)


def read_query(file: str) -> str:
    """The text of a query file; `-` is standard input."""
    try:
        with click.open_file(file, "rb") as source:
            text: bytes = source.read()
            return text.decode("utf-8-sig")
    except OSError as error:
        stop(f"{file}: {error.strerror}", WRONG_CALL)
    except UnicodeDecodeError as error:
        stop(f"{file}: byte {error.start + 1} is not UTF-8; save the query as UTF-8", WRONG)


def answer(text: str, name: str, settings: "Settings") -> bytes:
    """Refuse or answer a query, as the server would.

    Raises:
        DataFileError: the data cannot be read.
        Problem: the query cannot be answered.
    """
    from shutil import get_terminal_size

    from server.engine import Here, Question
    from server.errors import NotAcceptableError
    from server.names import ROOT
    from server.negotiate import formats_of
    from server.refuse import refuse
    from server.services import services_of
    from server.state import load, read_file
    from server.table import draw, tabulate

    question = Question(text, base=f"{ROOT}sparql")
    refuse(text, settings, question.base)
    store = load(read_file(settings.data), settings.data)
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


def code_of(error: "DataFileError") -> int:
    """The exit code for a data file: a wrong call when it is not there, wrong when it is broken."""
    from server.errors import NoDataFileError

    return WRONG_CALL if isinstance(error, NoDataFileError) else WRONG


def stop(sentence: str, code: int) -> NoReturn:
    """End the command with a sentence on standard error."""
    click.echo(f"sitrep: {sentence}", err=True)
    raise SystemExit(code)
