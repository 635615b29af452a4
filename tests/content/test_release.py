"""A released ontology is never edited again, also not by `make release`."""

import subprocess
from pathlib import Path
from shutil import copy, copytree, which

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKE = which("make")


def release(folder: Path) -> subprocess.CompletedProcess[str]:
    assert MAKE
    return subprocess.run(  # noqa: S603 - our own Makefile
        [MAKE, "release"], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("Makefile", "pyproject.toml"):
        copy(ROOT / name, tmp_path)
    text = (tmp_path / "pyproject.toml").read_text("utf-8")
    version = next(line for line in text.splitlines() if line.startswith("version = "))
    (tmp_path / "pyproject.toml").write_text(text.replace(version, 'version = "9.8.7"'), "utf-8")
    copytree(ROOT / "ontology", tmp_path / "ontology")
    return tmp_path


def test_a_new_version_is_kept_and_stays(checkout: Path) -> None:
    kept = checkout / "ontology" / "released" / "9.8.7" / "kinds.ttl"
    assert release(checkout).returncode == 0
    assert kept.read_bytes() == (ROOT / "ontology" / "kinds.ttl").read_bytes()
    (checkout / "ontology" / "kinds.ttl").write_text("# another\n", "utf-8")
    again = release(checkout)
    assert again.returncode != 0
    assert "ontology/released/9.8.7 is there already and stays as it is" in again.stderr
    assert "a changed ontology needs a new version" in again.stderr
    assert kept.read_bytes() == (ROOT / "ontology" / "kinds.ttl").read_bytes()
