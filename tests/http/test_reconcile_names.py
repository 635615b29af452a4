"""Spellings that must find their thing in the shipped graph, and others that must find none."""

import json
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server import create_app
from server.config import DEFAULT_DATA, Settings


@pytest.fixture(scope="module")
def shipped() -> Flask:
    return create_app(Settings(data=DEFAULT_DATA, evaluators=0))


@pytest.fixture
def client(shipped: Flask) -> Iterator[FlaskClient]:
    with shipped.test_client() as client:
        yield client


def ask(client: FlaskClient, **query: object) -> list[dict[str, object]]:
    answer = client.post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, object]] = answer.json["q0"]["result"]
    return found


def matched(candidates: list[dict[str, object]]) -> list[object]:
    return [candidate["id"] for candidate in candidates if candidate["match"]]


SURE = {
    "LIB 47": "infantry-bn-47",
    "47 LIB": "infantry-bn-47",
    "IB 47": "infantry-bn-47",
    "Light Infantry Battalion 47": "infantry-bn-47",
    "No. (47) Infantry Battalion": "infantry-bn-47",
    "IB 236": "infantry-bn-236",
    "the junta's Infantry Battalion 236": "infantry-bn-236",
    "LIB-237": "light-infantry-bn-237",
    "LIB601": "light-infantry-bn-601",
    "Light Infantry Batallion 601": "light-infantry-bn-601",
    "lib 601": "light-infantry-bn-601",
    "AB 366": "artillery-bn-366",
    "Armored Battalion 7006": "armoured-bn-7006",
    "MOC-21": "moc-21",
    "21 MOC": "moc-21",
    "M.O.C. 21": "moc-21",
    "21st Military Operations Command": "moc-21",
    "Military Operations Command (MOC) 21": "moc-21",
    "88th LID": "lid-88",
    "LID 88": "lid-88",
    "KIA 5th Brigade": "kia-5th-brigade",
    "LIB 237 base": "light-infantry-bn-237-base",
    "KIA": "kia",
    "K.I.A.": "kia",
    "Kachin Independence Army (KIA)": "kia",
    "PDF": "pdf",
    "People's Defense Force": "pdf",
    "People’s Defence Force": "pdf",  # noqa: RUF001
    "ABSDF": "absdf",
    "All Burma Students Democratic Front": "absdf",
    "Banmaw": "bhamo",
    "Bhāmo": "bhamo",
    "BHAMO": "bhamo",
    "ဗန်းမော်မြို့": "bhamo",
    "八莫": "bhamo",
    "Банмо": "bhamo",
    "Bhamo, Kachin State": "bhamo",
    "ဗန်းမော်ခရိုင်": "bhamo-district",
    "Bhamo Township": "bhamo-township",
    "Shwegu town": "shwegu",
    "Shwegu (Kachin State)": "shwegu",
    "Shwe Ku": "shwegu",
    "Shweku": "shwegu",
    "Irrawaddy River": "ayeyarwady-river",
    "ဧရာဝတီမြစ်": "ayeyarwady-river",
    "Col. Naw Bu": "naw-bu",
    "St Patricks Cathedral, Bhamo": "st-patricks-cathedral",
    "Roman Catholic Church (Bhamo)": "roman-catholic-church",
    "Battle of Bhamo (2024)": "battle-of-bhamo",
    "http://www.wikidata.org/entity/Q854791": "bhamo",
    "Q836": "myanmar",
    "https://w3id.org/sitrep/bhamo/kia": "kia",
}


@pytest.mark.parametrize(("name", "thing"), SURE.items())
def test_a_spelling_finds_its_thing(client: FlaskClient, name: str, thing: str) -> None:
    candidates = ask(client, query=name)
    assert matched(candidates) == [f"bhamo/{thing}"]
    assert candidates[0]["id"] == f"bhamo/{thing}"


# Near enough to stand first, and not sure enough to be a match.
DOUBTFUL = {
    "Ayeyarwady": "ayeyarwady-river",  # a region has that name too
    "Irrawaddy": "ayeyarwady-river",
    "IB 601": "light-infantry-bn-601",  # an infantry battalion, of light infantry
    "LIB 236": "infantry-bn-236",
    "Kia": "kia",  # written like the maker of cars
    "MAF": "myanmar-air-force",  # initials that the graph does not have as a name
    "ဗန်းမော်": "bhamo",
    "Shwegun": "shwegu",  # another town, in Kayin State
    "Shwegu Township": "shwegu",
    "People's Defence Force (Ukraine)": "pdf",
    "Myanmar army": "myanmar",
    "Ayeyarwady River, Bhamo": "ayeyarwady-river",
    "St. Patrick's Cathedral": "st-patricks-cathedral",  # there is one in New York
    "Roman Catholic Church": "roman-catholic-church",  # the building in the town
    "Battle of Bhamo": "battle-of-bhamo",  # there was one in 1944
    "5th Brigade": "kia-5th-brigade",
    "Mansi": "mansi-township",  # a town has that name too
    "Mi-17": "three-mi-17",
    "Junta": "junta",
    "Naw Bu": "naw-bu",
}


@pytest.mark.parametrize(("name", "thing"), DOUBTFUL.items())
def test_what_is_not_sure_stands_first_and_is_no_match(
    client: FlaskClient, name: str, thing: str
) -> None:
    candidates = ask(client, query=name)
    assert matched(candidates) == []
    assert candidates[0]["id"] == f"bhamo/{thing}"


@pytest.mark.parametrize(
    "name",
    [
        "LIB 48",
        "LIB 4",
        "LIB 470",
        "LIB 47 and 48",
        "IB 237",
        "MOC 20",
        "12 MOC",
        "99th LID",
        "Artillery Battalion 367",
        "Tank Battalion 5041",
        "KIA 6th Brigade",
        "Kia Motors",
        "KIA Corporation",
        "Kia car maker",
        "PDF (Ukraine)",
        "PDF document",
        "People's Defence Force of Uganda",
        "Mansi Town",
        "SPCB",
        "BB 2024",
        "Bhamo State",
        "Kachin",
        "artillery battalion",
        "town",
        "Burma",
        "London",
        "Q42",
        "",
        "???",
        "x" * 600,
    ],
)
def test_a_wrong_spelling_matches_nothing(client: FlaskClient, name: str) -> None:
    assert matched(ask(client, query=name)) == []


@pytest.mark.parametrize(("one", "other"), [("47", "48"), ("121", "237"), ("236", "623")])
def test_units_that_differ_by_number_are_no_candidates_for_each_other(
    client: FlaskClient, one: str, other: str
) -> None:
    for short in ("LIB", "IB", "Light Infantry Battalion"):
        names = [str(candidate["name"]) for candidate in ask(client, query=f"{short} {other}")]
        assert not [name for name in names if name.endswith(f" {one}")]


def test_scores_are_in_order_and_the_limit_holds(client: FlaskClient) -> None:
    candidates = ask(client, query="Bhamo", limit=3)
    scores = [float(str(candidate["score"])) for candidate in candidates]
    assert len(candidates) == 3
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 100


@pytest.mark.parametrize("kind", ["k:river", "https://w3id.org/sitrep/kind/river", "Q4022"])
def test_the_type_says_what_the_name_leaves_out(client: FlaskClient, kind: str) -> None:
    assert matched(ask(client, query="Ayeyarwady", type=kind)) == ["bhamo/ayeyarwady-river"]
    assert matched(ask(client, query="Ayeyarwady", type="Place")) == []


@pytest.mark.parametrize("kind", ["Unit", ":Unit", "Organisation", "Actor", "k:battalion"])
def test_types_are_found_by_whatever_is_wider(client: FlaskClient, kind: str) -> None:
    candidates = ask(client, query="LIB 47", type=kind)
    assert [candidate["id"] for candidate in candidates][:1] == ["bhamo/infantry-bn-47"]
    assert candidates[0]["match"]


def test_a_thing_of_another_type_is_none_or_comes_last(client: FlaskClient) -> None:
    assert ask(client, query="Shwegu", type="Unit") == []
    preferred = ask(client, query="Shwegu", type="Unit", type_strict="should")
    assert preferred[0]["id"] == "bhamo/shwegu"
    assert preferred[0]["score"] == 70
    assert matched(preferred) == []
    both: dict[str, object] = {"query": "Shwegu", "type": ["k:town", "k:city"]}
    assert matched(ask(client, **both)) == ["bhamo/shwegu"]
    assert ask(client, **both, type_strict="all") == []


@pytest.mark.parametrize(
    ("pid", "value", "thing"),
    [
        ("owl:sameAs", "Q4900951", "bhamo-township"),
        ("owl:sameAs", "https://www.wikidata.org/wiki/Q4900951", "bhamo-township"),
        ("owl:sameAs", "https://m.wikidata.org/wiki/Q4900951", "bhamo-township"),
        ("owl:sameAs", "wd:Q4900951", "bhamo-township"),
        ("P-code", "MMR001D003", "bhamo-district"),
        ("P-code", "mmr001010", "bhamo-township"),
        ("GeoNames", 1328218, "bhamo"),
        ("P1566", "1328218", "bhamo"),
        ("wdt:P1566", ["1328218"], "bhamo"),
        ("IATA", "BMO", "bhamo-airport"),
    ],
)
def test_a_code_decides_whatever_the_name(
    client: FlaskClient, pid: str, value: object, thing: str
) -> None:
    for name in ("Bhamo", "something else"):
        found = ask(client, query=name, properties=[{"pid": pid, "v": value}])
        assert found[0]["id"] == f"bhamo/{thing}"
        assert matched(found) == [f"bhamo/{thing}"]
    alone = ask(client, properties=[{"pid": pid, "v": value}])
    assert matched(alone) == [f"bhamo/{thing}"]


def test_codes_that_disagree_decide_nothing(client: FlaskClient) -> None:
    codes = [{"pid": "P-code", "v": "MMR001010"}, {"pid": "GeoNames", "v": "1328218"}]
    assert matched(ask(client, query="Bhamo", properties=codes)) == []
    unknown = [{"pid": "GeoNames", "v": "999"}]
    assert matched(ask(client, query="Shwegu", properties=unknown)) == []
    wrong_type = {"type": "Unit", "properties": [{"pid": "GeoNames", "v": "1328218"}]}
    assert ask(client, query="Bhamo", **wrong_type) == []


@pytest.mark.parametrize(
    ("name", "pid", "value", "thing"),
    [
        ("Bhamo", "within", "Kachin State", "bhamo"),
        ("Bhamo", ":within", {"id": "bhamo/kachin-state"}, "bhamo"),
        ("Bhamo", "within", "Q140646", "bhamo"),
        ("Bhamo", "within", "Myanmar", "bhamo"),  # by way of the state
        ("LIB 601", "onSide", "Government side", "light-infantry-bn-601"),
        ("LIB 601", "kind", "infantry battalion", "light-infantry-bn-601"),
        ("LIB 601", "kind", {"id": "k:battalion"}, "light-infantry-bn-601"),
        ("Ayeyarwady", "kind", "river", "ayeyarwady-river"),
        ("Ayeyarwady River", "within", "anywhere", "ayeyarwady-river"),  # the graph says nothing
        ("KIA and allies seize Bhamo Airport", "earliest", "2025-01", "capture-of-bhamo-airport"),
        (
            "KIA and allies seize Bhamo Airport",
            "when",
            "2025-01-26T00:00:00Z",
            "capture-of-bhamo-airport",
        ),
        ("KIA and allies seize Bhamo Airport", "latest", 2025, "capture-of-bhamo-airport"),
    ],
)
def test_evidence_that_agrees_keeps_the_match(
    client: FlaskClient, name: str, pid: str, value: object, thing: str
) -> None:
    assert matched(ask(client, query=name, properties=[{"pid": pid, "v": value}])) == [
        f"bhamo/{thing}"
    ]


@pytest.mark.parametrize(
    ("name", "pid", "value"),
    [
        ("Shwegu", "within", "Shan State"),
        ("LIB 601", "onSide", "Resistance side"),
        ("LIB 601", "kind", "tank battalion"),
        ("KIA and allies seize Bhamo Airport", "earliest", "2025-02"),
    ],
)
def test_evidence_that_contradicts_undoes_the_match(
    client: FlaskClient, name: str, pid: str, value: object
) -> None:
    plain = ask(client, query=name)
    found = ask(client, query=name, properties=[{"pid": pid, "v": value}])
    assert matched(plain)
    assert matched(found) == []
    same = [each for each in found if each["id"] == plain[0]["id"]]
    assert float(str(same[0]["score"])) < float(str(plain[0]["score"]))


def test_what_else_is_said_makes_up_for_a_short_name(client: FlaskClient) -> None:
    inside = [{"pid": "memberOf", "v": "KIA"}]
    assert matched(ask(client, query="5th Brigade", type="Unit")) == ["bhamo/kia-5th-brigade"]
    assert matched(ask(client, query="5th Brigade", properties=inside)) == []
    church = "bhamo/roman-catholic-church"
    assert matched(ask(client, query="Roman Catholic Church", type="Site")) == [church]
    assert matched(ask(client, query="Roman Catholic Church", type="Organisation")) == []
    assert matched(ask(client, query="Mansi", type="Place")) == []
    assert matched(ask(client, query="Mansi", type="k:township")) == ["bhamo/mansi-township"]
