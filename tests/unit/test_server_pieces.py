"""Names, tables, errors, settings: the small parts of the server."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology import PREFIXES
from server import errors
from server.config import DEFAULT_DATA, Settings
from server.errors import BrokenQueryError
from server.evaluation.engine import Here, Question
from server.names import address, label, own_iri, shorten
from server.problems import every_problem
from server.protocol.example import EXAMPLE, as_curl
from server.protocol.negotiate import CSV
from server.reading.table import Table, draw, fit
from server.running.start import Address, ListenError, claim
from server.state import load

ROOT = "https://w3id.org/sitrep/"


@pytest.mark.parametrize(
    ("iri", "leads_to"),
    [
        (f"{ROOT}bhamo/kia", "/bhamo/kia"),
        (f"{ROOT}ns#Event", "/ns#Event"),
        (f"{ROOT}bhamo/ဗန်း", "/bhamo/%E1%80%97%E1%80%94%E1%80%BA%E1%80%B8"),
        ("http://www.wikidata.org/entity/Q1", "http://www.wikidata.org/entity/Q1"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("urn:x", None),
    ],
)
def test_where_an_iri_leads(iri: str, leads_to: str | None) -> None:
    assert address(iri) == leads_to


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (f"{ROOT}ns#Event", ":Event"),
        (f"{ROOT}bhamo/kia", "b:kia"),
        (f"{ROOT}bhamo/sentence/043", "s:043"),  # the longest prefix that fits
        ("http://example.org/x", "http://example.org/x"),
    ],
)
def test_short_names(iri: str, short: str) -> None:
    assert shorten(iri) == short


def test_a_path_that_is_no_iri() -> None:
    assert own_iri("bhamo/<x>") is None


def test_a_label_is_english_where_there_is_a_choice() -> None:
    store, thing = Store(), NamedNode(f"{ROOT}bhamo/x")
    name = NamedNode(PREFIXES["skos"] + "prefLabel")
    store.add(Quad(thing, name, Literal("ဗန်း", language="my")))
    assert label(store, thing) == "ဗန်း"
    store.add(Quad(thing, name, Literal("Zoo", language="en")))
    assert label(store, thing) == "Zoo"
    assert label(store, NamedNode(f"{ROOT}bhamo/y")) == "b:y"


def test_a_table_for_the_terminal() -> None:
    table = Table(
        ("who", "text"), ((NamedNode(f"{ROOT}bhamo/kia"), Literal("a b " * 20)), (None, None))
    )
    lines = draw(table, 40).splitlines()
    assert lines[0].split() == ["who", "text"]
    assert lines[2].startswith("b:kia  a b a b")
    assert all(len(line) <= 40 for line in lines)
    assert lines[-1] == "(2 rows)"
    assert draw(Table(("x",), ()), 40).splitlines()[-1] == "(0 rows)"


def test_columns_shrink_from_the_widest() -> None:
    assert fit([5, 100, 50], 80) == [5, 35, 36]
    assert fit([5, 5], 80) == [5, 5]
    assert fit([100, 100], 10) == [12, 12]


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    drawn = {
        name: int(status) if status else None
        for name, status in re.findall(r"── (\w+)\s+(\d{3})?", errors.__doc__ or "")
    }
    kinds = {kind.__name__: kind for kind in every_problem(errors.Problem)}
    named = {
        name for name, kind in vars(errors).items() if str(kind).startswith("<class 'server.err")
    }
    assert set(drawn) | {"SitrepError", "Spot"} == named
    assert {name: kind.status for name, kind in kinds.items()} == {
        name: drawn[name] for name in kinds
    }


def test_serving_does_not_wait_for_rdflib() -> None:
    code = (
        "import sys, server.running.start, server; print([m for m in sys.modules if 'rdflib' in m])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - fixed text
    assert run.stdout == "[]\n"


def test_the_data_file_lies_beside_the_package() -> None:
    assert Settings().data == DEFAULT_DATA
    assert DEFAULT_DATA.parts[-3:] == ("graph", "data", "bhamo.nq")


def test_the_example_can_be_pasted_into_a_shell() -> None:
    assert "'" not in EXAMPLE
    assert as_curl("http://127.0.0.1:1").startswith("curl http://127.0.0.1:1/sparql ")


def test_an_address_for_a_browser_on_this_machine() -> None:
    assert Address("0.0.0.0", 80).url == "http://127.0.0.1:80"  # noqa: S104 - not bound
    assert Address("::1", 80).url == "http://[::1]:80"


def test_claiming_an_address() -> None:
    claimed = claim("localhost", 0)
    assert claimed.port > 0
    with pytest.raises(ListenError, match=r"cannot listen on no\.such\.invalid, port 1"):
        claim("no.such.invalid", 1)


def test_a_store_is_loaded_by_its_suffix() -> None:
    assert len(load(b"<a:a> <a:b> <a:c> .", Path("x.ttl"))) == 1


def test_asking_needs_nothing_of_the_web() -> None:
    ask = Here(load(b"<a:a> <a:b> 1, 2 .", Path("x.ttl")))
    query = "SELECT (SUM(?n) AS ?sum) { ?s ?p ?n }"
    assert CSV.engine
    assert ask(Question(query, ROOT), CSV.engine) == b"sum\r\n3\r\n"
    with pytest.raises(BrokenQueryError) as raised:
        ask(Question("ASK", ROOT), CSV.engine)
    assert raised.value.spot
    assert raised.value.spot.caret == "ASK\n   ^"
