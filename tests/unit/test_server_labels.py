"""The label service of the Wikidata Query Service, answered from the graph's own labels."""

# A query stands on one line, however long:
# ruff: noqa: E501

import json

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store

from server.errors import BadRequestError, BrokenQueryError
from server.evaluation.engine import Here, Question
from server.federation.labels import Namer, language_list, local_name
from server.protocol.negotiate import JSON

DATA = """
PREFIX : <http://example.org/>
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
:kia a :Army ; skos:prefLabel "Kachin Independence Army"@en , "ကချင်"@my ; owl:sameAs wd:Q1 ;
  skos:altLabel "KIA"@en , "Kachin army"@en , "Kachin Independence Army"@en , "KIA (fr)"@fr ;
  skos:definition "an army"@en ; :founded 1961 .
:pdf a :Army ; rdfs:label "PDF, second"@en , "PDF, first"@en , "FDP"@fr ; skos:altLabel "PVM"@nl .
:plain a :Army ; rdfs:label "no language" ; skos:altLabel "vlak"@nl .
:mul a :Army ; rdfs:label "for all"@mul ; skos:altLabel "voor allen"@nl .
GRAPH :again { wd:Q1 skos:altLabel "KIA"@en }
:nameless a :Army ; owl:sameAs wd:Q9 .
:b a :Army ; skos:prefLabel "b"@en-GB .
:Army rdfs:label "army"@en .
GRAPH :else { :pdf rdfs:label "PDF, elsewhere"@de }
"""
PROLOGUE = """PREFIX : <http://example.org/> PREFIX bd: <http://www.bigdata.com/rdf#>
PREFIX wikibase: <http://wikiba.se/ontology#> PREFIX wd: <http://www.wikidata.org/entity/>
"""
STORE = Store()
STORE.load(DATA.encode(), RdfFormat.TRIG)
NAME = "Kachin Independence Army"
EN = 'SERVICE wikibase:label { bd:serviceParam wikibase:language "en" . }'


def ask(query: str) -> list[dict[str, str]]:
    answer = json.loads(Here(STORE)(Question(PROLOGUE + query, "http://a/"), JSON.engine))  # type: ignore[arg-type]
    rows = [
        {name: term["value"] for name, term in row.items()} for row in answer["results"]["bindings"]
    ]
    return sorted(rows, key=json.dumps)


def heads(query: str) -> list[str]:
    answer = Here(STORE)(Question(PROLOGUE + query, "http://a/"), JSON.engine)  # type: ignore[arg-type]
    found: list[str] = json.loads(answer)["head"]["vars"]
    return found


def test_automatic_mode_as_the_same_in_plain_sparql() -> None:
    automatic = ask(
        f"SELECT ?x ?xLabel ?item ?itemLabel ?xAltLabel ?xDescription {{ ?x owl:sameAs ?item . {EN} }}"
    )
    plain = ask(
        """SELECT ?x ?xLabel ?item ?itemLabel ?xAltLabel ?xDescription { ?x owl:sameAs ?item .
        OPTIONAL { ?x skos:prefLabel ?own FILTER(LANG(?own) = "en") }
        BIND(COALESCE(?own, REPLACE(STR(?x), ".*/", "")) AS ?xLabel)
        BIND(COALESCE(?own, REPLACE(STR(?item), ".*/", "")) AS ?itemLabel)
        OPTIONAL { ?x skos:definition ?xDescription FILTER(LANG(?xDescription) = "en") }
        OPTIONAL { SELECT ?x (GROUP_CONCAT(?alt; separator=", ") AS ?xAltLabel) {
          { SELECT ?x ?alt { ?x skos:altLabel ?alt ; skos:prefLabel ?name
            FILTER(LANG(?alt) = "en" && LANG(?name) = "en" && ?alt != ?name) } ORDER BY ?alt }
        } GROUP BY ?x } }"""
    )
    assert automatic == plain
    assert len(automatic) == 2


@pytest.mark.parametrize(
    ("thing", "languages", "label"),
    [
        (":kia", "en", '"Kachin Independence Army"@en'),
        (":kia", "my,en", '"ကချင်"@my'),
        (":kia", "xx,en", '"Kachin Independence Army"@en'),
        (":kia", "[AUTO_LANGUAGE],my", '"Kachin Independence Army"@en'),
        (":kia", "[AUTO_LANGUAGE]", '"Kachin Independence Army"@en'),
        (":kia", " MY , en", '"ကချင်"@my'),
        (":kia", "xx", '"kia"'),
        (":pdf", "en", '"PDF, first"@en'),
        (":pdf", "fr,en", '"FDP"@fr'),
        (":pdf", "de", '"PDF, elsewhere"@de'),
        (":plain", "en", '"no language"'),
        (":mul", "en", '"for all"@mul'),
        (":mul", "mul,en", '"for all"@mul'),
        (":b", "en", '"b"'),
        (":b", "en-gb", '"b"@en-gb'),
        (":pdf", "nl,en", '"PVM"@nl'),
        (":plain", "nl,en", '"no language"'),
        (":mul", "nl,en", '"for all"@mul'),
        ("wd:Q1", "en", '"Kachin Independence Army"@en'),
        ("wd:Q9", "en", '"Q9"'),
        ("wd:Q42", "en", '"Q42"'),
        (":Army", "en", '"army"@en'),
        ("<urn:x>", "en", '"x"'),
        ("<http://a/>", "en", '"http://a/"'),
        ("1961", "en", '"1961"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ('"text"@fr', "en", '"text"@fr'),
    ],
)
def test_the_label_of(thing: str, languages: str, label: str) -> None:
    service = f'SERVICE wikibase:label {{ bd:serviceParam wikibase:language "{languages}" }}'
    query = f"SELECT ?thingLabel {{ BIND({thing} AS ?thing) {service} }}"
    found = Here(STORE)(Question(PROLOGUE + query, "http://a/"), JSON.engine)  # type: ignore[arg-type]
    (row,) = json.loads(found)["results"]["bindings"]
    term = row["thingLabel"]
    made = Literal(
        term["value"],
        language=term.get("xml:lang"),
        datatype=NamedNode(term["datatype"]) if "datatype" in term else None,
    )
    assert str(made) == label


def test_one_row_a_thing_however_many_names_it_has() -> None:
    rows = ask(f"SELECT ?x ?xLabel ?xAltLabel {{ ?x a :Army . {EN} }}")
    assert len(rows) == 6


def test_what_is_not_bound_has_no_label() -> None:
    (row,) = ask(f"SELECT ?x ?yLabel {{ BIND(:kia AS ?x) OPTIONAL {{ ?x :no ?y }} {EN} }}")
    assert "yLabel" not in row
    blank = Namer(STORE).label(BlankNode("x"), ("en",))
    assert blank is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (f"SELECT ?xLabel {{ ?x owl:sameAs wd:Q1 {{ ?x a :Army {EN} }} {EN} }}", NAME),
        # In the order of the words, before other patterns, and in brackets of its own.
        (f"SELECT ?xLabel {{ {EN} ?x owl:sameAs wd:Q1 }}", NAME),
        (
            f"SELECT ?xLabel {{ ?x owl:sameAs wd:Q1 {{ ?x a :Army {EN} }} }}",
            "Kachin Independence Army",
        ),
        (
            f"SELECT ?xLabel {{ {{ ?x a :Nothing }} UNION {{ ?x owl:sameAs wd:Q1 {EN} }} }}",
            "Kachin Independence Army",
        ),
        (
            f'SELECT ?xLabel {{ ?x a :Army {EN} FILTER(CONTAINS(?xLabel, "Kachin")) }}',
            "Kachin Independence Army",
        ),
        (
            f"SELECT (UCASE(?xLabel) AS ?n) {{ ?x owl:sameAs wd:Q1 {EN} }}",
            "KACHIN INDEPENDENCE ARMY",
        ),
        (
            f"SELECT (SAMPLE(?xLabel) AS ?n) {{ ?x owl:sameAs wd:Q1 {EN} }} GROUP BY ?x",
            "Kachin Independence Army",
        ),
        (f"SELECT ?xLabel {{ ?x :founded ?y {EN} }} GROUP BY ?xLabel", NAME),
        (f"SELECT ?xLabel {{ GRAPH :else {{ ?x ?p ?o {EN} }} }}", "PDF, first"),
        (
            f"SELECT ?n {{ {{ SELECT (?xLabel AS ?n) {{ ?x owl:sameAs wd:Q1 {EN} }} }} }}",
            "Kachin Independence Army",
        ),
        (f"SELECT $xLabel {{ $x owl:sameAs wd:Q1 {EN} }}", NAME),
        (
            f"SELECT ?xAltLabelLabel {{ BIND(wd:Q1 AS ?xAltLabel) {EN} }}",
            "Kachin Independence Army",
        ),
        (
            f"SELECT ?xLabel {{ ?x owl:sameAs wd:Q1 ; rdfs:nothing* ?y BIND(<x:f>(1) AS ?z) {EN} }}",
            "Kachin Independence Army",
        ),
        (
            "SELECT ?n { ?x owl:sameAs wd:Q1 SERVICE wikibase:label { ?x rdfs:label ?n } }",
            "Kachin Independence Army",
        ),
        (
            "SELECT ?n { ?x owl:sameAs wd:Q1 SERVICE wikibase:label { bd:serviceParam wikibase:language 'en', 'my' . ?x schema:description ?d ; skos:altLabel ?n ; . } }",
            "KIA, Kachin army",
        ),
        (
            "SELECT ?n { SERVICE wikibase:label { bd:serviceParam wikibase:language 'my,en'. wd:Q1 rdfs:label ?n. } }",
            "ကချင်",
        ),
        (
            "SELECT ?n { ?x owl:sameAs wd:Q1 SERVICE <http://wikiba.se/ontology#label> { ?x <http://schema.org/description> ?n } }",
            "an army",
        ),
        (
            "SELECT ?n { ?x owl:sameAs wd:Q1 service silent wikibase:label { ?x rdfs:label ?n } }",
            "Kachin Independence Army",
        ),
    ],
)
def test_where_the_service_may_stand(query: str, expected: str) -> None:
    ((value,),) = [tuple(row.values()) for row in ask(query)]
    assert value == expected


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (f"SELECT * {{ ?x owl:sameAs ?item {EN} }}", ["item", "x"]),
        (f"SELECT ?x {{ ?x owl:sameAs ?item {EN} }}", ["x"]),
    ],
)
def test_nothing_is_added_that_was_not_asked_for(query: str, names: list[str]) -> None:
    assert heads(query) == names


def test_labels_of_subqueries_are_those_of_their_own_selection() -> None:
    query = f"SELECT ?x ?xLabel {{ {{ SELECT ?x {{ ?x owl:sameAs wd:Q1 {EN} }} }} }}"
    assert ask(query) == [{"x": "http://example.org/kia"}]
    both = f"SELECT ?x ?xLabel ?n {{ {{ SELECT ?x (?xLabel AS ?n) {{ ?x owl:sameAs wd:Q1 {EN} }} }} {EN} }}"
    (row,) = ask(both)
    assert row["xLabel"] == row["n"] == "Kachin Independence Army"


def test_a_variable_that_has_a_value_keeps_it() -> None:
    query = f"SELECT ?xLabel {{ ?x owl:sameAs wd:Q1 ; :founded ?xLabel {EN} }}"
    assert ask(query) == [{"xLabel": "1961"}]


def test_names_that_the_query_makes_are_left_to_it() -> None:
    query = f"SELECT (COUNT(?x) AS ?xLabel) {{ ?x a :Army {EN} }}"
    assert ask(query) == [{"xLabel": "6"}]


@pytest.mark.parametrize(
    ("braces", "token"),
    [
        ("bd:serviceParam wikibase:language ?l", "?l"),
        ('bd:serviceParam wikibase:depth "3"', "wikibase:depth"),
        ("?x rdfs:comment ?n", "rdfs:comment"),
        ("?x rdfs:label 'x'", "rdfs:label"),
        ("[] rdfs:label ?n", "]"),
        ("?x rdfs:label ?n OPTIONAL { ?x ?y ?z }", "OPTIONAL"),
    ],
)
def test_what_it_does_not_understand_is_pointed_out(braces: str, token: str) -> None:
    query = f"SELECT ?n {{\n ?x a :Army SERVICE wikibase:label {{ {braces} }} }}"
    with pytest.raises(BadRequestError) as caught:
        ask(query)
    assert f"does not understand `{token}`" in caught.value.detail
    assert caught.value.spot
    assert caught.value.spot.line == 4


def test_mistakes_elsewhere_are_where_they_were_written() -> None:
    query = f"SELECT ?xLabel {{\n ?x a :Army . {EN}\n FILTR(?x) }}"
    with pytest.raises(BrokenQueryError) as caught:
        ask(query)
    assert caught.value.spot
    assert (caught.value.spot.line, caught.value.spot.column) == (5, 2)


def test_a_hostile_list_of_languages_is_only_a_list() -> None:
    service = """SERVICE wikibase:label { bd:serviceParam wikibase:language 'en") AS ?y) } #' }"""
    assert ask(f"SELECT ?xLabel {{ ?x owl:sameAs wd:Q1 {service} }}") == [{"xLabel": "kia"}]


@pytest.mark.parametrize(
    ("spoken", "label"),
    [
        ((), "Kachin Independence Army"),
        (("de",), "Kachin Independence Army"),
        (("my",), "ကချင်"),
        (("de", "my-mm", "my"), "ကချင်"),
    ],
)
def test_what_the_reader_reads_stands_for_auto_language(
    spoken: tuple[str, ...], label: str
) -> None:
    service = 'SERVICE wikibase:label { bd:serviceParam wikibase:language "[AUTO_LANGUAGE],xx" }'
    query = f"{PROLOGUE} SELECT ?xLabel {{ BIND(:kia AS ?x) {service} }}"
    found = Here(STORE)(Question(query, "http://a/", spoken=spoken), JSON.engine)  # type: ignore[arg-type]
    (row,) = json.loads(found)["results"]["bindings"]
    assert row["xLabel"]["value"] == label


def test_other_names_are_named_once() -> None:
    found = ask("SELECT ?xAltLabel { BIND(wd:Q1 AS ?x) " + EN + "}")
    assert found
    for row in found:
        names = row["xAltLabel"].split(", ")
        assert len(set(names)) == len(names)


def test_languages() -> None:
    assert language_list("[AUTO_LANGUAGE],fr", ("de-at", "de")) == (
        "de-at",
        "de",
        "en",
        "fr",
        "mul",
    )
    assert language_list("[AUTO_LANGUAGE], fr,,en") == ("en", "fr", "mul")
    assert language_list("") == ("mul",)
    assert local_name("http://www.wikidata.org/entity/Q836") == "Q836"
