"""Formats, by name and by Accept header."""

import pytest
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from server.errors import BadRequestError, NotAcceptableError
from server.protocol.negotiate import GRAPHS, PAGE, SOLUTIONS, Format, choose, formats_of


def accept(header: str) -> MIMEAccept:
    return parse_accept_header(header, MIMEAccept)


@pytest.mark.parametrize("form", [*SOLUTIONS, *GRAPHS], ids=lambda form: form.media[0])
def test_no_media_type_carries_a_charset(form: Format) -> None:
    assert not [media for media in form.media if ";" in media]


@pytest.mark.parametrize("formats", [SOLUTIONS, GRAPHS])
def test_no_name_or_media_type_means_two_formats(formats: tuple[Format, ...]) -> None:
    called = [name for form in formats for name in (*form.names, *form.media)]
    assert len(called) == len(set(called))


@pytest.mark.parametrize("form", ["SELECT", "ASK", "", "SELCT"])
def test_solutions_for_all_but_graphs(form: str) -> None:
    assert formats_of(form) is SOLUTIONS


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("application/*", "application/n-triples"),
        ("text/turtle;q=0.2, application/ld+json;q=0.3", "application/ld+json"),
        ("text/turtle;q=0, */*;q=0.1", "application/n-triples"),
        ("text/turtle;version=1.1", "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/xml", "application/xml"),
    ],
)
def test_the_best_of_what_is_accepted(header: str, expected: str) -> None:
    assert choose(GRAPHS, accept(header), None)[1] == expected


def test_a_name_goes_before_the_header() -> None:
    assert choose(GRAPHS, accept("text/turtle"), "HTML")[0] is PAGE


@pytest.mark.parametrize("header", ["image/png", "text/turtle;q=0", "*/*;q=0"])
def test_nothing_acceptable(header: str) -> None:
    with pytest.raises(NotAcceptableError, match="cannot be given as"):
        choose(GRAPHS, accept(header), None)


def test_names_that_do_not_fit() -> None:
    with pytest.raises(NotAcceptableError, match="`csv`"):
        choose(GRAPHS, accept(""), "csv")
    with pytest.raises(BadRequestError, match="`doc` is not a format"):
        choose(GRAPHS, accept(""), "doc")
