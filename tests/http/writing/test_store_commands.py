"""The commands on a store: load, backup, restore, dump, changes."""

import gzip
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import zstandard
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, Store, parse

from server.storage.folder import StoreFolder
from sitrep.__main__ import main

from .conftest import Client

if TYPE_CHECKING:
    from collections.abc import Callable

SITREP = Path(sys.executable).with_name("sitrep")
TURTLE = "<urn:s> <urn:p> {} ."


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def held(folder: Path) -> set[str]:
    store = Store.read_only(str(StoreFolder(folder).newest().database))
    return {str(quad.object.value) for quad in store.quads_for_pattern(None, None, None)}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "a.ttl").write_text(TURTLE.format(1))
    done = run("load", tmp_path / "store", tmp_path / "a.ttl")
    assert done.exit_code == 0, done.output
    assert "1 triples" in done.output
    return tmp_path / "store"


PACKED: "dict[str, Callable[[bytes], bytes]]" = {
    "b.ttl": bytes,
    "b.ttl.gz": gzip.compress,
    "b.ttl.zst": zstandard.compress,
}


@pytest.mark.parametrize("name", PACKED)
def test_files_are_added_or_replace(store: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(PACKED[name](TURTLE.format(2).encode()))
    assert run("load", store, path).exit_code == 0
    assert held(store) == {"1", "2"}
    assert run("load", "--replace", store, path).exit_code == 0
    assert held(store) == {"2"}


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("x.nt", b"<a:a> <a:b> <a:c> .\n<a:a> <a b> <a:c> .\n", 1, "x.nt:2:7: not N-Triples: "),
        ("x.ttl", b"<a:a> <a:b> ;", 1, "x.ttl:1:1"),
        ("x.ttl.gz", b"no gzip", 1, "x.ttl.gz: not a whole .gz file: "),
        (
            "x.nq.gz",
            gzip.compress(b"<a:a> <a:b> <a:c> .\n" * 999, mtime=0)[:-20],
            1,
            "not a whole .gz file",
        ),
        ("x.nq.zst", b"no zstd", 1, "x.nq.zst: not a whole .zst file: "),
        ("x.nq.zst", b"", 1, "x.nq.zst: not a whole .zst file: it breaks off"),
        # Of what is there the last line is whole.
        ("x.nq.zst", zstandard.compress(b"<a:a> <a:b> <a:c> .\n")[:-4], 1, "it breaks off"),
        ("x.csv", b"a,b", 2, "x.csv: the suffix should be "),
        ("none.nt", None, 2, "none.nt: no such file"),
    ],
)
def test_a_broken_file_changes_nothing(  # noqa: PLR0913, PLR0917 - a table
    store: Path, tmp_path: Path, name: str, content: bytes | None, code: int, said: str
) -> None:
    good = tmp_path / "good.ttl"
    good.write_text(TURTLE.format(3))
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = StoreFolder(store).newest()
    done = run("load", store, good, tmp_path / name)
    assert (done.exit_code, said in done.output) == (code, True), done.output
    assert done.output.count("\n") == 1
    assert StoreFolder(store).newest() == before
    assert {path.name for path in store.iterdir()} == {"lock", "snapshots", "journal"}


def test_without_files_an_empty_store_is_made(tmp_path: Path) -> None:
    assert run("load", tmp_path / "store").exit_code == 0
    assert held(tmp_path / "store") == set()


def test_a_copy_is_a_store_and_can_be_restored(store: Path, tmp_path: Path) -> None:
    copy, more = tmp_path / "copy", tmp_path / "b.ttl"
    assert run("backup", store, copy).exit_code == 0
    more.write_text(TURTLE.format(2))
    run("load", store, more)
    assert (held(store), held(copy)) == ({"1", "2"}, {"1"})
    assert run("restore", store, copy).exit_code == 0
    assert held(store) == {"1"}
    assert run("restore", tmp_path / "new", copy).exit_code == 0
    assert held(tmp_path / "new") == {"1"}
    assert run("dump", "--store", store, tmp_path / "dist").exit_code == 0
    for kind in (RdfFormat.TURTLE, RdfFormat.N_QUADS, RdfFormat.TRIG, RdfFormat.JSON_LD):
        path = tmp_path / "dist" / f"store.{kind.file_extension}"
        assert len(list(parse(path=path, format=kind))) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["backup", "none", "copy"], 2, "none: holds no store; `sitrep load` makes one"),
        (["backup", "store", "full"], 1, "full: is there already and stays"),
        (["restore", "store", "none"], 2, "none: holds no store"),
        (["load", "full", "a.ttl"], 1, "full: holds something else than a store"),
        (["dump", "--store", "none", "dist"], 2, "none: holds no store"),
        (["serve", "--writable"], 2, "--writable: only a store on disk can be written to"),
        (["serve", "--store", "store", "--writable", "--port", "0"], 2, "nobody may write"),
        (["serve", "--store", "full", "--port", "0"], 1, "full: holds something else"),
        (["serve", "--store", "x", "--data", "none.nq", "--port", "0"], 2, "none.nq: no such file"),
        (["changes", "none"], 2, "none: holds no store"),
        (["query", "airstrikes", "--store", "none"], 2, "none: holds no store"),
    ],
)
def test_a_wrong_call_gets_one_line(
    store: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, said: str
) -> None:
    monkeypatch.chdir(store.parent)
    Path("full").mkdir()
    Path("full/file").touch()
    done = subprocess.run(  # noqa: S603 - our own command
        [SITREP, *arguments], capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1), done.stderr
    assert said in done.stderr


def test_what_was_written_comes_back_as_a_patch(
    store: Path,
    serving: Any,  # noqa: ANN401
    tokens: Path,
) -> None:
    running = serving(
        *("--store", str(store), "--writable", "--token-file", str(tokens), "--workers", "1")
    )
    client = Client(running.address)
    client.update("INSERT DATA { b:kia :note 'x' GRAPH s:p1s1 { b:kia :note 'y' } }")
    client.update("INSERT DATA { b:kia :note 'z' }")
    client.update("DELETE DATA { b:kia :note 'z' . <urn:s> <urn:p> 1 }")
    # While it writes nobody else does; a copy can be made.
    refused = run("load", store, store.parent / "a.ttl")
    assert (refused.exit_code, "another process writes" in refused.output) == (1, True)
    found = run("changes", store, "--as", "trig").output
    running.stop()
    assert found.startswith("# 3 writes, by desk (3)\n\n# 2 to be added\n")
    assert 'b:kia :note "x" .' in found
    assert 's:p1s1 {\n\tb:kia :note "y" .\n}' in found
    assert "# 1 to be removed" in found
    assert "# <urn:s> <urn:p> 1 ." in found
    assert '"z"' not in found


def test_a_server_that_reads_takes_in_what_is_loaded(
    store: Path,
    serving: Any,  # noqa: ANN401
) -> None:
    running = serving("--store", str(store), "--reload", "--workers", "1", "--evaluators", "1")
    client = Client(running.address)
    assert client.update("CLEAR ALL").status in (404, 405)
    (store.parent / "b.ttl").write_text(TURTLE.format(2))
    assert run("load", store, store.parent / "b.ttl").exit_code == 0
    for _ in range(200):
        if client.ask("SELECT ?o { <urn:s> <urn:p> ?o } ORDER BY ?o") == ["1", "2"]:
            break
        time.sleep(0.05)
    else:
        raise AssertionError("never seen")
    assert running.stop()[1] == ""
