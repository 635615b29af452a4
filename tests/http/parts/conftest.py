"""Three battles: the shipped one, the same under other names, and one that was drafted."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from ontology import ONTOLOGY_GRAPH
from server import create_app
from server.config import DEFAULT_DATA, Settings
from sitrep.__main__ import main

SHIPPED, ELSEWHERE, DRAFTED = "bhamo", "elsewhere", "battle-of-cape-verrin"
SLUGS = (SHIPPED, ELSEWHERE, DRAFTED)
ARTICLE = Path(__file__).parents[2] / "unit" / "articles" / "cape-verrin.wiki"


def rename(text: str) -> str:
    """The shipped graph as that of another battle, which shares its items of Wikidata."""
    return "".join(
        line if line.endswith(f"<{ONTOLOGY_GRAPH}> .\n") else rename_line(line)
        for line in text.splitlines(keepends=True)
    )


def rename_line(line: str) -> str:
    other = line.replace("/sitrep/bhamo/", "/sitrep/elsewhere/")
    other = other.replace("Battle of Bhamo (2024)", "Battle of Elsewhere")
    return re.sub(r'("|= )Battle of Bhamo\b', r"\1Battle of Elsewhere", other)


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The graph of each battle in a file of its own, by slug."""
    folder = tmp_path_factory.mktemp("alone")
    files = {slug: folder / f"{slug}.nq" for slug in SLUGS}
    text = DEFAULT_DATA.read_text(encoding="utf-8")
    files[SHIPPED].write_text(text, encoding="utf-8")
    files[ELSEWHERE].write_text(rename(text), encoding="utf-8")
    for words in (
        ("draft", ARTICLE, "--folder", folder / "drafted"),
        ("build", "--sources", folder / "drafted", "--output", files[DRAFTED]),
    ):
        done = CliRunner().invoke(main, [str(word) for word in words])
        assert done.exit_code == 0, done.output
    return files


@pytest.fixture(scope="session")
def together(alone: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three in one file."""
    lines = {
        line for file in alone.values() for line in re.findall(".+\n", file.read_text("utf-8"))
    }
    path = tmp_path_factory.mktemp("together") / "three.nq"
    path.write_text("".join(sorted(lines)), encoding="utf-8")
    return path


def client_of(data: Path) -> FlaskClient:
    return create_app(replace(Settings(), data=data, evaluators=0)).test_client()


@pytest.fixture(scope="session")
def all_three(together: Path) -> FlaskClient:
    return client_of(together)


@pytest.fixture(scope="session")
def each_alone(alone: Mapping[str, Path]) -> Mapping[str, FlaskClient]:
    return {slug: client_of(file) for slug, file in alone.items()}
