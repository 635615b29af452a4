"""A real server on a free port, for the tests over HTTP and those in a browser."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

SITREP = Path(sys.executable).with_name("sitrep")


class Serving:
    """`sitrep serve` in a process of its own, on a free port."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own command, arguments from the tests
            [SITREP, "serve", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        # A server that never speaks, or never stops, would hold the tests for ever.
        clock = Timer(20, os.killpg, (self.process.pid, signal.SIGKILL))
        clock.start()
        assert self.process.stdout
        self.greeting = self.process.stdout.readline()
        clock.cancel()
        found = re.search(r"http://\S+?(?=/ )", self.greeting)
        assert found, self.greeting
        self.address = found.group()

    def stop(self, how: int = signal.SIGTERM) -> tuple[str, str]:
        """What it has said on standard output and error since its first line."""
        assert self.process.stdout
        assert self.process.stderr
        clock = Timer(20, os.killpg, (self.process.pid, signal.SIGKILL))
        clock.start()
        self.process.send_signal(how)
        # Not communicate(), which would lose what was read ahead with the first line.
        with self.process:
            said = self.process.stdout.read(), self.process.stderr.read()
        clock.cancel()
        return said


@pytest.fixture(scope="session")
def serving() -> type[Serving]:
    return Serving
