"""Words, abbreviations and likeness of names, without any graph."""

from collections.abc import Mapping

import pytest
from pyoxigraph import Literal, NamedNode

from server.reconcile.abbreviations import learn
from server.reconcile.likeness import Context, Likeness, Measure, compare
from server.reconcile.spaces import Space, entity_space, item_of
from server.reconcile.values import latitude_first, write_literal
from server.reconcile.words import Words, read_words


@pytest.mark.parametrize(
    ("text", "words", "numbers"),
    [
        ("MOC-21", "moc", "21"),
        ("21st M.O.C.", "moc", "21"),
        ("47LIB", "lib", "47"),
        ("2nd, 3rd, 11th", "", "11 2 3"),
        ("No. (47) Battalion", "battalion", "47"),
        ("Battalion Nr 47", "battalion", "47"),
        ("Battalion № 47", "battalion", "47"),
        ("No 1st", "", "1"),
        ("No Army", "no army", ""),
        ("No. 007", "", "7"),
        ("10,000 people", "people", "10000"),
        ("People's Defence Force", "people defense force", ""),
        ("People’s Defense Force", "people defense force", ""),  # noqa: RUF001
        ("Students' Organisation", "students organization", ""),
        ("Armoured Theatre, Harbour", "armored theater harbor", ""),
        ("Łódź and Bhāmo, Straße", "lodz bhamo strasse", ""),
        ("the Base of the Army", "base army", ""),
        ("The", "the", ""),
        ("Банмо", "банмо", ""),
        ("ဗန်းမော်မြို့ ၄၇", "ဗန်းမော်မြို့", "47"),
        ("… ?!", "", ""),
    ],
)
def test_spellings_of_one_name_have_the_same_words(text: str, words: str, numbers: str) -> None:
    assert read_words(text) == Words(tuple(words.split()), tuple(numbers.split()))


def learnt(*groups: str) -> Mapping[str, tuple[str, ...]]:
    return learn([], [[read_words(name) for name in g.split("|")] for g in groups]).phrases


def test_abbreviations_are_learnt_where_both_forms_stand() -> None:
    assert learnt("RGT|Royal Guards Territorial") == {"rgt": ("royal", "guards", "territorial")}
    assert learnt("FR 7|Fusilier Regiment 7") == {"fr": ("fusilier", "regiment")}


@pytest.mark.parametrize(
    "groups",
    [
        ("FR 7|Fusilier Regiment 9",),  # numbers that differ
        ("FR|Fusilier Guards",),  # initials that differ
        ("FR|Fusilier Regiment", "FR|Forest Rangers"),  # could be either
        ("F|Fusiliers",),
    ],
)
def test_what_could_be_wrong_is_not_learnt(groups: tuple[str, ...]) -> None:
    assert learnt(*groups) == {}


def test_two_spellings_of_one_phrase_are_no_two_meanings() -> None:
    assert list(learnt("OC|Operations Command", "OC|Operation Command")) == ["oc"]


def test_abbreviations_are_written_out_once() -> None:
    known = learn([], [[read_words("FR"), read_words("Fusilier Regiment")]])
    assert known.write_out(read_words("FR 7")).words == ("fusilier", "regiment")
    assert known.write_out(read_words("Fusilier Regiment (FR) 7")).words == ("fusilier", "regiment")


def likeness(one: str, other: str, *explained: str, common: str = "") -> Likeness | None:
    similar = {
        "batallion": {"battalion": 0.94},
        "shwegun": {"shwegu": 0.92},
    }
    measure = Measure(similar, lambda _: 1.0, frozenset(common.split()))
    context = Context(tuple(read_words(text) for text in explained))
    return compare(read_words(one), read_words(other), measure, context)


@pytest.mark.parametrize(
    ("one", "other"),
    [("LIB 47", "47 LIB"), ("Shweku", "Shwe Ku"), ("Bhamo University", "University of Bhamo")],
)
def test_names_of_the_same_words_are_surely_one(one: str, other: str) -> None:
    found = likeness(one, other)
    assert found is not None
    assert found.sure
    assert found.score >= 99


@pytest.mark.parametrize(
    ("one", "other"),
    [("LIB 47", "LIB 48"), ("LIB 47 and 48", "LIB 47 and 49"), ("MOC 21", "21 and 22 MOC 2")],
)
def test_numbers_that_differ_are_never_alike(one: str, other: str) -> None:
    found = likeness(one, other)
    assert found is None or not found.sure


def test_units_that_differ_by_number_have_no_likeness_at_all() -> None:
    assert likeness("Light Infantry Battalion 47", "Light Infantry Battalion 48") is None


def test_words_over_must_be_explained_as_whole_phrases() -> None:
    assert likeness("Shwegu town", "Shwegu") == likeness("Shwegu town", "Shwegu", "city")
    for explained in ("town", "Town"):
        found = likeness("Shwegu town", "Shwegu", explained)
        assert found is not None
        assert found.sure
    for name, explained in (("Bhamo State", "Kachin State"), ("Shwegu township", "town")):
        found = likeness(name, name.split()[0], explained)
        assert found is not None
        assert not found.sure


def test_only_the_words_for_sorts_may_be_misspelt() -> None:
    found = likeness("Batallion 7", "Battalion 7", common="battalion")
    assert found is not None
    assert found.sure
    for common in ("", "shwegu town"):
        doubtful = likeness("Batallion 7", "Battalion 7", common=common)
        assert doubtful is not None
        assert not doubtful.sure
    town = likeness("Shwegun", "Shwegu", common="town")
    assert town is not None
    assert town.score > 90
    assert not town.sure


@pytest.mark.parametrize(
    "written",
    [
        "Q836",
        "wd:Q836",
        "http://www.wikidata.org/entity/Q836",
        "https://www.wikidata.org/wiki/Q836",
        "https://m.wikidata.org/wiki/Q836",
        " Q836 ",
    ],
)
def test_an_item_is_known_in_any_of_its_forms(written: str) -> None:
    assert item_of(written) == "http://www.wikidata.org/entity/Q836"


@pytest.mark.parametrize(
    "written", ["Q0", "Q", "836", "q836x", "https://wikidata.org.evil/wiki/Q836"]
)
def test_what_is_no_item_is_none(written: str) -> None:
    assert item_of(written) is None


def test_identifiers_and_iris_lead_to_each_other() -> None:
    space = Space("https://example.org/")
    assert space.expand(space.shorten("https://example.org/a/b")) == "https://example.org/a/b"
    assert space.expand(space.shorten("urn:x:1")) == "urn:x:1"
    assert space.expand("k:town") == "https://w3id.org/sitrep/kind/town"
    assert entity_space(["https://w3id.org/sitrep/a/b", "https://example.org/c"]).base == (
        "https://w3id.org/sitrep/"
    )
    assert entity_space([]).uri == "http://www.ietf.org/rfc/rfc3986"


XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"


@pytest.mark.parametrize(
    ("text", "datatype", "written"),
    [
        ("15", XSD + "integer", {"int": 15}),
        ("many", XSD + "integer", {"str": "many"}),
        ("0.5", XSD + "decimal", {"float": 0.5}),
        ("INF", XSD + "double", {"str": "INF"}),
        ("NaN", XSD + "double", {"str": "NaN"}),
        ("1", XSD + "boolean", {"bool": True}),
        ("false", XSD + "boolean", {"bool": False}),
        ("2025-02-18", XSD + "date", {"date": "2025-02-18T00:00:00+00:00"}),
        ("2025-02-18T10:00:00Z", XSD + "dateTime", {"date": "2025-02-18T10:00:00Z"}),
        ("2025-02-18", EDTF, {"date": "2025-02-18T00:00:00+00:00"}),
        ("2024-12-04/..", EDTF, {"str": "2024-12-04/.."}),
        ("Bhamo", XSD + "string", {"str": "Bhamo"}),
    ],
)
def test_literals_have_the_form_of_their_datatype(
    text: str, datatype: str, written: dict[str, object]
) -> None:
    assert write_literal(Literal(text, datatype=NamedNode(datatype))) == written


def test_points_are_written_as_spreadsheets_have_them() -> None:
    assert latitude_first("POINT(97.2 24.2)") == "24.2,97.2"
    assert latitude_first("POLYGON((0 0, 1 1))") == "POLYGON((0 0, 1 1))"
