"""From a store that was written to back to the reviewed files: patch, apply, build, compare."""
# ruff: noqa: E501 - tables of lines as they stand in files

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse, serialize

from graph.paths import Sources
from ontology import PREFIXES
from server.config import Settings
from server.storage.fill import Loading, fill
from server.storage.folder import StoreFolder
from server.writing.scribe import open_scribe
from server.writing.steps import Update, Write

SITREP = Path(sys.executable).with_name("sitrep")
SHIPPED = Sources()
EDITS = {
    "bhamo.trig": (
        ("k:theatre-of-war ;", "k:offensive ;"),
        (' ;\n    :wording "many captured"@en', ""),
        (":near b:ayeyarwady-river .", ":near b:ayeyarwady-river ; :within b:kachin-state ."),
        (':when "[..2024-12-25]"', ':when "[..2024-12-26]"'),
    ),
    "entities.ttl": (
        ('"Myanmar military junta"@en', '"Military junta of Myanmar"@en'),
        ("b:khrw a", 'b:ferry a :Organisation ; skos:prefLabel "Ferry"@en .\nb:khrw a'),
        ("b:constant-bombardment :maybeSame b:daily-bombing-in-january .\n", ""),
    ),
    "gazetteer.ttl": (("The middle of runway 15/33", "The middle of the runway 15/33"),),
}  # fmt: skip


class Nobody:
    def tell_snapshot(self, number: int) -> None:
        assert number


def run(*command: object, cwd: Path, code: int = 0, given: str = "") -> str:
    done = subprocess.run(  # noqa: S603 - commands that stand in this file
        [*map(str, command)], cwd=cwd, input=given, capture_output=True, text=True, check=False, timeout=180
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout if code == 0 else done.stderr


def write(folder: StoreFolder, *updates: str) -> None:
    """Updates by the protocol's own way, without a server."""
    scribe = open_scribe(folder, Settings(store=folder.path), Nobody(), None)
    for text in updates:
        scribe.write(Write("desk", "update", Update(text, "http://x/")), lambda _: None)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with nothing but the sources and the facts of the graph that is shipped."""
    for name in ("sources", "facts"):
        shutil.copytree(SHIPPED.folder / name, tmp_path / "it" / "graph" / name)
    run("git", "init", "-q", ".", cwd=tmp_path / "it")
    return tmp_path / "it"


@pytest.fixture
def store(tmp_path: Path) -> StoreFolder:
    folder = StoreFolder(tmp_path / "store")
    fill(folder, Loading((SHIPPED.built("bhamo"),), "test", lambda *_: None))
    return folder


def held(folder: StoreFolder) -> set[Quad]:
    return set(Store.read_only(str(folder.newest().database)))


def build(folder: Path) -> set[Quad]:
    run(SITREP, "build", "--unchecked", "--sources", folder / "graph", cwd=folder)
    return set(parse(path=str(folder / "graph" / "data" / "bhamo.nq")))


def canonical(quads: set[Quad]) -> list[bytes]:
    return sorted((serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines())


def data_of(quads: set[Quad]) -> str:
    lines = (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode().splitlines()
    told = list[str]()
    for line in lines:
        quad = next(iter(parse(line, format=RdfFormat.N_QUADS)))
        triple = f"{quad.triple} ."
        told.append(
            triple
            if str(quad.graph_name) == "DEFAULT"
            else f"GRAPH {quad.graph_name} {{ {triple} }}"
        )
    return "\n".join(told)


APPLY: dict[str, Callable[[], list[str]]] = {
    "git apply": lambda: ["git", "apply", "-"],
    "patch": lambda: ["patch", "-p1", "-s"],
}


@pytest.mark.parametrize("how", APPLY)
def test_a_build_gives_what_the_store_holds(
    tmp_path: Path, checkout: Path, store: StoreFolder, how: str
) -> None:
    edited = shutil.copytree(checkout, tmp_path / "edited")
    for name, edits in EDITS.items():
        path = edited / "graph" / "facts" / name
        text = path.read_text()
        for old, new in edits:
            assert old in text, old
            text = text.replace(old, new)
        path.write_text(text)
    begun, goal = held(store), build(edited)
    write(
        store,
        f"DELETE DATA {{ {data_of(begun - goal)} }}",
        f"INSERT DATA {{ {data_of(goal - begun)} }}",
    )
    patch = run(SITREP, "changes", store.path, "--sources", "graph", cwd=checkout)
    run(*APPLY[how](), cwd=checkout, given=patch)
    assert canonical(build(checkout)) == canonical(held(store)) == canonical(goal)
    for name in EDITS:
        ours, theirs = (each / "graph" / "facts" / name for each in (checkout, edited))
        assert sorted(ours.read_text().split("\n")) == sorted(theirs.read_text().split("\n"))


SENSIBLE = """
DELETE DATA { GRAPH s:016 { b:bhamo :near b:ayeyarwady-river } } ;
INSERT DATA {
  b:ferry a :Place ; skos:prefLabel "Ferry on the Ayeyarwady"@en ; :kind k:river .
  GRAPH s:016 { b:ferry :near b:bhamo ; :wording "Ayeyarwady River"@en }
}
"""


def test_a_sensible_change_leaves_every_gate_green(checkout: Path, store: StoreFolder) -> None:
    write(store, SENSIBLE)
    run(SITREP, "changes", store.path, "--sources", "graph", "-o", "x.patch", cwd=checkout)
    run("git", "apply", "x.patch", cwd=checkout)
    after = build(checkout)
    added = held(store) - set(parse(path=str(SHIPPED.built("bhamo"))))
    assert added <= after
    facts = (checkout / "graph" / "facts" / "bhamo.trig").read_text()
    assert '  b:ferry :near b:bhamo ; :wording "Ayeyarwady River"@en .\n}' in facts
    # The saved questions have answers that are expected of the graph as shipped alone.
    said = run(SITREP, "check", "--sources", "graph", cwd=checkout)
    assert "FAILED" not in said, said


def test_what_cannot_be_put_back_is_told_and_stays_as_trig(
    checkout: Path, store: StoreFolder
) -> None:
    write(store, "INSERT DATA { GRAPH <urn:g> { b:kia :at b:bhamo } b:kia skos:altLabel 'K'@en }")
    call = (SITREP, "changes", store.path, "--sources", "graph")
    told = run(*call, "-o", "x.patch", cwd=checkout, code=1)
    assert (
        told.count("cannot be put into the files: added `<https://w3id.org/sitrep/bhamo/kia>") == 1
    )
    assert "because no file of the folders given holds this graph" in told
    run("git", "apply", "x.patch", cwd=checkout)
    assert "\n+b:kia" in (checkout / "x.patch").read_text()
    text = run(*call, "--as", "trig", cwd=checkout)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    assert len(list(parse(prefixes + text, format=RdfFormat.TRIG))) == 2
    run(SITREP, "changes", store.path, "--sources", "none", cwd=checkout, code=2)


def test_without_writes_there_is_no_patch(checkout: Path, store: StoreFolder) -> None:
    said = run(SITREP, "changes", store.path, "--sources", "graph", cwd=checkout)
    assert said == "# no file changes\n"
