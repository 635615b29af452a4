import json
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse
from rdflib import Dataset, Graph

from graph.build import build
from graph.dump import dump
from graph.errors import MissingFileError
from graph.paths import Sources


@pytest.fixture
def folder(small: Sources, tmp_path: Path) -> Path:
    dump(build(small).path, tmp_path / "dist")
    return tmp_path / "dist"


def built(small: Sources) -> set[Quad]:
    return set(parse(small.built("aye").read_bytes(), format=RdfFormat.N_QUADS))


def test_the_files_are_these(folder: Path) -> None:
    names = {"aye.ttl", "aye.nq", "aye.trig", "aye.jsonld", "SHA256SUMS"}
    assert {path.name for path in folder.iterdir()} == names


@pytest.mark.parametrize(
    ("name", "syntax"),
    [
        ("aye.nq", RdfFormat.N_QUADS),
        ("aye.trig", RdfFormat.TRIG),
        ("aye.jsonld", RdfFormat.JSON_LD),
    ],
)
def test_each_dataset_reads_back_to_the_same_quads(
    small: Sources, folder: Path, name: str, syntax: RdfFormat
) -> None:
    assert set(parse((folder / name).read_bytes(), format=syntax)) == built(small)


def test_the_turtle_file_is_the_flat_default_graph(small: Sources, folder: Path) -> None:
    found = {quad.triple for quad in parse(path=folder / "aye.ttl")}
    assert found == {quad.triple for quad in built(small) if quad.graph_name == DefaultGraph()}
    text = (folder / "aye.ttl").read_text("utf-8")
    assert "@prefix skos: " in text
    assert "a :Event" in text


# rdflib's own readers of datasets still use what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")
def test_another_library_reads_the_same(folder: Path) -> None:
    turtle, trig, jsonld = Graph(), Dataset(), Dataset()
    turtle.parse(data=(folder / "aye.ttl").read_bytes(), format="turtle")
    trig.parse(data=(folder / "aye.trig").read_bytes(), format="trig")
    jsonld.parse(data=(folder / "aye.jsonld").read_bytes(), format="json-ld")
    assert set(turtle) == set(trig.default_graph) != set()
    assert set(trig.quads()) == set(jsonld.quads())


def test_two_dumps_are_the_same_bytes(small: Sources, folder: Path, tmp_path: Path) -> None:
    for path in dump(small.built("aye"), tmp_path / "again"):
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_the_sums_can_be_checked(folder: Path) -> None:
    command = ["/usr/bin/env", "sha256sum", "--check", "--strict", "SHA256SUMS"]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603 - a fixed command
    assert told.stdout.count(": OK") == 4


def test_the_json_is_json(folder: Path) -> None:
    assert json.loads((folder / "aye.jsonld").read_text("utf-8"))


def test_what_was_not_built_cannot_be_dumped(small: Sources, tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="there is no such file; run `sitrep build` first"):
        dump(small.built("aye"), tmp_path)
