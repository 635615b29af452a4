"""The commands on a store on disk: load, backup, restore; and dump, where it is of a store."""
# ruff: noqa: PLC0415 - each command imports what it needs when it runs, so that none waits for another's packages

import getpass
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import click

from sitrep.server_commands import WRONG, WRONG_CALL, stop

_WIDTH: Final = 30
_EACH_SECONDS: Final = 0.1

a_folder = click.Path(file_okay=False, path_type=Path)


@dataclass(slots=True)
class Bar:
    """A line that says how far a load is: the file, its part, triples and how many a second."""

    begun: float = field(default_factory=time.monotonic)
    shown: float = 0
    before: int = 0
    """Triples of the files that are done."""
    path: Path | None = None
    quads: int = 0

    def __call__(self, path: Path, quads: int, done: float) -> None:
        """Show how far it is; not more than some times a second, and only on a terminal."""
        if path != self.path:
            self.before, self.path, self.quads = self.total, path, 0
        self.quads = quads
        if sys.stderr.isatty() and time.monotonic() - self.shown > _EACH_SECONDS:
            self.shown = time.monotonic()
            full = round(done * _WIDTH)
            bar = "#" * full + "-" * (_WIDTH - full)
            click.echo(f"\r{path.name[:30]} [{bar}] {self.told} ", nl=False, err=True)

    @property
    def total(self) -> int:
        """The triples of all files so far."""
        return self.before + self.quads

    @property
    def told(self) -> str:
        """Triples and rate, in words."""
        rate = self.total / max(time.monotonic() - self.begun, 0.001)
        return f"{self.total:,} triples, {rate:,.0f} a second"

    def end(self) -> None:
        """Leave the line."""
        if self.shown:
            click.echo(err=True)


@click.command()
@click.argument("target", metavar="DIR|URL")
@click.argument(
    "files", type=click.Path(dir_okay=False, path_type=Path), metavar="[FILE]...", nargs=-1
)
@click.option("--replace", is_flag=True, help="Let what the store holds go; else it is added to.")
@click.option(
    "--default-graph", default="", metavar="IRI", help="At URL, the graph for the default graph."
)
def load(target: str, files: tuple[Path, ...], *, replace: bool, default_graph: str) -> None:
    """Load RDF files into the store in DIR, which is made if there is none, or into one elsewhere.

    Any format of RDF, by the suffix; packed ones with .gz or .zst behind it. Files are loaded
    beside the store, which then changes at once: if one is broken, the file, line and column are
    told, and the store is what it was. Without a FILE an empty store is made. A server that only
    reads the store takes in what is new at SIGHUP, or by itself with --reload.

    At URL, the address of a Graph Store Protocol, files are added to the graphs that they name; all
    are read to their ends before any is sent. See docs/engines.md, also for passwords.
    """
    if target.startswith(("http://", "https://")):
        load_elsewhere(target, files, default_graph, replace=replace)
    else:
        load_here(Path(target), files, replace=replace)


def load_here(folder: Path, files: tuple[Path, ...], *, replace: bool) -> None:
    """Load files into a store on disk."""
    from server.storage.fill import Loading, fill
    from server.storage.folder import StoreFolder

    bar = Bar()
    with plain_errors():
        try:
            made = fill(StoreFolder(folder), Loading(files, person(), bar, replace))
        finally:
            bar.end()
    click.echo(f"{folder}: {bar.told}; it holds {made.about.quads:,} now")


def load_elsewhere(url: str, files: tuple[Path, ...], default_graph: str, *, replace: bool) -> None:
    """Add files to a store elsewhere."""
    from sitrep.load_remote import load_into

    if replace or not files:
        raise click.UsageError("At an address files are added: name some, without --replace.")

    def tell(triples: int, graphs: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{triples:,} triples in {graphs:,} graphs ", nl=False, err=True)

    with plain_errors():
        loaded = load_into(url, files, default_graph=default_graph, tell=tell)
    rate = loaded.triples / max(loaded.seconds, 0.001)
    click.echo(f"{loaded.triples:,} triples in {loaded.graphs:,} graphs, {rate:,.0f} a second")


@click.command()
@click.argument("folder", type=a_folder, metavar="DIR")
@click.argument("target", type=a_folder, metavar="TO")
def backup(folder: Path, target: Path) -> None:
    """Copy the store in DIR, as it is now, to the folder TO, which must not be there yet.

    A server may go on reading and writing. The copy is a store itself. On the same file system it
    shares its files with the store, and takes little time and room; to survive the disk it has to
    go to another one.
    """
    from server.storage.copies import back_up
    from server.storage.folder import StoreFolder

    with plain_errors():
        made = back_up(StoreFolder(folder), target)
    click.echo(f"{target}: {made.about.quads:,} triples, version {made.about.version[:12]}")


@click.command()
@click.argument("folder", type=a_folder, metavar="DIR")
@click.argument("source", type=a_folder, metavar="FROM")
def restore(folder: Path, source: Path) -> None:
    """Make the store in DIR hold what the copy in FROM holds.

    DIR may be a store, whose content then changes at once, or not be there yet.
    """
    from server.storage.copies import restore as restore_copy
    from server.storage.folder import StoreFolder

    with plain_errors():
        made = restore_copy(StoreFolder(folder), StoreFolder(source), person())
    click.echo(f"{folder}: {made.about.quads:,} triples, version {made.about.version[:12]}")


def dump_store(folder: Path, target: Path) -> None:
    """Write what a store holds into a folder, as `sitrep dump` does with the graph."""
    from server.storage.copies import DUMPED, dump
    from server.storage.folder import StoreFolder

    target.mkdir(parents=True, exist_ok=True)
    for kind in DUMPED:
        path = target / f"{folder.resolve().name}.{kind.file_extension}"
        with plain_errors():
            dump(StoreFolder(folder), path, kind)
        click.echo(f"{path}: {path.stat().st_size:,} bytes")


def person() -> str:
    """Who calls the command, for the journal."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "nobody"


@contextmanager
def plain_errors() -> Generator[None]:
    """Turn what a store refuses into one line, and the exit code that belongs to it."""
    from server.configure import SettingError
    from server.errors import DataFileError, EngineError, NoDataFileError, NoStoreError, StoreError

    try:
        yield
    except (NoDataFileError, NoStoreError, SettingError) as error:
        stop(str(error), WRONG_CALL)
    except (DataFileError, EngineError, StoreError) as error:
        stop(str(error), WRONG)
