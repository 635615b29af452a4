from collections.abc import Callable
from errno import ENOSPC
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.errors import OutputError
from graph.paths import Sources
from graph.write import write_file
from sitrep.revise_command import revise

QUIET = "It was quiet."


@pytest.fixture
def new(small: Sources) -> Path:
    """The next version: a sentence more, and one with another word."""
    text = (small.article / "article.txt").read_text("utf-8")
    path = small.folder / "new.txt"
    grown = text.replace("\nOn 1 March", f"\n{QUIET} On 1 March").replace(
        "huts burned", "huts burnt"
    )
    path.write_text(grown, "utf-8")
    return path


def run(small: Sources, new: Path, *options: str | Path) -> Result:
    given = (small.article / "article.txt", new, small.facts("aye"), "--no-draft", *options)
    return CliRunner().invoke(revise, [str(argument) for argument in given])


def refused(result: Result, code: int = 1) -> str:
    """One line that says what is wrong."""
    assert result.exit_code == code, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stdout == ""
    *usage, told = result.stderr.splitlines()
    assert all(line.startswith(("Usage", "Try")) or not line for line in usage)
    assert told.startswith("Error: ")
    return told


def test_the_facts_go_to_standard_output_and_the_summary_beside_them(
    small: Sources, new: Path
) -> None:
    result = run(small, new)
    assert result.exit_code == 0, result.output
    assert "# 008  It was quiet.\n#! 008 new\n\n# 003  On 1 March" in result.stdout
    assert "# 004  At least 3 huts burnt.\n#! 004 changed, was: At least 3 huts burned.\nGRAPH" in (
        result.stdout
    )
    assert result.stdout.startswith(
        "# Sentences in the order of the text: 001-002, 008, 003-007. Next new number: 009.\n@pre"
    )
    assert "8 sentences: 6 unchanged, 0 moved, 1 changed, 1 new, 0 removed" in result.stderr
    assert "GRAPH" not in result.stderr


def test_a_file_gets_the_facts_and_standard_output_the_summary(small: Sources, new: Path) -> None:
    out = small.folder / "deeper" / "new.trig"
    result = run(small, new, "-o", out)
    assert result.exit_code == 0, result.output
    assert out.read_text("utf-8") == run(small, new).stdout
    assert result.stdout == run(small, new).stderr
    assert result.stderr == ""
    assert [path.name for path in out.parent.iterdir()] == ["new.trig"]


def test_a_file_that_is_there_is_replaced_only_by_a_whole_one(small: Sources, new: Path) -> None:
    out = small.folder / "out.trig"
    out.write_text("before", "utf-8")
    out.chmod(0o640)
    text = new.read_text("utf-8")
    new.write_text("no article", "utf-8")
    refused(run(small, new, "-o", out))
    assert out.read_text("utf-8") == "before"
    new.write_text(text, "utf-8")
    assert run(small, new, "-o", out).exit_code == 0
    assert "GRAPH s:001 {" in out.read_text("utf-8")
    assert out.stat().st_mode & 0o777 == 0o640


def test_what_breaks_off_in_the_middle_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.nq"
    out.write_text("before", "utf-8")
    whole = Path.write_bytes

    def half(path: Path, data: bytes) -> int:
        whole(path, data[: len(data) // 2])
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OutputError, match=r"out\.nq: cannot be written: No space left"):
        write_file(out, b"after")
    assert out.read_text("utf-8") == "before"
    assert [*tmp_path.iterdir()] == [out]


def test_a_file_that_cannot_be_written_is_named(small: Sources, new: Path) -> None:
    (small.folder / "file").write_text("", "utf-8")
    told = refused(run(small, new, "-o", small.folder / "file" / "out.trig"), 2)
    assert "out.trig: cannot be written" in told


def test_what_is_no_file_is_written_to_and_stays_what_it_is() -> None:
    write_file(Path("/dev/null"), b"away with it")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("read", ["sources/article.txt", "new.txt", "facts/aye.trig"])
def test_what_is_read_is_not_written(small: Sources, new: Path, read: str) -> None:
    before = (small.folder / read).read_bytes()
    told = refused(run(small, new, "-o", small.folder / "facts" / ".." / read), 2)
    assert "is read for this revision; write to another file" in told
    assert (small.folder / read).read_bytes() == before


@pytest.mark.parametrize("missing", ["sources/article.txt", "new.txt", "facts/aye.trig"])
def test_a_missing_file_is_a_wrong_call(small: Sources, new: Path, missing: str) -> None:
    (small.folder / missing).unlink()
    assert f"{missing}' does not exist" in refused(run(small, new), 2)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "new.txt:1:1: expected the article's title"),
        ("Nothing like it.", "new.txt:1:1: expected the article's title"),
        ("==Later==\nText.", "new.txt:1:1: expected the article's title"),
        ("\ufeff= Aye =\nText.", "new.txt:1:1: expected the article's title"),
        ("= Aye =\n\n", "new.txt:1:1: has a title and not a sentence"),
        ("= Aye =\n==Later=\nText.", "new.txt:2:1: expected a heading with as many ="),
        ("= Aye =\nInfobox\nProse.", "new.txt:3:1: expected `- Key: value`"),
        ("= Aye =\nAnother text.", "not a sentence of "),
        ("= Aye =\n\nOn 1\rGRAPH", "new.txt:3:5: a carriage return within a line"),
        ("= Aye =\n\n==A\rB==\nText.", "new.txt:3:4: a carriage return within a line"),
    ],
)
def test_what_is_no_next_version_is_refused(
    small: Sources, new: Path, text: str, fault: str
) -> None:
    new.write_bytes(text.encode())
    assert fault in refused(run(small, new))


@pytest.mark.parametrize("file", ["sources/article.txt", "new.txt"])
def test_a_text_in_another_encoding_is_refused(small: Sources, new: Path, file: str) -> None:
    path = small.folder / file
    path.write_bytes(path.read_bytes().replace(b"the bridge", b"the br\xefdge"))
    assert f"{file}:11:40: not UTF-8" in refused(run(small, new))


def change(old: str, to: str) -> Callable[[str], str]:
    def changed(text: str) -> str:
        assert old in text
        return text.replace(old, to, 1)

    return changed


START = "# Sentences in the order of the text: "
AFTER = "}\n\n# 004"


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda _: "", "expected the facts of one article, in graphs <https://w3id.org/sitrep/S"),
        (change("sitrep/aye/sentence", "elsewhere"), "found those of none"),
        (change("GRAPH s:001", "GRAPH <https://w3id.org/sitrep/bee/sentence/001>"), "aye and bee"),
        (change("GRAPH s:001 {", "GRAPH s:001 "), "aye.trig:12:"),
        (change("5th Brigade under", "6th Brigade under"), "aye.trig:15:1: sentence 003: expected"),
        (change("# 004  At", "# 009  At"), "sentence 009: no such sentence is in the article (and"),
        (change("GRAPH s:004 {", "{"), "aye/huts has a fact outside of any GRAPH block"),
        (change("b:huts a :Quantity", "[] a :Quantity"), "a blank node in `"),
        (change("}\n\n# 003", "} # 003"), "expected the line `# 003"),
        (change(AFTER, "}\n@prefix x: <x:> .\n# 004"), "aye.trig:23:1: expected nothing but"),
        (change(AFTER, "}\n" + "# 002  Strength: unknown\n" * 2 + "# 004"), "002 stands here twi"),
        (change(AFTER, f"}}\n{START}001-007. Next new number: 008.\n# 004"), "23:1: the line that"),
        (change("@", f"{START}001-002. Next new number: 009.\n@"), "aye.trig:1:1: numbers 2 sent"),
    ],
)
def test_facts_that_do_not_fit_are_refused(
    small: Sources, new: Path, spoil: Callable[[str], str], fault: str
) -> None:
    path = small.facts("aye")
    path.write_text(spoil(path.read_text("utf-8")), "utf-8")
    told = refused(run(small, new, "-o", small.folder / "out.trig"))
    assert fault in told
    assert not (small.folder / "out.trig").exists()


def test_facts_in_another_encoding_are_refused(small: Sources, new: Path) -> None:
    path = small.facts("aye")
    path.write_bytes(path.read_bytes().replace(b"helicopter", b"h\xe9licopter"))
    assert "aye.trig:16:8: not UTF-8" in refused(run(small, new))


def test_two_blocks_on_a_line_are_refused(small: Sources, new: Path) -> None:
    path = small.facts("aye")
    text = path.read_text("utf-8")
    path.write_text(text.replace("}\n\n# 005", "} { b:huts a :Quantity }\n\n# 005"), "utf-8")
    assert "outside of any GRAPH" in refused(run(small, new))
    path.write_text(text.replace("}\n\n# 005", "} { }\n\n# 005"), "utf-8")
    assert "aye.trig:27:1: expected nothing but comments between the blocks" in refused(
        run(small, new)
    )


def test_ends_of_lines_stay_as_they_are(small: Sources, new: Path) -> None:
    path = small.facts("aye")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    out = small.folder / "out.trig"
    assert run(small, small.article / "article.txt", "-o", out).exit_code == 0
    assert out.read_bytes() == path.read_bytes()
    assert run(small, new, "-o", out).exit_code == 0
    assert out.read_bytes().count(b"\n") == out.read_bytes().count(b"\r\n")
    assert b"#! 008 new\r\n\r\n# 003" in out.read_bytes()


def test_a_file_without_an_end_of_line_at_its_end_stays_so(small: Sources) -> None:
    path = small.facts("aye")
    path.write_text(path.read_text("utf-8").rstrip(), "utf-8")
    result = run(small, small.article / "article.txt")
    assert result.stdout == path.read_text("utf-8")


def test_braces_in_words_are_no_braces(small: Sources, new: Path) -> None:
    path = small.facts("aye")
    text = path.read_text("utf-8")
    odd = (
        ' ; :note """a } "quoted" { \\" # no comment\n}\n""" , \'}\' , "\\"}" , <http://x.org/{> .'
    )
    odd = odd.replace(", <http://x.org/{>", "")
    path.write_text(text.replace('"At least 3 huts"@en .', f'"At least 3 huts"@en{odd} # }} {{'))
    result = run(small, new)
    assert result.exit_code == 0, result.output
    assert odd in result.stdout


def test_control_characters_and_other_scripts_are_carried(small: Sources, new: Path) -> None:
    odd = "\u202e\u05e9\u05dc\u05d5\u05dd\u202c \x00\x0b\x1b[31m \u2028 Aye."
    new.write_text(new.read_text("utf-8").replace(QUIET, odd), "utf-8")
    result = run(small, new)
    assert result.exit_code == 0, result.output
    assert f"# 008  {odd}\n#! 008 new\n" in result.stdout


def test_a_new_title_is_told(small: Sources, new: Path) -> None:
    new.write_text(new.read_text("utf-8").replace("Battle of Aye", "Siege of Aye"), "utf-8")
    told = run(small, new).stderr
    assert 'the title "Battle of Aye (2030)" is now "Siege of Aye (2030)"' in told
    assert '  title = "Siege of Aye (2030)"' in told


def test_a_sentence_without_facts_is_marked_when_it_changes(small: Sources, new: Path) -> None:
    text = new.read_text("utf-8")
    new.write_text(text.replace("Strength: unknown", "Strength: two brigades"), "utf-8")
    shown = run(small, new).stdout
    assert (
        "}\n\n# 002  Strength: two brigades\n#! 002 changed, was: Strength: unknown\n\n#" in shown
    )
    new.write_text(text.replace("- Siege of Bee", "- Siege of Cee"), "utf-8")
    assert "# 007  Siege of Cee\n#! 007 changed, was: Siege of Bee\n" in run(small, new).stdout


def test_notes_of_a_person_go_with_their_sentence(small: Sources, new: Path) -> None:
    path = small.facts("aye")
    path.write_text(path.read_text("utf-8").replace("\n# 004", "\n# Who counted?\n# 004"), "utf-8")
    text = new.read_text("utf-8").replace(" At least 3 huts burnt.", "")
    new.write_text(text.replace("the bridge.", "the bridge. At least 3 huts burned."), "utf-8")
    assert "}\n\n# Who counted?\n# 004  At least 3 huts" in run(small, new).stdout.split("# 005")[1]
    new.write_text(text, "utf-8")
    assert "#! 004 removed\n#- # Who counted?\n#- # 004  At least 3" in run(small, new).stdout


def test_what_is_new_is_drafted_unless_a_person_says_no(small: Sources, new: Path) -> None:
    text = new.read_text("utf-8").replace(QUIET, "On 2 March 2030 the 5th Brigade captured Bee.")
    new.write_text(text, "utf-8")
    given = [str(path) for path in (small.article / "article.txt", new, small.facts("aye"))]
    result = CliRunner().invoke(revise, given)
    assert result.exit_code == 0, result.output
    of_8 = result.stdout[result.stdout.index("# 008  ") :].split("\n\n")[0]
    assert "#! 008 new\n#+ GRAPH s:008 {\n" in of_8
    assert ":kind k:capture ; :by b:brigade" in of_8
    assert "#+" not in run(small, new).stdout
    small.entities.write_text("b:huts", "utf-8")
    assert "entities.ttl:1:" in refused(CliRunner().invoke(revise, given))
    assert run(small, new).exit_code == 0


def test_help_explains() -> None:
    result = CliRunner().invoke(revise, ["--help"])
    assert result.exit_code == 0
    assert "NEW.txt FACTS.trig" in result.stdout
