"""What people get: the wheel, with every file that the program reads, away from the checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("wheel")
    build = f"import uv_build; uv_build.build_wheel({str(made)!r})"
    run(build, ROOT, {})
    (wheel,) = made.glob("*.whl")
    folder = made / "unpacked"
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def run(code: str, folder: Path, env: dict[str, str]) -> str:
    done = subprocess.run(  # noqa: S603 - this Python, and code that stands in this file
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PATH": PATH, **env},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_content_and_code_and_no_tests(unpacked: Path) -> None:
    names = {str(path.relative_to(unpacked)) for path in unpacked.rglob("*") if path.is_file()}
    assert {
        "graph/data/bhamo.nq",
        "graph/facts/bhamo.trig",
        "graph/sources/article.txt",
        "ontology/sitrep.ttl",
        "queries/timeline.rq",
        "queries/expected/timeline.csv",
        "server/templates/home.html",
    } <= names
    assert not any(name.startswith(("tests", "docs")) or "__pycache__" in name for name in names)


def test_the_wheel_holds_what_its_pages_load(unpacked: Path) -> None:
    built = unpacked / "server/static/built"
    assert (built / "manifest.json").exists(), "run make assets"
    told = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    named = [
        file for bundle in told.values() for part in bundle.values() for file in [*as_list(part)]
    ]
    assert len(named) > 8
    assert all((built / name).stat().st_size for name in named)
    assert (built / "THIRD_PARTY.txt").exists()
    assert not (unpacked / "server/assets").exists()


def as_list(part: str | list[str]) -> list[str]:
    return [part] if isinstance(part, str) else part


def test_the_gates_pass_away_from_the_checkout(unpacked: Path) -> None:
    code = (
        "import sys, ontology; print(ontology.HERE); sys.argv[1:] = ['check']\n"
        "from sitrep.__main__ import main; main()"
    )
    said = run(code, unpacked.parent, {"PYTHONPATH": str(unpacked)})
    assert said.startswith(str(unpacked))
    assert "FAILED" not in said
    assert said.count(" ok ") >= 12
