"""Answers as gzip, Brotli and Zstandard over a real socket, read back by each library's decoder."""

import gzip
import http.client
from pathlib import Path
from urllib.parse import quote, urlsplit

import brotli
import pytest
import zstandard
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from server.protocol.compress import SHORTEST, choose_coding, shrinks

LONG = f"/sparql?query={quote('SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o')}"
SHORT = f"/sparql?query={quote('ASK {}')}"
DECODE = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda content: zstandard.ZstdDecompressor().decompress(content),
}


def get(
    server: str, path: str, accept: str | None = None, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=20)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    if accept is not None:
        connection.putheader("Accept-Encoding", accept)
    connection.endheaders()
    answer = connection.getresponse()
    told = {name.lower(): value for name, value in answer.getheaders()}
    content = answer.read()
    connection.close()
    return answer.status, told, content


@pytest.mark.parametrize("coding", DECODE)
@pytest.mark.parametrize("path", [LONG, "/sparql?format=ttl", "/data/small.nq", "/dataset.nt"])
def test_a_long_answer_is_encoded_as_asked(server: str, coding: str, path: str) -> None:
    # The descriptions say their own address, which is the same each time; the prefixes of Turtle
    # come in any order. A page would not do: each brings a nonce of its own.
    _, plain, content = get(server, path)
    status, headers, encoded = get(server, path, coding)
    assert (status, headers["content-encoding"]) == (200, coding)
    assert sorted(DECODE[coding](encoded).splitlines()) == sorted(content.splitlines())
    assert len(encoded) < len(content)
    assert headers["content-length"] == str(len(encoded))
    assert headers["content-type"] == plain["content-type"]
    assert "content-encoding" not in plain
    for told in (plain, headers):
        assert "Accept-Encoding" in told["vary"].split(", ")


def test_a_short_answer_is_sent_as_it_is(server: str) -> None:
    _, headers, content = get(server, SHORT, "gzip, br, zstd")
    assert len(content) < SHORTEST
    assert "content-encoding" not in headers
    assert content.startswith(b"{")
    assert "Accept-Encoding" in headers["vary"]


def test_a_short_answer_is_encoded_for_who_takes_nothing_else(server: str) -> None:
    _, headers, content = get(server, SHORT, "gzip, identity;q=0")
    assert headers["content-encoding"] == "gzip"
    assert b"true" in gzip.decompress(content)


@pytest.mark.parametrize("path", [LONG, SHORT, "/sparql"])
@pytest.mark.parametrize("accept", ["identity;q=0", "*;q=0", "compress, identity;q=0"])
def test_who_takes_nothing_is_told_what_there_is(server: str, path: str, accept: str) -> None:
    status, headers, content = get(server, path, accept)
    assert (status, headers["content-type"]) == (406, "application/problem+json")
    assert b"zstd, br, gzip" in content
    assert headers["access-control-allow-origin"] == "*"


def test_head_tells_the_length_of_the_encoded_answer(server: str) -> None:
    _, headers, content = get(server, LONG, "gzip")
    status, alike, nothing = get(server, LONG, "gzip", "HEAD")
    assert (status, nothing) == (200, b"")
    assert alike["content-encoding"] == "gzip"
    assert alike["content-length"] == headers["content-length"] == str(len(content))


def test_the_tag_of_an_encoded_file_is_weak_and_still_known(server: str) -> None:
    _, plain, _ = get(server, "/data/small.nq")
    _, headers, _ = get(server, "/data/small.nq", "gzip")
    assert headers["etag"] == f"W/{plain['etag']}"
    for tag in (plain["etag"], headers["etag"]):
        status, told, nothing = get(server, "/data/small.nq", "gzip", If_None_Match=tag)
        assert (status, nothing) == (304, b"")
        assert told["etag"] == headers["etag"]
        assert "content-encoding" not in told


def test_a_static_file_is_encoded_too(server: str) -> None:
    sheet = next(Path("server/static").glob("*.css"))
    _, headers, content = get(server, f"/static/{sheet.name}", "br")
    assert headers["content-encoding"] == "br"
    assert brotli.decompress(content) == sheet.read_bytes()


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, br", "br"),
        ("gzip;q=1, br;q=0.5", "gzip"),
        ("gzip;q=0, br;q=0.1", "br"),
        ("deflate", "identity"),
        ("gzip;q=0", "identity"),
        ("*", "zstd"),
        ("*;q=0.1, zstd;q=0", "br"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip", "gzip"),
        ("identity;q=0, gzip;q=0.1", "gzip"),
        ("*;q=0, identity", "identity"),
        ("*;q=0", None),
        ("identity;q=0", None),
        ("deflate, identity;q=0", None),
        ("*;q=0, gzip", "gzip"),
    ],
)
def test_the_header_is_weighed(header: str | None, expected: str | None) -> None:
    assert choose_coding(parse_accept_header(header, Accept)) == expected


@pytest.mark.parametrize(
    ("media", "expected"),
    [
        ("application/sparql-results+json", True),
        ("application/n-quads", True),
        ("application/rdf+xml", True),
        ("image/svg+xml", True),
        ("text/csv", True),
        ("image/png", False),
        ("font/woff2", False),
        ("application/zip", False),
    ],
)
def test_only_text_is_encoded(media: str, *, expected: bool) -> None:
    assert shrinks(media) is expected
