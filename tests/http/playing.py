"""What servers on loopback have in common that play another one, well and badly."""

from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs

JSON = "application/sparql-results+json"


class Playing(ThreadingHTTPServer):
    """Answers by what `handler` does, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self, handler: "type[Saying]") -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.root = f"http://127.0.0.1:{self.server_address[1]}"
        self.asked: list[str] = []
        self.heads: list[dict[str, str]] = []
        self.let_go = Event()
        Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self.let_go.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients here hang up in the middle, as they should."""


class Saying(BaseHTTPRequestHandler):
    """One request; the method that answers has the name that `manner` gives."""

    protocol_version = "HTTP/1.1"
    server: Playing
    query: str

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.query = parse_qs(body).get("query", [""])[0]
        self.server.asked.append(self.query)
        self.server.heads.append(dict(self.headers))
        with suppress(OSError):
            getattr(self, f"give_{self.manner()}")()

    def manner(self) -> str:
        raise NotImplementedError

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called there
        """Say nothing."""

    def say(self, body: bytes, kind: str = JSON, status: int = 200, **headers: str) -> None:
        """Send an answer; names of headers have _ for -, and an empty one is left out."""
        self.send_response(status)
        headers = {"Content_Type": kind, "Content_Length": str(len(body))} | headers
        for name, value in headers.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
