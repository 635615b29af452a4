"""The pages that measurements stand on (docs/endpoint.md), between two marks for each command."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

PAGE: Final = Path("docs/endpoint.md")


class NoMarksError(Exception):
    """The page has no place for what was measured."""


def machine() -> str:
    """The date and the machine, in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    day = datetime.now(UTC).date()
    return f"Measured on {day}, {os.cpu_count()} cores, {memory:.0f} GiB of memory.\n"


def write_down(command: str, text: str, page: Path | None = None) -> None:
    """Put a text between the marks of a command (`make bench`, `make soak`, `make scores`).

    Raises:
        NoMarksError: they are not there, and the text would be lost.
    """
    page = page or PAGE
    page.write_text(written_down(command, text, page), encoding="utf-8")


def written_down(command: str, text: str, page: Path) -> str:
    """A page with a text between the marks of a command; errors as in `write_down`."""
    marks = rf"(<!-- begin: written by `make {command}` -->\n).*?(<!-- end: {command} -->)"
    written, places = re.subn(
        marks,
        lambda found: found[1] + text + found[2],
        page.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    if places != 1:
        raise NoMarksError(f"{page}: has no marks of `make {command}`")
    return written
