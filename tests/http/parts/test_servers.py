"""Parts with evaluators in processes of their own: over a file, over a store, after a write."""

import csv
import http.client
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from queries import catalogue
from sitrep.__main__ import main

from .conftest import ELSEWHERE, SHIPPED, SLUGS

TOKEN = "a-token-for-the-tests"  # noqa: S105 - of a server that is ours
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER (STRLEN(STR(?s)) > 0) }"
GRAPHS = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


def fetch(address: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
    """What a server answers over a connection of its own, so by whichever process takes it."""
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request("POST" if body else "GET", path, body.encode() or None, sent)
    answer = line.getresponse()
    found = answer.status, answer.read().decode()
    line.close()
    return found


def ask(address: str, query: str, **sent: str) -> str:
    status, text = fetch(address, f"/sparql?{urlencode({'query': query, 'format': 'csv', **sent})}")
    assert status == 200, text
    return text.split()[1]


@pytest.fixture(scope="module")
def over_file(serving: Callable[..., Any], together: Path) -> Iterator[str]:
    running = serving("--data", str(together), "--workers", "2", "--evaluators", "2")
    yield running.address
    assert running.stop()[1] == ""


@pytest.fixture(scope="module")
def over_store(
    serving: Callable[..., Any], together: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("store")
    (folder / "tokens").write_text(f"desk {TOKEN}\n")
    running = serving(
        *("--data", str(together), "--store", str(folder / "store"), "--workers", "2"),
        *("--evaluators", "2", "--writable", "--token-file", str(folder / "tokens")),
    )
    yield running.address
    assert running.stop()[1] == ""


@pytest.fixture(params=["over_file", "over_store"])
def served(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


def test_every_battle_answers_as_it_does_alone(
    served: str, each_alone: Mapping[str, FlaskClient]
) -> None:
    for saved in catalogue():
        for slug in SLUGS:
            status, text = fetch(served, f"/queries/{saved.slug}.csv?of={slug}")
            assert status == 200, text
            found = each_alone[slug].get(f"/queries/{saved.slug}.csv").text
            rows = csv.reader(io.StringIO(text, newline=""))
            assert list(rows) == list(csv.reader(io.StringIO(found, newline="")))


def test_processes_and_evaluators_agree_on_a_part(
    served: str, each_alone: Mapping[str, FlaskClient]
) -> None:
    for query in (COUNT, GRAPHS, "SELECT ?g { <https://w3id.org/sitrep/bhamo/kia> a ?g }"):
        for slug in SLUGS:
            sent = {"query": query, "format": "csv"}
            alone = each_alone[slug].get("/sparql", query_string=sent).text.split()[1:2]
            for number in range(6):
                text = fetch(served, f"/sparql?{urlencode({**sent, 'of': slug, 'n': number})}")[1]
                assert text.split()[1:2] == alone


def test_what_is_refused_over_a_part_is_refused_as_ever(served: str) -> None:
    assert fetch(served, f"/sparql?query=ASK%7B&of={SHIPPED}")[0] == 400
    assert fetch(served, "/sparql?query=ASK%7B%7D&of=nowhere")[0] == 404
    assert ask(served, COUNT) != ask(served, COUNT, of=SHIPPED)


def test_after_a_write_the_part_is_a_new_one(over_store: str) -> None:
    before = {slug: int(ask(over_store, COUNT, of=slug)) for slug in SLUGS}
    allowed = {"Authorization": f"Bearer {TOKEN}"}
    for number in range(1, 5):
        text = f"INSERT DATA {{ <https://w3id.org/sitrep/{ELSEWHERE}/new-{number}> <urn:p> 1 }}"
        kind = {"Content_Type": "application/sparql-update"}
        status, said = fetch(over_store, "/update", text, **kind, **allowed)
        assert status == 200, said
        for _ in range(4):  # by either process
            assert int(ask(over_store, COUNT, of=ELSEWHERE)) == before[ELSEWHERE] + number
            assert int(ask(over_store, COUNT, of=SHIPPED)) == before[SHIPPED]


def command(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["query", *words])
    return done.exit_code, done.output


def test_the_command_asks_one_battle(together: Path, each_alone: Mapping[str, FlaskClient]) -> None:
    for slug in SLUGS:
        given = ("--data", str(together), "--of", slug, "--format", "csv")
        code, text = command("order-of-battle", *given)
        assert code == 0, text
        alone = each_alone[slug].get("/queries/order-of-battle.csv").text
        assert text.splitlines() == alone.splitlines()


def test_the_command_lists_what_can_be_chosen_in_a_battle(together: Path) -> None:
    code, text = command("about-a-thing", "--params", "--data", str(together), "--of", ELSEWHERE)
    assert code == 0, text
    assert "https://w3id.org/sitrep/elsewhere/kia  Kachin Independence Army\n" in text
    assert "b:kia  " not in text


@pytest.mark.parametrize("words", [("timeline",), ("timeline", "--params")])
def test_the_command_names_the_battles_there_are(words: tuple[str, ...], together: Path) -> None:
    code, text = command(*words, "--data", str(together), "--of", "nowhere")
    assert code == 2
    assert "no article nowhere" in text
    assert all(slug in text for slug in SLUGS)
