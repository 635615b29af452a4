"""Start: opens the port and keeps the application running on it, under granian.

The application is made before the processes that serve it are forked, so a broken data file or a
taken port ends the command with one line, and the children share the parent's memory.
"""

import multiprocessing
import os
import resource
import signal
import socket
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Final

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.mp import MPServer

from server.config import Settings
from server.configure import SettingError
from server.errors import SitrepError
from server.evaluation.kin import end_with
from server.evaluation.scheduling import have_a_core, work_in_one_go
from server.running.generations import Current, Generations, guard, watch
from server.running.heed import Heed
from server.running.metrics import Board
from server.running.snapshots import Live, Snapshots
from server.storage.folder import StoreFolder
from server.writing.scribe import Validate

# Most of them wait for an evaluator or for a client; they are started as they are needed.
THREADS: Final = 128
# Connections that a process takes; one that says nothing costs some kilobytes.
CONNECTIONS: Final = 16_384
_BACKLOG: Final = 4096
_HEADERS_WITHIN_MILLISECONDS: Final = 10_000
# A client that takes nothing of what was sent to it is hung up on after this.
_TAKES_WITHIN_MILLISECONDS: Final = 30_000
_LOOK_SECONDS: Final = 0.01
STOP_WITHIN_SECONDS: Final = 1
READY_WITHIN_SECONDS: Final = 10
RESPAWN_AFTER_SECONDS: Final = 0.5


class ListenError(SitrepError):
    """The address to listen on is unknown, or somebody else listens there."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen: the number of the host, and the port."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address as a browser on this machine wants it."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - translated, not bound
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def claim(host: str, port: int) -> Address:
    """Make sure that an address can be listened on; port 0 becomes a free one.

    Granian would share a taken port with the process that has it, so the port is tried first.

    Raises:
        ListenError: it cannot be listened on.
    """
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(where)
            return Address(*trial.getsockname()[:2])
    except (OSError, UnicodeError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ListenError(f"cannot listen on {host}, port {port}: {reason}") from error


def run(
    settings: Settings,
    board: Board,
    address: Address,
    announce: Callable[[], None],
    validate: Validate | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM; `announce` is called as soon as a request can be answered.

    At SIGHUP the data file or the store is taken in anew, and the processes that serve change over
    to it. `validate` says what is wrong with a dataset, before a write is acknowledged.

    Raises:
        DataFileError: the file to serve cannot be read.
        StoreError: the store to serve cannot be read, or not be written to.
        SettingError: it is to be written to, and nobody may.
    """
    if settings.writable and not settings.store:
        raise SettingError("--writable: only a store on disk can be written to; name its --store")
    # The loader below exists in this process only: a spawned child could not be handed it.
    multiprocessing.set_start_method("fork", force=True)
    raise_limit_on_files()
    parent = os.getpid()
    loaded, tell = os.pipe()
    os.set_blocking(tell, False)
    with tempfile.TemporaryDirectory(prefix="sitrep-") as home:
        generations = (
            Snapshots(Path(home), settings, board, validate)
            if settings.store
            else Generations(Path(home), settings, board)
        )
        generations.renew()

        def load() -> Current | Live:
            # Until granian sets its own, a child has its parent's handlers, which would not end it.
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            end_with(parent)
            work_in_one_go()
            have_a_core(Path(home), settings.workers)
            current = generations.take()
            # Signals are for the main thread, which granian has wait for them.
            with blocked(signal.SIGTERM, signal.SIGINT):
                Thread(target=generations.follow, args=(current,), daemon=True).start()
            Thread(target=settle, args=(address.port, tell), daemon=True).start()
            return current

        def greet() -> None:
            for _ in range(settings.workers):
                os.read(loaded, 1)
            tell_when_ready(address, announce)

        server = serve_with(settings, address)
        # Granian would replace its processes; one that goes can hang up on a client that has come.
        heed = Heed(generations.renew_or_say)
        server.on_startup(lambda: signal.signal(signal.SIGHUP, heed))
        Thread(target=greet, daemon=True).start()
        over = Event()
        Thread(target=guard, args=(generations, over), daemon=True).start()
        if settings.reload and not settings.engine:
            Thread(target=watch, args=(watched(settings), over), daemon=True).start()
        try:
            server.serve(target_loader=load, wrap_loader=False)
        finally:
            over.set()
            # There is nobody left to change over to another graph.
            signal.signal(signal.SIGHUP, signal.SIG_IGN)


@contextmanager
def blocked(*numbers: signal.Signals) -> Generator[None]:
    """Have signals wait; a thread that is started meanwhile never gets them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def watched(settings: Settings) -> Path:
    """What changes when the data do: the file, or the folder in which a snapshot appears."""
    return StoreFolder(settings.store).snapshots if settings.store else settings.data


def serve_with(settings: Settings, address: Address) -> MPServer:
    """Granian, as it is used here."""
    return MPServer(
        "sitrep",
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        # To find out whether a client speaks HTTP/2 it would wait for its first bytes for ever.
        http=HTTPModes.http1,
        workers=settings.workers,
        blocking_threads=THREADS,
        backlog=_BACKLOG,
        backpressure=CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADERS_WITHIN_MILLISECONDS),
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
        respawn_interval=RESPAWN_AFTER_SECONDS,
        workers_kill_timeout=round(settings.timeout) + STOP_WITHIN_SECONDS,
    )


def raise_limit_on_files() -> None:
    """Let this process have as many files and connections open as it may."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 2 * CONNECTIONS), most))


def settle(port: int, tell: int) -> None:
    """Wait until this process serves, see to its connections, and tell the first process.

    Not before: granian misses a signal to end that comes while it is about to serve.
    """
    until = time.monotonic() + READY_WITHIN_SECONDS
    while not main_thread_waits() and time.monotonic() < until:
        time.sleep(_LOOK_SECONDS)
    time.sleep(_LOOK_SECONDS)
    if sys.platform == "linux":
        for line in listening(port):
            with line:
                hang_up_on_the_dead(line)
    with suppress(BlockingIOError):
        os.write(tell, b".")


def main_thread_waits() -> bool:
    """Whether the main thread is at rest, as it is once granian serves."""
    frame = sys._current_frames().get(threading.main_thread().ident or 0)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - documented, for debuggers
    return frame is not None and frame.f_code.co_filename == threading.__file__


def hang_up_on_the_dead(line: socket.socket) -> None:
    """Have the kernel end connections whose client takes nothing any more.

    Set on the socket that listens, which hands it on to those that it accepts (tcp(7)).
    """
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _TAKES_WITHIN_MILLISECONDS)


def listening(port: int) -> list[socket.socket]:
    """The sockets of this process that listen on a port, each under another number."""
    found: list[socket.socket] = []
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - numbers, and no paths
        with suppress(OSError):
            if not stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                continue
            line = socket.socket(fileno=os.dup(int(name)))
            if listens(line, port):
                found.append(line)
            else:
                line.close()
    return found


def listens(line: socket.socket, port: int) -> bool:
    """Whether a socket is one that listens on a port."""
    with suppress(OSError):
        return bool(
            line.family in (socket.AF_INET, socket.AF_INET6)
            and line.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
            and line.getsockname()[1] == port
        )
    return False


def tell_when_ready(address: Address, announce: Callable[[], None]) -> None:
    """Wait until the port is open, then say so; a request would be counted and logged."""
    until = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection((address.host, address.port), timeout=1).close()
        except OSError:
            time.sleep(0.01)
        else:
            announce()
            return
