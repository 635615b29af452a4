"""Values for parameters: what they may be, and that they reach a query as one term each."""

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from ontology import PREFIXES
from queries import SavedQuery, Value, WrongValueError, bind, read_query, write_value

TEXT = """\
#+ summary: A question
#+ description: What it shows
#+ tags: [one]
#+ x-params:
#+   thing: {type: iri, label: Thing, any: Everything}
#+   place: {type: iri, label: Place}
#+   day: {type: date, label: Day}
#+   least: {type: integer, label: At least, least: -5, most: 10}
#+   word: {type: string, label: Word, most: 300}
#+   perhaps: {type: string, label: Word, any: Any word}
#+   other: {type: string, label: Word, any: Any word}
#+   whole: {type: boolean, label: Whole}
#+ x-view: {default: table}
#+ x-columns: {thing: a thing}
#+ x-expect: {min-rows: 1, unique: [thing]}
PREFIX b: <https://w3id.org/sitrep/bhamo/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT * WHERE {
  VALUES ?thing { UNDEF }
  VALUES ?place { b:bhamo }
  VALUES ?day { "2025-02-18"^^xsd:date }
  VALUES ?least { 1 }
  VALUES ?word { "fire" }
  VALUES ?perhaps { UNDEF }
  VALUES ?other { "x" }
  VALUES ?whole { false }
}
"""
XSD = PREFIXES["xsd"]
KIA = NamedNode(PREFIXES["b"] + "kia")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> SavedQuery:
    path = tmp_path_factory.mktemp("queries") / "question.rq"
    path.write_text(TEXT, encoding="utf-8")
    return read_query(path)


def read_back(text: str, name: str) -> list[Value]:
    found = Store().query(text)
    assert isinstance(found, QuerySolutions)
    return [row[name] for row in found]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "text", "term"),
    [
        ("thing", "https://w3id.org/sitrep/bhamo/kia", KIA),
        ("thing", "b:kia", KIA),
        ("thing", "x:", NamedNode("x:")),
        ("thing", "urn:isbn:0451450523", NamedNode("urn:isbn:0451450523")),
        ("thing", "http://example.org/ဗန်းမော်?a=b#c", NamedNode("http://example.org/ဗန်းမော်?a=b#c")),
        # A name of our prefixes goes before a scheme; with more in it than a name it is an IRI.
        ("thing", "geo:52.5,13.4", NamedNode("geo:52.5,13.4")),
        ("thing", "", None),
        ("thing", "ANY", None),
        ("day", "2024-02-29", Literal("2024-02-29", datatype=NamedNode(XSD + "date"))),
        ("least", "-5", Literal(-5)),
        ("least", "+10", Literal(10)),
        ("word", "any", Literal("any")),
        ("word", "ဗန်းမော်", Literal("ဗန်းမော်")),
        ("perhaps", "any", Literal("any")),
        ("perhaps", "", None),
        ("whole", "TRUE", Literal(value=True)),
    ],
)
def test_a_value_is_a_term_of_its_type(
    saved: SavedQuery, name: str, text: str, term: Value
) -> None:
    bound = bind(saved, [(name, text)])
    assert bound.values[name] == term
    assert read_back(bound.text, name) == [term]
    assert len(read_back(bound.text, "place")) == 1


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("place", "", "`place` cannot be ``: it has to be an IRI"),
        ("place", "any", "an IRI, in full or with a prefix"),
        ("place", "bhamo", "an IRI"),
        ("place", "http://a b/", "an IRI"),
        ("place", "http://[/", "an IRI"),
        ("place", "http://x/>", "an IRI"),
        ("place", "http://x/\\u003E", "an IRI"),
        ("place", "http://x/\n", "an IRI"),
        ("day", "18 February", "a day, as YYYY-MM-DD"),
        ("day", "2025-02-30", "a day"),
        ("day", "20250218", "a day"),
        ("day", "2025-W08-2", "a day"),
        ("day", "٢٠٢٥-٠٢-١٨", "a day"),
        ("day", "2025-02-18\n", "a day"),
        ("least", "1.5", "a whole number from -5 to 10"),
        ("least", "11", "a whole number"),
        ("least", "-6", "a whole number"),
        ("least", "٣", "a whole number"),
        ("least", "1e3", "a whole number"),
        ("word", "", "a text of 1 to 300 characters"),
        ("word", "x" * 301, "a text"),
        ("word", "\udcff", "a text"),
        ("whole", "yes", "true or false"),
        ("when", "2025", "has no parameter `when`"),
        ("plce", "b:bhamo", "has no parameter `plce`"),
    ],
)
def test_anything_else_is_told_of(saved: SavedQuery, name: str, text: str, says: str) -> None:
    with pytest.raises(WrongValueError) as caught:
        bind(saved, [(name, text)])
    assert says in caught.value.detail
    assert caught.value.hint
    assert len(caught.value.detail) < 200


@pytest.mark.parametrize("character", [*'<>"{}|^`\\', *map(chr, range(0x21)), "\x7f", "\udc80"])
@pytest.mark.parametrize(
    "place", ["b:{}kia", "http://x/{}", "http://x/{}y", "{}http://x/", "urn:{}"]
)
def test_what_could_end_an_iri_is_no_part_of_one(
    saved: SavedQuery, character: str, place: str
) -> None:
    with pytest.raises(WrongValueError, match="an IRI, in full or with a prefix"):
        bind(saved, [("place", place.format(character))])


def test_the_parameter_that_was_meant_is_named(saved: SavedQuery) -> None:
    with pytest.raises(WrongValueError) as caught:
        bind(saved, [("plce", "b:bhamo")])
    assert caught.value.hint.startswith("Did you mean `place`? It has `thing`, `place`, ")


def test_a_parameter_that_comes_twice_is_refused(saved: SavedQuery) -> None:
    with pytest.raises(WrongValueError, match="`day` was sent more than once"):
        bind(saved, [("day", "2025-02-18"), ("day", "2025-02-18")])


@pytest.mark.parametrize(
    "text",
    [
        '" } SERVICE <http://x> { #',
        "\\",
        '\\"',
        "\\u0022",
        "\\\\u0022",
        "\\U00000022",
        "line\nline\r\n\ttab",
        "\x00\x07\x7f\x85\u2028",
        "'''\"\"\"",
        "é𝄞 ?x $y {} <a> @en ^^xsd:date",
        "\\1 \\g<0>",
    ],
)
def test_a_text_is_read_back_by_every_engine_as_it_was_sent(saved: SavedQuery, text: str) -> None:
    bound = bind(saved, [("word", text)])
    assert read_back(bound.text, "word") == [Literal(text)]
    # rdflib reads \u wherever it stands, as the letter of SPARQL 1.1 has it.
    rows = list(rdflib.Graph().query(bound.text))
    assert [str(row["word"]) for row in rows] == [text]  # type: ignore[index]


def test_what_is_not_chosen_stays_as_it_is_written(saved: SavedQuery) -> None:
    bound = bind(saved, [("place", "https://w3id.org/sitrep/bhamo/bhamo"), ("least", "2")])
    assert bound.text == TEXT.replace("{ 1 }", "{ 2 }")
    assert bound.chosen == {"least": "2"}
    assert bind(saved, []).text == TEXT
    # Left open it is not the word "any", which is a text as any other.
    assert bind(saved, [("other", "")]).chosen == {"other": ""}
    assert bound.body.startswith("PREFIX b:")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (KIA, "b:kia"),
        (NamedNode("https://w3id.org/sitrep/bhamo/sentence/043"), "s:043"),
        (NamedNode("https://w3id.org/sitrep/bhamo/no.5"), "https://w3id.org/sitrep/bhamo/no.5"),
        (NamedNode("http://example.org/x"), "http://example.org/x"),
        (Literal("a b"), "a b"),
        (None, ""),
    ],
)
def test_a_value_in_an_address_is_short_and_read_back(
    saved: SavedQuery, value: Value, text: str
) -> None:
    assert write_value(value) == text
    if not isinstance(value, Literal):
        assert bind(saved, [("thing", text)]).values["thing"] == value
