"""Each of the processes that serve has a core to itself, when there is one for each."""

import multiprocessing
import os
import sys
from pathlib import Path

import pytest

from server.evaluation.scheduling import have_a_core

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to cores")

CORES = sorted(os.sched_getaffinity(0))


def cores_of(home: Path, sharers: int, processes: int) -> list[list[int]]:
    """The cores of so many processes that are there at once, in order."""
    fork = multiprocessing.get_context("fork")
    there, told = fork.Barrier(processes), fork.Queue()

    def take() -> None:
        have_a_core(home, sharers)
        told.put(sorted(os.sched_getaffinity(0)))
        there.wait(20)

    children = [fork.Process(target=take) for _ in range(processes)]
    for child in children:
        child.start()
    found = [told.get(timeout=20) for _ in children]
    for child in children:
        child.join(20)
    return sorted(found)


def test_each_has_its_own_and_who_comes_after_one_has_that(tmp_path: Path) -> None:
    one_each = [[core] for core in CORES]
    assert cores_of(tmp_path, len(CORES), len(CORES)) == one_each
    assert cores_of(tmp_path, len(CORES), len(CORES)) == one_each


def test_who_finds_none_free_has_them_all(tmp_path: Path) -> None:
    found = cores_of(tmp_path, len(CORES), len(CORES) + 1)
    assert CORES in found


def test_fewer_or_more_processes_than_cores_have_them_all(tmp_path: Path) -> None:
    assert cores_of(tmp_path, len(CORES) + 1, 2) == [CORES, CORES]
