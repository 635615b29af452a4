"""Two servers over one file behind nginx: one version, one ETag, and one may end."""

import shutil
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.served import free_port, served

EXAMPLE = Path(__file__).resolve().parents[3] / "deploy" / "nginx-replicas.conf"
ASK = "/sparql?query=SELECT%20*%20%7B%20%3Fs%20a%20%3AActor%20%7D"


def etag(address: str) -> str:
    request = urllib.request.Request(f"{address}{ASK}", headers={"Host": "sitrep.example"})  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - the same
        assert answer.status == 200
        return str(answer.headers["ETag"])


def test_two_servers_behind_nginx_are_one(
    tmp_path: Path, data: Path, serving: Callable[..., Any]
) -> None:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin")
    if not nginx:
        pytest.skip("nginx is not installed: make engines")
    first, second = (serving("--data", str(data), "--workers", "1") for _ in range(2))
    port = free_port()
    text = EXAMPLE.read_text(encoding="utf-8").replace("listen 80", f"listen 127.0.0.1:{port}")
    for old, new in (("127.0.0.1:7878", first.address), ("127.0.0.1:7879", second.address)):
        text = text.replace(old, new.removeprefix("http://"))
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid;\nerror_log {tmp_path}/errors;\nevents {{}}\n"
        f"http {{ access_log off; {text} }}\n",
        encoding="utf-8",
    )
    command = [nginx, "-c", whole, "-p", tmp_path, "-g", "daemon off;"]
    with served(command, port):
        balanced = f"http://127.0.0.1:{port}"
        tags = {etag(address) for address in (first.address, second.address, balanced, balanced)}
        assert len(tags) == 1
        first.stop()
        assert [etag(balanced) for _ in range(4)] == [*tags] * 4
    second.stop()
