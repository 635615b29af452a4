"""Settings: one table, and flags, environment, help and manual that all follow it."""

import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.config import Settings, cores
from server.configure import Setting, SettingError, configure, table
from sitrep.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
SITREP = Path(sys.executable).with_name("sitrep")
ROWS = {row.name: row for row in table()}
# For each setting: another value than the default, as text and as what it stands for.
OTHERS = {
    "data": ("/x.nq", Path("/x.nq")),
    "store": ("/x", Path("/x")),
    "writable": ("on", True),
    "token_file": ("/x.txt", Path("/x.txt")),
    "validate": ("on", True),
    "largest_write": ("4096", 4096),
    "host": ("::1", "::1"),
    "timeout": ("2.5", 2.5),
    "queue_wait": ("0.5", 0.5),
    "memory": ("64", 64),
    "max_answer": ("4096", 4096),
    "service_size": ("4096", 4096),
    "reload": ("on", True),
    "access_log": ("Yes", True),
    "forwarded": ("1", True),
    "allow_service": ("https://a.example/sparql", ("https://a.example/sparql",)),
}


# What is given as a flag, and what it stands for, where that is not the default as a text.
FLAGS = {
    "allow_service": (("http://b.example", "http://c.example/x"),) * 2,
    "store": ("/y", Path("/y")),
    "token_file": ("/y", Path("/y")),
}


def other(row: Setting) -> tuple[str, object]:
    return OTHERS.get(row.name, ("77", "77" if row.kind is str else 77))


each = pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)


def test_the_table_is_the_settings() -> None:
    assert list(ROWS) == [field.name for field in fields(Settings)]
    assert configure({}, {}) == Settings()
    assert all(row.default == getattr(Settings(), row.name) for row in ROWS.values())


def test_what_there_is_to_choose() -> None:
    promised = {"workers", "timeout", "memory", "max_rows", "reload", "host", "port", "data"}
    assert promised <= set(ROWS)
    assert (ROWS["workers"].default, ROWS["timeout"].default) == (cores(), 10)
    assert cores() == len(os.sched_getaffinity(0))


@each
def test_a_flag_goes_before_the_environment_before_the_default(row: Setting) -> None:
    text, value = other(row)
    assert value != row.default
    from_environment = configure({}, {row.variable: text})
    assert getattr(from_environment, row.name) == value
    given = FLAGS.get(row.name, (False if row.kind is bool else str(row.default), row.default))
    from_flag = configure({row.name: given[0]}, {row.variable: text})
    assert getattr(from_flag, row.name) == given[1]
    assert configure({row.name: None}, {row.variable: ""}) == Settings()


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("port", "70000", "70000 is not in the range; a whole number from 0 to 65535 was expected"),
        ("port", "http", "'http' is not a valid integer; a whole number from 0 to 65535"),
        ("workers", "0", "0 is not in the range; a whole number from 1 to 1024"),
        ("max_rows", "-1", "-1 is not in the range; a whole number of at least 0"),
        ("timeout", "nan", "nan is not in the range; a number from 0.001 to 86400"),
        ("timeout", "inf", "inf is not in the range"),
        ("timeout", "0", "0 is not in the range"),
        ("timeout", "ten", "'ten' is not a valid number; a number from"),
        ("allow_service", "localhost:80", "'localhost:80' is not an address; an address such as"),
        ("allow_service", "http://a.example ftp://b.example/", "'ftp://b.example/' is not an"),
        ("allow_service", "http://", "'http://' is not an address"),
        ("allow_service", "http://a.example:port/", "'http://a.example:port/' is not an address"),
        ("allow_service", "http://me:pass@a.example/", "'http://me:pass@a.example/' is not an"),
        ("allow_service", "http://a.example/#x", "'http://a.example/#x' is not an address"),
        ("allow_service", "http://bücher.example/", "'http://bücher.example/' is not an address"),
        ("service_timeout", "0", "0 is not in the range"),
        ("service_size", "1", "1 is not in the range"),
        ("reload", "maybe", "'maybe' is not a valid value; on or off was expected"),
    ],
)
def test_a_bad_value_is_named_with_its_source(name: str, text: str, said: str) -> None:
    row = ROWS[name]
    with pytest.raises(SettingError) as caught:
        configure({}, {row.variable: text})
    assert str(caught.value).startswith(f"{row.variable}: {said}")
    if row.kind is not bool:
        with pytest.raises(SettingError, match=f"^{row.flag}: "):
            configure({name: (text,) if row.is_repeated else text}, {})


def test_addresses_in_a_variable_have_white_space_between_them() -> None:
    several = {"SITREP_ALLOW_SERVICE": " https://a.example/sparql\n\thttp://b.example "}
    expected = ("https://a.example/sparql", "http://b.example")
    assert configure({"allow_service": ()}, several).allow_service == expected
    assert configure({}, {}).allow_service == ()


@pytest.mark.parametrize(
    ("arguments", "variables", "said"),
    [
        (["serve", "--timeout", "0"], {}, "sitrep: --timeout: 0 is not in the range; "),
        (["serve"], {"SITREP_WORKERS": "many"}, "sitrep: SITREP_WORKERS: 'many' is not a valid "),
        (["query", "-", "--most-steps", "x"], {}, "sitrep: --most-steps: 'x' is not a valid "),
        (["query", "-", "--allow-service", "x"], {}, "sitrep: --allow-service: 'x' is not an "),
    ],
)
def test_the_command_says_so_in_one_line(
    arguments: list[str], variables: dict[str, str], said: str
) -> None:
    run = subprocess.run(  # noqa: S603 - our own command
        [SITREP, *arguments],
        env={**os.environ, **variables},
        input="",
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert run.stderr.startswith(said)


def options(command: str) -> dict[str, str]:
    """The flags that a command's help has, each with the default that it names."""
    run = CliRunner().invoke(main, [command, "--help"], terminal_width=100)
    entries = re.split(r"\n  (?=-)", run.output.partition("Options:")[2])[1:]
    found: dict[str, str] = {}
    for entry in entries:
        said = re.search(r"\[default: (.*?)\]", " ".join(entry.split()))
        found[entry.split()[0]] = said[1] if said else ""
    return found


def test_the_help_is_the_table() -> None:
    found = options("serve")
    assert found.pop("-h,") == ""
    assert found == {row.flag: row.default_in_words for row in ROWS.values()}


def test_query_has_what_concerns_it() -> None:
    found = set(options("query")) - {"-h,", "--format", "--list", "--of", "--params"}
    assert found == {row.flag for row in ROWS.values() if row.about.asked_by_query}
    manual = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    said = next(line for line in manual.splitlines() if line.startswith("`sitrep query` has "))
    assert set(re.findall(r"`(--[a-z-]+)`", said)) == found


def test_the_manual_is_the_table() -> None:
    manual = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    found = [line for line in manual.splitlines() if line.startswith("| `--")]
    assert found == [
        f"| `{row.flag}` | `{row.variable}` | {row.default_in_words} | {row.about.sentence} |"
        for row in ROWS.values()
    ]
