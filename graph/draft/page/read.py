"""Read an article from a file, standard input or an address: whichever of the two forms it has."""

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from graph.draft.model import Doubt, Page
from graph.draft.page.fetch import fetch, is_address, title_in
from graph.draft.page.flattened import is_flattened, read_flattened
from graph.draft.page.wikitext import read_wikitext
from graph.draft.words.grammar import grammar
from graph.errors import ArticleError
from graph.paths import read_file
from graph.reading.article import decode

# More than any page of a wiki has, and as much as can be read in a few seconds.
MOST_BYTES: Final = 4_000_000
STDIN: Final = "-"
WIDE: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
HTML: Final = re.compile(r"\s*(?:<!doctype html|<html|<\?xml)", re.IGNORECASE)
REDIRECT: Final = re.compile(r"\s*#redirect\s*:?\s*\[\[([^\]|#]+)", re.IGNORECASE)
WORD: Final = re.compile(r"[^\W\d_]+")
# Of running English text every third or fourth word is one of those; of other languages few are.
FEWEST_WORDS: Final = 40
LEAST_SHARE: Final = 0.1


def read_page(given: str, title: str = "") -> Page:
    """Read the article that a user names: a path, an address, or `-` for standard input.

    Raises:
        MissingFileError: there is no such file.
        FetchError: the address gives nothing.
        ArticleError: it is no article that can be drafted, and why.
    """
    path = Path("standard-input" if given == STDIN else given)
    text = as_text(path, read_bytes(given))
    name = title or (title_in(given) if is_address(given) else "")
    return parse(path, text, name)


def read_bytes(given: str) -> bytes:
    """The bytes, wherever they are."""
    if given == STDIN:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    if is_address(given):
        return fetch(given, MOST_BYTES)
    path = Path(given)
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise too_large(path, path.stat().st_size)
    return read_file(path, "give a file, an address, or - for standard input")


def too_large(path: Path, size: int) -> ArticleError:
    """What to say of a file that no article is as large as."""
    fault = f"{size:,} bytes; an article has at most {MOST_BYTES:,}: cut out the part on the battle"
    return ArticleError(path, 1, 1, fault)


def as_text(path: Path, data: bytes) -> str:
    """The text of some bytes: UTF-8, or UTF-16 that says so."""
    if len(data) > MOST_BYTES:
        raise too_large(path, len(data))
    if data[:2] in WIDE:
        return data.decode(WIDE[data[:2]], errors="replace")
    if b"\0" in data:
        raise ArticleError(path, 1, 1, "this is no text; give wikitext or the flattened form")
    return decode(path, data)


def parse(path: Path, text: str, title: str) -> Page:
    """Read a text in the form that it has.

    Raises:
        ArticleError: it is empty, of another form, or not in English.
    """
    if not text.strip():
        raise ArticleError(path, 1, 1, "there is nothing in it")
    if HTML.match(text):
        fault = (
            "this is a web page; give its wikitext, which a wiki has at the same address with"
            " ?action=raw"
        )
        raise ArticleError(path, 1, 1, fault)
    if found := REDIRECT.match(text):
        raise ArticleError(
            path, 1, 1, f"this only leads to the article {found[1].strip()}; give that"
        )
    page = read_flattened(path, text) if is_flattened(text) else read_wikitext(path, text, title)
    if not page.sentences:
        raise ArticleError(path, 1, 1, "there is no sentence in it")
    in_english(path, page)
    return titled(page, title)


def in_english(path: Path, page: Page) -> None:
    """See whether the prose is English, the one language that is read here.

    Raises:
        ArticleError: it is not.
    """
    prose = " ".join(each.text for each in page.sentences if each.section != "Infobox")
    words = [word.lower() for word in WORD.findall(prose)]
    common = sum(word in grammar()["common"] for word in words)
    letters = sum(character.isalpha() for character in prose)
    foreign = len(words) >= FEWEST_WORDS and common < LEAST_SHARE * len(words)
    if foreign or (
        letters >= FEWEST_WORDS and not prose.isascii() and not re.search("[A-Za-z]", prose)
    ):
        fault = (
            f"this is not English: {common} of its {len(words)} words are common ones; no other"
            " language is read"
        )
        raise ArticleError(path, 1, 1, fault)


def titled(page: Page, title: str) -> Page:
    """The page with a doubt where its title is not the one that was asked for."""
    if title and page.title != " ".join(title.replace("=", " ").split()):
        doubt = Doubt(f"the text has the title {page.title}, not {title}; the text's is kept")
        return replace(page, doubts=(*page.doubts, doubt))
    return page
