"""Nothing that drafts knows one article: no code and no table names anything of the shipped one."""

import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from rdflib import RDF, SKOS

import graph.draft
from graph.draft.kinds import kind_iri
from graph.names import SITREP
from graph.paths import Sources
from graph.quads import add, graph_names, named_graph, read_turtle
from graph.reading.facts import read_facts

HERE: Final = Path(graph.draft.__file__).parent
FILES: Final = sorted(
    each for each in HERE.rglob("*") if each.is_file() and each.suffix not in (".pyc", "")
)
CLASSES: Final = ("Unit", "Organisation", "Place", "Site", "Person")
# Names of the article that mean something else as well.
EXCUSED: Final = {"KIA": "killed in action", "5th Brigade": "every army has one"}
# Countries stand in a table of all of them.
COUNTRY: Final = kind_iri("country")


@cache
def names() -> list[str]:
    entities = read_turtle(Sources().entities)
    quads = read_facts(Sources().facts("bhamo")).quads
    for name in graph_names(quads):
        add(entities, named_graph(quads, name))
    things = {thing for cls in CLASSES for thing in entities.subjects(RDF.type, SITREP[cls])}
    things -= set(entities.subjects(SITREP.kind, COUNTRY))
    found = {
        str(name)
        for thing in things
        for term in (SKOS.prefLabel, SKOS.altLabel)
        for name in entities.objects(thing, term)
    }
    proper = {name for name in found if re.match(r"[A-Z0-9]", name)} - set(EXCUSED)
    return sorted(proper | {"Bhamo", "Kachin", "Mansi", "Irrawaddy", "Ayeyarwady"})


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HERE)))
def test_no_file_of_the_draft_names_anything_of_the_article(path: Path) -> None:
    text = path.read_text("utf-8")
    known = [name for name in names() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
    assert known == []


def test_there_are_names_to_look_for() -> None:
    assert len(names()) > 50
    assert len(FILES) > 20
