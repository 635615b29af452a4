"""What is told of a query before it is evaluated, and what is remembered of it afterwards."""

import random
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology import NAMESPACE, PREFIXES
from queries import catalogue
from server.config import Settings
from server.errors import Problem
from server.evaluation.costly import Costly, shape
from server.evaluation.engine import Here, Question
from server.evaluation.nursery import Size
from server.evaluation.roster import Column, open_roster
from server.grammar.glance import form_of, is_harmless, needs_spelling
from server.grammar.small import MOST_ROWS, Counts, is_small
from server.grammar.tokens import query_form, tokenize
from server.protocol import refuse
from server.protocol.negotiate import JSON

PIECES = (
    *("SELECT", "PREFIX a: <x:y>", "# service\n", "SERVICE", "<http://a/#>", "{", "}", "(", ")"),
    *(
        "?a",
        "'x'",
        '"',
        "\\u0053",
        "a:b",
        "!",
        "^",
        "/",
        "?",
        "|",
        " ",
        "\n",
        "true",
        "1",
        ",",
        "x",
    ),
    *(
        "FILTER",
        "é",
        "\u00d7",
        "@en",
        "'''",
        ".",
        ";",
        "<",
        ">",
        "[",
        "]",
        "BASE <x:>",
        "*",
        "+",
        "$",
    ),
)


def test_what_passes_at_a_glance_passes_by_its_tokens_too(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)  # noqa: S311 - the same texts each time
    seen = {True: 0, False: 0}
    for _ in range(20_000):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 40)))
        passed = is_harmless(text, 4, 12)
        seen[passed] += 1
        if passed:
            with monkeypatch.context() as patch:
                patch.setattr(refuse, "is_harmless", lambda *_: False)
                refuse.refuse(text, Settings(deepest_nesting=4, most_steps=12))
    assert min(seen.values()) > 1000


@pytest.mark.parametrize("saved", catalogue(), ids=lambda saved: saved.slug)
def test_saved_queries_pass_at_a_glance_or_by_their_tokens(saved: object) -> None:
    text, settings = saved.text, Settings()  # type: ignore[attr-defined]
    refuse.refuse(text, settings)
    assert form_of(text) == query_form(tokenize(text)) == "SELECT"


def test_most_saved_queries_pass_at_a_glance() -> None:
    settings = Settings()
    limits = settings.deepest_nesting, settings.most_steps
    passed = [is_harmless(saved.text, *limits) for saved in catalogue()]
    assert sum(passed) > len(passed) * 0.8


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("select * {}", "SELECT"),
        ("PREFIX : <a:>\n#c\r\nBASE<x:>construct {}", "CONSTRUCT"),
        ('VERSION "1.2" ASK {}', "ASK"),
        ("DELETE WHERE {}", "DELETE"),
        (" " * 100_000 + "{", ""),
        ("", ""),
    ],
)
def test_the_form_of_a_query(text: str, form: str) -> None:
    assert form_of(text) == form


@pytest.mark.parametrize(
    "text", ["SERVICE", "\u017fervice", "\\u0053", "TRUE", "?x<?a&&?b>?y", "?x<=?y>", "<a b>"]
)
def test_what_could_be_read_in_two_ways_is_spelt(text: str) -> None:
    assert needs_spelling(f"ASK {{ {text} }}")


def test_plain_angles_need_no_spelling() -> None:
    assert not needs_spelling("ASK { <http://a/b#c> ?p <x:y> FILTER(?a < ?b && ?a <= ?c) }")


def graph(triples: int) -> Store:
    store = Store()
    a, p = NamedNode("x:a"), NamedNode("x:p")
    store.extend([Quad(a, p, Literal(number)) for number in range(triples)])
    store.add(Quad(a, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(NAMESPACE + "Event")))
    return store


def small(text: str, triples: int = 10) -> bool:
    return is_small(Counts(graph(triples)), Question(text, "http://a/"))


@pytest.mark.parametrize(
    "text",
    [
        "ASK {}",
        "SELECT ?p ?o { <x:a> ?p ?o }",
        "PREFIX x: <x:> SELECT DISTINCT * WHERE { x:a x:p ?o ; x:p ?q . } LIMIT 3 OFFSET 1 # end",
        "ASK { ?x a :Event }",
        'SELECT * { ?x ?p "one"@en . ?y ?q "two"^^xsd:string }',
    ],
)
def test_small_questions(text: str) -> None:
    assert small(text)
    Here(graph(10))(Question(text, "http://a/"), JSON.engine)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT * { ?s <x:p> ?o }",
        "SELECT * { <x:a> <x:p>/<x:q> ?o }",
        "SELECT * { <x:a> <x:p>* ?o }",
        "SELECT * { <x:a> ^<x:p> ?o }",
        "SELECT * { <x:a> ?p ?o } ORDER BY ?o",
        "SELECT * { <x:a> ?p ?o FILTER(?o > 1) }",
        "SELECT * { <x:a> ?p ?o OPTIONAL { ?s ?p ?o } }",
        "SELECT * { { <x:a> ?p ?o } UNION { ?s ?p ?o } }",
        "SELECT * { GRAPH ?g { <x:a> ?p ?o } }",
        "SELECT * FROM <x:g> { <x:a> ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { <x:a> ?p ?o }",
        "DESCRIBE <x:a>",
        "SELECT * { <x:a> ?p 1 }",
        'SELECT * { <x:a> ?p """x""" }',
        'SELECT * { <x:a> ?p "\\u0041" }',
        "SELECT * { <x:a> ?p ?o",
        "SELECT * { <x:a> ?p",
        "SELECT",
        "",
        "SELECT * { <x:a> ?p ?o } }",
        "SELECT * { unknown:a ?p ?o }",
        "SELECT * { [] ?p ?o }",
        "SELECT * { <x:a> ?p ?o }" + " " * 600,
    ],
)
def test_questions_of_which_nothing_is_known(text: str) -> None:
    assert not small(text)


def test_what_several_patterns_may_make_is_their_product() -> None:
    pair = "SELECT * { <x:a> <x:p> ?o . <x:a> <x:p> ?q }"
    side = int(MOST_ROWS**0.5)
    assert small(pair, side)
    assert not small(pair, side + 1)
    assert not small("SELECT * { <x:a> <x:p> ?o }", MOST_ROWS + 1)


def test_a_question_with_a_dataset_of_its_own_is_not_small() -> None:
    question = Question("ASK {}", "http://a/", default_graphs=("x:g",))
    assert not is_small(Counts(Store()), question)


def test_what_was_costly_is_known_again_until_it_is_forgiven() -> None:
    costly = Costly()
    assert not costly.knows('ASK { ?s ?p "a" } LIMIT 1')
    costly.remember('ASK { ?s ?p "a" } LIMIT 1 # first')
    assert costly.knows('ASK  { ?s ?p "b" }\nLIMIT 2')
    assert not costly.knows('ASK { ?s ?q "a" } LIMIT 1')
    costly.forgive('ASK { ?s ?p "c" } LIMIT 9')
    assert not costly.knows('ASK { ?s ?p "a" } LIMIT 1')


def test_shapes_of_different_prefixes_differ() -> None:
    assert shape("PREFIX : <x:a#>\nASK {}") != shape("PREFIX : <x:b#>\nASK {}")


def test_only_so_many_are_remembered() -> None:
    costly = Costly()
    for number in range(1500):
        costly.remember("x" * number)
    assert len(costly.shapes) == 1000
    assert costly.knows("x" * 1499)


def test_a_roster_is_one_for_all_who_open_it(tmp_path: Path) -> None:
    first, second = open_roster(tmp_path, 3), open_roster(tmp_path, 3)
    first.set(1, Column.QUESTION, 77)
    assert not second.has_taken(77)
    first.set(1, Column.BEGAN, 5)
    assert second.has_taken(77)
    assert [*second.busy()] == [1]
    second.clear(1)
    assert [*first.busy()] == []


def test_a_roster_remembers_the_last_that_were_ended(tmp_path: Path) -> None:
    roster = open_roster(tmp_path, Size(1, 1).rows)
    for number in range(1, 101):
        roster.note_ended(number)
    assert roster.was_ended(100)
    assert not roster.was_ended(1)


def test_refusing_looks_at_tokens_when_a_glance_is_not_enough() -> None:
    with suppress(Problem):
        refuse.refuse("ASK { FILTER(true) }", Settings(most_steps=1))
        pytest.fail("a query over the limit passed")


def test_many_of_a_kind_at_once_stand_back() -> None:
    costly = Costly()
    with ExitStack() as stack:
        for number in range(5):
            stack.enter_context(costly.having(number, f"ASK {{ ?s ?p {number} }}"))
        assert costly.crowds("ASK { ?s ?p 77 }")
        assert not costly.crowds("ASK { ?s ?q 77 }")
    assert not costly.crowds("ASK { ?s ?p 77 }")
    assert not costly.in_hand
