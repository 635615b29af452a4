"""The search: what is meant stands first, and nothing breaks it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

JSON = {"Accept": "application/json"}


def results(client: FlaskClient, query: str, group: str = "things") -> list[str]:
    answer = client.get("/search", query_string={"q": query}, headers=JSON)
    assert answer.status_code == 200
    found = {each["group"]: each for each in answer.get_json()["groups"]}
    return [each["path"] for each in found[group]["results"]]


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("KIA", "/bhamo/kia"),
        ("kia", "/bhamo/kia"),
        ("kachin independence army", "/bhamo/kia"),
        ("  Kachin   INDEPENDENCE ", "/bhamo/kia"),
        ("LIB 47", "/bhamo/infantry-bn-47"),
        ("47 LIB", "/bhamo/infantry-bn-47"),
        ("IB 47", "/bhamo/infantry-bn-47"),
        ("infantry battalion 47", "/bhamo/infantry-bn-47"),
        ("MOC-21", "/bhamo/moc-21"),
        ("moc21", "/bhamo/moc-21"),
        ("21 MOC", "/bhamo/moc-21"),
        ("21st Military Operations Command", "/bhamo/moc-21"),
        ("88th LID", "/bhamo/lid-88"),
        ("Bhámò Airport", "/bhamo/bhamo-airport"),
        ("bhamo air", "/bhamo/bhamo-airport"),
        ("St Patrick", "/bhamo/st-patricks-cathedral"),
        ("Bhamo", "/bhamo/bhamo"),
        ("recapture", "/kind/recapture"),
    ],
)
def test_what_is_meant_stands_first(shipped_client: FlaskClient, query: str, path: str) -> None:
    assert results(shipped_client, query)[0] == path


def test_names_in_any_script_are_found(client: FlaskClient) -> None:
    assert results(client, "ဗန်းမော်") == ["/bhamo/no.5"]
    assert results(client, "၅ no") == ["/bhamo/no.5"]


def test_a_number_is_found_whole(shipped_client: FlaskClient) -> None:
    paths = results(shipped_client, "battalion 60")
    assert "/bhamo/light-infantry-bn-601" not in paths


def test_questions_sentences_and_terms_are_found(shipped_client: FlaskClient) -> None:
    assert results(shipped_client, "who fought", "questions")[0] == "/queries/who-fought"
    assert results(shipped_client, "hilltop junta", "sentences") == ["/article#s021"]
    assert results(shipped_client, "maybeSame", "terms") == ["/ontology#maybeSame"]


def test_json_says_where_each_is_and_why_it_was_found(shipped_client: FlaskClient) -> None:
    answer = shipped_client.get("/search?q=regime+helicopters&format=json")
    assert answer.mimetype == "application/json"
    found = answer.get_json()
    assert found["query"] == "regime helicopters"
    assert found["total"] == sum(group["total"] for group in found["groups"])
    assert [group["title"] for group in found["groups"]][:2] == ["Names", "Questions"]
    sentence = next(g for g in found["groups"] if g["group"] == "sentences")["results"][0]
    marked = [piece["text"] for piece in sentence["snippet"] if piece["found"]]
    assert set(marked) == {"regime", "helicopters"}
    assert sentence["iri"].startswith("https://w3id.org/sitrep/bhamo/sentence/")
    again = shipped_client.get(
        "/search?q=regime+helicopters&format=json",
        headers={"If-None-Match": answer.headers["ETag"]},
    )
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("headers", "media"),
    [
        ({}, "text/html"),
        ({"Accept": "*/*"}, "text/html"),
        ({"Accept": "text/html"}, "text/html"),
        (JSON, "application/json"),
    ],
)
def test_the_form_of_the_answer_is_chosen(
    client: FlaskClient, headers: dict[str, str], media: str
) -> None:
    answer = client.get("/search?q=kia", headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, media)
    assert "Accept" in answer.headers["Vary"].split(", ")
    assert client.get("/search?q=kia", headers={"Accept": "image/png"}).status_code == 406


def test_the_page_marks_what_was_found(shipped: Callable) -> None:
    page = shipped("/search", q="shot down")
    assert "<mark>shot</mark> <mark>down</mark>" in page.html
    box = next(a for tag, a in page.elements if a.get("id") == "q")
    assert box["value"] == "shot down"


def test_a_misspelt_name_is_suggested(shipped: Callable) -> None:
    page = shipped("/search", q="Bahmo airprt")
    assert "Did you mean Bhamo Airport" in page.text
    assert "/search?q=Bhamo+Airport" in page.links


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "-",
        "k",
        "7",
        "*",
        "\x00",
        "%",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "(((((",
        "\\",
        "a " * 100,
        "\u202e\u0301",
        "\U0001d528\U0001d526\U0001d51e",
        "ﷺ" * 200,
    ],
)
def test_no_query_breaks_it(shipped_client: FlaskClient, query: str) -> None:
    for headers in (JSON, {"Accept": "text/html"}):
        answer = shipped_client.get("/search", query_string={"q": query}, headers=headers)
        assert answer.status_code == 200
        assert answer.mimetype == "application/json" or "<script>alert" not in answer.text
        assert len(answer.data) < 200_000


def test_a_text_is_no_query(client: FlaskClient) -> None:
    answer = client.get("/search", query_string={"q": "x" * 201})
    assert answer.status_code == 400
    assert "200" in answer.get_json(force=True)["detail"]


def test_one_letter_finds_what_begins_with_it_and_says_how_much_more(shipped: Callable) -> None:
    page = shipped("/search", q="k")
    assert "more; add a word" in page.text


def test_what_is_borrowed_is_found_by_what_it_is_borrowed_for(of_file: Callable) -> None:
    text = """
    @prefix b: <https://w3id.org/sitrep/bhamo/> . @prefix schema: <https://schema.org/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    b:town skos:prefLabel "Town" ; schema:identifier b:code .
    b:code a schema:PropertyValue ; skos:prefLabel "P-code of Town" ; schema:value "MMR001" .
    """
    assert results(of_file(text), "mmr001") == ["/bhamo/town"]
    assert results(of_file(text), "code") == []
