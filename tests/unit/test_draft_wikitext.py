"""Raw wikitext as the flattened form, and what is cited where."""
# ruff: noqa: E501, RUF001 - dashes as articles have them, and an example on a line

from pathlib import Path

import pytest

from graph.draft.model import Reference
from graph.draft.page.read import parse, read_page
from graph.reading.split import read_sentences

ARTICLES = Path(__file__).parent / "articles"
HERE = Path("aye.wiki")


def text_of(wikitext: str) -> str:
    page = parse(HERE, f"'''Aye''' was fought.\n\n{wikitext}\n\nIt ended.", "Aye")
    return page.text.partition("was fought.\n")[2].rpartition("\nIt ended.")[0].strip()


@pytest.mark.parametrize(
    ("wikitext", "expected"),
    [
        ("The '''town''' of [[Bee]] and [[Cee|its harbour]].", "The town of Bee and its harbour."),
        ("[[File:x.jpg|thumb|A [[caption]].]]It fell.[[Category:Battles]]", "It fell."),
        ("It fell.<ref name=a>{{cite web|title=T}}</ref> Then<!-- hidden --> not.", "It fell. Then not."),
        ("It is {{convert|5|km|mi}} away, {{circa|1200}}.", "It is 5 km away, c. 1200."),
        ("On {{start date|1863|7|1}} {{nowrap|the army}} left.", "On 1 July 1863 the army left."),
        ("The {{HMS|Hood|51}} and {{USS|Iowa}}.", "The HMS Hood and USS Iowa."),
        ("One line\nand the next.", "One line and the next."),
        ("* An item with [[Bee]]\n** A deeper one", "- An item with Bee\n- A deeper one"),
        ("== Head ==\nText.", "==Head==\n\nText."),
        ("==== Deep ====\nText.", "==Deep==\n\nText."),
        ("{| class=x\n| cell\n|}\nText.", "Text."),
        ("A&nbsp;&ndash; b &amp; c &lt;d&gt;.", "A – b & c <d>."),
        ("= not a heading.", "not a heading."),
        ("== References ==\n* [[Book]]\n=== Deeper ===\nText\n== After ==\nText.", "==After==\n\nText."),
        ("A {{unknown template|x}} word ({{lang|fr|''mot''}}).", "A word (mot)."),
        ("The <math>x</math>{{efn|A note.}} end ({{IPA|x}}).", "The end."),
    ],
)  # fmt: skip
def test_wikitext_becomes_what_a_reader_sees(wikitext: str, expected: str) -> None:
    assert text_of(wikitext) == expected


@pytest.mark.parametrize("article", sorted(ARTICLES.glob("*.wiki")), ids=lambda path: path.stem)
def test_the_text_is_of_the_flattened_form(article: Path) -> None:
    page = read_page(str(article))
    assert read_sentences(article, page.text, page.title) == page.sentences
    assert page.doubts == ()


def test_references_belong_to_the_sentence_that_they_follow() -> None:
    page = read_page(str(ARTICLES / "cape-verrin.wiki"))
    cited = [
        (reference.title, sentence_at(page.sentences, reference)) for reference in page.references
    ]
    assert cited == [
        ("The Ninth League", "Result: Orlish victory, *Treaty of Soll"),
        ("The Ninth League", "Casualties1: 458 killed, 1,208 wounded, Total: 1,666"),
        ("Harn 1931, p. 12", "The Battle of Cape Verrin was fought on 20–21 October 1804."),
        ("The Ninth League", "Lord Ashe fell."),
        ("Lowe, Log, p. 4", "Two ships sank."),
    ]
    assert page.references[0].publisher == "Quill Press"
    assert page.references[0].date == "1931"
    assert page.references[0].address == "https://example.org/harn"
    assert page.references[-1].address == "https://example.org/log"


def sentence_at(sentences: tuple, reference: Reference) -> str:
    return next(each.text for each in sentences if each.begin <= reference.at <= each.end)


def test_a_template_that_is_not_known_is_told_of() -> None:
    page = parse(
        HERE, "{{Infobox military conflict|conflict=Aye|result={{odd|x}} Victory}}\nIt was.", ""
    )
    assert [each.message for each in page.doubts] == [
        "the infobox has {{odd}}, which is not known here and was left out"
    ]


def test_a_page_without_an_infobox_is_told_of() -> None:
    [doubt] = parse(HERE, "'''Aye''' was fought.", "").doubts
    assert doubt.message.startswith("there is no infobox of a battle")
