"""Clients that others wrote, and their ways of asking, against a real server on loopback."""

import json
import math
from collections.abc import Iterator
from typing import Protocol
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import pandas as pd
import pytest
from reconciler import reconcile, webutils

from server.config import DEFAULT_DATA

SPELLINGS = {
    "LIB 47": "infantry-bn-47",
    "47 LIB": "infantry-bn-47",
    "IB 236": "infantry-bn-236",
    "LIB 601": "light-infantry-bn-601",
    "Light Infantry Battalion 237": "light-infantry-bn-237",
    "MOC-21": "moc-21",
    "21 MOC": "moc-21",
    "21st Military Operations Command": "moc-21",
    "88th LID": "lid-88",
    "Artillery Battalion 366": "artillery-bn-366",
    "Armored Battalion 7006": "armoured-bn-7006",
    "Banmaw": "bhamo",
    "ဗန်းမော်မြို့": "bhamo",
    "Bhāmo": "bhamo",
    "Bhamo Township": "bhamo-township",
    "Shwe Ku": "shwegu",
    "Ayeyarwady River": "ayeyarwady-river",
    "Irrawaddy River": "ayeyarwady-river",
    "KIA": "kia",
    "ABSDF": "absdf",
    "PDF": "pdf",
    "People's Defense Force": "pdf",
    "People's Defence Force": "pdf",
    "Col Naw Bu": "naw-bu",
    "Bhamo Airport": "bhamo-airport",
}
WRONG = [
    "LIB 48",
    "MOC 20",
    "Infantry Battalion 237",
    "Tank Battalion 5041",
    "Kia Motors",
    "Kia",
    "People's Defence Force (Ukraine)",
    "Shwegu Township",
    "Shwegun",
    "nothing like it",
]


class Serving(Protocol):
    """As in conftest.py."""

    address: str

    def __init__(self, *arguments: str) -> None: ...

    def stop(self) -> tuple[str, str]: ...


@pytest.fixture(scope="module")
def address(serving: type[Serving]) -> Iterator[str]:
    running = serving("--data", str(DEFAULT_DATA), "--workers", "1", "--evaluators", "0")
    yield f"{running.address}/reconcile"
    assert "Traceback" not in running.stop()[1]


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reconciler 0.2.2 names a missing value as numpy did before its version 2."""
    monkeypatch.setattr(webutils.np, "NaN", math.nan, raising=False)


@pytest.mark.usefixtures("quiet")
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::pandas.errors.Pandas4Warning")
class TestReconciler:
    """The package `reconciler`, as a notebook has it."""

    def test_every_spelling_is_matched_to_its_thing(self, address: str) -> None:
        found = reconcile(pd.Series(list(SPELLINGS)), reconciliation_endpoint=address)
        ids = dict(zip(found["input_value"], found["id"], strict=True))
        assert ids == {name: f"bhamo/{thing}" for name, thing in SPELLINGS.items()}
        assert found["match"].all()

    def test_no_wrong_spelling_is_matched(self, address: str) -> None:
        found = reconcile(pd.Series(WRONG), top_res="all", reconciliation_endpoint=address)
        assert set(found["input_value"]) == set(WRONG)
        assert not found["match"].any()

    def test_a_type_and_a_column_of_properties(self, address: str) -> None:
        table = pd.DataFrame(
            {
                "name": ["LIB 601", "IB 236", "Artillery Battalion 366"],
                "side": ["Government side", "Government side", "Resistance side"],
            }
        )
        found = reconcile(
            table["name"],
            type_id="Unit",
            property_mapping={"onSide": table["side"]},
            reconciliation_endpoint=address,
        )
        assert list(found["match"]) == [True, True, False]
        assert list(found["type_id"]) == ["Unit"] * 3
        ids = ["light-infantry-bn-601", "infantry-bn-236", "artillery-bn-366"]
        assert list(found["id"]) == [f"bhamo/{name}" for name in ids]


def post(address: str, **form: object) -> object:
    """A form as OpenRefine sends it: JSON in a parameter, percent-encoded."""
    encoded = urlencode({name: json.dumps(value) for name, value in form.items()}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}
    with urlopen(Request(address, encoded, kind)) as answer:  # noqa: S310 - our own server
        assert answer.headers["Content-Type"] == "application/json"
        read: object = json.load(answer)
        return read


def get(address: str, **parameters: str) -> str:
    query = f"?{urlencode(parameters)}" if parameters else ""
    with urlopen(address + query) as answer:  # noqa: S310 - our own server
        text: str = answer.read().decode()
        return text


def test_openrefine_finds_the_service_and_guesses_types(address: str) -> None:
    manifest = json.loads(get(address))
    assert "0.2" in manifest["versions"]
    guessing = {f"q{n}": {"query": name, "limit": 3} for n, name in enumerate(list(SPELLINGS)[:10])}
    answers = post(address, queries=guessing)
    assert isinstance(answers, dict)
    firsts = [answer["result"][0]["type"][0]["id"] for answer in answers.values()]
    assert max(set(firsts), key=firsts.count) == "Unit"


def test_openrefine_reconciles_a_column_with_others_beside_it(address: str) -> None:
    side = {"pid": "onSide", "v": {"id": "bhamo/government-side", "name": "Government side"}}
    asked = {"query": "LIB 601", "type": "Unit", "type_strict": "should", "properties": [side]}
    answers = post(address, queries={"q0": asked})
    assert isinstance(answers, dict)
    assert answers["q0"]["result"][0]["match"]


def test_openrefine_adds_columns(address: str) -> None:
    asked = {
        "ids": ["bhamo/infantry-bn-47", "bhamo/moc-21"],
        "properties": [{"id": "kind", "settings": {"limit": "1"}}, {"id": "memberOf"}],
    }
    answers = post(address, extend=asked)
    assert isinstance(answers, dict)
    assert answers["rows"]["bhamo/moc-21"]["memberOf"] == [
        {"id": "bhamo/junta", "name": "Myanmar military junta"}
    ]
    assert [column["name"] for column in answers["meta"]] == ["kind", "member of"]


def test_openrefine_suggests_while_one_types(address: str) -> None:
    manifest = json.loads(get(address))
    service = manifest["suggest"]["entity"]
    where = service["service_url"] + service["service_path"]
    found = json.loads(get(where, prefix="21 M", type="Unit", type_strict="any"))
    assert found["result"][0]["id"] == "bhamo/moc-21"
    assert get(where, prefix="kia", callback="cb").startswith("/**/cb({")


@pytest.mark.parametrize("encode", [str, lambda text: quote(text, safe="")])
@pytest.mark.parametrize("part", ["view", "preview"])
def test_links_of_the_manifest_lead_to_the_thing(
    address: str, part: str, encode: type[str]
) -> None:
    template = json.loads(get(address))[part]["url"]
    assert "Kachin Independence Army" in get(template.replace("{{id}}", encode("bhamo/kia")))


def test_what_is_wrong_is_said_and_the_server_goes_on(address: str) -> None:
    with pytest.raises(HTTPError, match="400") as refused:
        get(address, queries="{")
    with refused.value as answer:
        assert "`queries` is not JSON" in json.load(answer)["detail"]
    assert post(address, queries={}) == {}
