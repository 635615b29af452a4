"""`sitrep changes`: what was written to a store, as a patch for the files that people review."""
# ruff: noqa: PLC0415 - each command imports what it needs when it runs, so that none waits for another's packages

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sitrep.graph_commands import plain_errors as plain_graph_errors
from sitrep.graph_commands import sources_in
from sitrep.server_commands import WRONG, WRONG_CALL, stop
from sitrep.store_commands import a_folder, plain_errors

if TYPE_CHECKING:
    from graph.amending.model import Amendment, Apart
    from server.storage.journal import Entry
    from server.storage.patch import Patch

_MOST_NOTES: Final = 20
PATCH, TRIG = "patch", "trig"


@click.command()
@click.argument("folder", type=a_folder, metavar="DIR")
@click.option(
    "--sources",
    "graphs",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="GRAPH",
    multiple=True,
    help="A graph folder, with sources/ and facts/; repeat it for several battles. By default the"
    " one shipped.",
)
@click.option(
    "--as",
    "form",
    type=click.Choice([PATCH, TRIG]),
    default=PATCH,
    show_default=True,
    help="A patch for the files, or all statements as TriG.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The file to write; else it is printed.",
)
def changes(folder: Path, graphs: tuple[Path, ...], form: str, output: Path | None) -> None:
    """Print what was written to the store in DIR by the protocol, as a patch for graph/facts/.

    `git apply` or `patch -p1` takes it; after that `sitrep build` gives what the store holds.
    What cannot be put into the files, with the reason, goes to standard error, and the exit code
    is 1 then; so do notes where the files are other than what the store was filled with. A change
    and its undoing cancel each other. Loaded files are no changes; after `sitrep restore` only what
    was written since counts.
    """
    from server.storage.changes import changes as changes_of
    from server.storage.changes import report
    from server.storage.folder import StoreFolder

    with plain_errors():
        writes, patch = changes_of(StoreFolder(folder))
    if form == TRIG:
        put("\n".join(report(writes, patch)) + "\n", output)
        return
    found = amendment(StoreFolder(folder).path, graphs, patch)
    put("".join(as_text(writes, found)), output)
    for line in told(found):
        click.echo(line, err=True)
    if found.apart:
        raise SystemExit(WRONG)


def amendment(folder: Path, graphs: tuple[Path, ...], patch: "Patch") -> "Amendment":
    """What becomes of what was written, in the files of some graph folders."""
    from graph.amending.amend import amend
    from graph.amending.model import Change
    from server.state import open_newest
    from server.storage.folder import StoreFolder

    with plain_errors():
        store, lease = open_newest(StoreFolder(folder))
    change = Change(frozenset(patch.removed), frozenset(patch.added))
    with plain_graph_errors():
        found = amend([sources_in(each) for each in graphs or (None,)], change, store)
    del lease  # until here the snapshot must not be removed
    return found


def as_text(writes: "list[Entry]", found: "Amendment") -> Iterator[str]:
    """The patch; above it, where whoever applies it does not look, who wrote and when."""
    from graph.amending.diff import as_patch

    for entry in writes:
        yield f"# {entry.when} {entry.who}: {entry.removed} removed, {entry.added} added\n"
    if not found.files:
        yield "# no file changes\n"
    yield from as_patch(found.files)


def told(found: "Amendment") -> Iterator[str]:
    """What the person who applies the patch has to know."""
    yield from found.notes[:_MOST_NOTES]
    if len(found.notes) > _MOST_NOTES:
        yield f"and {len(found.notes) - _MOST_NOTES} more; was the store filled from these files?"
    yield from map(in_a_line, found.apart)
    if found.more:
        yield f"a build will have {found.more} statements more, which follow from these"
    if found.fewer:
        yield f"a build will have {found.fewer} statements fewer, which followed from what is gone"


def in_a_line(apart: "Apart") -> str:
    """One statement that cannot be put into the files."""
    done = "added" if apart.added else "removed"
    return f"cannot be put into the files: {done} `{apart.quad}`, because {apart.reason}"


def put(text: str, output: Path | None) -> None:
    """Print a text, or write it to a file."""
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        stop(f"{output}: cannot be written: {error.strerror}", WRONG_CALL)
    click.echo(f"{output}: {output.stat().st_size:,} bytes")
