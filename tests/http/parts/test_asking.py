"""How one battle of several is asked: addresses, pages, errors, descriptions, the endpoint."""

import html
import re
from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient

from server.protocol.negotiate import SOLUTIONS
from server.saved.samples import samples

from .conftest import DRAFTED, ELSEWHERE, SHIPPED, SLUGS

HTML = {"Accept": "text/html"}
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
THINGS = "SELECT DISTINCT ?s { ?s a :Actor }"


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def test_the_page_lets_choose_a_battle_and_keeps_it(all_three: FlaskClient) -> None:
    shown = page(all_three, f"/queries/airstrikes?of={ELSEWHERE}&since=2025-01-01")
    assert '<option value="">All battles</option>' in shown
    assert f'<option value="{ELSEWHERE}" selected>Battle of Elsewhere</option>' in shown
    assert shown.count(f"/queries/airstrikes.csv?since=2025-01-01&of={ELSEWHERE}") > 2
    assert f'href="/queries/airstrikes?of={ELSEWHERE}">as it was' in shown
    assert re.search(rf'href="/sparql\?query=[^"]+&of={ELSEWHERE}">Change', shown)
    answer = shown.partition("<h2>Answer</h2>")[2].partition("<p>Download")[0]
    assert "/elsewhere/" in answer
    assert "/bhamo/" not in answer


def test_a_form_offers_what_there_is_in_the_battle(all_three: FlaskClient) -> None:
    def offered(path: str) -> set[str]:
        select = page(all_three, path).partition('name="thing"')[2].partition("</select>")[0]
        return set(re.findall(r'<option value="((?!k:)[^"]+)"', select))

    def owner(value: str) -> str:
        return SHIPPED if value.startswith("b:") else value.split("/")[4]

    everything = offered("/queries/about-a-thing")
    assert {owner(each) for each in everything} == set(SLUGS)
    for slug in SLUGS:
        # What is chosen is offered too, and by default it is a thing of the shipped battle.
        part = offered(f"/queries/about-a-thing?of={slug}") - {"b:kia"}
        assert part == {each for each in everything if owner(each) == slug} - {"b:kia"}
        assert part


def test_namesakes_of_two_battles_are_told_apart_in_a_form(all_three: FlaskClient) -> None:
    shown = page(all_three, "/queries/about-a-thing")
    for title in ("Battle of Bhamo (2024)", "Battle of Elsewhere"):
        assert f">Kachin Independence Army ({title})</option>" in shown
    assert ">Kachin Independence Army</option>" in page(
        all_three, f"/queries/about-a-thing?of={SHIPPED}"
    )


def test_a_page_in_a_frame_says_of_which_battle_it_is(all_three: FlaskClient) -> None:
    shown = page(all_three, f"/queries/airstrikes?of={ELSEWHERE}&embed=1")
    assert "of Battle of Elsewhere alone" in shown
    assert f"of={ELSEWHERE}" in shown


def test_the_list_of_questions_keeps_the_battle(all_three: FlaskClient) -> None:
    shown = page(all_three, f"/queries?of={ELSEWHERE}")
    links = re.findall(r'href="(/queries/[^"]+)"', shown)
    assert len(links) > 30
    assert all(link.endswith(f"?of={ELSEWHERE}") for link in links)
    assert "of=" not in "".join(re.findall(r'href="(/queries/[^"]+)"', page(all_three, "/queries")))


def test_pages_of_a_battle_lead_to_its_questions(all_three: FlaskClient) -> None:
    for path in ("/", f"/battle?of={ELSEWHERE}"):
        assert f'href="/queries?of={ELSEWHERE}"' in page(all_three, path)


@pytest.mark.parametrize(
    "path", ["/queries/airstrikes.csv?of=nowhere", "/queries?of=nowhere", "/sparql?of=nowhere"]
)
def test_what_no_article_is_called_is_said_with_those_there_are(
    path: str, all_three: FlaskClient
) -> None:
    sent = {"query": COUNT} if path.startswith("/sparql") else None
    answer = all_three.post(path, data=sent) if sent else all_three.get(path)
    assert answer.status_code == 404
    assert "no article nowhere" in answer.text
    assert all(slug in answer.text for slug in SLUGS)


@pytest.mark.parametrize("path", ["/queries/airstrikes.csv", "/queries", "/sparql"])
def test_two_battles_at_once_are_refused(path: str, all_three: FlaskClient) -> None:
    answer = all_three.get(f"{path}?of={SHIPPED}&of={ELSEWHERE}&query=ASK%7B%7D")
    assert answer.status_code == 400
    assert "more than once" in answer.text


def test_answers_of_parts_have_names_of_their_own(all_three: FlaskClient) -> None:
    for path in ("/queries/airstrikes.csv?", f"/sparql?query={THINGS}&format=csv&"):
        answers = [all_three.get(f"{path}of={slug}") for slug in ("", *SLUGS)]
        assert len({answer.headers["ETag"] for answer in answers}) == 4
        again = {"If-None-Match": answers[1].headers["ETag"]}
        assert all_three.get(f"{path}of={SHIPPED}", headers=again).status_code == 304
        assert all_three.get(f"{path}of={ELSEWHERE}", headers=again).status_code == 200


def test_the_endpoint_is_asked_of_a_battle_in_each_of_its_ways(all_three: FlaskClient) -> None:
    def things(answer: str) -> set[str]:
        return {line.split("/")[4] for line in answer.splitlines()[1:]}

    for slug in SLUGS:
        form = {"query": THINGS, "of": slug}
        got = all_three.get("/sparql", query_string={**form, "format": "csv"})
        sent = all_three.post("/sparql", data={**form, "format": "csv"})
        put = all_three.post(
            f"/sparql?of={slug}&format=csv",
            data=THINGS,
            content_type="application/sparql-query",
        )
        assert things(got.text) == things(sent.text) == things(put.text) == {slug}


def test_the_dataset_of_a_request_is_taken_of_the_part(all_three: FlaskClient) -> None:
    graph = f"https://w3id.org/sitrep/{ELSEWHERE}/wikidata"
    sent = {"query": COUNT, "default-graph-uri": graph, "format": "csv"}
    assert all_three.get("/sparql", query_string=sent).text.split()[1] != "0"
    other = all_three.get("/sparql", query_string={**sent, "of": SHIPPED})
    assert other.text.split()[1] == "0"


def test_a_part_counts_what_its_battle_counts_alone(
    all_three: FlaskClient, each_alone: Mapping[str, FlaskClient]
) -> None:
    for query in (COUNT, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"):
        for slug in SLUGS:
            sent = {"query": query, "format": "csv"}
            part = all_three.get("/sparql", query_string={**sent, "of": slug}).text
            assert part == each_alone[slug].get("/sparql", query_string=sent).text


def test_the_page_of_the_endpoint_keeps_the_battle(all_three: FlaskClient) -> None:
    chosen = f'<option value="{ELSEWHERE}" selected>'
    assert chosen in page(all_three, f"/sparql?of={ELSEWHERE}")
    shown = page(all_three, f"/sparql?of={ELSEWHERE}&query={THINGS}")
    assert chosen in shown
    assert len(re.findall(rf'href="/sparql\?query=[^"]*of={ELSEWHERE}[^"]*"', shown)) > 40
    assert f"--data-urlencode of={ELSEWHERE}" in shown


def test_code_to_paste_asks_the_battle() -> None:
    for sample in samples("http://a/sparql", THINGS, SOLUTIONS, "b-c"):
        assert re.search(r'of=b-c|"of": "b-c"', sample.code)


def test_the_description_names_the_battles(
    all_three: FlaskClient, each_alone: Mapping[str, FlaskClient]
) -> None:
    told = all_three.get("/openapi.json").get_json()
    assert told["components"]["parameters"]["of"]["schema"]["enum"] == ["", *sorted(SLUGS)]
    of = {"$ref": "#/components/parameters/of"}
    for path in ("/queries/airstrikes", "/queries/airstrikes.{suffix}", "/sparql"):
        assert of in told["paths"][path]["get"]["parameters"]
    assert (
        "of" not in each_alone[SHIPPED].get("/openapi.json").get_json()["components"]["parameters"]
    )


def test_of_one_battle_there_is_nothing_to_choose(each_alone: Mapping[str, FlaskClient]) -> None:
    one = each_alone[DRAFTED]
    for path in ("/queries/airstrikes", "/queries", "/sparql"):
        assert "All battles" not in page(one, path)
    answers = [one.get(f"/queries/airstrikes.csv{end}") for end in ("", f"?of={DRAFTED}")]
    assert answers[0].data == answers[1].data
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"]
    sent = {"query": COUNT, "format": "csv"}
    assert (
        one.get("/sparql", query_string=sent).data
        == one.get("/sparql", query_string={**sent, "of": DRAFTED}).data
    )
