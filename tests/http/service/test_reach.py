"""Whom a SERVICE may reach: by its number, at the moment of connecting, and under https by name."""

import ipaddress
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.federation import reach
from server.federation.line import UnansweredError
from server.federation.remote import ask_service
from server.federation.services import Services

from .wikidata import Wikidata

NAMED = "http://wikidata.example"


class Names:
    """What stands in the place of the look-up of names: it says what it is told, and counts."""

    def __init__(self, *numbers: str) -> None:
        self.numbers = [*numbers]
        self.asked = 0
        self.delay = 0.0

    def __call__(self, _host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        self.asked += 1
        time.sleep(self.delay)
        numbers = self.numbers.pop(0) if len(self.numbers) > 1 else self.numbers[0]
        return [
            (socket.AF_INET6 if ":" in number else socket.AF_INET, 1, 6, "", (number, port))
            for number in numbers.split()
        ]


def ask(url: str, seconds: float = 2) -> str:
    """What is said of a service that does not answer; empty when it does."""
    try:
        ask_service(url, "SELECT * { ?s ?p ?o }", Services((url,), seconds))
    except UnansweredError as error:
        return error.what
    return ""


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1"),  # noqa: S104
        *("::1", "::", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
        "2001:0:7f00:1::",
    ],
)
def test_a_name_that_leads_to_a_number_that_is_not_public_is_not_followed(
    monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    assert not reach.is_public(ipaddress.ip_address(number))
    monkeypatch.setattr(socket, "getaddrinfo", Names(number))
    assert ask(f"{NAMED}/sparql") == (
        "could not be reached: its name leads into a private net, which is not allowed"
    )


@pytest.mark.parametrize(
    "number",
    ["208.80.154.224", "8.8.8.8", "2620:0:861:ed1a::1", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_public_numbers(number: str) -> None:
    assert reach.is_public(ipaddress.ip_address(number))


@pytest.mark.parametrize(
    ("host", "number", "named"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("10.1.2.3", "10.1.2.3", True),
        ("::1", "::1", True),
        ("localhost", "127.0.0.1", True),
        ("wikidata.localhost", "::1", True),
        ("localhost", "10.0.0.1", False),
        ("127.0.0.1", "127.0.0.2", False),
        ("localhost.example", "127.0.0.1", False),
        ("127.1", "127.0.0.1", False),
        ("2130706433", "127.0.0.1", False),
        ("intranet", "10.0.0.1", False),
    ],
)
def test_what_counts_as_named_outright(host: str, number: str, *, named: bool) -> None:
    assert reach.is_named_outright(host, ipaddress.ip_address(number)) is named


def test_the_number_that_was_looked_at_is_the_one_that_is_connected_to(
    monkeypatch: pytest.MonkeyPatch, wikidata: Wikidata
) -> None:
    port = wikidata.server_address[1]
    names = Names("127.0.0.1", "10.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", names)
    monkeypatch.setattr(reach, "is_public", lambda _: True)
    wikidata.heads.clear()
    assert ask(f"{NAMED}:{port}/sparql") == ""
    assert names.asked == 1
    assert wikidata.heads[0]["Host"] == f"wikidata.example:{port}"


def test_of_several_numbers_those_that_may_be_reached_are_tried(
    monkeypatch: pytest.MonkeyPatch, wikidata: Wikidata
) -> None:
    port = wikidata.server_address[1]
    monkeypatch.setattr(socket, "getaddrinfo", Names("10.0.0.1 127.0.0.2 127.0.0.1"))
    monkeypatch.setattr(reach, "is_public", lambda number: number.is_loopback)
    assert ask(f"{NAMED}:{port}/sparql") == ""
    monkeypatch.setattr(socket, "getaddrinfo", Names("127.0.0.2 127.0.0.3"))
    assert ask(f"{NAMED}:{port}/sparql") == "could not be reached: Connection refused"


@pytest.mark.alone
def test_a_name_that_is_not_found_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    names = Names("8.8.8.8")
    names.delay = 1
    monkeypatch.setattr(socket, "getaddrinfo", names)
    begun = time.monotonic()
    assert ask(f"{NAMED}/", 0.2) == "did not answer within 0.2 seconds"
    assert time.monotonic() - begun < 0.6


def test_no_proxy_of_the_environment_is_used(
    monkeypatch: pytest.MonkeyPatch, wikidata: Wikidata
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert ask(wikidata.url) == ""


def test_too_little_memory_for_another_thread(
    monkeypatch: pytest.MonkeyPatch, wikidata: Wikidata
) -> None:
    def start(_: threading.Thread) -> None:
        raise RuntimeError

    monkeypatch.setattr(threading.Timer, "start", start)
    with pytest.raises(MemoryError):
        ask(wikidata.url)


def test_no_thread_and_no_connection_is_left(wikidata: Wikidata) -> None:
    before = threading.active_count()
    for path in ("sparql", "html", "dead", "truncated"):
        ask(wikidata.at(path))
    assert ask(wikidata.at("silent"), 0.3)
    time.sleep(0.1)
    ours = [t for t in threading.enumerate() if isinstance(t, threading.Timer)]
    assert ours == []
    assert threading.active_count() <= before + 1  # that of the one that says nothing


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """A port on which a certificate for wikidata.example is shown, and the certificate."""
    folder = tmp_path_factory.mktemp("tls")
    program = shutil.which("openssl")
    assert program, "the openssl command makes the certificate"
    made = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=wikidata.example"
    named = ["-addext", "subjectAltName=DNS:wikidata.example"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run([program, *made.split(), *named, *files], check=True, capture_output=True)  # noqa: S603 - our own arguments
    wikidata = Wikidata()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    wikidata.socket = context.wrap_socket(wikidata.socket, server_side=True)
    yield wikidata.server_address[1], folder / "cert.pem"
    wikidata.stop()


@pytest.mark.alone
def test_under_https_the_other_server_has_to_prove_its_name(
    monkeypatch: pytest.MonkeyPatch, secure: tuple[int, Path]
) -> None:
    port, certificate = secure
    monkeypatch.setattr(socket, "getaddrinfo", Names("127.0.0.1"))
    monkeypatch.setattr(reach, "is_public", lambda _: True)
    url = f"https://wikidata.example:{port}/sparql"
    assert ask(url).startswith("could not be reached: its certificate is not valid: self")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert ask(url) == ""
    for path in ("silent", "drip", "driphead"):
        begun = time.monotonic()
        assert ask(url.replace("sparql", path), 0.5) == "did not answer within 0.5 seconds"
        assert time.monotonic() - begun < 1.5
    other = f"https://other.example:{port}/sparql"
    assert ask(other).startswith("could not be reached: its certificate is not valid: Hostname")
