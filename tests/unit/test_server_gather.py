"""Percent-encoding is decoded fast, and as everybody else decodes it."""

import random
from urllib.parse import quote, unquote_to_bytes

import pytest

from server.errors import BadRequestError
from server.protocol.gather import decode, unquote

PIECES = (b"%20", b"%41", b"%", b"%%", b"%4", b"%zz", b"=", b"==", b"_", b"\n", b"\r\n", b" ", b"a")
PIECES += (b"%e1%80%97", "ဗ".encode(), b"%0A", b"%3D", b"%25", b"?", b"\t", b"%ff", b".", b"%7e")


def test_every_text_is_decoded_as_by_the_standard_library() -> None:
    chance = random.Random(11)  # noqa: S311 - the same texts each time
    for _ in range(20_000):
        sent = b"".join(chance.choices(PIECES, k=chance.randint(0, 30)))
        assert unquote(sent) == unquote_to_bytes(sent)


def test_long_lines_and_trailing_space_survive() -> None:
    text = "SELECT * { ?s ?p 'x = y' } " * 200 + "  \t"
    assert unquote(quote(text).encode()).decode() == text


def test_names_and_values() -> None:
    found = decode(b"query=ASK%20%7B%7D&a=1+2&a=3%2B4&empty=&&flag&x=y=z")
    assert found == {
        "query": ["ASK {}"],
        "a": ["1 2", "3+4"],
        "empty": [""],
        "flag": [""],
        "x": ["y=z"],
    }


@pytest.mark.parametrize("sent", [b"query=%ff", b"query=\xff", b"%ff=1"])
def test_what_is_no_text_is_refused(sent: bytes) -> None:
    with pytest.raises(BadRequestError, match="UTF-8"):
        decode(sent)
