"""The rules of a draft know no article: they are for any battle, of any war and century."""

import re
from pathlib import Path

import pytest
from rdflib import Graph

from graph.draft.patterns import read_patterns
from graph.draft.words.lexicon import read_lexicon
from graph.draft.words.names import read_names

ROOT = Path(__file__).resolve().parents[2]
RULES = sorted(
    path
    for path in (ROOT / "graph" / "draft").rglob("*")
    if path.suffix in {".py", ".toml", ".tsv", ".ttl"}
)
# Names of the article that is shipped. Its country is one of many in a table.
NAMES = (
    "bhamo", "banmaw", "kachin", r"mansi\b", "shwegu", "shwe ku", "ayeyarwady", "irrawaddy",
    "absdf", r"moc.?21", r"\blid.?88", "88th lid", "taminelone", "tar mong", "naw bu", r"\bpdf\b",
    "khrw", "yeiktha", r"\bsac\b", r"\b(?:5014|7006|366|236|237|319|601|523|914|933)\b",
)  # fmt: skip
OF_THE_ARTICLE = re.compile("|".join(NAMES), re.IGNORECASE)


def test_there_are_rules() -> None:
    assert len(RULES) > 20


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_a_rule_mentions_no_article(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [found[0] for found in OF_THE_ARTICLE.finditer(text)]


def test_every_frame_is_of_a_kind() -> None:
    lexicon = read_lexicon()
    kinds = {*lexicon.broader, *lexicon.broader.values()}
    kinds |= {cue.kind for cues in lexicon.cues.values() for cue in cues}
    assert set(lexicon.frames) <= kinds | top_kinds()


def top_kinds() -> set[str]:
    graph = Graph().parse(ROOT / "ontology" / "kinds.ttl")
    return {str(kind).rsplit("/", maxsplit=1)[-1] for kind in graph.subjects()}


def test_every_noun_is_of_a_kind() -> None:
    names = read_names()
    assert set(names.nouns.values()) <= top_kinds()
    assert set(names.classes) <= top_kinds()


CODE = "\n".join(path.read_text(encoding="utf-8") for path in RULES if path.suffix == ".py")
LISTS = {
    *read_patterns("grammar"),
    *(
        key
        for part in ("people", "parts", "places", "bodies")
        for key in read_patterns("names")[part]
    ),
}


def test_every_list_of_words_is_asked_for() -> None:
    assert not [name for name in sorted(LISTS) if f'"{name}"' not in CODE]


def test_every_list_that_is_asked_for_is_there() -> None:
    asked = re.findall(r'\b(?:grammar|grammar\(\)|words)\["(\w+)"\]', CODE)
    assert len(asked) > 50
    assert set(asked) <= LISTS
