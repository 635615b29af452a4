"""As many processes as cores serve, each on its own; what evaluates for them is not bound."""

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from tests.http.processes import children_of

if TYPE_CHECKING:
    import subprocess

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to cores")


class Serving(Protocol):
    """As in conftest.py."""

    process: "subprocess.Popen[str]"

    def __init__(self, *arguments: str) -> None: ...

    def stop(self) -> tuple[str, str]: ...


CORES = os.sched_getaffinity(0)


def bound(process: int) -> list[set[int]]:
    """The cores of those threads of a process that may not run on all."""
    found: list[set[int]] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            with suppress(OSError):
                found.append(os.sched_getaffinity(int(thread.name)))
    return [cores for cores in found if cores != CORES]


def alive(process: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process, 0)
        return True
    return False


@pytest.mark.skipif(len(CORES) == 1, reason="there is one core, and it is everybody's")
def test_each_process_that_serves_has_its_core_and_its_successor_too(
    serving: type[Serving],
) -> None:
    running = serving("--workers", str(len(CORES)))

    def cores() -> list[int]:
        found = [bound(child) for child in children_of(running.process.pid)]
        assert all(cores == threads[0] for threads in found for cores in threads)
        return sorted(core for threads in found if threads for core in threads[0])

    assert cores() == sorted(CORES)
    first, *_ = [child for child in children_of(running.process.pid) if bound(child)]
    os.kill(first, signal.SIGKILL)
    assert any(not alive(first) or time.sleep(0.01) for _ in range(1000))
    assert any(cores() == sorted(CORES) or time.sleep(0.1) for _ in range(300))
    evaluators = [each for child in children_of(running.process.pid) for each in children_of(child)]
    assert evaluators
    assert not any(bound(evaluator) for evaluator in evaluators)
    running.stop()
