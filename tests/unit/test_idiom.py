"""Which queries are asked of the derived graph too."""

import pytest

from queries.idiom import speaks_wikidata


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?x wdt:P31 wd:Q5 }",
        "SELECT * { wd:Q836 rdfs:label ?label }",
        "SELECT * { ?x p:P1120/psv:P1120 ?v }",
        "SELECT * { ?x a wikibase:Item }",
        "SELECT * { ?x ^wdt:P31|!wdt:P279 ?y }",
        "PREFIX x: <http://www.wikidata.org/prop/direct/> SELECT * { ?s x:P31 ?o }",
        "SELECT * { ?x <http://www.wikidata.org/prop/direct/P31> ?o }",
        'SELECT * { ?x rdfs:label "# not a comment" ; wdt:P31 ?o }',
        "SELECT * { <http://example.org/#> wdt:P31 ?o }",
        "PREFIX wb: <http://wikiba.se/ontology#>\nSELECT * { ?x a wb:Item }",
        "SELECT ?from { ?from :from ?x ; wdt:P31 ?o }",
        "# comment\nSELECT * { ?x wdt:P31 ?o }",
    ],
)
def test_what_names_wikidata_is_in_its_idiom(text: str) -> None:
    assert speaks_wikidata(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT * { ?x owl:sameAs ?item }",
        'SELECT * { ?x rdfs:label "wdt:P31" }',
        "SELECT * { ?x rdfs:label '''it's wd:Q5''' }",
        'SELECT * { ?x rdfs:label """a "wd:Q5" of it""" }',
        "SELECT * { ?x ?p ?o } # as wdt:P31 has it",
        "SELECT * FROM <http://example.org/g> { ?x wdt:P31 ?o }",
        "SELECT * from named <http://example.org/g> { GRAPH ?g { ?x wdt:P31 ?o } }",
        "SELECT * { <http://example.org/wd:Q5> ?p ?o }",
        "SELECT * { :wd:Q5 ?p ?o }",
        "SELECT * { ?x :wdt ?o }",
        "",
    ],
)
def test_what_names_nothing_of_it_or_a_dataset_is_not(text: str) -> None:
    assert not speaks_wikidata(text)


def test_hostile_text_is_told_in_time() -> None:
    for end in ('"' * 50_000, "'''" * 20_000, "\\" * 50_000, "<" * 50_000, "#" * 50_000):
        speaks_wikidata("SELECT * { ?x wdt:P31 ?o } " + end)
