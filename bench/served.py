"""Served: a process that answers HTTP on loopback, started for a measurement and ended after it."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.watch import eventually

SITREP: Final = Path(sys.executable).with_name("sitrep")
_READY_SECONDS: Final = 300
_STOP_SECONDS: Final = 15


@dataclass(frozen=True, slots=True)
class Served:
    """Where it listens, its session (which is its first process), and what it complains of."""

    port: int
    session: int
    complaints: Path

    @property
    def complained(self) -> str:
        """What it has written to standard error and output."""
        return self.complaints.read_text(encoding="utf-8", errors="replace")


class NotServedError(Exception):
    """The server ended, or did not open its port; the sentence has the end of what it wrote."""


def end_on_terminate() -> None:
    """Let SIGTERM end this process as Ctrl-C does, so that what it started is ended too."""
    signal.signal(signal.SIGTERM, end_now)


def end_now(_signal: int, _frame: object) -> None:
    """End this process, and what it has to end, because of a signal."""
    sys.exit(1)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as trial:
        port: int = trial.getsockname()[1]
        return port


def is_open(port: int) -> bool:
    """Whether somebody listens on a port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


@contextmanager
def served(command: Sequence[str | Path], port: int) -> Generator[Served]:
    """Start a command, wait for its port, and end its whole session afterwards.

    Raises:
        NotServedError: it does not come to listen.
    """
    with tempfile.TemporaryDirectory() as folder:
        complaints = Path(folder) / "said"
        with complaints.open("wb") as said:
            process = subprocess.Popen(  # noqa: S603 - the commands are this package's own
                command, stdout=said, stderr=said, stdin=subprocess.DEVNULL, start_new_session=True
            )
        try:
            eventually(lambda: is_open(port) or process.poll() is not None, _READY_SECONDS)
            running = Served(port, process.pid, complaints)
            if process.poll() is not None or not is_open(port):
                raise NotServedError(f"{command[0]} does not listen: {running.complained[-500:]}")
            yield running
        finally:
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to stop, and make the rest of its session."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_STOP_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def serve_command(port: int, *arguments: str) -> list[str | Path]:
    """The command of our own server."""
    return [SITREP, "serve", "--port", str(port), *arguments]
