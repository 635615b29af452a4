"""Which sentence is which, on texts small enough to see it."""

from pathlib import Path

import pytest

from graph.model import Sentence
from graph.reading.numbering import Numbering
from graph.reading.split import read_sentences
from graph.revising import align, likeness
from graph.revising.differ import words_that_changed
from graph.revising.likeness import ALIKE, COMPARED, candidates, index, share
from graph.revising.likeness import likeness as how_like
from graph.revising.model import Traced
from graph.revising.trace import trace

TAKEN = "On 3 May the Reds took the northern mill."
LOST = "On 9 May the Blues shelled the bridge at Hill 40."
RAIN = "It rained for a week and nobody moved."
BOTH = "On 3 May the Reds took the northern mill and they burned the stores of grain beside it."


def sentences(*lines: str) -> tuple[Sentence, ...]:
    return read_sentences(Path("a.txt"), "\n".join(("= A =", *lines)), "A")


def follow(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[Traced, ...]:
    before = sentences(*old)
    plain = Numbering(tuple(said.number for said in before), len(before) + 1)
    return trace(before, sentences(*new), plain)[0]


def fates(traced: tuple[Traced, ...]) -> list[str]:
    return [f"{each.number} {each.fate.value}" for each in traced]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # the same, one put in, one taken out
        ((TAKEN, LOST), (TAKEN, LOST), ["1 unchanged", "2 unchanged"]),
        ((TAKEN, LOST), (TAKEN, RAIN, LOST), ["1 unchanged", "3 new", "2 unchanged"]),
        ((TAKEN, RAIN, LOST), (TAKEN, LOST), ["1 unchanged", "3 unchanged", "2 removed"]),
        # a slip mended, a word changed
        ((TAKEN,), (TAKEN.replace("northern", "northen"),), ["1 changed"]),
        ((TAKEN,), (TAKEN.replace("took", "captured"),), ["1 changed"]),
        # moved, alone and changed on the way
        ((TAKEN, LOST, RAIN), (LOST, RAIN, TAKEN), ["2 unchanged", "3 unchanged", "1 moved"]),
        (
            (TAKEN, LOST, RAIN),
            (LOST, RAIN, TAKEN.replace("took", "seized")),
            ["2 unchanged", "3 unchanged", "1 changed"],
        ),
        # another sentence in the same place is another sentence
        ((TAKEN,), (RAIN,), ["2 new", "1 removed"]),
        # of two alike the likest
        (
            (TAKEN, TAKEN.replace("3 May", "5 May")),
            (TAKEN.replace("3 May the", "5 May, the"), TAKEN.replace("3", "2")),
            ["2 changed", "1 changed"],
        ),
    ],
)
def test_what_became_of_each(
    old: tuple[str, ...], new: tuple[str, ...], expected: list[str]
) -> None:
    assert fates(follow(old, new)) == expected


def test_of_several_with_the_same_words_those_under_their_heading_stay() -> None:
    old = ("== May ==", RAIN, "== June ==", RAIN, TAKEN)
    assert fates(follow(old, ("== June ==", RAIN, TAKEN))) == [
        "2 unchanged",
        "3 unchanged",
        "1 removed",
    ]


def test_of_several_with_the_same_words_the_order_tells_which() -> None:
    old = (RAIN, TAKEN, RAIN, LOST, RAIN)
    new = (TAKEN, RAIN, LOST)
    assert fates(follow(old, new))[:3] == ["2 unchanged", "3 unchanged", "4 unchanged"]


def test_near_ties_are_decided_by_heading_and_then_by_place() -> None:
    one, two, new = (TAKEN.replace("northern", word) for word in ("eastern", "western", "green"))
    old = ("== May ==", one, "== June ==", two)
    assert fates(follow(old, ("== May ==", new, "== June ==", new))) == ["1 changed", "2 changed"]
    other = ("== June ==", new, "== May ==", new)
    assert fates(follow(old, other)) == ["2 changed", "1 changed"]
    assert fates(follow((one, LOST, two), (LOST, new))) == [
        "2 unchanged",
        "3 changed",
        "1 removed",
    ]


def test_long_texts_are_aligned_without_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(align, "TABLE", 0)
    expected = ["2 unchanged", "4 new", "3 unchanged", "1 moved"]
    assert fates(follow((TAKEN, LOST, RAIN), (LOST, BOTH[:9], RAIN, TAKEN))) == expected
    assert fates(follow((RAIN, TAKEN, RAIN), (RAIN, TAKEN))) == [
        "1 unchanged",
        "2 unchanged",
        "3 removed",
    ]


def test_a_renamed_heading_leaves_sentences_where_they_are() -> None:
    (one, two) = follow(("== May ==", TAKEN, RAIN), ("== Spring ==", TAKEN, RAIN))
    assert fates((one, two)) == ["1 unchanged", "2 unchanged"]
    assert one.old
    assert one.new
    assert (one.old.section, one.new.section) == ("May", "Spring")


def test_slots_of_the_infobox_are_found_by_their_key() -> None:
    old = ("Infobox", "- Units1: unknown", "- Units2: 5th Brigade", "- Result: Ongoing")
    new = ("Infobox", "- result: Defeat", "- Units2: unknown", "- Units1: three battalions", "")
    assert fates(follow(old, new)) == ["3 changed", "2 changed", "1 changed"]
    assert fates(follow(old, (*new, "Units1: unknown.")))[-1] == "4 new"


def test_a_slot_of_the_infobox_is_no_version_of_a_sentence() -> None:
    old = ("Infobox", "- Result: the Reds took the northern mill", "", RAIN)
    assert fates(follow(old, ("The result: the Reds took the northern mill.", RAIN))) == [
        "3 new",
        "2 unchanged",
        "1 removed",
    ]


def test_a_sentence_cut_in_two_knows_where_it_was_cut_from() -> None:
    head, _, rest = BOTH.partition(" and ")
    traced = follow((LOST, BOTH, RAIN), (LOST, f"{head}.", f"{rest[0].upper()}{rest[1:]}", RAIN))
    assert fates(traced) == ["1 unchanged", "2 changed", "4 new", "3 unchanged"]
    assert [each.kin for each in traced] == [None, None, 2, None]


def test_sentences_without_end_are_compared_by_their_beginnings() -> None:
    endless = "word " * 3000
    assert how_like(f"{endless}one", f"{endless}two") == 1
    assert share(f"{endless}one", f"{endless}two") == 1
    told = words_that_changed(endless * 3, f"{endless}two")
    assert told.startswith("[-word word")
    assert told.endswith("word two+}")


def test_what_is_cut_off_may_stand_before_what_is_left() -> None:
    whole = "In May it rained, and the Reds, who had waited for weeks, took the northern mill."
    cut = ("In May it rained.", "The Reds, who had waited for weeks, took the northern mill.")
    traced = follow((LOST, whole), (LOST, *cut))
    assert fates(traced) == ["1 unchanged", "3 new", "2 changed"]
    assert traced[1].kin == 2


def test_sentences_made_one_know_it() -> None:
    head, _, rest = BOTH.partition(" and ")
    traced = follow((f"{head}.", f"{rest[0].upper()}{rest[1:]}"), (BOTH,))
    assert fates(traced) == ["1 changed", "2 removed"]
    assert traced[1].kin == 1


def test_a_sentence_cut_in_three_keeps_its_number_in_one_of_them() -> None:
    pieces = (
        "The Reds took the mill.",
        "The Blues held the bridge.",
        "The Greens went home again.",
    )
    whole = "The Reds took the mill, the Blues held the ford, the Greens went home."
    traced = follow((whole,), pieces)
    assert sorted(each.fate.value for each in traced) == ["changed", "new", "new"]
    assert sorted(each.number for each in traced) == [1, 2, 3]


def test_numbers_once_given_are_not_given_again() -> None:
    old = sentences(TAKEN, LOST)
    first, numbering = trace(old, sentences(TAKEN, RAIN), Numbering((1, 2), 3))
    assert (numbering.order, numbering.following) == ((1, 3), 4)
    named = tuple(each.new for each in first if each.new)
    _, later = trace(named, sentences(LOST, TAKEN), numbering)
    assert (later.order, later.following) == ((4, 1), 5)


def test_the_same_texts_give_the_same_numbers() -> None:
    old = (TAKEN, LOST, RAIN, BOTH, RAIN)
    new = (BOTH, RAIN, TAKEN.replace("took", "held"), LOST, RAIN, RAIN)
    assert follow(old, new) == follow(old, new)


def test_likeness_is_one_for_the_same_and_small_for_others() -> None:
    assert how_like(TAKEN, TAKEN) == 1
    assert how_like(TAKEN, TAKEN.upper()) == 1
    assert how_like(TAKEN, RAIN) < ALIKE < how_like(TAKEN, TAKEN.replace("mill", "mills"))
    assert how_like("…", "…") == 1


def test_a_piece_must_have_some_words() -> None:
    assert share("took the northern mill", TAKEN) == 1
    assert share("the northern mill", TAKEN) == 0
    assert share("mill northern the took", TAKEN) < 1


def test_of_many_sentences_few_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {at: f"The Reds took hill {at} on the same day." for at in range(500)}
    assert len(candidates("The Reds took hill 499 on the same day!", index(many))) == COMPARED
    assert candidates("The Reds took hill 499!", index(many))[0] == 499
    monkeypatch.setattr(likeness, "LOOKED_UP", 1)
    assert candidates("hill 7 the Reds", index(many)) == [7]
    assert candidates("nothing alike", index({})) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c", "a b c", "a b c"),
        ("a b c", "a x c", "a [-b-] {+x+} c"),
        ("a b", "a b c d", "a b {+c d+}"),
        ("a b c d", "c d", "[-a b-] c d"),
        ("a", "b", "[-a-] {+b+}"),
    ],
)
def test_changed_words_are_marked(old: str, new: str, expected: str) -> None:
    assert words_that_changed(old, new) == expected
