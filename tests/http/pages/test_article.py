"""The article with its facts: the text unchanged, every mark in its place."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from ontology import PREFIXES

B, NIF = PREFIXES["b"], PREFIXES["nif"]
TWO = f"""
@prefix nif: <{NIF}> . @prefix dcterms: <{PREFIXES["dcterms"]}> . @prefix : <{PREFIXES[""]}> .
@prefix x: <http://example.org/> .
x:one a nif:Context ; dcterms:title "Alpha"@en ; nif:isString "= Alpha =\\n\\nOne. (and) Two." .
x:s1 nif:anchorOf "One." ; nif:beginIndex 11 ; nif:endIndex 15 ; nif:referenceContext x:one .
x:s2 nif:anchorOf "Two." ; nif:beginIndex 22 ; nif:endIndex 26 ; nif:referenceContext x:one .
x:two a nif:Context ; dcterms:title "Beta"@de .
x:s3 nif:anchorOf "Drei." ; nif:referenceContext x:two ; :section "Anfang" .
"""


def without_marks(html: str) -> str:
    """The text of an article's page, without what stands beside it."""
    text = html[html.index('<div class="text"') : html.index('<section class="gaps">')]
    text = re.sub(r"<aside.*?</aside>", "", text, flags=re.DOTALL)
    text = re.sub(r'<a class="n".*?</a>', "", text, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", text))


def test_the_text_is_unchanged(shipped_client: FlaskClient, shipped: Callable) -> None:
    text = shipped_client.get("/article.txt").text
    plain = re.sub(r"^(=+ *(.*?) *=+|- )", r"\2", text, flags=re.MULTILINE)
    read = " ".join(without_marks(shipped("/article").html).split())
    assert "Battle of Bhamo (2024) " + read == " ".join(plain.split())


def test_the_text_alone_is_that_of_the_graph(shipped_client: FlaskClient) -> None:
    store = Store()
    store.load(shipped_client.get("/data/bhamo.nq").data, RdfFormat.N_QUADS)
    (quad,) = store.quads_for_pattern(None, NamedNode(f"{NIF}isString"), None, None)
    answer = shipped_client.get("/article.txt")
    assert answer.mimetype == "text/plain"
    assert isinstance(quad.object, Literal)
    assert answer.text == quad.object.value


def test_every_sentence_has_its_place_and_what_it_says(shipped: Callable) -> None:
    page = shipped("/article")
    numbers = [f"s{number:03}" for number in range(1, 70)]
    assert [each for each in page.ids if str(each).startswith("s0")] == numbers
    html = page.html
    for number in numbers:
        assert f'<a class="n" href="#{number}"' in html
    said = html[html.index('id="s043"') : html.index('id="s044"')]
    assert said.index("</span>") < said.index('<aside class="says"')
    assert 'href="/bhamo/recapture-of-366"' in said
    assert "18 February 2025" in said


def test_a_click_on_a_sentence_leads_to_it(shipped: Callable) -> None:
    html = shipped("/article").html
    assert '<a class="say" href="#s043" tabindex="-1">On 18 February the </a>' in html


def test_marks_are_split_where_they_overlap(shipped: Callable) -> None:
    html = shipped("/article").html
    said = html[html.index('id="s052"') :].split("<aside")[0]
    marks = re.findall(r'<a class="mark (\w*) ?(\w*)" href="(.*?)" title="(.*?)">(.*?)</a>', said)
    assert marks[:3] == [
        ("place", "", "/bhamo/central-sentry-base", "Central sentry base of MOC-21", "The "),
        (
            "actor",
            "first",
            "/bhamo/moc-21",
            "Military Operations Command 21 · Central sentry base of MOC-21",
            "MOC-21",
        ),
        (
            "place",
            "",
            "/bhamo/central-sentry-base",
            "Central sentry base of MOC-21",
            "&#39;s ",
        ),
    ]


def test_headings_are_headings_and_lists_are_items(shipped: Callable) -> None:
    html = shipped("/article").html
    assert "<h2>Background</h2>" in html
    assert "<h3>Start of the battle (December 2024)</h3>" in html
    assert html.count('<div class="item">') == 12


def test_it_says_what_is_not_modelled_and_why(shipped: Callable) -> None:
    page = shipped("/article")
    gaps = page.html[page.html.index('class="gaps"') :]
    assert gaps.count("<li>") == 11
    assert 'href="#s006"' in gaps
    assert "missing data, not actors" in gaps


def test_it_names_licence_and_source(shipped: Callable) -> None:
    page = shipped("/article")
    assert "https://en.wikipedia.org/wiki/Battle_of_Bhamo_(2024)" in page.links
    assert "under CC BY-SA 4.0; unchanged." in page.text


def test_sentences_without_a_text_stand_one_after_another(read: Callable) -> None:
    page = read("/article")
    assert [each for each in page.ids if str(each).startswith("s0")] == ["s041", "s043", "s044"]
    assert "The sentences" in page.text


def test_several_articles_are_read_one_at_a_time(of_file: Callable) -> None:
    client = of_file(TWO)
    alpha, beta = (client.get(path).text for path in ("/article", "/article?of=2"))
    assert "<h1>Alpha</h1>" in alpha
    assert " ".join(without_marks(alpha).split()) == "One. (and) Two."
    assert '<div class="text" lang="de">' in beta
    assert "<h2>Anfang</h2>" in beta
    assert client.get("/article.txt?of=2").text == "Drei."
    thing = client.get("/thing?iri=http%3A%2F%2Fexample.org%2Fs3").text
    assert 'href="/article?of=2#ss3"' in thing


@pytest.mark.parametrize("number", ["0", "3", "-1", "x", "1e9", "9" * 5000, "²"])
def test_an_article_that_is_not_there_is_not_found(of_file: Callable, number: str) -> None:
    answer = of_file(TWO).get("/article", query_string={"of": number})
    assert answer.status_code == 404
    assert len(answer.data) < 500


def test_wrong_offsets_lose_no_sentence(of_file: Callable) -> None:
    html = of_file(TWO.replace("beginIndex 11", "beginIndex 13")).get("/article").text
    assert " ".join(without_marks(html).split()) == "One. Two."
    assert html.count('<div class="text">\n') == 1
    assert html.count('class="sentence') == 2


REVISED = f"""
@prefix nif: <{NIF}> . @prefix dcterms: <{PREFIXES["dcterms"]}> . @prefix : <{PREFIXES[""]}> .
@prefix b: <{B}> . @prefix s: <{B}sentence/> .
b:article a nif:Context ; dcterms:title "Aye"@en ; nif:isString "= Aye =\\n\\nOne. New. Two." .
s:001 nif:anchorOf "One." ; :number 1 ; nif:beginIndex 9 ; nif:endIndex 13 .
s:070 nif:anchorOf "New." ; :number 70 ; nif:beginIndex 14 ; nif:endIndex 18 .
s:002 nif:anchorOf "Two." ; :number 2 ; nif:beginIndex 19 ; nif:endIndex 23 .
s:001 nif:referenceContext b:article . s:070 nif:referenceContext b:article .
s:002 nif:referenceContext b:article .
"""


def test_sentences_stand_in_the_order_of_the_text_whatever_their_numbers(of_file: Callable) -> None:
    """After a revision a new sentence has a high number in the middle of the text."""
    client = of_file(REVISED)
    html = client.get("/article").text
    assert " ".join(without_marks(html).split()) == "One. New. Two."
    assert re.findall(r'class="n" href="#s(\d+)"', html) == ["001", "070", "002"]
    new = client.get("/bhamo/sentence/070.html").text
    assert new.index("/bhamo/sentence/001") < new.index("/bhamo/sentence/002")
    last = client.get("/bhamo/sentence/002.html").text
    assert "/bhamo/sentence/070" in last
    assert "/bhamo/sentence/001" not in last
