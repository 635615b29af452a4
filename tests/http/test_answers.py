"""Answers as people read them, and the code to ask the same elsewhere."""

import ast
import json
import re
import subprocess
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask.testing import FlaskClient

from server import create_app
from server.config import Settings
from server.protocol.negotiate import GRAPHS, SOLUTIONS
from server.saved.samples import samples

HTML = {"Accept": "text/html"}
RETAKEN = "On 18 February the KIA and PDF retook Artillery Battalion 366."
TAKEN = "On 2 February, KIA forces captured Artillery Battalion 366."


def ask(client: FlaskClient, query: str) -> str:
    answer = client.get("/sparql", query_string={"query": query}, headers=HTML)
    assert answer.status_code == 200, answer.text
    return str(answer.text.split('id="answer"')[1].split('class="samples"')[0])


def heads(html: str) -> list[str]:
    return re.findall(r"<th [^>]*>([^<]*)</th>", html)


def test_a_thing_is_called_by_its_label_and_leads_to_its_page(client: FlaskClient) -> None:
    html = ask(client, "SELECT ?who { b:recapture-of-366 :by ?who }")
    assert re.search(r'<a href="/bhamo/kia"[^>]*>Kachin Independence Army</a>', html)


def test_a_label_of_the_query_stands_in_the_cell_of_its_thing(client: FlaskClient) -> None:
    html = ask(
        client, 'SELECT ?who ?whoLabel ?n { VALUES (?who ?whoLabel ?n) { (b:kia "They" 1) } }'
    )
    assert heads(html) == ["who", "n"]
    assert re.search(r'<a href="/bhamo/kia"[^>]*>They</a>', html)


def test_words_of_the_article_lead_to_their_sentences(client: FlaskClient) -> None:
    html = ask(
        client, f'SELECT ?quote {{ VALUES ?quote {{ "{TAKEN} / {RETAKEN}" "No sentence." }} }}'
    )
    assert f'<a href="/article#s041">{TAKEN}</a>' in html
    assert f'<a href="/article#s043">{RETAKEN}</a>' in html
    assert "No sentence." in html
    assert html.count("/article#") == 2


def test_a_sentence_is_shown_by_its_words_and_its_quotation_not_twice(client: FlaskClient) -> None:
    html = ask(
        client, f'SELECT ?sentence ?quote {{ VALUES (?sentence ?quote) {{ (s:043 "{RETAKEN}") }} }}'
    )
    assert heads(html) == ["source"]
    assert html.count(RETAKEN) == 1
    assert 'href="/article#s043"' in html


def test_who_speaks_is_said_where_the_article_itself_does(client: FlaskClient) -> None:
    html = ask(
        client,
        'SELECT ?accordingTo ?n { VALUES (?accordingTo ?n) { ("" 1) (UNDEF 2) ("KHRW" 3) } }',
    )
    assert heads(html)[0] == "according to"
    assert html.count("the article itself") == 2


def test_joined_things_are_links_each(client: FlaskClient) -> None:
    html = ask(client, 'SELECT (CONCAT(STR(b:kia), ", ", STR(b:pdf)) AS ?holders) {}')
    assert 'href="/bhamo/kia"' in html
    assert 'href="/bhamo/pdf"' in html


def test_numbers_and_dates_say_what_they_are(client: FlaskClient) -> None:
    html = ask(client, 'SELECT (7 AS ?n) ("2025-02-02"^^xsd:date AS ?date) {}')
    assert re.search(r'<td class="is-number"[^>]*data-value="7"', html)
    assert '<time datetime="2025-02-02">2 February 2025</time>' in html
    assert 'data-timeline="start:date' in html


def test_points_allow_a_map(client: FlaskClient) -> None:
    html = ask(client, 'SELECT (b:kia AS ?x) ("POINT(1 2)"^^geo:wktLiteral AS ?wkt) {}')
    assert 'data-map="wkt:wkt label:x ' in html
    assert "data-map=" not in ask(client, "SELECT (1 AS ?x) {}")


def test_a_saved_query_says_how_it_is_shown() -> None:
    shipped = create_app(Settings()).test_client()
    html = shipped.get("/queries/timeline", headers=HTML).text
    assert 'data-default="timeline"' in html
    assert "data-timeline=" in html


def test_the_formats_are_all_there(client: FlaskClient) -> None:
    html = ask(client, "SELECT * { b:kia ?p ?o }")
    linked = {
        parse_qs(urlsplit(link).query).get("format", [""])[0]
        for link in re.findall(r'href="(/sparql[^"]+)"', unescape(html))
    }
    assert linked == {"", "json", "xml", "csv", "tsv"}


NASTY = 'SELECT ("it\'s \\"\\"\\" \\\\ $HOME `id` é" AS ?x) {\n  # a line \'\'\' more\n}'


@pytest.mark.parametrize("query", ["ASK {}", NASTY])
def test_the_code_holds_the_very_query(query: str) -> None:
    curl, python, r = (each.code for each in samples("http://localhost:1/sparql", query, SOLUTIONS))
    # A shell that only prints what curl would have got.
    shell = curl.replace("curl ", "printf '%s\\0' ", 1)
    printed = subprocess.run(  # noqa: S603 - the sample itself is what is tested
        ["/bin/sh", "-c", shell], capture_output=True, check=True, text=True
    ).stdout
    assert printed.split("\0")[-2] == f"query=\n{query}"
    told = next(node for node in ast.walk(ast.parse(python)) if isinstance(node, ast.Assign))
    assert ast.literal_eval(told.value) == f"\n{query}\n"
    address = json.loads(re.findall(r"read\.csv\((.*)\)", r)[0])
    assert unquote(urlsplit(address).query.partition("query=")[2]) == query


def test_a_graph_is_read_as_one() -> None:
    curl, python, r = (
        each.code for each in samples("http://localhost:1/sparql", "DESCRIBE <a:b>", GRAPHS)
    )
    assert "text/turtle" in curl
    assert "rdflib" in python
    assert "format=ttl" in r


def test_the_examples_are_links_with_the_query_in_them(client: FlaskClient) -> None:
    html = client.get("/sparql", headers=HTML).text
    links = re.findall(r'<li><a href="(/sparql\?query=[^"]+)"', html)
    assert len(links) > 20
    assert client.get(links[0].replace("&amp;", "&"), headers=HTML).status_code == 200
