"""A write whose shapes take too much memory is ended, and the next one is done."""

import subprocess
import sys
from pathlib import Path


def test_shapes_that_take_too_much_memory_end_the_write(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - this Python, and a program that stands beside
        [sys.executable, Path(__file__).with_name("greedy.py"), tmp_path],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.splitlines() == [
        "-0 +1",
        "StoppedError The write was stopped: it needed too much memory; nothing has changed.",
        # Of the second write there is nothing that could be removed.
        "-1 +1",
    ]
    assert done.stderr == "sitrep: a write needed too much memory, and was ended\n"
