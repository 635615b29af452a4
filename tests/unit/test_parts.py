"""One article's part of a store: what stays in, what is left out, what is kept of it."""

import os
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from ontology import PREFIXES
from server.errors import EvaluationError, NotFoundError
from server.evaluation.opener import MOST_OPEN, Loaded
from server.parts import databases
from server.parts.databases import PartDatabases, open_part
from server.parts.held import MOST_HELD, HeldParts
from server.parts.split import divide

TWO = """
@prefix a: <https://w3id.org/sitrep/one/> .
@prefix c: <https://w3id.org/sitrep/two/> .
@prefix wd: <http://www.wikidata.org/entity/> .
a:article nif:isString "One." ; dcterms:title "The one"@en .
c:article nif:isString "Two." ; dcterms:title "The two"@en .
GRAPH a:s1 { a:x :by a:y }
GRAPH c:s1 { c:x :by c:y }
GRAPH <urn:g> { a:x :of a:y . c:x :of c:y . <urn:x> :of <urn:y> . <urn:x> :of c:x }
"""


def store_of(text: str) -> Store:
    made = Store()
    prefixes = "\n".join(f"@prefix {label}: <{iri}> ." for label, iri in PREFIXES.items())
    made.load(f"{prefixes}\n{TWO}\n{text}".encode(), RdfFormat.TRIG)
    return made


def told(store: Store, slug: str) -> set[str]:
    """The quads of a part beside those of the frame, in short."""
    frame = {str(quad) for quad in store_of("")}
    return {
        str(quad).replace("https://w3id.org/sitrep/", "").replace(PREFIXES["owl"], "owl:")
        for quad in divide(store).quads(slug)
        if str(quad) not in frame
    }


def test_sentences_and_graphs_go_with_their_article() -> None:
    found = {str(quad) for quad in divide(store_of("")).quads("one")}
    assert len(found) == 5
    assert not any("/two/" in quad for quad in found)


def test_what_speaks_of_anothers_things_is_left_out_on_both_sides() -> None:
    store = store_of("a:x :maybeSame c:x . a:x :by k:army . << a:x :by c:y >> :certainty k:x .")
    assert told(store, "one") == {"<one/x> <ns#by> <kind/army>"}


def test_what_is_everybodys_stays_in_every_part() -> None:
    store = store_of("k:army a :Kind . <urn:z> :of <urn:y> .")
    assert told(store, "one") == told(store, "two")
    assert len(told(store, "one")) == 2


def test_blank_nodes_stay_where_something_leads_to_them() -> None:
    store = store_of("a:x :where [ :in [ :in a:y ] ] . c:x :where [ :in [ :in <urn:c> ] ] .")
    found = told(store, "one")
    assert len(found) == 3
    assert not any("urn:c" in quad for quad in found)


def test_records_of_what_several_share_are_in_no_part() -> None:
    store = store_of(
        "<https://w3id.org/sitrep/same/t/r> owl:annotatedSource a:x ; :comment 'why' . "
    )
    assert told(store, "one") == told(store, "two") == set()


MATCH = "k:army skos:exactMatch wd:Q1 . "
RECORD = "{} owl:annotatedSource k:army ; owl:annotatedTarget wd:Q1 . "


@pytest.mark.parametrize(
    ("records", "one", "two"),
    [
        ("", True, True),
        (RECORD.format("a:r"), True, False),
        (RECORD.format("c:r"), False, True),
        (RECORD.format("a:r") + RECORD.format("c:r"), True, True),
        (RECORD.format("<urn:r>"), True, True),
        (RECORD.format("c:r").replace("Q1", "Q2"), True, True),
    ],
)
def test_a_match_of_a_kind_goes_with_who_has_it_on_record(
    records: str, *, one: bool, two: bool
) -> None:
    store = store_of(MATCH + records)
    for slug, there in (("one", one), ("two", two)):
        assert any("exactMatch" in quad for quad in told(store, slug)) is there


def test_parts_in_memory_are_few() -> None:
    store, parts = store_of(""), HeldParts()
    assert parts(store, "one") is parts(store, "one")
    parts.held.update({str(number): Store() for number in range(MOST_HELD - 1)})
    assert {str(q) for q in parts(store, "two")} == {str(q) for q in divide(store).quads("two")}
    assert len(parts.held) == MOST_HELD
    assert "one" not in parts.held
    with pytest.raises(NotFoundError, match="no article three"):
        parts(store, "three")


def test_the_part_of_the_only_article_is_the_store() -> None:
    only = Store()
    only.extend(quad for quad in store_of("") if "/two/" not in str(quad))
    assert HeldParts()(only, "one") is only


@pytest.fixture
def kept(tmp_path: Path) -> PartDatabases:
    return PartDatabases(tmp_path / "parts", "version", store_of(""))


def test_a_part_on_disk_is_made_once(kept: PartDatabases) -> None:
    place = kept.place("one")
    made = Path(place.partition(":")[2])
    before = made.stat().st_ino
    assert {str(q) for q in open_part(place)} == {str(q) for q in divide(kept.store).quads("one")}
    other = PartDatabases(kept.folder, kept.version, kept.store)
    assert other.place("one") == place
    assert made.stat().st_ino == before
    assert other.division is None  # nobody had to look through the store
    assert [each.name for each in kept.folder.iterdir()] == [made.name]
    assert PartDatabases(kept.folder, "another", kept.store).place("one") != place


def test_parts_that_nobody_asks_for_go(
    kept: PartDatabases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "MOST_KEPT", 2)
    first = Path(kept.place("one").partition(":")[2])
    os.utime(first, (1, 1))
    kept.place("two")
    PartDatabases(kept.folder, "later", kept.store).place("one")
    assert not first.exists()
    assert len(list(kept.folder.iterdir())) == 2
    assert kept.place("one")  # made anew
    assert first.exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "parts").write_text("no folder")
    with pytest.raises(EvaluationError, match="The part of one cannot be made"):
        PartDatabases(tmp_path / "parts", "version", store_of("")).place("one")


def test_an_evaluator_has_few_parts_open_and_says_when_one_is_gone(kept: PartDatabases) -> None:
    opener = Loaded(kept.store)
    assert opener("") is kept.store
    place = kept.place("one")
    assert not opener.has_open(place)
    assert opener(place) is opener(place)
    assert opener.has_open(place)
    opener.parts.held.update({f"part:{number}": Store() for number in range(MOST_OPEN)})
    opener(kept.place("two"))
    assert not opener.has_open(place)
    with pytest.raises(EvaluationError, match="cannot be opened"):
        opener("part:/nowhere")
