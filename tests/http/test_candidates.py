"""`sitrep links candidates` against a server that plays Wikidata, well and badly."""

import csv
import importlib.util
import io
import json
import sys
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from graph.build import prepare
from graph.candidates.judge import alike
from graph.model import Subject
from graph.paths import Sources
from sitrep.__main__ import main


def load(name: str) -> ModuleType:
    # Test folders are no packages; this is one module that stands beside.
    found = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    sys.modules[name] = module
    found.loader.exec_module(module)
    return module


wikidata = load("plays_wikidata")


def look(url: str, output: Path, *more: str, pause: str = "0") -> Result:
    command = ["links", "candidates", "--endpoint", url, "-o", str(output), "--pause", pause, *more]
    return CliRunner().invoke(main, command, catch_exceptions=False)


def rows(output: Path) -> list[dict[str, str]]:
    text = output.read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text), delimiter="\t"))


@pytest.fixture(scope="module")
def subject() -> Subject:
    return prepare(Sources())


@pytest.fixture(autouse=True)
def prepared(subject: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.build.prepare", lambda _: subject)  # once for all is enough


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "proposals.tsv"


# Of each thing: what stands first among the proposals, and what must be left out, with the reason.
TRAPS = {
    "b:kia": (
        "wd:Q9002",
        {"wd:Q9001": "another country", "wd:Q9003": "a page", "wd:Q9004": "a page"},
    ),
    "b:pdf": ("wd:Q9011", {"wd:Q9010": "another country"}),
    "b:shwegu": (
        "wd:Q9020",
        {"wd:Q9021": "km away", "wd:Q7505845": "judged in line"},
    ),
    "b:bhamo-airport": ("wd:Q9030", {"wd:Q854791": "already the item of b:bhamo"}),
    "b:light-infantry-bn-121": ("wd:Q9040", {"wd:Q9041": "no name in common"}),
    "b:earthquake-2025": ("wd:Q9050", {"wd:Q9051": "another time"}),
}


@pytest.mark.parametrize("thing", TRAPS)
def test_the_right_item_stands_first_and_the_wrong_ones_are_left_out(
    thing: str, output: Path
) -> None:
    with wikidata.playing() as asked:
        result = look(asked.url, output, thing)
    assert result.exit_code == 0, result.output
    first, wrong = TRAPS[thing]
    found = rows(output)
    proposed = [row for row in found if row["state"] == "proposed"]
    assert proposed[0]["object_id"] == first
    assert [float(row["score"]) for row in proposed] == sorted(
        (float(row["score"]) for row in proposed), reverse=True
    )
    left_out = {row["object_id"]: row["why"] for row in found if row["state"] == "left out"}
    for item, why in wrong.items():
        assert why in left_out[item]
    assert first.removeprefix("wd:") in result.output


def test_a_code_goes_before_a_name(output: Path) -> None:
    with wikidata.playing() as asked:
        look(asked.url, output, "b:bhamo-airport")
    [first, *_] = rows(output)
    assert (first["object_id"], first["score"]) == ("wd:Q9030", "0.99")
    assert "the same P1566 (8260784)" in first["why"]


def test_a_candidate_shows_class_dates_distance_and_why(output: Path) -> None:
    with wikidata.playing() as asked:
        look(asked.url, output, "b:shwegu", "b:earthquake-2025")
    found = {row["object_id"]: row for row in rows(output)}
    town = found["wd:Q9020"]
    assert town["object_classes"] == "town (Q3957)"
    assert 0.5 < float(town["distance_km"]) < 2
    for reason in ("the same name", "the same kind (town: Q3957)", "the same country", "km away"):
        assert reason in town["why"]
    assert found["wd:Q9050"]["object_dates"] == "2025-03-28"
    assert "the same time" not in found["wd:Q9050"]["why"]  # the graph knows its year alone


def test_a_redirect_leads_to_its_item(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(wikidata.ITEMS, "Q9099", wikidata.ITEMS["Q9002"])
    with wikidata.playing() as asked:
        result = look(asked.url, output, "b:kia")
    assert result.exit_code == 0, result.output
    assert [row["object_id"] for row in rows(output)].count("wd:Q9002") == 1


def test_what_a_remote_writes_stays_text(output: Path) -> None:
    with wikidata.playing() as asked:
        result = look(asked.url, output, "b:roman-catholic-church")
    [row] = [row for row in rows(output) if row["object_id"] == "wd:Q9060"]
    assert row["object_label"] == "'=HYPERLINK(1)"
    assert row["object_description"] == "a hostile one"
    assert "a\nhostile" not in result.output


def test_the_table_of_links_stays_as_it_is(output: Path) -> None:
    table = Sources().links
    before = table.read_bytes()
    with wikidata.playing() as asked:
        look(asked.url, output, "b:kia")
        refused = look(asked.url, table, "b:kia")
    assert refused.exit_code == 2
    assert "is there already and stays" in refused.output
    assert table.read_bytes() == before


def test_a_file_that_is_there_is_not_overwritten(output: Path) -> None:
    output.write_text("my notes", "utf-8")
    with wikidata.playing() as asked:
        assert look(asked.url, output, "b:kia").exit_code == 2
        assert asked.paths == []
    assert output.read_text("utf-8") == "my notes"


def test_requests_say_who_asks_and_keep_their_distance(output: Path) -> None:
    with wikidata.playing() as asked:
        look(asked.url, output, "b:pdf", "--contact", "mailto:a@example.org", pause="0.2")
    assert len(asked.paths) >= 3
    assert all("Sitrep/" in agent and "mailto:a@example.org" in agent for agent in asked.agents)
    gaps = [late - early for early, late in zip(asked.times, asked.times[1:], strict=False)]
    assert min(gaps) >= 0.19


def test_nothing_is_kept_unless_asked_for(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with wikidata.playing() as asked:
        look(asked.url, output, "b:kia")
        assert [path.name for path in tmp_path.iterdir()] == [output.name]
        once = len(asked.paths)
        for name in ("second", "third"):
            look(asked.url, tmp_path / name, "b:kia", "--cache", str(tmp_path / "kept"))
        assert len(asked.paths) == 2 * once
    assert (tmp_path / "third").read_bytes() == (tmp_path / "second").read_bytes()


@pytest.mark.parametrize(
    ("thing", "says"),
    [("b:nobody", "the graph has no such thing"), ("b:bhamo", "has the item wd:Q854791 already")],
)
def test_a_thing_that_cannot_be_looked_for_is_told_of(thing: str, says: str, output: Path) -> None:
    with wikidata.playing() as asked:
        result = look(asked.url, output, thing)
        assert asked.paths == []
    assert result.exit_code == 1
    assert says in result.output


def said(body: bytes, status: int = 200, **headers: str) -> object:
    return lambda handler: wikidata.say(handler, status, body, **headers)


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()


BAD = {
    "hangs up": (hang_up, "no answer"),
    "is no API": (said(b"<html>Not here</html>"), "answered no JSON but '<html>Not here</html>'"),
    "is no object": (said(b"[1]"), "answered JSON that is no object"),
    "has too deep JSON": (said(b"[" * 200_000), "answered no JSON"),
    "refuses": (
        said(json.dumps({"error": {"code": "maxlag", "info": "Waiting for a database"}}).encode()),
        "refused: Waiting for a database",
    ),
    "is busy": (
        said(b"", 429, Retry_After="30"),
        "answered 429 Too Many Requests; it asks to wait 30",
    ),
    "is broken": (said(b"", 500), "answered 500"),
    "leads elsewhere": (said(b"", 302, Location="http://127.0.0.1:1/"), "which is not followed"),
    "has no list": (said(b'{"search": "many"}'), "expected a list in `search`"),
    "has no objects": (said(b'{"search": [1]}'), "expected a list of objects in `search`"),
    "has no item": (said(b'{"search": [{"id": "P31"}]}'), "expected the code of an item, as Q836"),
    "is huge": (wikidata.hugely, "the answer is longer than 8,000,000 bytes"),
}


@pytest.mark.parametrize("how", BAD)
def test_a_bad_remote_is_a_clear_error(how: str, output: Path) -> None:
    handle, says = BAD[how]
    with wikidata.playing(handle) as asked:
        result = look(asked.url, output, "b:kia")
    assert result.exit_code == 1
    assert says in result.output
    assert asked.url in result.output
    assert "0 of 1 things" in result.output
    assert not output.exists()


def test_a_lying_remote_is_a_clear_error(output: Path) -> None:
    def lie(handler: BaseHTTPRequestHandler) -> None:
        if "wbgetentities" in handler.path:
            other = wikidata.ITEMS["Q9010"]
            wikidata.say(handler, 200, json.dumps({"entities": {"Q9002": other}}).encode())
        else:
            wikidata.truly(handler)

    with wikidata.playing(lie) as asked:
        result = look(asked.url, output, "b:kia")
    assert result.exit_code == 1
    assert "expected the items that were asked for in `entities`" in result.output


def test_a_slow_remote_ends_in_time(output: Path) -> None:
    begun = time.monotonic()
    with wikidata.playing(wikidata.slowly) as asked:
        result = look(asked.url, output, "b:kia", "--timeout", "0.5")
    assert time.monotonic() - begun < 8
    assert result.exit_code == 1
    assert "took longer than 0.5 seconds" in result.output


def test_a_dead_remote_is_a_clear_error(output: Path) -> None:
    with wikidata.playing() as asked:
        pass
    result = look(asked.url, output, "b:kia")
    assert result.exit_code == 1
    assert "is there a network, and is this the address?" in result.output


def test_another_scheme_is_refused(output: Path) -> None:
    result = look("file:///etc/passwd", output, "b:kia")
    assert result.exit_code == 1
    assert "expected an address with http:// or https://" in result.output


def test_what_was_found_before_a_failure_is_kept(output: Path) -> None:
    with wikidata.playing(fails_after=8) as asked:
        result = look(asked.url, output, "b:absdf", "b:kia", "b:pdf")
    assert result.exit_code == 1
    assert "of 3 things were looked for; what was found is in" in result.output
    assert rows(output)


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        ("21st Military Operations Command", "Military Operations Command 21", True),
        ("MOC-21", "21 MOC", True),
        ("LIB 47", "47 LIB", True),
        ("People's Defence Force", "Peoples Defense Force", True),
        ("Infantry Battalion 47", "Infantry Battalion 147", False),
        ("Light Infantry Battalion 121", "Light Infantry Battalion 12", False),
    ],
)
def test_spellings_are_one_name_and_numbers_are_not(one: str, other: str, *, sure: bool) -> None:
    assert (alike(one, other) == 1) is sure
    assert sure or alike(one, other) == 0
