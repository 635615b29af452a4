"""Changed files as one patch that `git apply` and `patch -p1` take."""

from collections.abc import Iterable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Final

from graph.amending.model import Amended

_NO_END: Final = "\\ No newline at end of file\n"


def root_of(path: Path) -> Path:
    """Where a patch is applied: the checkout that a file lies in, else the working directory."""
    path = path.resolve()
    for folder in path.parents:
        if (folder / ".git").exists():
            return folder
    here = Path.cwd().resolve()
    return here if path.is_relative_to(here) else path.parents[2]


def as_patch(files: Iterable[Amended]) -> Iterator[str]:
    """The patch in pieces, each with the ends of its lines.

    Lines end at line feeds only: a literal may hold other characters that end one in Unicode.
    """
    for each in files:
        name = each.path.resolve().relative_to(root_of(each.path)).as_posix()
        before, after = lines(each.before), lines(each.after)
        yield f"diff --git a/{name} b/{name}\n"
        for line in unified_diff(before, after, f"a/{name}", f"b/{name}"):
            yield line if line.endswith("\n") else f"{line}\n{_NO_END}"


def lines(text: str) -> list[str]:
    """The lines of a text with their ends."""
    found = [f"{line}\n" for line in text.split("\n")]
    found[-1] = found[-1][:-1]
    return found if found[-1] else found[:-1]
