"""Every saved query and every rule, by being there."""

import csv
import io
import re
from pathlib import Path

import pyoxigraph
import pytest

import ontology
from queries import (
    EXPECTED,
    QueryFileError,
    SavedQuery,
    Violation,
    catalogue,
    read_query,
    violations,
)
from queries.engines import ENGINES, Ask, open_pyoxigraph, to_csv

HERE = Path(__file__).resolve().parent
BUILT = (HERE.parents[1] / "graph" / "data" / "bhamo.nq").read_bytes()
SAVED = catalogue()
RULES = violations()
PREFIX = re.compile(r"PREFIX\s+(\S*):\s+<([^>]+)>")

saved_queries = pytest.mark.parametrize("query", SAVED, ids=lambda query: query.slug)
rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)


@pytest.fixture(scope="module")
def engines() -> dict[str, Ask]:
    return {name: fill(BUILT) for name, fill in ENGINES.items()}


def test_there_are_as_many_questions_as_promised() -> None:
    assert len(SAVED) >= 15


@saved_queries
def test_every_engine_gives_the_expected_answer(query: SavedQuery, engines: dict[str, Ask]) -> None:
    answers = {name: to_csv(ask(query.text)) for name, ask in engines.items()}
    expected = query.expected.read_text(encoding="utf-8")
    remedy = "if the new answer is right: make expected, and review the diff"
    assert answers == dict.fromkeys(answers, expected), remedy


@saved_queries
def test_engines_agree_on_the_very_terms(query: SavedQuery, engines: dict[str, Ask]) -> None:
    shipped, pipeline = engines["pyoxigraph"](query.text), engines["oxrdflib"](query.text)
    assert shipped == pipeline


@saved_queries
def test_the_answer_is_as_the_header_expects(query: SavedQuery, engines: dict[str, Ask]) -> None:
    answer = engines["pyoxigraph"](query.text)
    assert len(answer.rows) >= query.expect.min_rows > 0
    places = [answer.columns.index(column) for column in query.expect.unique]
    keys = [tuple(row[place] for place in places) for row in answer.rows]
    assert len(keys) == len(set(keys))


@saved_queries
def test_every_column_is_described(query: SavedQuery, engines: dict[str, Ask]) -> None:
    columns = engines["pyoxigraph"](query.text).columns
    # ?x and ?xLabel are one cell of the page, described once.
    assert {column.removesuffix("Label") for column in columns} == set(query.columns)


@saved_queries
def test_every_parameter_has_its_default_in_a_values_line(query: SavedQuery) -> None:
    for name in query.params:
        assert re.search(rf"VALUES \?{name} \{{ \S+ \}}", query.text)


@saved_queries
def test_every_question_shows_what_it_rests_on(query: SavedQuery) -> None:
    evidence = {"quote", "words"} & set(query.columns)
    assert evidence or query.slug == "editorial-facts"


@pytest.mark.parametrize("query", [*SAVED, *RULES], ids=lambda query: query.slug)
def test_every_term_and_thing_named_is_there(query: SavedQuery | Violation) -> None:
    store = pyoxigraph.Store()
    store.bulk_load(BUILT, pyoxigraph.RdfFormat.N_QUADS)
    prefixes = dict(PREFIX.findall(query.text))
    bare = re.sub(r'"[^"]*"|#.*', "", PREFIX.sub("", query.text))
    names = set(re.findall(r"(?<![\w<?/])([a-z]*):([A-Za-z0-9][\w-]*)", bare))
    assert names
    for prefix, local in names:
        assert prefixes[prefix] == ontology.PREFIXES[prefix]
        if prefixes[prefix].startswith("https://w3id.org/sitrep/"):
            node = pyoxigraph.NamedNode(prefixes[prefix] + local)
            assert any(store.quads_for_pattern(node, None, None, None)), f"{prefix}:{local}"


def test_no_expected_answer_is_without_its_question() -> None:
    assert set(EXPECTED.iterdir()) == {query.expected for query in SAVED}


@saved_queries
def test_expected_answers_are_tables(query: SavedQuery) -> None:
    rows = list(csv.reader(io.StringIO(query.expected.read_text(encoding="utf-8"))))
    assert len({len(row) for row in rows}) == 1


@rules
def test_no_rule_is_broken(rule: Violation) -> None:
    assert open_pyoxigraph(BUILT)(rule.text).rows == ()


@rules
def test_each_rule_finds_its_mistake(rule: Violation) -> None:
    mistake = HERE / "mistakes" / f"{rule.slug}.ttl"
    store = pyoxigraph.Store()
    store.load(path=mistake, format=pyoxigraph.RdfFormat.TURTLE)
    store.load(path=ontology.KINDS, format=pyoxigraph.RdfFormat.TURTLE)
    found = store.query(rule.text)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    assert len(list(found)) >= 1


def test_every_mistake_has_its_rule() -> None:
    mistakes = {path.stem for path in (HERE / "mistakes").iterdir()}
    assert mistakes == {rule.slug for rule in RULES}


WHOLE = """\
#+ summary: A question
#+ description: What it shows
#+ tags: [one]
#+ x-columns: {thing: a thing}
#+ x-expect: {min-rows: 1, unique: [thing]}
SELECT ?thing WHERE { ?thing ?p ?o }
"""


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
    ],
)
def test_a_broken_file_is_told_of_by_name_and_line(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    path = tmp_path / f"{name}.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QueryFileError, match=re.escape(says)):
        read_query(path)
