"""What the loader says of files and stores that are not as they should be, and sends nothing."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard
from click.testing import CliRunner

from server.errors import EngineError, SitrepError
from sitrep.__main__ import main
from sitrep.load_remote import load_into

from .lying import Lying

LINES = b"".join(b"<urn:s%d> <urn:p> <urn:o> .\n" % number for number in range(5000))
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": zstandard.compress,
}


@pytest.fixture
def store() -> Iterator[Lying]:
    playing = Lying()
    playing.mood = "sound"
    yield playing
    playing.stop()


def written(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("packed", PACKED)
def test_packed_files_are_loaded_like_others(packed: str, store: Lying, tmp_path: Path) -> None:
    file = written(tmp_path, f"a.nt{packed}", PACKED[packed](LINES))
    loaded = load_into(store.url, [file], default_graph="urn:flat", environment={})
    assert (loaded.triples, loaded.graphs) == (5000, 1)
    assert len(store.asked) == 1


def test_a_zst_file_may_have_several_frames(store: Lying, tmp_path: Path) -> None:
    frames = zstandard.compress(LINES) + zstandard.compress(b"<urn:a> <urn:b> <urn:c> .\n")
    file = written(tmp_path, "a.nt.zst", frames)
    assert load_into(store.url, [file], environment={}).triples == 5001


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.nt", LINES[:54] + b"<urn:s> oops .\n", r"a\.nt:3:\d+: not N-Triples: "),
        (
            "a.nt.gz",
            gzip.compress(b"<urn:s> oops .\n", mtime=0),
            r"a\.nt\.gz:1:\d+: not N-Triples: ",
        ),
        ("a.nt.gz", gzip.compress(LINES, mtime=0)[:-9], r"a\.nt\.gz: cannot be read: "),
        ("a.nt.gz", LINES, r"a\.nt\.gz: cannot be read: Not a gzipped file"),
        ("a.nt.zst", zstandard.compress(LINES)[:-9], r"a\.nt\.zst: cannot be read: it breaks off"),
        ("a.nt.zst", LINES, r"a\.nt\.zst: cannot be read: zstd "),
        ("a.nt.zst", b"", r"a\.nt\.zst: cannot be read: it breaks off"),
        ("a.csv", LINES, r"a\.csv: the suffix should be \.nq"),
    ],
    ids=["line", "line-gz", "cut-gz", "not-gz", "cut-zst", "not-zst", "empty-zst", "suffix"],
)
def test_a_broken_file_is_named_and_nothing_is_sent(
    name: str, content: bytes, words: str, store: Lying, tmp_path: Path
) -> None:
    sound = written(tmp_path, "sound.nt", LINES)
    with pytest.raises(SitrepError, match=words):
        load_into(store.url, [sound, written(tmp_path, name, content)], environment={})
    assert store.asked == []


def test_a_file_that_is_not_there_is_named(store: Lying, tmp_path: Path) -> None:
    with pytest.raises(SitrepError, match=r"missing\.nt: no such file"):
        load_into(store.url, [tmp_path / "missing.nt"], environment={})
    assert store.asked == []


@pytest.mark.parametrize(
    ("mood", "words"), [("locked", "did not let this server in"), ("missing", "404")]
)
def test_a_store_that_refuses_a_graph_is_named(
    mood: str, words: str, store: Lying, tmp_path: Path
) -> None:
    store.mood = mood
    with pytest.raises(EngineError, match=words) as caught:
        load_into(store.url, [written(tmp_path, "a.nt", LINES)], environment={})
    assert store.url in str(caught.value)


def test_a_default_graph_that_is_no_iri_is_refused(store: Lying, tmp_path: Path) -> None:
    with pytest.raises(SitrepError, match="--default-graph: 'flat' is no IRI"):
        load_into(
            store.url, [written(tmp_path, "a.nt", LINES)], default_graph="flat", environment={}
        )


def test_the_command_loads_at_an_address_or_says_why_not(store: Lying, tmp_path: Path) -> None:
    file = str(written(tmp_path, "a.nt", LINES))
    done = CliRunner().invoke(main, ["load", store.url, file, "--default-graph", "urn:flat"])
    assert (done.exit_code, done.output[:26]) == (0, "5,000 triples in 1 graphs,")
    bad = str(written(tmp_path, "b.nt", b"<urn:s> oops .\n"))
    wrong = CliRunner().invoke(main, ["load", store.url, bad])
    assert wrong.exit_code == 1
    assert "b.nt:1:" in wrong.output
    for arguments in ([], [file, "--replace"]):
        assert CliRunner().invoke(main, ["load", store.url, *arguments]).exit_code == 2
