"""`sitrep serve` and `sitrep query`: the graph on the web, and the same answers in the shell."""

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from server.config import Settings
    from server.engine import Question
    from server.errors import Problem

WRONG_CALL = 2


@click.command()
@click.option("--host", default=None, help="Address to listen on.  [default: 127.0.0.1]")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=None,
    help="Port to listen on; 0 takes any free one.  [default: 7878]",
)
@click.option("--data", "data", type=Path, default=None, help="RDF file to serve.")
def serve(host: str | None, port: int | None, data: Path | None) -> None:
    """Serve the graph on the web until Ctrl-C.

    Prints the address, and one example to paste into another terminal.
    """
    from server import create_app  # noqa: PLC0415 - see sitrep/__main__.py
    from server.errors import DataFileError  # noqa: PLC0415
    from server.example import EXAMPLE_QUESTION, as_curl  # noqa: PLC0415
    from server.start import ListenError, claim, run  # noqa: PLC0415

    settings = choose_settings(host=host, port=port, data=data)
    try:
        address = claim(settings.host, settings.port)
        app = create_app(settings)
    except ListenError as error:
        raise stop(str(error), WRONG_CALL) from error
    except DataFileError as error:
        raise stop(str(error), 1) from error

    def announce() -> None:
        click.echo(f"Serving {settings.data.name} at {address.url}/  (Ctrl-C stops)")
        click.echo(f"\n{EXAMPLE_QUESTION}\nPaste into another terminal:\n\n{as_curl(address.url)}\n")

    run(app, address, announce)
