"""`sitrep serve`: the graph on the web. The settings as options, which `sitrep query` has too."""

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
    from server.errors import SitrepError
    from server.writing.scribe import Validate

WRONG, WRONG_CALL = 1, 2


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
    from server.configure import SettingError
    from server.errors import DataFileError, StoreError
    from server.protocol.example import EXAMPLE_QUESTION, as_curl
    from server.running.metrics import open_board
    from server.running.start import ListenError, claim, run

    settings = choose_settings(given)
    try:
        address = claim(settings.host, settings.port)
    except ListenError as error:
        stop(str(error), WRONG_CALL)

    def announce() -> None:
        # In one piece: a Ctrl-C must not cut the example in two.
        click.echo(
            f"Serving {served_name(settings)} at {address.url}/ (Ctrl-C stops)\n\n"
            f"{EXAMPLE_QUESTION} Ask from another terminal:\n\n{as_curl(address.url)}\n",
        )

    try:
        run(settings, open_board(), address, announce, validator(settings))
    except SettingError as error:
        stop(str(error), WRONG_CALL)
    except (DataFileError, StoreError) as error:
        stop(str(error), code_of(error))


def served_name(settings: "Settings") -> str:
    """What is served: the name of a file or a store, or the host of an engine elsewhere."""
    from urllib.parse import urlsplit

    host = urlsplit(settings.engine).netloc.rpartition("@")[2]
    return host or (settings.store or settings.data).name


def choose_settings(given: Mapping[str, "Given"]) -> "Settings":
    """The settings by flag, else by environment, else by default; ends the command on a bad one."""
    from server.configure import SettingError, configure

    try:
        return configure(given, os.environ)
    except SettingError as error:
        stop(str(error), WRONG_CALL)


def validator(settings: "Settings") -> "Validate | None":
    """What says whether a dataset conforms to the shapes, if writes are to be held to them."""
    if not settings.validate:
        return None
    from sitrep.validator import violations

    return violations


def code_of(error: "SitrepError") -> int:
    """The exit code for data: a wrong call when they are not there, wrong when they are broken."""
    from server.errors import NoDataFileError, NoStoreError

    return WRONG_CALL if isinstance(error, NoDataFileError | NoStoreError) else WRONG


def stop(sentence: str, code: int) -> NoReturn:
    """End the command with a sentence on standard error."""
    click.echo(f"sitrep: {sentence}", err=True)
    raise SystemExit(code)
