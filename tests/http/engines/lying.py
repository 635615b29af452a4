"""A server on loopback that plays an engine: well for what is looked at first, then badly."""

import json
import socket

from tests.http.playing import Playing, Saying

EMPTY = b'{"head":{"vars":["g"]},"results":{"bindings":[]}}'
SAID = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"5"}}]}}'


class Lying(Playing):
    """Answers every query as `mood` says, once it is set."""

    def __init__(self) -> None:
        self.mood = "empty"
        super().__init__(Handler)
        self.url = f"{self.root}/query"


class Handler(Saying):
    """One request; the method that answers has the name of the mood."""

    server: Lying

    def manner(self) -> str:
        return self.server.mood

    def give_empty(self) -> None:
        self.say(EMPTY)

    def give_sound(self) -> None:
        self.say(SAID)

    def give_dead(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def give_silent(self) -> None:
        self.server.let_go.wait(20)

    def give_drip(self) -> None:
        self.close_connection = True
        self.say(SAID[:-3], Content_Length="", Connection="close")
        while not self.server.let_go.wait(0.05):
            self.wfile.write(b" ")

    def give_driphead(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.let_go.wait(0.05):
            self.wfile.write(b"X-More: y\r\n")

    def give_truncated(self) -> None:
        self.close_connection = True
        self.say(SAID[:-9], Content_Length=str(len(SAID)))

    def give_broken(self) -> None:
        self.say(SAID[:-9] + b" Transaction timed out")

    def give_page(self) -> None:
        self.say(b"<html><h1>Welcome to the hotel", "text/html")

    def give_untyped(self) -> None:
        self.say(SAID, Content_Type="")

    def give_packed(self) -> None:
        self.say(SAID, Content_Encoding="gzip")

    def give_moved(self) -> None:
        self.say(b"", status=302, Location="https://user:secret@elsewhere.example/query")

    def give_locked(self) -> None:
        self.say(b"who?", "text/plain", 401, WWW_Authenticate='Basic realm="x"')

    def give_missing(self) -> None:
        self.say(b"no", "text/plain", 404)

    def give_busy(self) -> None:
        self.say(b"", "text/plain", 503)

    def give_late(self) -> None:
        self.say(b"", "text/plain", 504)

    def give_failing(self) -> None:
        self.say(b"<html><body><p>Virtuoso 42000 Error</p></body></html>", "text/html", 500)

    def give_partial(self) -> None:
        self.say(SAID, X_SQL_State="S1TAT")

    def give_cut(self) -> None:
        self.say(SAID, X_SPARQL_MaxRows="1")

    def give_endless(self) -> None:
        self.close_connection = True
        row = json.dumps({"x": {"type": "literal", "value": "x" * 900}}).encode()
        self.say(SAID[:-3], Content_Length="", Connection="close")
        while not self.server.let_go.is_set():
            self.wfile.write(b"," + row)

    def give_nothttp(self) -> None:
        self.close_connection = True
        self.wfile.write(b"220 mail.example.org ESMTP\r\n")
