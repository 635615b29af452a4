"""`sitrep query`: the answers of the server, in the shell."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

SITREP = Path(sys.executable).with_name("sitrep")
TEXTS = "SELECT ?s ?text { ?s nif:anchorOf ?text } ORDER BY ?s"


def ask(query: str, data: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own command
        [SITREP, "query", "-", "--data", str(data), *options],
        input=query.encode(),
        capture_output=True,
        timeout=20,
        check=False,
    )


def test_a_table_by_default(data: Path) -> None:
    run = ask(TEXTS, data)
    assert run.returncode == 0, run.stderr
    head, rule, first, *_, last = run.stdout.decode().splitlines()
    assert head.split() == ["s", "text"]
    assert set(rule) == {"─", " "}
    assert first.split(maxsplit=1)[0] == "s:041"
    assert last == "(3 rows)"


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_other_formats_are_the_servers(data: Path, client: FlaskClient, name: str) -> None:
    served = client.get("/sparql", query_string={"query": TEXTS, "format": name})
    assert ask(TEXTS, data, "--format", name).stdout.rstrip() == served.data.rstrip()


@pytest.mark.parametrize("name", ["table", "turtle", "nt", "rdf", "jsonld", "trig", "nq"])
def test_graphs(data: Path, name: str) -> None:
    run = ask("CONSTRUCT WHERE { b:pdf skos:prefLabel ?label }", data, "--format", name)
    assert run.returncode == 0, run.stderr
    assert "s Defence Force" in run.stdout.decode()


def test_yes_or_no(data: Path) -> None:
    assert b"yes" in ask("ASK { b:kia ?p ?o }", data).stdout
    assert (
        json.loads(ask("ASK { b:no ?p ?o }", data, "--format", "json").stdout)["boolean"] is False
    )


def test_a_file(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "texts.rq"
    path.write_text(TEXTS, encoding="utf-8-sig")
    run = subprocess.run(  # noqa: S603 - our own command
        [SITREP, "query", str(path), "--data", str(data), "--format", "csv"],
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert run.stdout.startswith(b"s,text\r\n")


@pytest.mark.parametrize(
    ("query", "options", "code", "said"),
    [
        (
            "ASK {\n  ?s ?p ?o\n  FILTR(?o)\n}",
            [],
            1,
            "input:3:3: `FILTR` is not a word of SPARQL.\n  FILTR(?o)\n  ^\nDid you mean FILTER?\n",
        ),
        ("SELECT * { SERVICE <http://127.0.0.1/> {} }", [], 1, "standard input:1:12: SERVICE"),
        ("ASK {}", ["--format", "turtle"], 2, "Choose one of json, xml, csv, tsv."),
        ("ASK {}", ["--format", "doc"], 2, "'doc' is not one of"),
        ("ASK {}", ["--data", "/no/such.nq"], 2, "/no/such.nq: no such file"),
    ],
)
def test_what_goes_wrong(
    data: Path,
    query: str,
    options: list[str],
    code: int,
    said: str,
) -> None:
    run = ask(query, data, *options)
    assert (run.returncode, run.stdout) == (code, b"")
    assert said in run.stderr.decode()
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize("file", ["/no/such.rq", "/"])
def test_no_such_file(file: str) -> None:
    run = subprocess.run(  # noqa: S603 - our own command
        [SITREP, "query", file],
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.decode().startswith(f"sitrep: {file}: ")


def test_the_shell_and_a_bad_byte(data: Path) -> None:
    run = subprocess.run(  # noqa: S603 - our own command
        [SITREP, "query", "-", "--data", str(data)],
        input=b"ASK { ?s ?p '\xff' }",
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert (run.returncode, run.stderr) == (
        1,
        b"sitrep: -: byte 14 is not UTF-8; save the query as UTF-8\n",
    )
