"""Broken queries: each gets its place, a sentence and, where there is one, what to do."""

import pytest
from flask.testing import FlaskClient

# The query, with ⟦ before the place that must be pointed at; a part of the sentence; of the hint.
BROKEN = [
    ("⟦SELCT * { ?s ?p ?o }", "SELCT", "Did you mean SELECT?"),
    ("SELECT ?s\n⟦WHER { ?s ?p ?o }", "`WHER` is not a word", "Did you mean WHERE?"),
    ("SELECT * { ?s ?p ?o .\n  ⟦OPTIONL { ?s ?p ?x } }", "OPTIONL", "OPTIONAL"),
    ("SELECT * { ?s ?p ?o FILTER(⟦CONTANS(?o, 'x')) }", "CONTANS", "CONTAINS"),
    ("SELECT * { ?s ?p ?o } ⟦LIMT 3", "LIMT", "LIMIT"),
    (
        "SELECT * {\n  ?s ⟦foaf:name ?o }",
        "`foaf:` is not declared",
        "PREFIX foaf: <http://xmlns.com",
    ),
    ("SELECT * { ?s ⟦skoz:x ?o }", "`skoz:` is not declared", "Did you mean `skos:`?"),
    ("SELECT * { ?s ⟦SKOS:x ?o }", "`SKOS:` is not declared", "Did you mean `skos:`?"),
    ("SELECT * { ?s ⟦my:x ?o }", "`my:` is not declared", "PREFIX my: <http://example.org/>"),
    ("SELECT * WHERE ⟦{ ?s ?p ?o", "not closed", "Add a }"),
    ("SELECT * WHERE ⟦{ { ?s ?p ?o }", "not closed", "Add a }"),
    ("SELECT * { FILTER⟦(?o > 3 }", "not closed", "Add a )"),
    ("SELECT * { ?s ?p ⟦[ ?a ?b }", "not closed", "Add a ]"),
    ("SELECT * { ?s ?p ?o }⟦}", "closes nothing", "Remove it"),
    ("SELECT ⟦?s (COUNT(?o) AS ?n) { ?s ?p ?o }", "`?s` stands in SELECT", "GROUP BY ?s"),
    ("SELECT ?p ⟦?s { ?s ?p ?o } GROUP BY ?p", "`?s` stands in SELECT", "GROUP BY ?s"),
    ("SELECT * { { SELECT ?a ⟦?b { ?a ?p ?b } GROUP BY ?a } }", "`?b` stands", "GROUP BY ?b"),
    ("SELECT ⟦* { ?s ?p ?o } GROUP BY ?s", "SELECT *", "Name the variables"),
    ("SELECT * { ?s ?p ?o\n ⟦?a ?b ?c }", "missing before `?a`", "A full stop ends"),
    ("SELECT * { ?s a :Event ⟦:by b:kia }", "semicolon is missing before `:by`", "semicolon"),
    ("SELECT * { ?s a ⟦}", "not complete before this `}`", "a value"),
    ("SELECT * { ?s :by b:kia , ⟦}", "not complete before this `}`", "after a comma"),
    ("SELECT * { ?s ?p ?o ; . ?x ⟦}", "not complete", ""),
    ("⟦INSERT DATA { b:x :by b:y }", "INSERT begins a SPARQL update", "SELECT, ASK"),
    ("PREFIX x: <http://x/>\n⟦DELETE WHERE { ?s ?p ?o }", "read-only", "SELECT, ASK"),
    ("⟦", "The query is empty", "SELECT * WHERE"),
    ("# only a comment⟦", "The query is empty", ""),
    ('SELECT * { ?s ?p ⟦"abc }\n}', "string that begins here", "three quotes"),
    ("SELECT * { ?s ?p ⟦“abc” }", "not a quote", "straight quotes"),
    ("SELECT * { ?s ?p ⟦<http://a b> }", "not an IRI", "%20"),
    ("SELECT * { ?s ?p ⟦<http://[x> }", "not an IRI", "%20"),
    ("SELECT (COUNT(?s)⟦) { ?s ?p ?o }", "needs a name", "AS ?count"),
    ("SELECT ?s⟦, ?p { ?s ?p ?o }", "without commas", "space"),
    ("SELECT * { ?s ?p ?o } ORDER ⟦?o", "After ORDER comes BY", ""),
    ("SELECT * { ?s ?p ?o } LIMIT ⟦ten", "After LIMIT comes a whole number", ""),
    ("SELECT * { ?s ?p ?o } LIMIT⟦", "After LIMIT comes a whole number", ""),
    ("SELECT * { ?s ?p ?o FILTER ⟦?o > 3 }", "After FILTER comes", ""),
    ("SELECT * { OPTIONAL ⟦?s ?p ?o }", "After OPTIONAL comes", ""),
    ("PREFIX ⟦foo <http://x/> SELECT * {}", "After PREFIX comes", ""),
    ("PREFIX foo: ⟦SELECT * {}", "After PREFIX comes", ""),
    ("SELECT (COUNT(*) AS ⟦n) { ?s ?p ?o }", "After AS comes a variable", ""),
    ("SELECT * { BIND(1 AS ?x) BIND(2 AS ⟦?x) }", "`?x` has a value already", "not used yet"),
    ("SELECT * { VALUES (?x ?y) { (1 2) (3⟦) } }", "one value for each variable", "UNDEF"),
    ("SELECT * { _:a ?p ?o OPTIONAL { ⟦_:a ?x ?y } }", "two groups", "variable"),
    ("ASK⟦", "before it says what to look for", "curly brackets"),
    ("SELECT * { ?s ?p ?o } ⟦;", "`;` cannot stand here", "just before"),
    ("⟦http://127.0.0.1/sparql", "A query begins with", ""),
    ('⟦{"query": "ASK {}"}', "A query begins with", ""),
    ("SELECT * {\r\n  ?s ?p ?o\r\n  ⟦FILTR(?o) }", "FILTR", "FILTER"),
    ('SELECT * { ?s ?p "ဗန်းမော်" ⟦?x }', "missing before `?x`", ""),
]


@pytest.mark.parametrize(("marked", "sentence", "hint"), BROKEN)
def test_a_broken_query_is_explained(
    client: FlaskClient,
    marked: str,
    sentence: str,
    hint: str,
) -> None:
    before, _, after = marked.partition("⟦")
    answer = client.get("/sparql", query_string={"query": before + after})
    problem = answer.get_json(force=True)
    assert (answer.status_code, problem["title"]) == (400, "Broken query")
    place = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    assert (problem["line"], problem["column"]) == place, problem
    assert sentence in problem["detail"]
    assert hint in problem.get("hint", "")
    assert problem["excerpt"] == (before + after).split("\n")[place[0] - 1].rstrip("\r")


def test_a_browser_gets_its_query_back_with_the_place_marked(client: FlaskClient) -> None:
    answer = client.get(
        "/sparql",
        query_string={"query": "SELECT * {\n  ?s ?p <b>x</b>\n}"},
        headers={"Accept": "text/html"},
    )
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert "&lt;b&gt;x&lt;/b&gt;" in answer.text
    assert "<mark>" in answer.text
    assert "<b>x</b>" not in answer.text
    assert "<textarea" in answer.text


def test_a_terminal_gets_plain_text(client: FlaskClient) -> None:
    answer = client.get(
        "/sparql",
        query_string={"query": "ASK { ?s ?p }"},
        headers={"Accept": "text/csv, text/plain"},
    )
    assert answer.mimetype == "text/plain"
    assert "Line 1, column 13:\nASK { ?s ?p }\n            ^\n" in answer.text


def test_the_excerpt_of_a_long_line_is_the_part_around_the_place(client: FlaskClient) -> None:
    query = "SELECT * { " + "?s ?p ?o . " * 40 + "?s ?p ?o ?x . " + "?s ?p ?o . " * 40 + "}"
    problem = client.get("/sparql", query_string={"query": query}).get_json(force=True)
    assert len(problem["excerpt"]) <= 100
    assert "?s ?p ?o ?x ." in problem["excerpt"]


def test_every_type_of_problem_is_explained_at_its_address(client: FlaskClient) -> None:
    problem = client.get("/sparql?query=SELCT").get_json(force=True)
    path, _, fragment = problem["type"].removeprefix("https://w3id.org/sitrep").partition("#")
    assert f'id="{fragment}"' in client.get(path).text
