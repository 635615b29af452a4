from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from graph.errors import ArticleError, MissingFileError
from graph.paths import Sources
from graph.reading.article import read_article


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8", newline="")


def test_an_article_is_its_description_and_its_text(small: Sources) -> None:
    article = read_article(small.article)
    assert (article.slug, article.title) == ("aye", "Battle of Aye (2030)")
    assert article.retrieved == date(2030, 4, 1)
    assert article.sha256 == sha256(article.text.encode("utf-8")).hexdigest()
    assert len(article.sentences) == 7


def test_a_changed_text_is_refused_with_both_sums(small: Sources) -> None:
    path = small.article / "article.txt"
    expected = sha256(path.read_bytes()).hexdigest()
    rewrite(path, "3 huts", "4 huts")
    found = sha256(path.read_bytes()).hexdigest()
    with pytest.raises(ArticleError) as refused:
        read_article(small.article)
    told = str(refused.value)
    assert "article.txt:1:1: " in told
    assert expected in told
    assert found in told
    assert "restore the text" in told
    assert "\n" not in told


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('slug = "aye"', 'slug = "aye', ":1:12: not TOML"),
        ('title = "Battle', 'title = 3\nname = "Battle', ":3:1: `name` is not a key of this file"),
        ('slug = "aye"', "slug = 3", ":1:1: expected `slug`, a string of the form"),
        ('slug = "aye"', 'slug = "ns"', ":1:1: expected `slug`, a string of the form"),
        ('slug = "aye"', 'slug = "../aye"', ":1:1: expected `slug`, a string of the form"),
        ("https://example.org/", "example.org/", ":3:1: expected `address`"),
        ("2030-04-01", '"2030-04-01"', ":6:1: expected `retrieved`, a date such as"),
        ("2030-04-01", "2030-04-01T10:00:00", ":6:1: expected `retrieved`, a date such as"),
        ("retrieved = 2030-04-01\n", "", ":1:1: expected `retrieved`, a date such as"),
        ('language = "en"', "language =", ":5:11: not TOML"),
    ],
)
def test_a_fault_in_the_description_is_named(
    small: Sources, old: str, new: str, expected: str
) -> None:
    rewrite(small.article / "article.toml", old, new)
    with pytest.raises(ArticleError) as refused:
        read_article(small.article)
    assert f"article.toml{expected}" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["article.toml", "article.txt"])
def test_a_missing_file_is_named(small: Sources, name: str) -> None:
    (small.article / name).unlink()
    with pytest.raises(MissingFileError, match=f"{name}: there is no such file; is this a graph"):
        read_article(small.article)


def test_a_text_that_is_not_utf8_is_refused_at_its_place(small: Sources) -> None:
    path = small.article / "article.txt"
    before = sha256(path.read_bytes()).hexdigest()
    path.write_bytes("= Battle of Aye (2030) =\né ".encode() + b"\xff")
    after = sha256(path.read_bytes()).hexdigest()
    rewrite(small.article / "article.toml", before, after)
    with pytest.raises(ArticleError, match=r"article\.txt:2:3: not UTF-8"):
        read_article(small.article)
