"""What several unit tests stand on: a graph folder small enough to read, in a place of its own."""

from pathlib import Path
from shutil import copytree

import pytest

from graph.paths import Sources


@pytest.fixture
def small(tmp_path: Path) -> Sources:
    folder = copytree(Path(__file__).parent / "small_graph", tmp_path / "small")
    ontology = folder / "ontology"
    return Sources(
        folder=folder,
        terms=ontology / "sitrep.ttl",
        kinds=ontology / "kinds.ttl",
        shapes=ontology / "shapes.ttl",
        alignments=ontology / "alignments.ttl",
    )
