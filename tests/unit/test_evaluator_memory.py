"""How much memory an evaluator may have."""

import multiprocessing
import resource
import sys

import pytest

from server.evaluation.evaluator import limit_memory

_MIB = 2**20


def limit_after(platform: str) -> int:
    """The limit of a process of its own, once it was limited on such a platform."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(limited, (platform,))


def limited(platform: str) -> int:
    sys.platform = platform
    limit_memory(64 * _MIB)
    return resource.getrlimit(resource.RLIMIT_AS)[0]


def test_a_process_may_map_so_much_more_than_it_has_mapped() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)[0]
    found = limit_after("linux")
    assert found != before
    assert found > 64 * _MIB


@pytest.mark.parametrize("platform", ["darwin", "freebsd14"])
def test_where_it_is_not_told_how_much_is_mapped_nothing_is_limited(platform: str) -> None:
    assert limit_after(platform) == resource.getrlimit(resource.RLIMIT_AS)[0]
