"""`sitrep query SLUG`: saved queries in the shell, with parameters."""

import subprocess
import sys
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from queries import SavedQuery, catalogue, federated
from queries.parameters import RESERVED
from server import create_app
from server.config import Settings
from sitrep.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


def ask(*words: str) -> Result:
    return CliRunner().invoke(main, ["query", *words])


@pytest.fixture(scope="module")
def shipped() -> FlaskClient:
    return create_app(Settings(evaluators=0)).test_client()


def test_the_command_as_it_is_typed() -> None:
    run = subprocess.run(  # noqa: S603 - our own command
        [
            Path(sys.executable).with_name("sitrep"),
            *("query", "airstrikes", "--since", "2025-05-01", "--format", "csv"),
        ],
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, b"")
    assert run.stdout.startswith(b"event,eventLabel,")
    assert b"Kanna Yeiktha" in run.stdout
    assert b"daily-bombing-in-january" not in run.stdout


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (["airstrikes"], "airstrikes.csv"),
        (["airstrikes", "--since=2025-05-01"], "airstrikes.csv?since=2025-05-01"),
        (["--since", "2025-05-01", "airstrikes"], "airstrikes.csv?since=2025-05-01"),
        (
            ["timeline", "--by", "b:kia", "--until", "2025-01-31", "--kind", "any"],
            "timeline.csv?by=b:kia&until=2025-01-31",
        ),
        (
            ["sentences-with-a-word", "--word", '-- "', "--whole=true"],
            "sentences-with-a-word.csv?word=--%20%22&whole=true",
        ),
        ([str(ROOT / "queries" / "airstrikes.rq")], "airstrikes.csv"),
        (
            [str(ROOT / "queries" / "airstrikes.rq"), "--since", "2025-05-01"],
            "airstrikes.csv?since=2025-05-01",
        ),
    ],
)
def test_the_answer_is_the_servers(shipped: FlaskClient, words: list[str], path: str) -> None:
    result = ask(*words, "--format", "csv")
    assert result.exit_code == 0, result.output
    served = shipped.get(f"/queries/{path}").text
    assert result.stdout.splitlines() == served.splitlines()


def test_every_question_is_listed() -> None:
    result = ask("--list")
    assert result.exit_code == 0
    every = (*catalogue(), *federated())
    assert len({saved.slug for saved in every}) == len(every)
    for saved, line in zip(every, result.stdout.splitlines(), strict=True):
        mark = f" [with --allow-service {saved.service}]" if saved.service else ""
        assert line.split(maxsplit=1) == [saved.slug, saved.summary + mark]


@pytest.mark.parametrize("saved", federated(), ids=lambda saved: saved.slug)
def test_a_question_to_others_says_what_it_needs(saved: SavedQuery) -> None:
    refused = ask(saved.slug)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert f"{saved.slug}:" in refused.stderr
    assert "--allow-service" in refused.stderr
    assert f"[with --allow-service {saved.service}]\n" in ask(saved.slug, "--params").stdout


def test_what_can_be_chosen_is_listed() -> None:
    result = ask("timeline", "--params")
    assert result.exit_code == 0
    assert result.stdout.startswith("What happened, and when?\n")
    assert (
        "--since  On or after: a day, as YYYY-MM-DD\n    [default: any; any: Any day]"
        in result.stdout
    )
    assert "[default: any; any: Anybody]\n" in result.stdout
    assert "    b:kia  Kachin Independence Army\n" in result.stdout


def test_that_nothing_can_be_chosen_is_said() -> None:
    assert ask("aims", "--params").stdout.endswith("\nNothing can be chosen.\n")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["airstrike"], 2, "no saved query and no file is called airstrike; did you mean airstr"),
        (["zzz"], 2, "no saved query and no file is called zzz; `sitrep query --list` lists"),
        (["airstrikes", "--sinse", "x"], 2, "no parameter `sinse`. Did you mean `since`?"),
        (["airstrikes", "--since", "x"], 2, "`since` cannot be `x`: it has to be a day"),
        (["airstrikes", "--since", "2025-01-01", "--since=2025-01-01"], 2, "more than once"),
        (["airstrikes", "--since"], 2, "The parameter --since needs a value."),
        (["airstrikes", "-s", "x"], 2, "No such option: -s"),
        (["airstrikes", "timeline"], 2, "One at a time, not airstrikes, timeline"),
        (["names-on-wikidat"], 2, "did you mean names-on-wikidata?"),
        (["names-on-wikidata", "--since", "x"], 2, "no parameter `since`. It has none."),
        ([], 2, "Missing argument: the name of a saved query, a FILE, or `-`."),
        (["zzz", "--params"], 2, "no saved query and no file is called zzz"),
        (["no/such.rq", "--since", "x"], 2, "no/such.rq: No such file"),
        (["no/such.rq", "--params"], 2, "no/such.rq: No such file"),
        ([str(ROOT / "README.md"), "--since", "x"], 1, "README.md: a slug is"),
        (["airstrikes", "--format", "turtle"], 2, "Choose one of json, xml, csv, tsv."),
        (["airstrikes", "--data", "/no/such.nq"], 2, "/no/such.nq: no such file"),
        (["airstrikes", "--params", "--data", "/no/such.nq"], 2, "/no/such.nq: no such file"),
    ],
)
def test_what_goes_wrong(words: list[str], code: int, says: str) -> None:
    result = ask(*words)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert says in result.stderr


def test_no_parameter_can_be_called_like_an_option() -> None:
    command = main.commands["query"]
    names = {
        name.removeprefix("--")
        for option in command.get_params(Context(command))
        for name in option.opts
        if name.startswith("--")
    }
    assert names <= set(RESERVED)


def test_a_file_that_is_named_like_a_question_is_asked_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("airstrikes", "mine"):
        (tmp_path / name).write_text("SELECT (1 AS ?mine) {}", encoding="utf-8")
    assert "eventLabel" in ask("airstrikes").stdout
    assert ask("./airstrikes").stdout.startswith("mine")
    assert ask("mine").stdout.startswith("mine")
