"""Three edited versions of the article, and many random ones: nothing reviewed is ever lost.

The versions are in `revisions/`; what they tell beyond the article of today is invented.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import ndiff
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.build import build, prepare
from graph.check import BEFORE_WRITING, check, report
from graph.errors import RevisionError
from graph.gates.revised import revised
from graph.gates.words import words
from graph.model import Sentence
from graph.names import sentence_iri
from graph.paths import Sources
from graph.reading.facts import read_facts
from graph.reading.numbering import runs_of
from graph.reading.split import BELOW
from graph.revising.drafting import drafting
from graph.revising.model import Fate, Revision
from graph.revising.revise import nothing_found, revise
from graph.revising.tell import tell

HERE = Path(__file__).parent / "revisions"
OLD = Sources().article / "article.txt"
FACTS = Sources().facts("bhamo")


@dataclass(frozen=True)
class Expected:
    """What becomes of which sentences; those not named are unchanged."""

    changed: tuple[int, ...]
    moved: tuple[int, ...]
    new: int
    removed: tuple[int, ...]
    kin: dict[int, int]
    order: str


VERSIONS = {
    "copy-edit": Expected(
        changed=(14, 22, 68),
        moved=(),
        new=1,
        removed=(),
        kin={},
        order="001-032, 070, 033-069",
    ),
    "rewrite": Expected(
        changed=(35, 43, 45),
        moved=(34, 38),
        new=1,
        removed=(42, 44),
        kin={70: 35, 44: 43},
        order="001-024, 034, 025-033, 035, 070, 036-037, 039-041, 038, 043, 045-069",
    ),
    "later": Expected(
        changed=(3, 5, 9, 10, 13),
        moved=(),
        new=13,
        removed=(),
        kin={},
        order="001-007, 070, 008-068, 071-082, 069",
    ),
}
versions = pytest.mark.parametrize("name", VERSIONS)


def of(name: str, draft: Callable[[Sentence], tuple[str, ...]] = nothing_found) -> Revision:
    return revise(OLD, HERE / f"{name}.txt", FACTS, lambda *_: draft)


def summary(revision: Revision) -> str:
    return "\n".join(tell(revision))


def quads(text: str) -> set[Quad]:
    return set(parse(text, format=RdfFormat.TRIG))


def archived(text: str) -> set[Quad]:
    """What stands behind `#- `, read by the prefixes of the file."""
    lines = text.split("\n")
    prefixes = [line for line in lines if line.startswith("@prefix")]
    return quads("\n".join([*prefixes, *(line[3:] for line in lines if line.startswith("#- "))]))


def nothing_is_lost(before: str, revision: Revision) -> None:
    """Every reviewed triple is said in its graph, or set aside; and no other is said."""
    after = revision.layout.text
    gone = {NamedNode(sentence_iri("bhamo", each.number)) for each in revision.of(Fate.REMOVED)}
    reviewed = quads(before)
    assert quads(after) == {quad for quad in reviewed if quad.graph_name not in gone}
    assert {quad for quad in reviewed if quad.graph_name in gone} <= archived(after)
    assert archived(before) <= archived(after)
    assert after.count("# ---- Removed from the article ----\n") <= 1


@versions
def test_each_sentence_fares_as_a_reader_would_say(name: str) -> None:
    revision, expected = of(name), VERSIONS[name]
    fates = {fate: tuple(each.number for each in revision.of(fate)) for fate in Fate}
    assert tuple(sorted(fates[Fate.CHANGED])) == expected.changed
    assert tuple(sorted(fates[Fate.MOVED])) == expected.moved
    assert fates[Fate.REMOVED] == expected.removed
    assert fates[Fate.NEW] == tuple(range(70, 70 + expected.new))
    assert {each.number: each.kin for each in revision.traced if each.kin} == expected.kin
    order = ", ".join(runs_of(said.number for said in revision.after.sentences))
    assert order == expected.order
    assert f": {order}. Next new number: {70 + expected.new:03d}." in revision.layout.text


@versions
def test_nothing_reviewed_is_lost_or_silently_changed(name: str) -> None:
    revision = of(name)
    nothing_is_lost(FACTS.read_text("utf-8"), revision)
    # Line by line: a line that is gone was a comment, or is set aside.
    kept = revision.layout.text.split("\n")
    for line in FACTS.read_text("utf-8").split("\n"):
        assert line in kept or f"#- {line}" in kept or line.startswith("# "), line


def test_an_edit_here_and_there_is_a_small_difference() -> None:
    lines = ndiff(FACTS.read_text("utf-8").split("\n"), of("copy-edit").layout.text.split("\n"))
    changed = [line for line in lines if line[0] in "+-"]
    gone = [line for line in changed if line[0] == "-"]
    assert [line[:7] for line in gone] == ["- # 014", "- # 022", "- # 068"]
    # The line with the numbers, three sentences each with its mark, the new one with its mark.
    assert len(changed) - len(gone) == 1 + 3 * 2 + 3


def test_the_same_version_gives_the_same_bytes() -> None:
    revision = revise(OLD, OLD, FACTS)
    assert revision.layout.text.encode() == FACTS.read_bytes()
    assert {each.fate for each in revision.traced} == {Fate.UNCHANGED}


@versions
def test_a_file_with_marks_is_carried_like_any_other(name: str, tmp_path: Path) -> None:
    """Revised once more to the same text, nothing changes; back to the old text, all is there."""
    first, out = of(name, lambda said: ("GRAPH s:001 {", f"  # {said.text}", "}")), tmp_path / "f"
    out.write_text(first.layout.text, "utf-8")
    assert revise(HERE / f"{name}.txt", HERE / f"{name}.txt", out).layout.text == first.layout.text
    back = revise(HERE / f"{name}.txt", OLD, out)
    nothing_is_lost(first.layout.text, back)
    removed = VERSIONS[name].removed
    left = re.findall(
        r"^left from before \(line \d+\): sentence (\d+)", summary(back), re.MULTILINE
    )
    assert left == [f"{number:03d}" for number in removed]
    again = [each.number for each in back.of(Fate.NEW)]
    assert all(number >= 70 + VERSIONS[name].new for number in again)
    for number in removed:
        if number not in VERSIONS[name].kin:
            assert f"new, with the words of {number:03d}, whose facts are set" in back.layout.text


def test_a_draft_stands_beside_the_facts_and_is_no_fact() -> None:
    def draft(said: Sentence) -> tuple[str, ...]:
        return (f"GRAPH s:{said.number:03d} {{", '  b:kia :wording "a draft"@en .', "}")

    plain, revision = of("copy-edit"), of("copy-edit", draft)
    assert quads(revision.layout.text) == quads(plain.layout.text)
    text = revision.layout.text
    assert text.count('#+   b:kia :wording "a draft"@en .\n#+ }\n') == 4
    block = text[text.index("# 022  ") : text.index("# 023  ")]
    assert [line[:14] for line in block.split("\n")[:3]] == [
        "# 022  Many re",
        "#! 022 changed",
        "GRAPH s:022 {",
    ]
    assert block.endswith('}\n#+ GRAPH s:022 {\n#+   b:kia :wording "a draft"@en .\n#+ }\n\n')


def taken(text: str) -> str:
    """A facts file in which a person has taken every draft as it is, in the place of the facts."""
    text = re.sub(r"GRAPH s:(\d+) \{\n(?:  .*\n)+\}\n(?=#\+ GRAPH)", "", text)
    return re.sub(r"^#\+ ", "", text, flags=re.MULTILINE)


def test_what_changed_and_what_is_new_is_drafted() -> None:
    revision = revise(OLD, HERE / "later.txt", FACTS, drafting)
    text = revision.layout.text
    nothing_is_lost(FACTS.read_text("utf-8"), revision)
    of_3, of_70, of_74 = (
        text[text.index(f"\n# {number}  ") :].split("\n\n")[0] for number in ("003", "070", "074")
    )
    assert 'b:battle-of-bhamo :when "2024-12-04/.."^^edtf:EDTF' in of_3
    assert '\n}\n#+ GRAPH s:003 {\n#+   b:battle-of-bhamo :when "2024-12-04/2025-06-17"^^' in of_3
    # What is known is linked to, what is new has a line for entities.ttl.
    assert "#+   b:naw-bu " in of_70
    assert ":kind k:capture ; :by b:kia ; :target b:engineering-bn-914-base" in of_74
    assert re.search(r"#\+ # for entities\.ttl:\n#\+ # b:\S+ skos:prefLabel ", of_74)


def test_a_draft_that_is_taken_is_facts_of_its_sentence(tmp_path: Path) -> None:
    revision = revise(OLD, HERE / "later.txt", FACTS, drafting)
    text = taken(revision.layout.text)
    drafts = set(re.findall(r"#\+ GRAPH s:(\d+)", revision.layout.text))
    assert len(drafts) >= 12
    graphs = {str(quad.graph_name)[-4:-1] for quad in quads(text)}
    assert drafts <= graphs
    out = tmp_path / "bhamo.trig"
    out.write_text(text, "utf-8")
    # Marks apart, it is a facts file like any other: it can be revised.
    again = revise(HERE / "later.txt", HERE / "later.txt", out)
    assert again.layout.text == text


def test_where_a_rule_breaks_nothing_is_drafted(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("siege")

    monkeypatch.setattr("graph.revising.drafting.draft", broken)
    with pytest.raises(RevisionError, match=r"later\.txt: cannot be drafted \(KeyError: 'siege'\)"):
        revise(OLD, HERE / "later.txt", FACTS, drafting)
    # Where there is nothing to read anew, no rule is asked.
    assert revise(OLD, OLD, FACTS, drafting).layout.text == FACTS.read_text("utf-8")


def test_a_draft_goes_with_its_sentence(tmp_path: Path) -> None:
    out, third = tmp_path / "bhamo.trig", tmp_path / "third.txt"
    out.write_text(of("copy-edit", lambda _: ("a draft",)).layout.text, "utf-8")
    text = (HERE / "copy-edit.txt").read_text("utf-8")
    third.write_text(text.replace("Many residents started fleeing the city by boat.", ""), "utf-8")
    revision = revise(HERE / "copy-edit.txt", third, out)
    assert "\n#- }\n#- #+ a draft\n" in revision.layout.text
    assert revision.layout.text.count("\n#+ a draft\n") == 3


def test_headings_in_the_file_are_those_of_the_new_text() -> None:
    text = of("later").layout.text
    assert f"# ---- Battle{BELOW}Ceasefire and renewed offensive (April\u2013May 2025) ----" in text
    assert "(April 2025 - present) ----" not in text
    assert text.count(f"# ---- Battle{BELOW}Fall of the town (June 2025) ----\n\n# 071  By 3") == 1
    assert of("rewrite").layout.text.count(f"# ---- Battle{BELOW}KIA continues") == 1


def test_a_heading_stands_above_whatever_is_first_beneath_it(tmp_path: Path) -> None:
    new, text = tmp_path / "new.txt", OLD.read_text("utf-8")
    new.write_text(text.replace("Bhamo is a city in Kachin State in northern Myanmar. ", ""))
    first_gone = revise(OLD, new, FACTS).layout.text
    assert "}\n\n# ---- Background ----\n\n# 016  It is on" in first_gone
    new.write_text(text.replace("Bhamo is a city in", "Look at the map. Bhamo is a city in"))
    another_first = revise(OLD, new, FACTS).layout.text
    assert "}\n\n# ---- Background ----\n\n# 070  Look at the map.\n#! 070 new\n\n# 015" in (
        another_first
    )
    assert another_first.count("# ---- Background ----") == 1


def test_dates_that_rest_on_what_changed_around_them_are_marked() -> None:
    later, rewrite = of("later").layout.text, of("rewrite").layout.text
    marked = re.findall(r"#! (\d+) heading changed, was: (.*)", later)
    assert [number for number, _ in marked] == ["052", "053", "054", "055", "058", "061"]
    assert {was for _, was in marked} == {
        f"Battle{BELOW}Ceasefire and renewed offensive (April 2025 - present)"
    }
    assert re.findall("#! .* moved.*", rewrite) == ["#! 038 moved, was after 037"]


def test_the_summary_tells_what_changed_what_hangs_on_it_and_what_to_do() -> None:
    lines = list(tell(of("rewrite")))
    text = "\n".join(lines)
    assert lines[0].endswith(": 68 sentences: 62 unchanged, 2 moved, 3 changed, 1 new, 2 removed")
    assert lines[1] == "1,471 facts stay as they were, 26 are set aside, none is lost"
    assert "[ ] 045 changed: [-They are now intensively attacking-] {+The two forces went" in text
    assert '      not in its words any more: :wording "now intensively attacking"' in text
    assert "[x] 034 moved: Only during December" in text
    assert "[ ] 070 new: (cut off from 035?) They were also surrounding" in text
    assert "[ ] 044 removed: (merged into 043?) in Bhamo Township" in text
    only = "b:tanks-on-fire, b:tanks-on-fire-some, b:unnamed-sources, b:burning-tanks"
    assert re.findall("named in no other sentence: (.*)", text) == [only]
    assert text.count("not in its words any more: ") == 3
    assert "nothing to do: 001-033, 036-037, 039-041, 046-069" in lines
    assert "dated by what stands before them, which is not what it was: 036, 046" in lines
    later = summary(of("later"))
    assert '(April\u2013May 2025)" above 18 of its sentences' in later
    assert "[ ] 003 changed: Date: 4 December 2024 \u2013 [-present-] {+17 June 2025+}" in later


@versions
def test_the_summary_names_the_line_of_each_mark(name: str) -> None:
    revision = of(name)
    lines = revision.layout.text.split("\n")
    summary = "\n".join(tell(revision))
    told = re.findall(
        r"^\[ \] (\d+) .*\n(?:      [^d].*\n)*      do \(line (\d+)\)", summary, re.MULTILINE
    )
    marks = [line.split()[1] for line in lines if line.startswith("#! ")]
    assert sorted(number for number, _ in told) == sorted(marks)
    assert all(lines[int(line) - 1].startswith(f"#! {number} ") for number, line in told)


ATTACK = """\
GRAPH s:070 {
  b:attack-on-the-airport a :Event ; :kind k:attack ; :by b:kia ; :target b:bhamo-airport ;
    :when "2025-01-18"^^edtf:EDTF ; :wording "attacked Bhamo Airport"@en .
  b:kia skos:altLabel "KIA"@en .
}
"""
LABEL = """
b:attack-on-the-airport skos:prefLabel "KIA attacks Bhamo Airport"@en ; :partOf b:battle-of-bhamo .
"""
# How a person works off the marks of the light edit: in the order of the file, what to write
# instead of what. Marks not named are deleted as they are.
READ_ANEW = (
    ('"thousands civilians are trapped"', '"thousands of civilians are trapped"'),
    ("#! 070 new\n", ATTACK),
    ('"were then reached by KIA soldiers', '"was then reached by KIA soldiers'),
)


@pytest.fixture
def taken_over(tmp_path: Path) -> Sources:
    """The graph with the light edit in the place of the text, and its facts not yet read."""
    copytree(Sources().folder, tmp_path / "graph", ignore=lambda *_: {"__pycache__"})
    sources = Sources(tmp_path / "graph")
    facts = sources.facts("bhamo")
    facts.write_text(of("copy-edit").layout.text, "utf-8")
    data = (HERE / "copy-edit.txt").read_bytes()
    (sources.article / "article.txt").write_bytes(data)
    about = sources.article / "article.toml"
    was = sha256(OLD.read_bytes()).hexdigest()
    about.write_text(about.read_text("utf-8").replace(was, sha256(data).hexdigest()), "utf-8")
    return sources


def test_marks_stop_a_build_until_a_person_has_worked_them_off(taken_over: Sources) -> None:
    subject, facts = prepare(taken_over), taken_over.facts("bhamo")
    assert revised in BEFORE_WRITING
    found = revised(subject).problems
    assert sum("has changed since its facts were read" in problem for problem in found) == 3
    assert sum("sentence 070 is new: write its facts" in problem for problem in found) == 1
    assert '"thousands civilians are trapped" is not in' in "\n".join(words(subject).problems)

    text = facts.read_text("utf-8")
    for old, new in READ_ANEW:
        assert text.count(old) == 1
        text = text.replace(old, new)
    facts.write_text(re.sub(r"^#! .*\n", "", text, flags=re.MULTILINE), "utf-8")
    with taken_over.entities.open("a", encoding="utf-8") as entities:
        entities.write(LABEL)

    assert build(taken_over, unchecked=True).sentences == 70
    for result in check(prepare(taken_over)):
        assert result.passed, "\n".join(report(result))


SENTENCE = re.compile(r"(?<=[.!?]) ")


def edited(rng: random.Random, text: str, strokes: int) -> str:
    """The article after some edits, of all the sorts that people make."""
    lines = [
        [line] if line.startswith(("- ", "=")) or not line else SENTENCE.split(line)
        for line in text.split("\n")
    ]
    for _ in range(strokes):
        prose = [at for at, line in enumerate(lines) if line[0][:1] not in ("", "-", "=", "I")]
        here, there = rng.choice(prose), rng.choice(prose)
        at = rng.randrange(len(lines[here]))
        said = lines[here][at]
        words = said.split(" ")
        match rng.randrange(9):
            case 0:
                lines[here].insert(at, f"It was said on day {rng.randrange(99)} that nobody came.")
            case 1 if len(lines[here]) > 1:
                del lines[here][at]
            case 2 | 3:
                words[rng.randrange(len(words))] = rng.choice(("Aye", "they", "then", "a"))
                lines[here][at] = " ".join(words)
            case 4 if len(lines[here]) > 1:
                lines[there].append(lines[here].pop(at))
            case 5:
                lines[there].append(said)
            case 6:
                cut = len(words) // 2
                lines[here][at : at + 1] = [" ".join(words[:cut]) + ".", " ".join(words[cut:])]
            case 7 if at + 1 < len(lines[here]):
                lines[here][at : at + 2] = [said.rstrip(".") + " and " + lines[here][at + 1]]
            case _:
                marked = [at for at, line in enumerate(lines) if line[0].startswith("===")]
                place = rng.choice(marked)
                lines[place] = [lines[place][0].replace("(", "in (", 1)]
    return "\n".join(" ".join(line).rstrip() for line in lines)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_edited_nothing_reviewed_is_lost(seed: int, tmp_path: Path) -> None:
    """Three versions, one after the other, with marks and what was set aside left as they are."""
    rng = random.Random(seed)  # noqa: S311 - no secret: the same edits every time
    text, facts, before = OLD, FACTS, OLD.read_text("utf-8")
    given = set(range(1, 70))
    for version in range(3):
        new, out = tmp_path / f"{version}.txt", tmp_path / f"{version}.trig"
        before = edited(rng, before, strokes=rng.choice((3, 10, 40)))
        new.write_text(before, "utf-8")
        revision = revise(text, new, facts)
        nothing_is_lost(facts.read_text("utf-8"), revision)
        unchanged_keep_theirs(facts.read_text("utf-8"), revision)
        fresh = {each.number for each in revision.of(Fate.NEW)}
        assert not fresh & given
        given |= fresh
        out.write_text(revision.layout.text, "utf-8")
        assert revise(new, new, out).layout.text == revision.layout.text
        text, facts = new, out


def unchanged_keep_theirs(before: str, revision: Revision) -> None:
    """The same words: the same number, the same lines in the same order, but for marks."""
    after = revision.layout.text
    for each in (*revision.of(Fate.UNCHANGED), *revision.of(Fate.MOVED)):
        assert each.old
        assert each.new
        assert (each.old.text, each.old.number) == (each.new.text, each.new.number)
        assert block(before, each.number) == block(after, each.number)


def block(text: str, number: int) -> list[str]:
    """The lines of a sentence's facts."""
    found = re.search(rf"^GRAPH s:{number:03d} {{\n.*?^}}$", text, re.MULTILINE | re.DOTALL)
    return found.group().split("\n") if found else []


def test_the_comments_of_a_revised_file_are_its_sentences(tmp_path: Path) -> None:
    out = tmp_path / "bhamo.trig"
    revision = of("rewrite")
    out.write_text(revision.layout.text, "utf-8")
    comments = {comment.number: comment.text for comment in read_facts(out).comments}
    assert comments == {said.number: said.text for said in revision.after.sentences}
