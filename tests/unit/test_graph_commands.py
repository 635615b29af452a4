import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from graph.paths import Sources
from sitrep.graph_commands import build, check, coverage, dump
from sitrep.links_commands import links_check, links_coverage

COMMANDS = (build, check, coverage, dump, links_check, links_coverage)


def run(command: click.Command, *arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_build_says_what_it_wrote(small: Sources) -> None:
    result = run(build, "--sources", small.folder, "--unchecked")
    assert result.exit_code == 0, result.output
    assert "aye.nq: " in result.output
    assert " quads, 7 sentences" in result.output
    assert small.built("aye").exists()


def test_build_writes_where_it_is_told(small: Sources, tmp_path: Path) -> None:
    result = run(build, "--sources", small.folder, "--unchecked", "-o", tmp_path / "out" / "x.nq")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "x.nq").exists()
    assert not small.built("aye").exists()


def test_build_refuses_what_is_unsound_and_says_why(small: Sources) -> None:
    small.entities.write_text("", "utf-8")
    result = run(build, "--sources", small.folder)
    assert result.exit_code == 1
    assert "nothing was written" in result.stderr
    assert "coverage  FAILED" in result.stderr
    assert not small.built("aye").exists()


def test_check_prints_a_line_for_each_gate_and_fails_with_one(small: Sources) -> None:
    result = run(check, "--sources", small.folder)
    assert result.exit_code == 1
    assert "offsets   ok          7 sentences" in result.stdout
    assert "build     FAILED" in result.stdout


def test_coverage_accounts_for_every_sentence(small: Sources) -> None:
    result = run(coverage, "--sources", small.folder)
    assert result.exit_code == 0
    assert result.stdout.endswith("0 unaccounted\n")
    small.entities.write_text("", "utf-8")
    result = run(coverage, "--sources", small.folder)
    assert result.exit_code == 1
    assert result.stdout.endswith("3 unaccounted\n")


def test_dump_writes_the_files_and_their_sums(small: Sources, tmp_path: Path) -> None:
    run(build, "--sources", small.folder, "--unchecked")
    result = run(dump, "--sources", small.folder, tmp_path / "dist")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "dist" / "SHA256SUMS").exists()
    assert result.stdout.count(" bytes\n") == 5


def test_dump_before_build_is_called_wrongly(small: Sources, tmp_path: Path) -> None:
    result = run(dump, "--sources", small.folder, tmp_path / "dist")
    assert result.exit_code == 2
    assert "run `sitrep build` first" in result.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_folder_without_a_graph_is_called_wrongly(command: click.Command, tmp_path: Path) -> None:
    result = run(command, "--sources", tmp_path)
    assert result.exit_code == 2
    assert "article.toml: there is no such file" in result.stderr
    assert run(command, "--sources", tmp_path / "nowhere").exit_code == 2


def test_links_check_says_how_many_judgements_it_saw(small: Sources) -> None:
    table = small.links.read_text("utf-8")
    small.links.write_text(table.replace("\nk:bridge\t", "\nk:no-such-kind\t"), "utf-8")
    result = run(links_check, "--sources", small.folder)
    assert result.exit_code == 1
    first, *problems, second = result.stdout.splitlines()
    assert first == "links     FAILED      6 judgements on links to Wikidata"
    assert any(
        "wikidata.sssom.tsv:18:1: subject_id: the graph has no such" in each for each in problems
    )
    assert re.fullmatch(r"agreement ok +\d+ places, codes, kinds, dates compared", second)
    result = run(links_check)
    assert result.exit_code == 0
    assert [line.split()[:2] for line in result.stdout.splitlines()] == [
        ["links", "ok"],
        ["agreement", "ok"],
    ]


def test_links_check_names_a_broken_table_in_one_line(small: Sources) -> None:
    small.links.write_text("#a: b\n", "utf-8")
    result = run(links_check, "--sources", small.folder)
    assert result.exit_code == 1
    assert "wikidata.sssom.tsv:2:1: expected the columns subject_id" in result.stderr
    assert result.stderr.count("\n") == 1


def test_links_coverage_lists_and_sums(small: Sources) -> None:
    result = run(links_coverage, "--sources", small.folder)
    assert result.exit_code == 0
    assert "is not Q2 (Aye): The town." in result.stdout
    assert "    1 places: 1 linked (100%)" in result.stdout


@pytest.mark.parametrize("command", [build, check, coverage], ids=lambda command: command.name)
def test_broken_facts_are_one_line_and_exit_code_1(command: click.Command, small: Sources) -> None:
    small.facts("aye").write_text("GRAPH {", "utf-8")
    result = run(command, "--sources", small.folder)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "aye.trig:1:" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_explains_each_command(command: click.Command) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "--sources" in result.stdout
