"""A broken query file is told of by its name, its line, and what should be there."""

import re
from pathlib import Path

import pytest

from queries import QueryFileError, Type, read_query

WHOLE = """\
#+ summary: A question
#+ description: What it shows
#+ tags: [one]
#+ x-view: {default: table}
#+ x-columns: {thing: a thing}
#+ x-expect: {min-rows: 1, unique: [thing]}
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?thing WHERE { ?thing ?p ?o }
"""
ASKING = WHOLE.replace(
    "#+ x-view", "#+ x-params:\n#+   since: {type: date, label: On or after}\n#+ x-view"
).replace("{ ?thing", '{\n  VALUES ?since { "2025-01-01"^^xsd:date }\n  ?thing')


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.rq"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("Some_Question", WHOLE, "Some_Question.rq: a slug is"),
        ("question", "SELECT * WHERE {}", "question.rq:1: the file must begin"),
        (
            "question",
            WHOLE.replace("#+ tags", "#+ \ttags"),
            "question.rq:3: the header is not YAML",
        ),
        ("question", WHOLE.replace("#+ tags: [one]\n", ""), "question.rq:1: the header lacks tags"),
        ("question", WHOLE.replace("[one]", "one"), "question.rq:1: tags must be a list"),
        ("question", WHOLE.replace("A question", ""), "question.rq:1: summary must be a text"),
        ("question", WHOLE.replace("{thing: a thing}", "thing"), "x-columns must be a mapping"),
        ("question", WHOLE.replace("unique: [thing]", "uniq: 1"), "x-expect needs min-rows"),
        ("question", "#+ x-colums: {}\n" + WHOLE, "the header has x-colums; it may have"),
        ("question", WHOLE.replace("default: table", "default: pie"), "default: one of table, "),
        ("question", WHOLE.replace("default: table", "default: bar"), "bar takes label, value"),
        (
            "question",
            WHOLE.replace("default: table", "default: table, pie: {}"),
            "x-view has pie; there are table",
        ),
        (
            "question",
            WHOLE.replace("default: table", "default: map, map: {wkt: w, label: l, size: s}"),
            "the view map takes label, wkt",
        ),
    ],
)
def test_a_broken_file_is_told_of_by_name_and_line(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    with pytest.raises(QueryFileError, match=re.escape(says)):
        read_query(write(tmp_path, name, text))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("since: {", "Since: {", "a parameter cannot be called Since"),
        ("since: {", "on: {", "a parameter cannot be called True"),
        ("since: {", "format: {", "a parameter cannot be called format"),
        ("type: date", "type: day", "must be one of iri, date, integer, string, boolean"),
        ("type: date, ", "", "type must be a text"),
        ("label: On or after", "lable: x", "the parameter since has lable; it may have type"),
        ("label: On or after", "label: ''", "label must be a text"),
        ("after}", "after, class: Place, kind: capture}", "one of class, kind, choices"),
        ("after}", "after, most: many}", "most must be a whole number"),
        ("VALUES ?since", "VALUES ?from", "since needs one line `VALUES ?since"),
        ("  ?thing", "  VALUES ?since { UNDEF }\n  ?thing", "since needs one line"),
        ('"2025-01-01"^^xsd:date', '"2025-01-01', "question.rq:11: the default of since is not"),
        ('"2025-01-01"^^xsd:date', "1 2", "since needs one default, not 2"),
        ('"2025-01-01"^^xsd:date', "1", "the default of since is no date"),
        ('"2025-01-01"^^xsd:date', "xsd:date", "the default of since is no date"),
        ('"2025-01-01"^^xsd:date', "UNDEF", "it must say what `any` of it is called"),
    ],
)
def test_a_broken_parameter_is_told_of(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in ASKING
    with pytest.raises(QueryFileError, match=re.escape(says)):
        read_query(write(tmp_path, "question", ASKING.replace(old, new)))


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    (parameter,) = read_query(write(tmp_path, "question", ASKING)).params
    assert (parameter.name, parameter.type) == ("since", Type.DATE)


@pytest.mark.parametrize(
    ("told", "has"),
    [
        ("class: Place", "?value a :Place"),
        ("kind: capture", "?value skos:broader* k:capture"),
        ("choices: 'SELECT ?value ?label { }'", "SELECT ?value ?label { }"),
    ],
)
def test_choices_are_those_of_a_class_of_a_kind_or_of_a_select(
    tmp_path: Path, told: str, has: str
) -> None:
    text = ASKING.replace("after}", f"after, {told}}}")
    (parameter,) = read_query(write(tmp_path, "question", text)).params
    assert has in (parameter.choices or "")
