"""A graph of several battles: the pages list them, and tell of one or of all."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, Store

from ontology import PREFIXES
from server import create_app
from server.config import DEFAULT_DATA, Settings
from server.reading.battles import read_battles
from server.reading.library import Library, library
from server.reading.quotations import sentences

HTML = {"Accept": "text/html"}
FIRST, SECOND = "Battle of Bhamo", "Battle of Elsewhere"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The shipped battle, and the same once more under other names."""
    shipped = DEFAULT_DATA.read_text(encoding="utf-8")
    other = shipped.replace("/sitrep/bhamo/", "/sitrep/elsewhere/").replace(
        FIRST + " (2024)", SECOND
    )
    other = re.sub(rf'("|= ){FIRST}\b', rf"\1{SECOND}", other)
    file = tmp_path_factory.mktemp("two") / "two.nq"
    file.write_text("".join(sorted({*re.findall(r".+\n", shipped), *re.findall(r".+\n", other)})))
    return create_app(replace(Settings(), data=file, evaluators=0)).test_client()


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_home_page_lists_the_battles_with_their_articles(two: FlaskClient) -> None:
    html = page(two, "/")
    assert "<h1>2 battles</h1>" in html
    for slug, title in (("bhamo", FIRST), ("elsewhere", SECOND)):
        assert re.search(rf'<a href="/battle\?of={slug}">{title}\b[^<]*</a>', html)
        assert f'<a href="/article?of={slug}">' in html


def test_a_battle_has_its_own_events_alone_and_together_they_have_all(two: FlaskClient) -> None:
    def events(path: str) -> set[str]:
        found = re.findall(r'<p><b><a href="(/[^"]+)"', page(two, path))
        assert len(found) == len(set(found)) > 50
        return set(found)

    first, second = events("/battle?of=bhamo"), events("/battle?of=elsewhere")
    assert all(href.startswith("/bhamo/") for href in first)
    assert all(href.startswith("/elsewhere/") for href in second)
    assert first | second == events("/battle")


def test_the_window_of_a_battle_stays_its_own(two: FlaskClient) -> None:
    html = page(two, "/battle?of=elsewhere&from=2025-01-01&to=2025-01-31")
    assert '<input type="hidden" name="of" value="elsewhere">' in html
    assert f"<h1>{SECOND}: where and when</h1>" in html


def test_signs_have_the_names_of_the_sides_of_one_battle(two: FlaskClient) -> None:
    assert "</span> Government side</li>" in page(two, "/battle?of=elsewhere")
    assert "</span> one side</li>" in page(two, "/battle")


def test_an_article_is_found_by_its_slug_and_by_its_number(two: FlaskClient) -> None:
    html = page(two, "/article?of=elsewhere")
    assert f"<h1>{SECOND}" in html
    assert f"<h1>{SECOND}" in page(two, "/article?of=2")
    assert 'href="/article.txt?of=elsewhere"' in html
    assert two.get("/article.txt?of=elsewhere").text.startswith(f"= {SECOND}")


def test_every_fact_leads_to_the_sentence_of_its_own_article(two: FlaskClient) -> None:
    html = page(two, "/elsewhere/kia.html")
    cited = set(re.findall(r'href="(/article[^"]*)"', html)) - {"/article"}
    assert cited
    assert all(href.startswith("/article?of=elsewhere#s") for href in cited)


@pytest.mark.parametrize("path", ["/battle?of=nowhere", "/article?of=nowhere", "/article?of=3"])
def test_what_no_article_is_called_is_said_with_those_there_are(
    two: FlaskClient, path: str
) -> None:
    answer = two.get(path, headers=HTML)
    assert answer.status_code == 404
    assert "bhamo, elsewhere" in answer.text


def test_every_article_is_in_the_footer_and_in_the_citation(two: FlaskClient) -> None:
    footer = page(two, "/").partition("<footer")[2]
    assert footer.count("Read from") == 2
    assert two.get("/dataset/CITATION.cff").text.count("type: article") == 2


def test_the_description_calls_several_battles_so(two: FlaskClient) -> None:
    told = two.get("/.well-known/void", headers={"Accept": "text/turtle"}, follow_redirects=True)
    assert 'dcterms:title "2 battles"' in told.text
    info = two.get("/openapi.json").get_json()["info"]
    assert info["title"] == "Sitrep: 2 battles"


def test_more_than_three_articles_are_counted_in_the_footer(
    tmp_path: Path,
) -> None:
    shipped = DEFAULT_DATA.read_text(encoding="utf-8")
    file = tmp_path / "four.nq"
    others = [shipped.replace("/sitrep/bhamo/", f"/sitrep/other{n}/") for n in range(3)]
    file.write_text("".join(sorted({*re.findall(r".+\n", shipped + "".join(others))})))
    client = create_app(replace(Settings(), data=file, evaluators=0)).test_client()
    footer = page(client, "/").partition("<footer")[2]
    assert 'Read from <a href="/dataset#version">4 articles</a>.' in footer
    # The words of the sentences are the same in all four: each row's own article is meant.
    rows = re.findall(r"<tr>.*?</tr>", page(client, "/queries/who-fought"), re.DOTALL)
    pairs = [
        (thing[1], cited)
        for row in rows
        if (thing := re.search(r'href="/(bhamo|other\d)/', row))
        for cited in re.findall(r'href="/article\?of=(\w+)#s|href="/article#s', row)
    ]
    assert {thing for thing, _ in pairs} == {"bhamo", "other0", "other1", "other2"}
    assert all(cited in (thing, "") for thing, cited in pairs)
    # That of the first article has no name.
    assert {thing for thing, cited in pairs if not cited} == {"bhamo"}


def test_the_home_page_of_several_battles_answers_for_none(two: FlaskClient) -> None:
    html = page(two, "/")
    assert html.count(">See the answer</a>") == 3
    assert "With the sentences" not in html
    assert "with the sentences</a>" not in html


def test_battles_too_many_for_one_page_are_chosen_from(
    two: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.reading.overview.MOST_TOGETHER", 1)
    for path in ("/battle", "/battle?embed=1"):
        html = page(two, path)
        assert "<h1>2 battles</h1>" in html
        assert 'id="happenings"' not in html
        for slug in ("bhamo", "elsewhere"):
            assert f'href="/battle?of={slug}"' in html
    html = page(two, "/battle?of=elsewhere")
    assert 'id="happenings"' in html
    assert '<a href="/battle">All 2 battles</a>' in html
    assert 'href="/battle?of=bhamo"' not in html
    html = page(two, "/article?of=elsewhere")
    assert '<a href="/#battles">All 2 articles</a>' in html
    assert 'href="/article?of=bhamo"' not in html


def test_of_many_battles_the_api_lists_no_choices(
    two: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = two.get("/openapi.json").text
    monkeypatch.setattr("server.reading.overview.MOST_TOGETHER", 1)
    many = two.get("/openapi.json").text
    # What is left is the list of the battles.
    assert (few.count('"x-choices"') > 10, many.count('"x-choices"')) == (True, 1)
    assert few.count('"operationId"') == many.count('"operationId"') > 100


def test_the_event_before_another_is_one_of_its_own_battle(two: FlaskClient) -> None:
    events = re.findall(r'<p><b><a href="(/elsewhere/[^"]+)"', page(two, "/battle?of=elsewhere"))
    around = [
        href
        for event in events[:20]
        for href in re.findall(r'rel="(?:prev|next)" href="([^"]+)"', page(two, f"{event}.html"))
    ]
    assert len(around) > 30
    assert all(href.startswith("/elsewhere/") for href in around)


def test_of_many_sentences_those_are_read_that_a_page_shows(two: FlaskClient) -> None:
    app = create_app(two.application.extensions["sitrep"].settings)
    assert app.test_client().get("/article?of=elsewhere").status_code == 200
    with app.app_context():
        known = library()
        (own,) = (each for each in known.articles if each.slug == "elsewhere")
        assert set(known.known) == set(known.members[own.iri])
        assert len(known.whose) == 2 * len(known.known)


def test_a_sentence_that_an_engine_holds_meanwhile_is_not_quoted(
    two: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.reading.quotations.library", lambda: Library(Store()))
    app = create_app(two.application.extensions["sitrep"].settings)
    with app.app_context():
        assert sentences().everywhere == {}


def test_a_battle_that_nothing_is_part_of_is_told_by_its_sides() -> None:
    made = Store()
    facts = """b:siege a :Event ; skos:prefLabel "Siege"@en .
b:one a :Side ; :sideIn b:siege ; skos:prefLabel "The besiegers"@en .
b:two a :Side ; :sideIn b:siege ; skos:prefLabel "The besieged"@en ."""
    prefixes = "\n".join(f"PREFIX {label}: <{iri}>" for label, iri in PREFIXES.items())
    made.load(f"{prefixes}\n{facts}".encode(), RdfFormat.TURTLE)
    (battle,) = read_battles(made, (), "a file")
    assert battle.title == "Siege"
    assert battle.sides == {"first": "The besiegers", "second": "The besieged"}
