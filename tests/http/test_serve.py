"""`sitrep serve` as a process: what it prints, how it starts, stops and fails."""

import os
import shlex
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Serving

SITREP = Path(sys.executable).with_name("sitrep")


def sitrep(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A run that is expected to fail; should it serve instead, it is ended with its children."""
    with subprocess.Popen(  # noqa: S603 - our own command
        [SITREP, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        clock = Timer(20, os.killpg, (run.pid, signal.SIGKILL))
        clock.start()
        said, complained = run.communicate()
        clock.cancel()
        return subprocess.CompletedProcess(arguments, run.returncode, said, complained)


def test_the_example_that_it_prints_works(serving: "type[Serving]", data: Path) -> None:
    running = serving("--data", str(data))
    assert f"Serving small.nq at {running.address}/" in running.greeting
    # The first request can be answered when the address is printed.
    with urllib.request.urlopen(f"{running.address}/", timeout=5) as answer:  # noqa: S310 - loopback
        assert answer.status == 200
    said, complained = running.stop()
    assert complained == ""
    command = said[said.index("curl ") :]
    _, address, _, accept, _, query = shlex.split(command)
    name, _, value = accept.partition(": ")
    assert (address, name, query[:13]) == (f"{running.address}/sparql", "Accept", "query=\nSELECT")
    assert value == "text/csv"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_quickly_and_quietly(serving: "type[Serving]", data: Path, how: int) -> None:
    running = serving("--data", str(data))
    begun = time.monotonic()
    _, complained = running.stop(how)
    assert (running.process.returncode, complained) == (0, "")
    assert time.monotonic() - begun < 5  # bounded, not timed: it takes a tenth of a second


def test_a_port_that_is_taken(server: str, data: Path) -> None:
    port = server.rpartition(":")[2]
    run = sitrep("serve", "--port", port, "--data", str(data))
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == (
        f"sitrep: cannot listen on 127.0.0.1, port {port}: Address already in use\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--port", "70000"], 2, "70000 is not in the range"),
        (["--port", "http"], 2, "'http' is not a valid integer"),
        (["--host", "no.such.host.invalid"], 2, "cannot listen on no.such.host.invalid"),
        (["--host", "192.0.2.1"], 2, "cannot listen on 192.0.2.1"),
        (["--data", "/no/such/file.nq"], 2, "/no/such/file.nq: no such file"),
        (["--data", "/"], 2, "cannot be read: Is a directory"),
    ],
)
def test_a_wrong_call_gets_one_line(arguments: list[str], code: int, said: str) -> None:
    run = sitrep("serve", "--port", "0", *arguments)
    assert (run.returncode, run.stdout) == (code, "")
    assert said in run.stderr.splitlines()[-1]
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("x.nq", b"<a:a> <a:b> <a:c> .\n<a:a> <a b> <a:c> .\n", 1, "x.nq:2:7: not N-Quads"),
        ("x.ttl", b"<a:a> <a:b> ;\n", 1, "x.ttl:1:13: not Turtle"),
        ("x.nq", b"<a:a> <a:b> '\xff' .\n", 1, "x.nq:1:13: not N-Quads"),
        ("x.nq", b"", 1, "holds no triples; `sitrep build`"),
        ("x.csv", b"a,b\n", 2, "the suffix should be .nq"),
    ],
)
def test_a_broken_data_file(
    tmp_path: Path,
    name: str,
    content: bytes,
    code: int,
    said: str,
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    run = sitrep("serve", "--port", "0", "--data", str(path))
    assert (run.returncode, run.stdout) == (code, "")
    assert said in run.stderr
    assert run.stderr.count("\n") == 1
