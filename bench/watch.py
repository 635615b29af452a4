"""Watch: what the processes of one session take, read from /proc (proc(5))."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MIB: Final = 2**20
_SESSION_FIELD: Final = 3  # of stat, counted after the name in parentheses


@dataclass(frozen=True, slots=True)
class Figures:
    """Processes, open files, and bytes of memory: as each process counts them, and shared out."""

    processes: int
    files: int
    rss: int
    pss: int


def members(session: int) -> Iterator[Path]:
    """The folders in /proc of the processes of a session."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:  # it has just ended
                continue
            if int(stat.rpartition(")")[2].split()[_SESSION_FIELD]) == session:
                yield folder


def look(session: int) -> Figures:
    """The figures of a session now; a process that ends meanwhile is left out."""
    found: list[Figures] = []
    for folder in members(session):
        try:
            found.append(look_at(folder))
        except OSError:
            continue
    return Figures(
        len(found),
        sum(each.files for each in found),
        sum(each.rss for each in found),
        sum(each.pss for each in found),
    )


def look_at(folder: Path) -> Figures:
    """The figures of one process."""
    lines = (folder / "smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    files = len(os.listdir(folder / "fd"))  # noqa: PTH208 - names alone, nothing else of them
    return Figures(1, files, kilobytes["Rss"] * 1024, kilobytes["Pss"] * 1024)


def eventually(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether something comes to hold within so many seconds."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True
