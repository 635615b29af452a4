"""Who goes first: what the kernel's scheduler is told of a process (sched(7)).

Elsewhere than on Linux little can be told, and nothing depends on it but speed.
"""

import fcntl
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

_LAST: Final = 19


def work_in_one_go() -> None:
    """Let a thread of this process finish what it is at when another one wakes up.

    The threads of Python run one at a time, and hand over at each call into the engine. A thread
    that wakes up to wait for its turn would take the processor for that from the one whose turn it
    is. For all threads that are started after this.
    """
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def have_a_core(home: Path, sharers: int) -> None:
    """Keep this process to a core that none of its `sharers` has, when there is one for each.

    Its threads run one at a time. Woken on another core than the one that gives way to it, a
    thread asks for the interpreter at once, and the first has to wait for it in turn; on the same
    core it comes when the first rests. For all threads that are started after this; what they
    share of `home` are the locks by which they find out what is taken.
    """
    if sys.platform != "linux":
        return
    cores = os.sched_getaffinity(0)
    # With fewer processes than cores another server may be here, and would choose the same.
    if len(cores) != sharers:
        return
    for core in sorted(cores):
        # Nobody closes it: it is free again when this process has ended, however that comes.
        lock = os.open(home / f"core-{core}", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.sched_setaffinity(0, {core})
            return
        os.close(lock)


def yield_to_all(process: int) -> None:
    """Let a process run when no other one wants to, or hardly ever.

    Raises:
        OSError: it is gone.
    """
    os.setpriority(os.PRIO_PROCESS, process, _LAST)
    if sys.platform == "linux":
        # Who works in one go takes the processor from those at once, and not from others.
        os.sched_setscheduler(process, os.SCHED_IDLE, os.sched_param(0))
