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
    Parameter,
    SavedQuery,
    Type,
    Violation,
    WrongValueError,
    bind,
    catalogue,
    violations,
    write_value,
)
from queries.engines import ENGINES, Ask, open_pyoxigraph, to_csv
from queries.parameters import line_of
from server.grammar.tokens import Kind, meaningful, tokenize
from server.saved.choices import Choices, open_lists

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
    assert len(SAVED) >= 25


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
    assert len(answer.rows) >= query.expect.min_rows
    # What battles share is nothing where there is one alone.
    assert query.expect.min_rows > 0 or "battles" in query.tags
    places = [answer.columns.index(column) for column in query.expect.unique]
    keys = [tuple(row[place] for place in places) for row in answer.rows]
    assert len(keys) == len(set(keys))


@saved_queries
def test_every_column_is_described(query: SavedQuery, engines: dict[str, Ask]) -> None:
    columns = engines["pyoxigraph"](query.text).columns
    # ?x and ?xLabel are one cell of the page, described once.
    assert {column.removesuffix("Label") for column in columns} == set(query.columns)


@saved_queries
def test_who_says_so_stands_before_every_number(query: SavedQuery, engines: dict[str, Ask]) -> None:
    columns = engines["pyoxigraph"](query.text).columns
    numbers = {"low", "best", "high", "measure"} & set(columns)
    if "accordingTo" in columns:
        assert all(columns.index("accordingTo") < columns.index(number) for number in numbers)


@saved_queries
def test_a_view_shows_columns_that_there_are(query: SavedQuery, engines: dict[str, Ask]) -> None:
    columns = set(engines["pyoxigraph"](query.text).columns)
    for name in query.view.keys() - {"default"}:
        parts = query.view[name]
        assert isinstance(parts, dict)
        assert set(parts.values()) <= columns


@saved_queries
def test_parameters_stand_in_the_outer_group_or_begin_the_sorted_subquery(
    query: SavedQuery,
) -> None:
    for parameter in query.params:
        line = line_of(parameter.name).search(query.body)
        assert line
        before = [token.text for token in meaningful(tokenize(query.body[: line.start()]))]
        depth = before.count("{") - before.count("}")
        begins = before[-6:] == ["{", "{", "SELECT", "*", "WHERE", "{"]
        assert depth == 1 or (depth == 3 and begins and parameter.default is not None)


@saved_queries
def test_no_numbers_of_people_are_added_up_save_where_the_question_is_that(
    query: SavedQuery,
) -> None:
    assert "SUM(" not in query.text or query.slug == "at-least-how-many"


# Every parameter with its question.
PARAMETERS = [(query, parameter) for query in SAVED for parameter in query.params]
parameters = pytest.mark.parametrize(
    ("query", "parameter"), PARAMETERS, ids=[f"{q.slug}-{p.name}" for q, p in PARAMETERS]
)
SAMPLES = {
    Type.DATE: ("2025-02-18", "1066-10-14", "9999-12-31"),
    Type.STRING: ("KIA", "(", "ဗန်းမော်", "the KIA's"),
    Type.BOOLEAN: ("true", "false"),
}
HOSTILE = (
    '"',
    "\\",
    '\\"',
    '" } UNION { ?s ?p ?o } #',
    "} SERVICE <http://127.0.0.1/> { ?s ?p ?o }",
    "<http://x> } SERVICE <http://y> {",
    "https://w3id.org/sitrep/bhamo/kia> } #",
    "https://w3id.org/sitrep/bhamo/\\u003E",
    "b:kia } #",
    "UNDEF",
    "2025-01-01\n",
    '2025-01-01"^^xsd:date } #',
    "1 } UNION {",
    "?x",
    "line\nline\r\tend",
    "\\u0022 } SERVICE <http://x> { #",
    "\\\\u0022 }",
    "\\U00000022",
    "\x00",
    "'" * 3 + '"' * 3,
    "x" * 100_000,
)


@pytest.fixture(scope="module")
def choices() -> Choices:
    store = pyoxigraph.Store()
    store.bulk_load(BUILT, pyoxigraph.RdfFormat.N_QUADS)
    return open_lists(store).choices(SAVED)


def values_of(parameter: Parameter, choices: Choices) -> list[str]:
    found = list(SAMPLES.get(parameter.type, ()))
    if parameter.choices:
        found += [choice.value for choice in choices.by_select[parameter.choices]]
    return found + ([""] if parameter.all_of else [])


@parameters
def test_every_choice_is_answered_by_both_engines_that_are_shipped(
    query: SavedQuery, parameter: Parameter, choices: Choices, engines: dict[str, Ask]
) -> None:
    columns = engines["pyoxigraph"](query.text).columns
    found = values_of(parameter, choices)
    assert found
    for value in found:
        text = bind(query, [(parameter.name, value)]).text
        answer = engines["pyoxigraph"](text)
        assert answer == engines["oxrdflib"](text), value
        assert answer.columns == columns
        # What is offered has an answer.
        assert answer.rows or parameter.choices is None, value


@parameters
def test_a_choice_is_answered_by_rdflib_too(
    query: SavedQuery, parameter: Parameter, choices: Choices, engines: dict[str, Ask]
) -> None:
    default = write_value(parameter.default)
    value = next(each for each in values_of(parameter, choices) if each != default)
    text = bind(query, [(parameter.name, value)]).text
    assert text != query.text
    assert to_csv(engines["rdflib"](text)) == to_csv(engines["pyoxigraph"](text))


@parameters
def test_the_default_is_a_choice(parameter: Parameter, query: SavedQuery, choices: Choices) -> None:
    if parameter.choices and parameter.default is not None:
        offered = [choice.value for choice in choices.by_select[parameter.choices]]
        assert write_value(parameter.default) in offered
    assert bind(query, [(parameter.name, write_value(parameter.default))]).text == query.text


def skeleton(text: str) -> list[str]:
    """What a query is beside its terms: the kinds of its tokens, and its words and marks."""
    kinds = (Kind.IRI, Kind.NAME, Kind.STRING, Kind.NUMBER)
    tokens = meaningful(tokenize(text))
    return ["term" if token.kind in kinds else token.text for token in tokens]


@parameters
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_no_value_changes_what_a_query_is(
    query: SavedQuery, parameter: Parameter, hostile: str
) -> None:
    try:
        bound = bind(query, [(parameter.name, hostile)])
    except WrongValueError:
        return
    assert parameter.type is Type.STRING
    # A text that is bound is read back as it was sent, and nothing else has changed.
    store = pyoxigraph.Store()
    line = line_of(parameter.name).search(bound.text)
    assert line
    found = store.query(f"SELECT ?{parameter.name} {{ {line.group()} }}")
    assert isinstance(found, pyoxigraph.QuerySolutions)
    assert [row[parameter.name] for row in found] == [pyoxigraph.Literal(hostile)]
    assert skeleton(bound.body) == skeleton(query.body)


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
