"""`--allow-service`, as the two commands take it."""

import json
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from queries import federated, files
from sitrep.__main__ import main

from .wikidata import Wikidata

if TYPE_CHECKING:
    from tests.http.conftest import Serving

SITREP = Path(sys.executable).with_name("sitrep")
FOUNDED = """PREFIX wdt: <http://www.wikidata.org/prop/direct/>
SELECT ?date { ?who owl:sameAs ?item . SERVICE <URL> { ?item wdt:P571 ?date } }"""


def run(
    query: str, *options: str, variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        [SITREP, "query", "-", "--format", "csv", *options],
        input=query,
        env=variables,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


def test_the_shell_asks_whom_it_may(data: Path, wikidata: Wikidata) -> None:
    query = FOUNDED.replace("URL", wikidata.url)
    refused = run(query, "--data", str(data))
    assert refused.returncode == 1
    assert "standard input:2:40: SERVICE would send a request" in refused.stderr
    assert "--allow-service" in refused.stderr
    assert wikidata.asked == []
    others = ("--allow-service", "http://a.example/", "--allow-service", wikidata.url)
    found = run(query, "--data", str(data), *others)
    assert found.stdout == "date\n1961-02-05T00:00:00Z\n", found.stderr
    addresses = {"SITREP_ALLOW_SERVICE": f"http://a.example/ {wikidata.url}"}
    assert run(query, "--data", str(data), variables=addresses).stdout == found.stdout


def test_the_shell_asks_a_saved_question(
    wikidata: Wikidata, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The shipped file with the address of the server that plays Wikidata, run by its name."""
    saved = federated()[0]
    (tmp_path / f"{saved.slug}.rq").write_text(
        saved.text.replace(saved.service, wikidata.url), encoding="utf-8"
    )
    monkeypatch.setattr(files, "FEDERATED", tmp_path.resolve())
    asked = ["query", saved.slug, "--format", "csv"]
    found = CliRunner().invoke(main, [*asked, "--allow-service", wikidata.url])
    assert (found.exit_code, found.stderr) == (0, "")
    expected = Path(__file__).with_name("expected") / f"{saved.slug}.csv"
    assert found.stdout.splitlines() == expected.read_text("utf-8").splitlines()


def test_the_shell_says_what_is_wrong(data: Path, wikidata: Wikidata) -> None:
    query, url = FOUNDED.replace("sparql", "failing"), wikidata.at("failing")
    failed = run(query.replace("URL", url), "--data", str(data), "--allow-service", url)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert f"standard input:2:40: The service <{url}> answered 500." in failed.stderr


def get(address: str, query: str) -> tuple[int, dict[str, object]]:
    url = f"{address}/sparql?{urllib.parse.urlencode({'query': query, 'format': 'json'})}"
    try:
        answer = urllib.request.urlopen(url, timeout=20)  # noqa: S310 - loopback
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)
    with answer:
        return answer.status, json.load(answer)


def test_a_server_asks_whom_it_may(
    serving: "type[Serving]", data: Path, wikidata: Wikidata
) -> None:
    allowed = ("--allow-service", "http://a.example/", "--allow-service", wikidata.url)
    running = serving("--data", str(data), *allowed, "--memory", "64")
    try:
        status, told = get(running.address, FOUNDED.replace("URL", wikidata.url))
        assert (status, len(told["results"]["bindings"])) == (200, 1)  # type: ignore[index,call-overload]
        assert get(running.address, FOUNDED.replace("URL", wikidata.at("slow")))[0] == 403
    finally:
        said, complained = running.stop()
    assert complained == "", said
