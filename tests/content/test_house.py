"""What the house promises about itself: locks, versions, names, and documents that do not lie."""

import importlib.metadata
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import ontology
from queries import SavedQuery, Type, bind, catalogue, files, parameters, read_query
from queries.engines import Answer, to_csv
from server.protocol.example import EXAMPLE
from server.saved.formats import data_formats
from sitrep.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OURS = PROJECT["tool"]["uv"]["build-backend"]["module-name"]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
DOCUMENTS = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("[a-z]*/README.md")})
PIN = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)

locks = pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
documents = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


def pins(lock: Path) -> dict[str, Version]:
    found = PIN.findall(lock.read_text(encoding="utf-8"))
    return {name: Version(version) for name, version in found}


def requirements(group: str) -> Iterator[Requirement]:
    for entry in PROJECT["dependency-groups"][group]:
        if isinstance(entry, dict):
            yield from requirements(entry["include-group"])
        else:
            yield Requirement(entry)


def test_there_is_a_lock_to_run_and_one_to_develop() -> None:
    assert [lock.name for lock in LOCKS] == ["requirements-dev.lock", "requirements.lock"]


@locks
def test_a_lock_names_no_registry(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links", text)


@locks
def test_a_lock_gives_every_package_a_hash(lock: Path) -> None:
    blocks = re.split(r"\n(?=[a-z])", lock.read_text(encoding="utf-8"))
    assert len(pins(lock)) >= 20
    assert all("--hash=sha256:" in block for block in blocks if "==" in block)


@locks
def test_a_lock_holds_what_the_project_asks_for(lock: Path) -> None:
    group = "dev" if "dev" in lock.name else "build"
    asked = [*map(Requirement, PROJECT["project"]["dependencies"]), *requirements(group)]
    locked = pins(lock)
    for requirement in asked:
        version = locked[requirement.name.lower()]
        assert requirement.specifier.contains(version), f"{requirement}: run make lock"


def test_both_locks_agree() -> None:
    dev, run = (pins(lock) for lock in LOCKS)
    assert {name: dev[name] for name in run} == run, "run make lock"


def test_no_dependency_ships_a_name_of_ours() -> None:
    shipped = importlib.metadata.packages_distributions()
    for name in OURS:
        assert set(shipped.get(name, ["sitrep"])) == {"sitrep"}


def test_one_version_everywhere() -> None:
    version = PROJECT["project"]["version"]
    terms = rdflib.Graph().parse(ontology.TERMS)
    header = rdflib.URIRef(ontology.ONTOLOGY_GRAPH)
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert str(terms.value(header, rdflib.OWL.versionInfo)) == version
    assert str(terms.value(header, rdflib.OWL.versionIRI)).endswith(f"/{version}")
    assert citation["version"] == version
    assert f"## {version} " in changes


@pytest.mark.parametrize("name", ["sitrep.ttl", "kinds.ttl", "shapes.ttl", "alignments.ttl"])
def test_the_released_version_is_kept(name: str) -> None:
    version = PROJECT["project"]["version"]
    kept = ontology.HERE / "released" / version / name
    remedy = f"a change to {name} after its release needs a new version, or make release"
    assert kept.read_bytes() == (ontology.HERE / name).read_bytes(), remedy


def test_there_are_documents() -> None:
    assert len(DOCUMENTS) >= 10


@documents
def test_a_document_has_no_traces_of_a_merge(document: Path) -> None:
    assert not re.search(r"^(<<<<<<<|=======|>>>>>>>)", document.read_text("utf-8"), re.MULTILINE)


@documents
def test_a_document_names_only_files_that_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = re.findall(r"`((?:[a-z]+/)+[\w./-]*[\w/])`", text)
    for name in named:
        if not name.startswith("dist/"):
            assert (ROOT / name).exists() or (document.parent / name).exists(), name
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (document.parent / link).exists(), link


@documents
def test_a_document_names_only_commands_that_are_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    made = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`(?:bash )?make ([a-z-]+)", text)) <= made
    assert set(re.findall(r"`sitrep ([a-z]+)", text)) <= set(main.commands)


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"sitrep {name}" in readme for name in main.commands)


def test_the_readme_shows_the_example_and_its_true_answer() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("--data-urlencode 'query=\n")[1].split("'\n```")[0]
    answer = readme.split("```csv\n")[1].split("```")[0]
    assert shown == EXAMPLE
    store = pyoxigraph.Store()
    store.bulk_load(path=ROOT / "graph/data/bhamo.nq", format=pyoxigraph.RdfFormat.N_QUADS)
    found = store.query(shown, prefixes=ontology.PREFIXES)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    columns = tuple(variable.value for variable in found.variables)
    rows = tuple(tuple(row[name] for name in columns) for row in found)
    assert to_csv(Answer(columns, rows)) == answer


def test_the_guide_to_questions_names_what_there_is() -> None:
    guide = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    tables = set(re.findall(r"^\| ((?:`[a-z-]+`(?:, )?)+) \|", guide, re.MULTILINE))
    named = {name for row in tables for name in re.findall(r"`([a-z-]+)`", row)}
    assert {*files.QUERY_KEYS, *files.OPTIONAL_KEYS, *parameters.KEYS} == named
    for word in (*Type, *files.VIEWS):
        assert f"`{word}`" in guide
    suffixes = {f"`.{form.names[0]}`" for form in data_formats(with_places())}
    assert suffixes == set(re.findall(r"`\.[a-z]+`", guide))


def with_places() -> SavedQuery:
    saved = next(iter(catalogue()))
    return replace(saved, columns={**saved.columns, "wkt": "where it is"})


def test_the_example_of_the_guide_is_a_question_that_can_be_asked(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    example = guide.split("```sparql\n")[1].split("```")[0].replace("PREFIX …\n", "")
    prologue = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in ontology.PREFIXES.items())
    path = tmp_path / "example.rq"
    path.write_text(example.replace("SELECT ?event", prologue + "SELECT ?event"), encoding="utf-8")
    saved = read_query(path)
    store = pyoxigraph.Store()
    store.bulk_load(path=ROOT / "graph/data/bhamo.nq", format=pyoxigraph.RdfFormat.N_QUADS)
    for sent in ([], [("since", "2025-02-01")], [("by", "b:junta")]):
        found = store.query(bind(saved, sent).text)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        assert len(list(found)) >= saved.expect.min_rows
