"""A server on loopback that plays Wikidata: well at /sparql, and badly at other addresses."""

import gzip
import json
import socket
import time
import zlib
from pathlib import Path

from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from tests.http.playing import Playing, Saying

EMPTY = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'


class Wikidata(Playing):
    """Answers as the path says."""

    def __init__(self) -> None:
        self.store = Store()
        path = Path(__file__).with_name("wikidata.ttl")
        self.store.load(path=str(path), format=RdfFormat.TURTLE)
        self.leads_to = ""
        super().__init__(Handler)
        self.url = f"{self.root}/sparql"

    def at(self, path: str) -> str:
        return f"{self.root}/{path}"

    def answer(self, query: str) -> bytes:
        return self.store.query(query).serialize(format=QueryResultsFormat.JSON) or b""


class Handler(Saying):
    """One request; the method that answers has the name of the path."""

    server: Wikidata

    def manner(self) -> str:
        self.close_connection = True
        return self.path.strip("/")

    def do_GET(self) -> None:  # noqa: N802 - as it is called there
        raise AssertionError(self.path)

    def give_sparql(self) -> None:
        self.say(self.server.answer(self.query))

    def give_xml(self) -> None:
        found = self.server.store.query(self.query)
        kind = "application/sparql-results+xml; charset=utf-8"
        self.say(found.serialize(format=QueryResultsFormat.XML) or b"", kind)

    def give_dead(self) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)

    def give_silent(self) -> None:
        self.server.let_go.wait(20)

    def give_slow(self) -> None:
        time.sleep(0.3)
        self.say(self.server.answer(self.query))

    def give_failing(self) -> None:
        self.say(b"java.lang.StackOverflowError", "text/plain", 500)

    def give_missing(self) -> None:
        self.say(b"no such thing", "text/plain", 404)

    def give_html(self) -> None:
        self.say(b"<html>Log in to the hotel's network", "text/html; charset=utf-8")

    def give_untyped(self) -> None:
        self.say(EMPTY, Content_Type="")

    def give_broken(self) -> None:
        self.say(EMPTY[:-9] + b"java.util.concurrent.TimeoutException at com.bigdata")

    def give_latin(self) -> None:
        self.say(EMPTY.replace(b'"x"', b'"\xff"'))

    def give_yes(self) -> None:
        self.say(b'{"head":{},"boolean":true}')

    def give_packed(self) -> None:
        self.say(EMPTY, Content_Encoding="gzip")

    def give_bomb(self) -> None:
        """64 MiB once it is unpacked."""
        packer = zlib.compressobj(wbits=31)
        block = b" " * 2**20
        body = b"".join(packer.compress(block) for _ in range(64)) + packer.flush()
        self.say(body, Content_Encoding="gzip")

    def give_unmarked(self) -> None:
        """What is packed without saying so."""
        self.say(gzip.compress(EMPTY))

    def give_endlesschunks(self) -> None:
        self.say(b"", Content_Length="", Transfer_Encoding="chunked")
        while not self.server.let_go.is_set():
            self.wfile.write(b"10000\r\n" + b" " * 65536 + b"\r\n")

    def give_truncated(self) -> None:
        self.say(EMPTY, Content_Length="1000")

    def give_cutchunk(self) -> None:
        self.say(b"40\r\n" + EMPTY[:9], Content_Length="", Transfer_Encoding="chunked")

    def give_announced(self) -> None:
        self.say(b"{", Content_Length="9999999999")

    def give_huge(self) -> None:
        row = {"x": {"type": "literal", "value": "x" * 1000}}
        body = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [row] * 3000}})
        self.say(body.encode(), Content_Length="", Connection="close")

    def give_endless(self) -> None:
        self.say(EMPTY[:-3], Content_Length="", Connection="close")
        while not self.server.let_go.is_set():
            self.wfile.write(b" " * 65536)

    def give_drip(self) -> None:
        self.say(EMPTY[:-3], Content_Length="", Connection="close")
        while not self.server.let_go.wait(0.1):
            self.wfile.write(b" ")

    def give_driphead(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.let_go.wait(0.1):
            self.wfile.write(b"X-More: y\r\n")

    def give_nothttp(self) -> None:
        self.wfile.write(b"220 mail.example.org ESMTP\r\n")

    def give_moved(self) -> None:
        self.say(b"", status=307, Location=self.server.leads_to)

    def give_around(self) -> None:
        self.say(b"", status=308, Location="/around")

    def give_stranger(self) -> None:
        """Variables that nobody asked for, and what would end the VALUES if it were not escaped."""
        value = '"))}} SERVICE <http://127.0.0.1:1/> {'
        row = {
            "item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q2528453"},
            "date": {"type": "literal", "value": value},
            "who": {"type": "literal", "value": "the stranger"},
        }
        body = {"head": {"vars": ["who", "date", "item"]}, "results": {"bindings": [row]}}
        self.say(json.dumps(body).encode())

    def give_badiri(self) -> None:
        row = {"item": {"type": "uri", "value": "http://a/> } } SERVICE <http://127.0.0.1:1/> {"}}
        body = {"head": {"vars": ["item"]}, "results": {"bindings": [row]}}
        self.say(json.dumps(body).encode())
