"""`sitrep draft`: what it writes, and what it says of bad input."""
# ruff: noqa: E501 - dashes as articles have them, and an example on a line

import re
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from graph.build import prepare
from graph.check import BEFORE_WRITING, check, report
from graph.draft.page.fetch import FetchError, fetch, raw_address, title_in
from graph.draft.page.read import MOST_BYTES
from graph.paths import Sources
from sitrep.draft_command import draft

ARTICLES = Path(__file__).parent / "articles"
INVENTED = sorted(ARTICLES.glob("*.wiki"))
PROSE = "The battle was fought in the town. The army of the king took it on 4 May 1863."


def run(*arguments: str | Path, given: bytes = b"") -> Result:
    return CliRunner().invoke(draft, [str(argument) for argument in arguments], input=given)


def test_the_draft_comes_on_standard_output_and_the_report_beside_it() -> None:
    result = run(INVENTED[0])
    assert result.exit_code == 0, result.output
    assert "# 001  Conflict: Battle of Cape Verrin\nGRAPH s:001 {\n" in result.stdout
    assert result.stderr.startswith("Battle of Cape Verrin: 16 sentences, ")
    assert list(parse(result.stdout.encode("utf-8"), format=RdfFormat.TRIG))


def test_wikitext_is_taken_from_standard_input() -> None:
    result = run("-", "--title", "Battle of Aye", given=f"{PROSE} '''Bold.'''".encode())
    assert result.exit_code == 0, result.output
    assert "# 003  Bold." in result.stdout


@pytest.mark.parametrize("article", INVENTED, ids=lambda path: path.stem)
def test_a_graph_folder_is_laid_out_that_passes_every_gate(article: Path, tmp_path: Path) -> None:
    result = run(article, "--folder", tmp_path / "graph")
    assert result.exit_code == 0, result.output
    subject = prepare(Sources(tmp_path / "graph"))
    failed = [
        line for each in check(subject, BEFORE_WRITING) if not each.passed for line in report(each)
    ]
    assert failed == []


def test_an_article_that_says_little_passes_too(tmp_path: Path) -> None:
    (tmp_path / "aye.wiki").write_text(
        "{{Infobox battle|conflict=Battle of Aye}}\nIt was.", "utf-8"
    )
    assert run(tmp_path / "aye.wiki", "--folder", tmp_path / "graph").exit_code == 0
    assert all(each.passed for each in check(prepare(Sources(tmp_path / "graph")), BEFORE_WRITING))


def test_a_folder_that_is_there_stays(tmp_path: Path) -> None:
    run(INVENTED[0], "--folder", tmp_path)
    before = (tmp_path / "facts" / "entities.ttl").read_bytes()
    result = run(INVENTED[0], "--folder", tmp_path)
    assert result.exit_code == 2
    assert "is there already and stays" in result.stderr
    assert (tmp_path / "facts" / "entities.ttl").read_bytes() == before


def test_references_become_sources_of_their_sentence() -> None:
    trig = run(INVENTED[0]).stdout
    assert re.search(r"GRAPH s:015 \{[^}]* s:015 dcterms:source b:source-1 \.", trig, re.DOTALL)
    assert '  b:source-1 a dcterms:BibliographicResource ; dcterms:title "The Ninth League"' in trig


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "there is nothing in it"),
        (b" \n\n ", "there is nothing in it"),
        (b"\x89PNG\0\0\0", "this is no text"),
        (b"Caf\xe9 in the town", ":1:4: not UTF-8"),
        (b"<!DOCTYPE html><html>", "this is a web page"),
        (b"#REDIRECT [[Battle of Bee]]", "only leads to the article Battle of Bee"),
        (b"{{Infobox battle}}[[Category:x]]", "there is no sentence in it"),
        (b"= A =\n\n==Broken=\n", ":3:1: expected a heading"),
        (b"= A =\n\nInfobox\n- no key\n", ":4:1: expected `- Key: value`"),
        (b"Die Schlacht wurde am Morgen geschlagen und war bald vorbei. " * 9, "this is not English"),
        ("وقعت المعركة في المدينة صباحا وانتهت بسرعة ".encode() * 9, "this is not English"),
        (b"x " * MOST_BYTES, "an article has at most"),
    ],
    ids=["empty", "blank", "binary", "encoding", "html", "redirect", "no-text", "heading", "slot",
         "german", "arabic", "large"],
)  # fmt: skip
def test_bad_input_is_refused_in_one_line(data: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    result = run(path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert expected in result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "{{Infobox military conflict|conflict=Aye|result=[[x|y}}<ref>{{cite web|title=",
        "'''The [[battle]] of the {{town|{{x}} was in it.</ref></ref></div>\n== ==\n==x\n*\n{|\n|",
        "The battle was \u202eof the town\u202c and\x07 it\u200b was \ufeff\x00over in the night".replace(
            "\x00", ""
        ),
        "<ref name=a/>The town fell.<ref name=>x</ref><ref group=a>{{sfn}}</ref>",
        "{{" * 200 + "the town of the king" + "}}" * 200 + " fell.",
    ],
)
def test_broken_wikitext_gives_a_draft_with_fewer_facts(text: str, tmp_path: Path) -> None:
    path = tmp_path / "article.wiki"
    path.write_text(text, "utf-8")
    result = run(path)
    assert result.exit_code == 0, result.output
    assert all(each.isprintable() or each == "\n" for each in result.stdout)


def test_utf_16_that_says_so_is_read(tmp_path: Path) -> None:
    (tmp_path / "aye.wiki").write_text(PROSE, "utf-16")
    assert run(tmp_path / "aye.wiki").exit_code == 0


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/wiki/Battle", "https://", "http://[::1/x"])
def test_an_address_that_gives_nothing_is_told_of(address: str) -> None:
    result = run(address)
    assert result.exit_code == 1
    assert f"{address}: no answer: " in result.stderr


def test_a_file_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    result = run(tmp_path / "none.wiki")
    assert result.exit_code == 2
    assert "there is no such file" in result.stderr


def test_of_a_folder_one_bad_article_is_told_of_and_the_rest_is_done(tmp_path: Path) -> None:
    for article in INVENTED:
        (tmp_path / article.name).write_bytes(article.read_bytes())
    (tmp_path / "bad.txt").write_bytes(b"")
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "bad.txt:1:1: there is nothing in it" in result.stderr
    assert "1 of 4 articles could not be drafted" in result.stderr
    assert sorted(each.name for each in (tmp_path / "drafts").iterdir()) == [
        f"{article.stem}.trig" for article in INVENTED
    ]


def test_a_folder_without_articles_is_a_wrong_call(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "there is no article in it" in result.stderr


def test_options_for_one_article_do_not_go_with_a_folder(tmp_path: Path) -> None:
    (tmp_path / "aye.wiki").write_text(PROSE, "utf-8")
    assert run(tmp_path, "--title", "Aye").exit_code == 2


def test_another_version_of_the_shipped_article_links_to_its_graph() -> None:
    result = run(Sources().article / "article.txt")
    assert "@prefix b: <https://w3id.org/sitrep/bhamo/> ." in result.stdout
    assert "b:kia :onSide b:resistance-side ;" in result.stdout
    assert "b:side-1 " not in result.stdout


class Slow(BaseHTTPRequestHandler):
    """Serves more than an article has, or block after block without end."""

    def do_GET(self) -> None:
        self.send_response(404 if "none" in self.path else 200)
        self.end_headers()
        with suppress(OSError):
            for _ in range(0 if "none" in self.path else 10_000):
                self.wfile.write(b"x" * 1000)

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Slow) as served:
        thread = Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()
        thread.join(5)


def test_an_answer_that_is_too_large_is_not_read_to_its_end(server: str) -> None:
    result = run(f"{server}/wiki/Battle")
    assert result.exit_code == 1
    assert f"more than {MOST_BYTES:,} bytes" in result.stderr


def test_an_answer_that_takes_too_long_is_not_waited_for(server: str) -> None:
    with pytest.raises(FetchError, match=r"takes too long|no answer: timed out"):
        fetch(f"{server}/x", MOST_BYTES * 10, seconds=0.001)


def test_what_a_server_refuses_is_told(server: str) -> None:
    result = run(f"{server}/none")
    assert result.exit_code == 1
    assert "the server answers 404" in result.stderr


@pytest.mark.parametrize(
    ("address", "raw", "title"),
    [
        (
            "https://x.org/wiki/Battle_of_B%C3%A9",
            "https://x.org/wiki/Battle_of_B%C3%A9?action=raw",
            "Battle of Bé",
        ),
        (
            "https://x.org/w/index.php?title=A_B&action=raw",
            "https://x.org/w/index.php?title=A_B&action=raw",
            "A B",
        ),
        ("https://x.org/article.txt", "https://x.org/article.txt", ""),
    ],
)
def test_a_wikis_page_is_asked_for_its_wikitext(address: str, raw: str, title: str) -> None:
    assert raw_address(address) == raw
    assert title_in(address) == title
