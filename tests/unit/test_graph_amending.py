"""From a change of the dataset to a patch of the reviewed files, and back by a build."""
# ruff: noqa: E501 - tables of lines as they stand in files

import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from graph.amending.amend import amend
from graph.amending.diff import as_patch
from graph.amending.model import Amendment, Change
from graph.amending.read import read_document, stored
from graph.amending.revise import revise
from graph.assembling.assemble import assemble
from graph.build import read
from graph.errors import TurtleError
from graph.paths import Sources
from graph.write import to_nquads
from ontology import PREFIXES

FACTS, ENTITIES, GAZETTEER = "aye.trig", "entities.ttl", "gazetteer.ttl"
LINKS = "wikidata.sssom.tsv"


def built(sources: Sources) -> frozenset[Quad]:
    return frozenset(parse(to_nquads(assemble(read(sources))), format=RdfFormat.N_QUADS))


def edited(sources: Sources, home: Path, name: str, *changes: tuple[str, str]) -> Sources:
    """A copy of a graph folder in which somebody has changed a file by hand."""
    other = replace(sources, folder=shutil.copytree(sources.folder, home / "edited"))
    path = other.folder / "facts" / name
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)
    return other


def of(before: frozenset[Quad], after: frozenset[Quad]) -> Change:
    return Change(before - after, after - before)


def holding(quads: frozenset[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    return store


HANDS = {
    "a literal": (FACTS, ('"2030-03-01"^^edtf:EDTF', '"2030-03-02"^^edtf:EDTF')),
    "a number": (FACTS, (":best 4", ":best 3")),
    "a label": (ENTITIES, ('"attack on Aye"@en', '"assault on Aye"@en')),
    "an object more": (FACTS, (':by b:brigade ; :partOf b:battle ;\n    :when "2030', ':by b:brigade , b:naw-aung ; :partOf b:battle ;\n    :when "2030')),
    "a predicate more": (FACTS, ('"2030-03-01"^^edtf:EDTF ; :wording', '"2030-03-01"^^edtf:EDTF ; :at b:bridge ; :wording')),
    "a predicate less": (FACTS, (' :by b:brigade ; :partOf b:battle ;\n    :when "2030', ' :partOf b:battle ;\n    :when "2030')),
    "the last predicate less": (FACTS, (' ;\n    :when "2030-03-01"^^edtf:EDTF ; :wording', " ; :wording")),
    "a thing less": (FACTS, ('  b:naw-aung a :Actor ; schema:jobTitle "Lt. Col."@en .\n', "")),
    "a thing more": (FACTS, ('"Lt. Col."@en .\n', '"Lt. Col."@en .\n  b:huts :at b:bridge .\n')),
    "a sentence without facts": (FACTS, ('GRAPH s:004 {\n  b:huts a :Quantity ; :low 3 ; :best 4 ; :high 5 ; :wording "At least 3 huts"@en .\n}\n', "")),
    "facts of a silent sentence": (FACTS, ("\n# 003  On", "\n# 002  Strength: unknown\nGRAPH s:002 {\n  b:battle :scale k:unknown .\n}\n\n# 003  On")),
    "a new place": (ENTITIES, ("k:bridge .\n", 'k:bridge .\nb:ford a :Place ; :kind k:bridge ; skos:prefLabel "Ford"@en .\n')),
    "a new unit": (ENTITIES, ('"a link to another article"@en .\n', '"a link to another article"@en .\nb:second a :Unit ; skos:prefLabel "2nd Brigade"@en .\n')),
    "a point": (GAZETTEER, ('"its middle"@en .\n', '"its middle"@en .\nb:ford-point a geo:Geometry ; skos:prefLabel "point of the ford"@en .\n')),
    "a name less": (GAZETTEER, (" ; skosxl:altLabel b:bridge-name", ""), ('b:bridge-name a skosxl:Label ; skos:prefLabel "name of the bridge in Burmese"@en ; skosxl:literalForm "တံတား"@my .\n', "")),
    "a reason less": (ENTITIES, ('s:005 :notModelled "who held the bridge before is not told"@en .\n', "")),
    "a prefix more": (FACTS, ("@prefix edtf:", "@prefix dcterms: <http://purl.org/dc/terms/> .\n@prefix edtf:"), (":low 3 ; :best 4 ; :high 5 ;", ":low 3 ; :best 4 ; :high 5 ; dcterms:source <http://example.org/a> ;")),
    "a link less": (LINKS, ("b:bridge\tBridge of Aye\tskos:exactMatch\tNot\twd:Q2\tAye\ttown\tsemapv:ManualMappingCuration\tAn editor\t2030-05-01\t0.9\t\tThe town.\t1\tatlas: Q2 Aye\n", "")),
}  # fmt: skip


@pytest.mark.parametrize("name", HANDS)
def test_what_a_hand_has_changed_comes_back_the_same(
    small: Sources, tmp_path: Path, name: str
) -> None:
    file, *changes = HANDS[name]
    after = edited(small, tmp_path, file, *changes)
    goal = built(after)
    found = amend([small], of(built(small), goal), holding(goal))
    assert found == Amendment(found.files, (), (), 0, 0)
    [changed] = found.files
    assert changed.path == small.folder / "facts" / file
    # Not only the same statements: the same lines as whoever writes such files has written.
    lines = (after.folder / "facts" / file).read_text().splitlines()
    if name != "a prefix more":  # which is put in its order, and those of this file have none
        assert changed.after.splitlines() == lines
    apply(small.folder, found, "git", "apply")
    assert built(small) == goal


def git_init(folder: Path) -> None:
    subprocess.run(["git", "init", "-q", folder], check=True)  # noqa: S603, S607 - a folder of the test


def apply(folder: Path, found: Amendment, *command: str) -> None:
    """Apply a patch in a folder that is a checkout's root."""
    git_init(folder)
    text = "# what somebody has written\n" + "".join(as_patch(found.files))
    subprocess.run(command, cwd=folder, input=text.encode(), check=True)  # noqa: S603


def test_patch_applies_it_too(small: Sources, tmp_path: Path) -> None:
    after = edited(small, tmp_path, FACTS, (":best 4", ":best 3"))
    git_init(small.folder)
    found = amend([small], of(built(small), built(after)), holding(built(after)))
    apply(small.folder, found, "patch", "-p1", "-s")
    assert built(small) == built(after)


def spelt(text: str) -> frozenset[Quad]:
    """Quads written with the prefixes of the small graph."""
    space = "https://w3id.org/sitrep/aye/"
    known = {**PREFIXES, "b": space, "s": f"{space}sentence/"}
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in known.items())
    return frozenset(parse(head + text, format=RdfFormat.TRIG))


def after_writing(small: Sources, removed: str = "", added: str = "") -> Amendment:
    change = Change(spelt(removed), spelt(added))
    return amend([small], change, holding((built(small) - change.removed) | change.added))


APART = {
    "a bound": ("", 's:003 { b:attack :latest "2031-01-01"^^xsd:date }', "the build makes such"),
    "a wider class": ("b:brigade a :Actor .", "", "the build makes such statements"),
    "a copy": ('b:brigade skos:altLabel "5th Brigade"@en .', "", "sentence 003 says it"),
    "half a change": ('b:brigade skos:altLabel "5th Brigade"@en .', 'b:brigade skos:altLabel "5th"@en .', "a sentence still makes: write it there"),
    "a graph of nobody": ("", "<urn:g> { b:brigade :at b:bridge }", "holds this graph"),
    "no such sentence": ("", "s:099 { b:brigade :at b:bridge }", "the article has no such sentence"),
    "a blank node": ("", "s:003 { b:attack :at [ a :Place ] }", "refuses it"),
    "a triple term": ("", "s:003 { b:attack :about <<( b:a b:b b:c )>> }", "has no form"),
    "a link": ("", "b:battle owl:sameAs wd:Q7 .", "a link is a row of"),
    "a row": ("b:bridge owl:sameAs wd:Q1 .", "", "wikidata.sssom.tsv:14: made of this row"),
    "a kind": ("", 'k:attack skos:altLabel "raid"@en .', "see ontology/"),
    "the text": ("s:003 :number 3 .", "", "read off sources/article.txt"),
    "the ontology": ("", "<https://w3id.org/sitrep/ns> { :Event :x 1 }", "see ontology/"),
    "Wikidata's words": ("", "<https://w3id.org/sitrep/aye/wikidata> { wd:Q1 wdt:P1 1 }", "made by the build from all"),
}  # fmt: skip


@pytest.mark.parametrize("name", APART)
def test_what_no_file_can_take_is_told_apart(small: Sources, name: str) -> None:
    removed, added, reason = APART[name]
    found = after_writing(small, removed, added)
    assert found.apart
    assert reason in " ".join(each.reason for each in found.apart)
    assert found.files == ()


def test_what_follows_is_counted(small: Sources) -> None:
    found = after_writing(small, added='s:004 { b:fire a :Event ; :when "2030-03-05"^^edtf:EDTF }')
    assert (found.apart, found.fewer) == ((), 0)
    assert found.more >= 7  # its bounds in two graphs, the copies of the two, class, sentence
    [changed] = found.files
    assert '  b:fire a :Event ; :when "2030-03-05"^^edtf:EDTF .\n}' in changed.after


def test_files_that_have_changed_since_are_told(small: Sources, tmp_path: Path) -> None:
    begun = built(small)
    after = edited(small, tmp_path, FACTS, (":best 4", ":best 5"), (":low 3", ":low 2"))
    gone = spelt("s:004 { b:huts :best 4 } b:huts :best 4 .")
    new = spelt("s:004 { b:huts :low 2 } b:huts :low 2 .")
    found = amend([after], Change(gone, new), holding((begun - gone) | new))
    assert any(
        each.endswith("aye.trig:26: `b:huts :low 2` is there already") for each in found.notes
    )
    assert any(
        each.endswith("aye.trig:25: `b:huts :best 4` was in the store and is not here")
        for each in found.notes
    )
    assert any(
        each.endswith("aye.trig:26: `b:huts :best 5` was not in the store when it was filled")
        for each in found.notes
    )


def test_lines_end_as_those_of_the_file(small: Sources) -> None:
    path = small.facts("aye")
    text = path.read_text().rstrip("\n")
    path.write_bytes(text.replace("\n", "\r\n").encode())
    found = after_writing(small, added="s:005 { b:capture :at b:bridge . b:huts :at b:bridge }")
    [changed] = found.files
    assert changed.after.count("\n") == changed.after.count("\r\n") == text.count("\n") + 1
    assert not changed.after.endswith("\n")
    apply(small.folder, found, "git", "apply")
    assert path.read_bytes() == changed.after.encode()


def test_a_file_with_nested_statements_is_changed_around_them(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(
        "@prefix : <urn:> .\n:a :p [ :q ( 1 :b ) ; :r 2 ] , :c ; # a note\n  :s :d {| :t 1 |} , :e .\n"
        "PREFIX x: <urn:x:>\nx:a.b :p 'it is' . _:n :p :o .\n"
    )
    document = read_document(path)
    text = revise(document, list(spelt("<urn:a> <urn:p> <urn:c> ; <urn:s> <urn:e> .")), [])
    assert ":a :p [ :q ( 1 :b ) ; :r 2 ] ; # a note\n  :s :d {| :t 1 |} .\n" in text


def test_what_is_no_turtle_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("@prefix : <urn:> .\n:a :b .\n")
    with pytest.raises(TurtleError, match=r"a\.ttl:2:"):
        read_document(path)


SHIPPED = (Sources().facts("bhamo"), Sources().entities, Sources().gazetteer)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
@pytest.mark.parametrize("seed", range(12))
def test_whatever_changes_the_rest_of_a_file_stays(path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not a secret
    document = read_document(path)
    quads = sorted(document.stated, key=str)
    gone = set(chance.sample(quads, chance.choice([1, 3, 40, 400])))
    some = chance.choice(quads)
    gone |= {quad for quad in quads if seed % 3 == 0 and quad.subject == some.subject}
    gone |= {quad for quad in quads if seed % 4 == 0 and quad.graph_name == some.graph_name}
    if len(gone) == len(quads):
        gone.pop()
    new = set[Quad]()
    for _ in range(chance.choice([0, 2, 30])):
        like, other = chance.choice(quads), chance.choice(quads)
        subject = chance.choice([like.subject, NamedNode("urn:new"), other.subject])
        said = chance.choice([other.object, Literal('"\\\n', language="en"), Literal(7)])
        new.add(Quad(subject, chance.choice([like, other]).predicate, said, like.graph_name))
    new -= document.stated.keys()
    text = revise(document, gone, sorted(new, key=str))
    assert stored(parse(text, format=RdfFormat.TRIG)) == (set(quads) - gone) | new
    for comment in document.comments:
        assert document.text[comment.start : comment.end] in text
    assert [line for line in text.split("\n") if line != line.rstrip()] == []
    touched = {document.line_of(quad) for quad in gone}
    if not new and len(gone) == 1:
        before, after = document.text.split("\n"), text.split("\n")
        assert len(before) - len(after) in (0, 1), touched
