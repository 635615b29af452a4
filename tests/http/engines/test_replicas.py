"""Servers of one file or of copies of a store: one version, one ETag, and one may end or lag."""

import shutil
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.served import free_port, served
from server import create_app
from server.config import Settings
from server.running.snapshots import untold
from server.storage.copies import back_up, restore
from server.storage.fill import Loading, fill
from server.storage.folder import StoreFolder

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


def test_copies_of_a_store_are_one_until_one_lags(tmp_path: Path, data: Path) -> None:
    first, lags, again, apart = (StoreFolder(tmp_path / str(number)) for number in range(4))
    for folder in (first, apart):
        fill(folder, Loading((data,), "a test", untold))
    back_up(first, lags.path)
    restore(again, lags, "a test")
    headers = {"Host": "sitrep.example"}

    def ask(folder: StoreFolder, tag: str = "") -> tuple[int, str, str]:
        client = create_app(Settings(store=folder.path, evaluators=0)).test_client()
        known = {**headers, "If-None-Match": tag} if tag else headers
        answer = client.get(ASK, headers=known)
        return answer.status_code, answer.headers["ETag"], answer.headers.get("Sitrep-Version", "")

    _, tag, version = ask(first)
    assert ask(lags) == ask(again) == (200, tag, version)
    assert [ask(folder, tag)[0] for folder in (first, lags, again)] == [304] * 3
    assert ask(apart, tag)[0] == 200  # the same file, loaded twice
    more = tmp_path / "more.ttl"
    more.write_text("<http://example.org/a> a <https://w3id.org/sitrep/ns#Actor> .")
    fill(first, Loading((more,), "a test", untold))
    status, newer, changed = ask(first, tag)
    assert (status, newer != tag, changed != version) == (200, True, True)
    assert ask(lags, newer) == (200, tag, version)
