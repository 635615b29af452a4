"""The infoboxes of invented battles, which have the dirt of real ones, against what they say.

`articles/NAME.said` has what a person read in `articles/NAME.wiki`, one statement a line. A figure
is named by its words.
"""
# ruff: noqa: RUF001 - dashes as articles have them, and an example on a line

from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import SKOS, URIRef

from graph.draft.box.infobox import infobox_facts, infobox_mentions
from graph.draft.model import Fact, Mention, Page
from graph.draft.page.read import parse, read_page
from graph.names import SCHEMA, SITREP

ARTICLES = Path(__file__).parent / "articles"
INVENTED = sorted(ARTICLES.glob("*.wiki"))
SPACE = "https://w3id.org/sitrep/invented/"
ENDS = (
    "onSide",
    "memberOf",
    "subUnitOf",
    "partOf",
    "at",
    "within",
    "when",
    "low",
    "best",
    "high",
    "scale",
    "certainty",
)
SAID = {SITREP[name] for name in (*ENDS, "among")} | {SCHEMA.jobTitle}


def entity_of(mention: Mention) -> URIRef:
    name = mention.name or mention.text
    return URIRef(SPACE + name.replace(" ", "_"))


def said(page: Page) -> Iterator[str]:
    facts = infobox_facts(page, entity_of, SPACE)
    figures = {
        fact.subject: str(fact.object)
        for fact in facts
        if fact.predicate == SITREP.wording
        and "/side-" in fact.subject
        and fact.object.value != "Combatant1"
    }
    for fact in facts:
        counted = fact.subject in figures and fact.predicate == SITREP.outcome
        if fact.predicate in SAID or counted:
            yield " | ".join(
                (shown(fact.subject, figures), last(fact.predicate), shown(fact.object, figures))
            )


def shown(term: object, figures: dict[URIRef, str]) -> str:
    if isinstance(term, URIRef) and term in figures and last(term).count("-") != 1:
        return f'"{figures[term]}"'
    return last(term).replace("_", " ") if isinstance(term, URIRef) else str(term)


def last(iri: object) -> str:
    return str(iri).replace("#", "/").rpartition("/")[2]


@pytest.mark.parametrize("article", INVENTED, ids=lambda path: path.stem)
def test_an_infobox_is_read_as_a_person_reads_it(article: Path) -> None:
    expected = article.with_suffix(".said").read_text("utf-8").splitlines()
    assert list(dict.fromkeys(said(read_page(str(article))))) == expected


@pytest.mark.parametrize("article", INVENTED, ids=lambda path: path.stem)
def test_every_item_and_mention_is_cut_out_of_the_text(article: Path) -> None:
    page = read_page(str(article))
    items = [item for slot in page.slots for item in slot.items]
    cut = [*items, *infobox_mentions(page)]
    assert cut
    assert [page.text[each.begin : each.end] for each in cut] == [each.text for each in cut]


def slots(*lines: str) -> Page:
    text = "\n".join(
        (
            "= Battle of Aye =",
            "",
            "Infobox",
            "- Conflict: Battle of Aye",
            *(f"- {line}" for line in lines),
            "",
            "It was fought.",
        )
    )
    return parse(Path("aye.txt"), text, "")


def facts_of(*lines: str) -> tuple[Fact, ...]:
    return infobox_facts(slots(*lines), entity_of, SPACE)


@pytest.mark.parametrize("value", ["", " ", ", ,", "Unknown", "N/A", "See below", "–"])
def test_an_empty_slot_names_nobody(value: str) -> None:
    assert [
        each.cls for each in infobox_mentions(slots(f"Combatant1: {value}", f"Commander1: {value}"))
    ] == ["Event"]


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("1–3 July 1863", "1863-07-01/1863-07-03"),
        ("July 1, 1863 – July 3, 1863", "1863-07-01/1863-07-03"),
        ("1571", "1571"),
        ("1939–1945 (6 years)", "1939/1945"),
        ("19 BC", "-0018"),
        ("c. 1200 BC", "-1199~"),
        ("480 or 479 BC", "[-0479,-0478]"),
        ("Spring 1943", "1943-21"),
        ("4 December 2024 – present", "2024-12-04/.."),
        ("26 Ramadan 658 / 3 September 1260", "1260-09-03"),
    ],
)
def test_the_date_is_that_of_the_battle(value: str, edtf: str) -> None:
    assert [
        str(each.object) for each in facts_of(f"Date: {value}") if each.predicate == SITREP.when
    ] == [edtf]


@pytest.mark.parametrize("value", ["Unknown", "Disputed", "31 June 1900", "Ramadan 658 AH"])
def test_what_is_no_date_gives_none(value: str) -> None:
    assert not [each for each in facts_of(f"Date: {value}") if each.predicate == SITREP.when]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Aye", [("at", "Aye")]),
        ("Aye, Bee and Cee", [("at", "Aye"), ("at", "Bee"), ("at", "Cee")]),
        ("Near Aye, Bee, Cee", [("at", "Aye"), ("within", "Bee"), ("within", "Cee")]),
        ("Aye and Bee, Cee", [("at", "Aye"), ("at", "Bee"), ("within", "Cee")]),
        ("Off the coast of Aye (present-day Bee)", [("at", "Aye")]),
    ],
)
def test_places_lie_where_the_commas_say(value: str, expected: list[tuple[str, str]]) -> None:
    found = [
        (last(each.predicate), last(each.object))
        for each in facts_of(f"Place: {value}")
        if each.predicate in (SITREP.at, SITREP.within)
    ]
    assert found == expected


def test_units_share_the_kind_of_the_first() -> None:
    line = "Units1: Command 2, Division 8, *Infantry Battalion 47, 121, 236, *Tank Battalion 5014"
    page = slots(line)
    units = [(each.text, each.name) for each in infobox_mentions(page) if each.cls == "Unit"]
    assert units == [
        ("Command 2", ""),
        ("Division 8", ""),
        ("Infantry Battalion 47", ""),
        ("121", "Infantry Battalion 121"),
        ("236", "Infantry Battalion 236"),
        ("Tank Battalion 5014", ""),
    ]
    facts = facts_of(line)
    assert not [each for each in facts if each.predicate == SITREP.subUnitOf], (
        "either of the two above"
    )
    names = {str(each.object) for each in facts if each.predicate == SKOS.altLabel}
    assert "121" not in names


def test_one_unit_above_is_the_one_that_is_meant() -> None:
    facts = facts_of("Units1: Division 8, *Battalion 47, **Company 3")
    nested = [
        (last(each.subject), last(each.object))
        for each in facts
        if each.predicate == SITREP.subUnitOf
    ]
    assert nested == [("Battalion_47", "Division_8"), ("Company_3", "Battalion_47")]
