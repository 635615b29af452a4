"""Read, second half: `article.toml` and `article.txt` become the `Article`.

The sum in `article.toml` ties the two together: offsets hold for one text only.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from graph.errors import ArticleError, FileError
from graph.model import Article
from graph.paths import read_file
from graph.reading.split import read_sentences

# What `article.toml` must say, and in which form.
FORMS: Final[Mapping[str, str]] = {
    "slug": r"(?!(ns|kind)$)[a-z0-9]+(-[a-z0-9]+)*",
    "title": r".+",
    "address": r"https?://[^\s<>\"{}|\\^`]+",
    "licence": r"https?://[^\s<>\"{}|\\^`]+",
    "language": r"[a-z]{2,3}(-[A-Za-z0-9]+)*",
    "sha256": r"[0-9a-f]{64}",
}
DAY: Final = "retrieved"


def read_article(folder: Path) -> Article:
    """Read the article that lies in a folder.

    Raises:
        MissingFileError: `article.toml` or `article.txt` is not there.
        ArticleError: one of them is not of its form, or the text is not the one that the sum is of.
    """
    about = read_about(folder / "article.toml")
    path = folder / "article.txt"
    text = read_text(path, about["sha256"])
    return Article(
        slug=about["slug"],
        title=about["title"],
        address=about["address"],
        licence=about["licence"],
        language=about["language"],
        retrieved=date.fromisoformat(about[DAY]),
        sha256=about["sha256"],
        text=text,
        sentences=read_sentences(path, text, about["title"]),
    )


def read_about(path: Path) -> Mapping[str, str]:
    """Read `article.toml`: each key of `FORMS` in its form, the day as ISO 8601 writes it."""
    text = decode(path, read_file(path))
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ArticleError(path, *where(str(fault), text), f"not TOML: {fault}") from fault
    unknown = said.keys() - FORMS.keys() - {DAY}
    for key in sorted(unknown):
        raise ArticleError(path, *key_place(text, key), f"`{key}` is not a key of this file")
    strings = {key: checked(path, text, key, said.get(key)) for key in FORMS}
    return {**strings, DAY: checked_day(path, text, said.get(DAY))}


def checked(path: Path, text: str, key: str, value: object) -> str:
    """A string of the form that its key asks for."""
    if isinstance(value, str) and re.fullmatch(FORMS[key], value):
        return value
    fault = f"expected `{key}`, a string of the form {FORMS[key]}"
    raise ArticleError(path, *key_place(text, key), fault)


def checked_day(path: Path, text: str, value: object) -> str:
    """A TOML date without a time; a date with one is a `date` to Python too."""
    if type(value) is date:
        return value.isoformat()
    raise ArticleError(path, *key_place(text, DAY), f"expected `{DAY}`, a date such as 2026-11-22")


def read_text(path: Path, expected: str) -> str:
    """Read the text if it is the one that the sum was taken of."""
    data = read_file(path)
    found = sha256(data).hexdigest()
    if found != expected:
        fault = (
            f"its SHA-256 is {found}, but article.toml gives {expected}; restore the text, or, if"
            " it is meant to change, read the facts anew and then give its sum"
        )
        raise ArticleError(path, 1, 1, fault)
    return decode(path, data)


def decode(path: Path, data: bytes, error: type[FileError] = ArticleError) -> str:
    """Decode UTF-8 and nothing else, without touching the ends of lines.

    Raises:
        FileError: it is not UTF-8; the one that is given.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode("utf-8").split("\n")
        place = len(before), len(before[-1]) + 1
        raise error(path, *place, "not UTF-8; save the file as UTF-8") from fault


def where(message: str, text: str) -> tuple[int, int]:
    """The line and column that `tomllib` names in its message; it names no other end than "end"."""
    named = re.search(r"\(at line (\d+), column (\d+)\)", message)
    if named:
        return int(named[1]), int(named[2])
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def key_place(text: str, key: str) -> tuple[int, int]:
    """The line and column of a key; the file's beginning if the key is not there."""
    found = re.search(rf"^[ \t]*{re.escape(key)}[ \t]*=", text, re.MULTILINE)
    return (text.count("\n", 0, found.start()) + 1, 1) if found else (1, 1)
