"""The processes of a server, as the kernel lists them in /proc (proc(5))."""

from contextlib import suppress
from pathlib import Path


def children_of(process: int) -> list[int]:
    """Those that a process has started and that were not waited for; none when it is gone."""
    found: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            with suppress(OSError):  # threads come and go
                found += map(int, (thread / "children").read_text(encoding="ascii").split())
    return found
