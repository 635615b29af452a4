"""The server that plays Wikidata."""

from collections.abc import Iterator

import pytest

from .wikidata import Wikidata


@pytest.fixture(scope="module")
def wikidata() -> Iterator[Wikidata]:
    playing = Wikidata()
    yield playing
    playing.stop()
