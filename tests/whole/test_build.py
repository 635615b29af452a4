"""From the article to the committed file, by the command that a person runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from graph.paths import Sources
from ontology import PREFIXES

COMMITTED = Sources().built("bhamo")


def sitrep(*arguments: str | Path, seed: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - this Python, and arguments that stand in this file
        [sys.executable, "-m", "sitrep", *map(str, arguments)],
        # Sets of strings come in another order with each seed; nothing written may show it.
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_build_makes_the_committed_bytes(tmp_path: Path, seed: str) -> None:
    result = sitrep("build", "-o", tmp_path / "bhamo.nq", seed=seed)
    assert result.returncode == 0, result.stderr
    fresh = (tmp_path / "bhamo.nq").read_bytes()
    assert fresh == COMMITTED.read_bytes(), "run `make build` and commit the result"


def test_every_gate_passes() -> None:
    result = sitrep("check")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "FAILED" not in result.stdout


def test_every_sentence_is_accounted_for() -> None:
    result = sitrep("coverage")
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.splitlines()[-1].startswith("69 sentences: ")


def test_the_dump_reads_back(tmp_path: Path) -> None:
    result = sitrep("dump", tmp_path)
    assert result.returncode == 0, result.stderr
    built = Store()
    built.load(path=COMMITTED, format=RdfFormat.N_QUADS)
    for name in ("bhamo.nq", "bhamo.trig", "bhamo.jsonld"):
        again = Store()
        again.load(path=tmp_path / name)
        assert set(again) == set(built)


def test_two_dumps_are_the_same_bytes(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        assert sitrep("dump", tmp_path / seed, seed=seed).returncode == 0
    first, second = (tmp_path / seed / "SHA256SUMS" for seed in ("1", "2"))
    assert first.read_bytes() == second.read_bytes()


def test_a_reader_comes_from_a_capture_to_the_words_of_its_sentence() -> None:
    store = Store()
    store.load(path=COMMITTED, format=RdfFormat.N_QUADS)
    asked = """
        SELECT ?text WHERE {
          ?event a :Event ; :kind/skos:broader* k:capture ; :earliest "2025-02-02"^^xsd:date ;
                 prov:wasDerivedFrom/nif:anchorOf ?text .
        }"""
    found = store.query(asked, prefixes=PREFIXES)
    words = {solution["text"].value for solution in found}
    assert any(text.startswith("On 2 February, KIA forces captured") for text in words)
