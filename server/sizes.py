"""Sizes as people say them."""

from typing import Final

_MIB: Final = 2**20


def in_words(size: int) -> str:
    """A number of bytes as people say it."""
    return f"{size // _MIB} MiB" if size >= _MIB else f"{size // 1000} kB"
