"""Aside: something done in a process of its own, which ends with it.

A process that has had a RocksDB open must not fork: the threads of RocksDB are not in the child,
which waits for them for ever. So the first process, which forks all others, has one opened for it.
"""

import os
import pickle
import traceback
from collections.abc import Callable

from server.errors import SitrepError, StoreError


def aside(work: Callable[[], object]) -> None:
    """Do something in a process forked from this one, and wait until it is done.

    Raises:
        SitrepError: as the work does.
        StoreError: the process ended in another way.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.write(writing, attempt(work))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as line:
        told = line.read()
    os.waitpid(child, 0)
    if told != b"done":
        # What can write to the pipe is this program.
        raise pickle.loads(told) if told else StoreError("the store could not be made ready")  # noqa: S301 - see above


def attempt(work: Callable[[], object]) -> bytes:
    """Do the work; what became of it."""
    try:
        work()
    except SitrepError as error:
        return pickle.dumps(error)
    except BaseException:  # noqa: BLE001 - whatever it is, this process must not go on as its parent
        traceback.print_exc()
        return b""
    return b"done"
