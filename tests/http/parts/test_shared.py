"""Things that several battles tell of: by Wikidata, by a table, and never by a name alone."""

import csv
import html
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from graph.reading.links import COLUMNS
from sitrep.__main__ import main

from .conftest import DRAFTED, ELSEWHERE, SHIPPED, client_of

HTML = {"Accept": "text/html"}
HEAD = """\
#curie_map:
#  b: https://w3id.org/sitrep/bhamo/
#  e: https://w3id.org/sitrep/elsewhere/
#  d: https://w3id.org/sitrep/battle-of-cape-verrin/
#  owl: http://www.w3.org/2002/07/owl#
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
#mapping_set_id: https://w3id.org/sitrep/same/test
#mapping_set_title: What they share
#license: https://creativecommons.org/publicdomain/zero/1.0/
"""
KIA = "Kachin Independence Army"


def row(one: str, two: str, label: str, *, denied: bool = False) -> str:
    cells = {
        "subject_id": one,
        "subject_label": label,
        "predicate_id": "skos:exactMatch" if denied else "owl:sameAs",
        "predicate_modifier": "Not" if denied else "",
        "object_id": two,
        "object_label": label,
        "mapping_justification": "semapv:ManualMappingCuration",
        "author_label": "A reader",
        "mapping_date": "2030-05-01",
        "confidence": "0.85",
        "comment": "Read in both.",
        "ext_source_count": "1",
        "ext_evidence": "atlas: one army",
    }
    return "\t".join(cells.get(column, "") for column in COLUMNS)


@pytest.fixture(scope="module")
def shared(together: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The three battles, and a table: the KIA is one, Bhamo is judged not to be."""
    folder = tmp_path_factory.mktemp("shared")
    table, made, data = (folder / name for name in ("t.sssom.tsv", "same.nq", "all.nq"))
    rows = [row("b:kia", "e:kia", KIA), row("b:bhamo", "e:bhamo", "Bhamo", denied=True)]
    table.write_text(HEAD + "\n".join(["\t".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["links", "same", str(table), "--output", str(made)])
    assert done.exit_code == 0, done.output
    data.write_bytes(together.read_bytes() + made.read_bytes())
    return client_of(data)


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path, headers=HTML, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def also(client: FlaskClient, path: str) -> str:
    return page(client, path).partition("<h2>Also told of in</h2>")[2].partition("</section>")[0]


def rows(client: FlaskClient, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(path).text)))


@pytest.mark.parametrize(
    ("here", "there", "title"),
    [(SHIPPED, ELSEWHERE, "Battle of Elsewhere"), (ELSEWHERE, SHIPPED, "Battle of Bhamo (2024)")],
)
def test_a_thing_leads_to_itself_in_another_battle(
    here: str, there: str, title: str, shared: FlaskClient
) -> None:
    by_item = also(shared, f"/{here}/myanmar.html")
    assert f'href="/{there}/myanmar"' in by_item
    assert f'<a href="/battle?of={there}">{title}</a>' in by_item
    assert by_item.count("Q836 of Wikidata") == 2
    assert by_item.count("99% sure") == 2
    assert '<span class="whose ours"' in by_item
    by_table = also(shared, f"/{here}/kia.html")
    assert f'href="/{there}/kia"' in by_table
    assert "85% sure · manual mapping curation · Read in both." in by_table


def test_what_a_record_denies_is_not_told_though_the_items_say_so(shared: FlaskClient) -> None:
    for slug in (SHIPPED, ELSEWHERE):
        assert also(shared, f"/{slug}/bhamo.html") == ""
    assert "denied" in page(shared, f"/{SHIPPED}/bhamo.html")


def test_the_same_name_alone_says_nothing(all_three: FlaskClient) -> None:
    assert also(all_three, f"/{SHIPPED}/kia.html") == ""
    assert also(all_three, f"/{SHIPPED}/myanmar.html") != ""


def test_an_item_of_two_battles_leads_to_a_choice(shared: FlaskClient) -> None:
    answer = shared.get("/wikidata/Q836", headers=HTML)
    assert answer.status_code == 300
    for slug, title in ((SHIPPED, "Battle of Bhamo (2024)"), (ELSEWHERE, "Battle of Elsewhere")):
        assert re.search(
            rf'href="/{slug}/myanmar"[^<]*>Myanmar</a> <small>in {re.escape(title)}', answer.text
        )


def test_reconciliation_offers_each_once_and_names_the_battle(shared: FlaskClient) -> None:
    queries = json.dumps({"q": {"query": KIA}})
    found = shared.get("/reconcile", query_string={"queries": queries}).get_json()["q"]["result"]
    named = [each for each in found if each["name"] == KIA]
    assert len({each["id"] for each in named}) == len(named) == 2
    assert {each["description"].rpartition(" · in ")[2] for each in named} == {
        "Battle of Bhamo (2024)",
        "Battle of Elsewhere",
    }
    assert not any(each["match"] for each in named)


def test_a_search_says_in_which_battle(shared: FlaskClient) -> None:
    shown = page(shared, "/search?q=kachin+independence")
    assert "Battle of Bhamo (2024)" in shown.partition("<main")[2].partition("<footer")[0]
    assert "Battle of Elsewhere" in shown.partition("<main")[2].partition("<footer")[0]


def test_what_battles_share_is_listed_with_why(shared: FlaskClient) -> None:
    found = {each["thingLabel"]: each for each in rows(shared, "/queries/shared-by-battles.csv")}
    assert found["Myanmar"]["item"].endswith("Q836")
    assert (found["Myanmar"]["confidence"], found["Myanmar"]["otherConfidence"]) == ("0.99", "0.99")
    assert (found[KIA]["item"], found[KIA]["confidence"]) == ("", "0.85")
    assert found[KIA]["words"] == "atlas: one army"
    assert found[KIA]["otherBattle"] == "Battle of Elsewhere"
    assert "Bhamo" not in found
    for slug in (SHIPPED, ELSEWHERE, DRAFTED):
        assert rows(shared, f"/queries/shared-by-battles.csv?of={slug}") == []


def test_a_force_is_followed_over_all_battles(shared: FlaskClient, all_three: FlaskClient) -> None:
    path = "/queries/over-all-battles.csv?thing=b:kia"
    both, apart = rows(shared, path), rows(all_three, path)
    assert {each["battle"] for each in both} == {"Battle of Bhamo (2024)", "Battle of Elsewhere"}
    assert {each["battle"] for each in apart} == {"Battle of Bhamo (2024)"}
    assert len(both) == 2 * len(apart) > 20
    assert len(rows(shared, f"{path}&of={SHIPPED}")) == len(apart)
    denied = rows(shared, "/queries/over-all-battles.csv?thing=b:bhamo")
    assert {each["battle"] for each in denied} == {"Battle of Bhamo (2024)"}


@pytest.mark.parametrize("slug", ["wikidata-links", "not-linked-yet", "places-and-codes"])
def test_questions_on_wikidata_do_not_take_a_battle_for_it(
    slug: str, shared: FlaskClient, all_three: FlaskClient
) -> None:
    assert rows(shared, f"/queries/{slug}.csv") == rows(all_three, f"/queries/{slug}.csv")
