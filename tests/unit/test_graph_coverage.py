from graph.build import read
from graph.coverage import account, tabulate
from graph.paths import Sources


def test_facts_are_those_that_a_person_wrote(small: Sources) -> None:
    accounts = account(read(small))
    assert [each.facts for each in accounts] == [3, 0, 10, 5, 5, 0, 0]


def test_reasons_stand_alone_or_beside_facts(small: Sources) -> None:
    lines = list(tabulate(account(read(small))))
    assert lines[:3] == [
        "001    3 facts  Date: 1 March 2030 – present",  # noqa: RUF001 - the article's own dash
        "002    - facts  Strength: unknown",
        "               not modelled: an empty slot",
    ]
    beside = lines.index("               not modelled: who held the bridge before is not told")
    assert lines[beside - 1].startswith("005    5 facts")
    assert lines[-1] == ("7 sentences: 4 with 23 facts, 3 not modelled for a reason, 0 unaccounted")


def test_a_sentence_with_neither_is_unaccounted(small: Sources) -> None:
    text = small.entities.read_text("utf-8").replace("s:006 ", "s:005 ")
    small.entities.write_text(text, "utf-8")
    accounts = account(read(small))
    assert [each.sentence.number for each in accounts if not each.accounted] == [6]
    lines = list(tabulate(accounts))
    assert any("UNACCOUNTED" in line for line in lines)
    assert lines[-1].endswith("2 not modelled for a reason, 1 unaccounted")
