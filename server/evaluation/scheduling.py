"""Who goes first: what the kernel's scheduler is told of a process (sched(7)).

Elsewhere than on Linux little can be told, and nothing depends on it but speed.
"""

import os
import sys
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


def yield_to_all(process: int) -> None:
    """Let a process run when no other one wants to, or hardly ever.

    Raises:
        OSError: it is gone.
    """
    os.setpriority(os.PRIO_PROCESS, process, _LAST)
    if sys.platform == "linux":
        # Who works in one go takes the processor from those at once, and not from others.
        os.sched_setscheduler(process, os.SCHED_IDLE, os.sched_param(0))
