"""Updates: what they remove and add is what the engine's own update would."""

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Store

from ontology import PREFIXES
from server.config import Settings
from server.errors import (
    BadRequestError,
    BrokenUpdateError,
    ChangeTooLargeError,
    OtherGraphError,
    Problem,
    QueryTooComplexError,
    RefusedError,
    UpdateFailedError,
)
from server.storage.patch import Patch, Pen, apply, sum_of
from server.writing.operations import refuse_update
from server.writing.perform import perform
from server.writing.steps import Update

BASE = "http://server.example/update"
DATA = """
@prefix : <http://example.org/> .
:a :p 1, 2, "x"@en ; :q :b . :b :p 3 ; :q [ :p 4 ] .
:g1 { :a :p 1 . :c :p 5 } :g2 { :a :p 2 ; :r true }
"""
PREFIX = "PREFIX : <http://example.org/> "
SOUND = [
    "INSERT DATA { :new :p 1, 01, +1, -2.5, TRUE, 'x'@en-GB ; a :C . _:x :p (1 2 [ :q 3 ]) }",
    "INSERT DATA { :n :p 1 GRAPH :g1 { :n :p 2 } . :n :p 3 GRAPH :e { } GRAPH :g3 { :n :p <r> } }",
    "DELETE DATA { :a :p 1, 7 GRAPH :g1 { :a :p 1 } }",
    "DELETE WHERE { :a ?p ?o }",
    "DELETE WHERE { GRAPH ?g { :a ?p ?o } }",
    "DELETE { ?s :p ?o } INSERT { ?s :p ?n } WHERE { ?s :p ?o BIND(?o + 1 AS ?n) }",
    "INSERT { GRAPH ?g { ?s :seen _:b . _:b :at ?g } } WHERE { GRAPH ?g { ?s :p ?o } }",
    "WITH :g1 DELETE { ?s :p ?o } INSERT { ?s :was ?o } WHERE { ?s :p ?o }",
    "WITH :g1 DELETE { GRAPH :g2 { ?s :p 2 } } INSERT { :k :p ?s } WHERE { ?s :p 1 }",
    "INSERT { ?s :both ?o } USING :g1 USING :g2 WHERE { ?s :p ?o }",
    "INSERT { ?s :in ?g } USING NAMED :g1 WHERE { GRAPH ?g { ?s :p ?o } }",
    "DELETE { ?s :p ?o ; :q ?missing } WHERE { ?s :p ?o OPTIONAL { ?s :none ?missing } }",
    "INSERT { ?o :p :literal . ?s ?o :x . :ok :p ?o } WHERE { ?s :p ?o }",
    "INSERT { :t :p <<( ?s :p ?o )>> } WHERE { ?s :p ?o FILTER(isIRI(?s)) }",
    "CLEAR DEFAULT",
    "CLEAR NAMED",
    "CLEAR ALL",
    "CLEAR GRAPH :g1",
    "DROP GRAPH :g1 ; DROP SILENT GRAPH :none",
    "DROP NAMED ; CREATE GRAPH :g1",
    "DROP ALL; INSERT DATA { :a :p 1 }",
    "CREATE GRAPH :empty ; CREATE SILENT GRAPH :g1",
    "COPY :g1 TO :g2",
    "COPY DEFAULT TO GRAPH :g9",
    "MOVE GRAPH :g1 TO DEFAULT",
    "ADD :g1 TO :g2 ; MOVE :g2 TO :g3",
    "COPY :g1 TO :g1",
    "ADD SILENT :none TO DEFAULT",
    "DELETE DATA { :a :p 1 } ; INSERT { :a :p ?n } WHERE { SELECT (COUNT(*) AS ?n) { :a :p ?o } };",
    "INSERT { ?s :label 'a { brace } # no comment' } WHERE { ?s :q :b } # comment { ",
    "INSERT DATA { :a :p 1 } ; DELETE DATA { :a :p 1 }",
    "",
]


def store() -> Store:
    made = Store()
    made.load(DATA.encode(), RdfFormat.TRIG)
    return made


def state(of: Store) -> tuple[set[Quad], set[str]]:
    dataset = Dataset(of)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset), {str(graph) for graph in of.named_graphs()}


def pen(of: Store, most: int = 1000) -> Pen:
    return Pen(of, most)


@pytest.mark.parametrize("text", SOUND)
def test_an_update_does_what_the_engines_own_does(text: str) -> None:
    ours, theirs, before = store(), store(), state(store())
    again, writing = Store(), pen(ours)
    again.extend(ours)  # with the same names for blank nodes
    perform(Update(PREFIX + text, BASE), writing)
    spelt = PREFIX + text.replace("TRUE", "true")
    theirs.update(spelt, base_iri=BASE, prefixes=PREFIXES)
    assert state(ours) == state(theirs)
    # The patch says exactly what is different, so that it can be done again and undone.
    patch = writing.patch()
    for _ in range(2):
        apply(again, patch)
    assert state(again) == state(ours)
    writing.undo()
    assert state(ours) == before


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CLEAR GRAPH :none", UpdateFailedError),
        ("DROP GRAPH :none", UpdateFailedError),
        ("CREATE GRAPH :g1", UpdateFailedError),
        ("COPY :none TO :g1", UpdateFailedError),
        ("CLEAR", BrokenUpdateError),
        ("INSERT DATA { ?s :p 1 }", BrokenUpdateError),
        ("DELETE DATA { _:b :p 1 }", BrokenUpdateError),
        ("INSERT { ?s :p 1 }", BrokenUpdateError),
        ("SELECT * { ?s ?p ?o }", BrokenUpdateError),
        ("INSERT DATA { :s :p 1", BrokenUpdateError),
    ],
)
def test_what_cannot_be_done(text: str, kind: type[Problem]) -> None:
    with pytest.raises(kind):
        perform(Update(PREFIX + text, BASE), pen(store()))


def test_a_broken_update_says_where() -> None:
    with pytest.raises(BrokenUpdateError) as caught:
        perform(Update("INSERT DATA {\n  <a:b> <a:c> }", BASE), pen(store()))
    assert caught.value.spot
    assert (caught.value.spot.line, caught.value.spot.column) == (2, 15)
    assert caught.value.detail == "`}` cannot stand here."


def test_the_protocols_dataset_and_the_updates_exclude_each_other() -> None:
    text = PREFIX + "INSERT { ?s :u ?o } WHERE { ?s :p ?o }"
    ours = pen(store())
    perform(Update(text, BASE, using=("http://example.org/g1",)), ours)
    assert len(ours.patch().added) == 2
    for clash in ("WITH :g1 INSERT { ?s :u 1 } WHERE { ?s :p ?o }",):
        with pytest.raises(BadRequestError, match="named in the update and in the request"):
            perform(Update(PREFIX + clash, BASE, using_named=("http://x/g",)), pen(store()))


def test_a_patch_of_a_graph_is_about_that_graph() -> None:
    graph = "http://example.org/g1"
    ours = pen(store())
    perform(
        Update(
            PREFIX + "DELETE { ?s :p 1 } INSERT { ?s :p 9 } WHERE { ?s :p 1 }", BASE, graph=graph
        ),
        ours,
    )
    assert {str(quad.graph_name) for quad in (*ours.added, *ours.removed)} == {f"<{graph}>"}
    with pytest.raises(OtherGraphError, match="GRAPH"):
        perform(Update("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", BASE, graph=graph), pen(store()))


@pytest.mark.parametrize(
    "text", ["DELETE WHERE { ?s ?p ?o }", "CLEAR ALL", "INSERT { ?s :n ?o } WHERE { ?s :p ?o }"]
)
def test_no_more_is_changed_than_may_be(text: str) -> None:
    ours, before = store(), state(store())
    writing = pen(ours, 2)
    with pytest.raises(ChangeTooLargeError):
        perform(Update(PREFIX + text, BASE), writing)
    writing.undo()
    assert state(ours) == before


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("LOAD <http://127.0.0.1/x>", RefusedError),
        ("load silent <file:///etc/passwd> into graph <a:b>", RefusedError),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://x/> { ?s ?p ?o } }", RefusedError),
        ("INSERT { ?s ?p ?o } WHERE { " + "{" * 60 + "}" * 61, QueryTooComplexError),
        (
            "DELETE WHERE { ?s ?p " + ", ".join(f"?o{n} . ?s ?p ?q" for n in range(400)) + "}",
            QueryTooComplexError,
        ),
    ],
)
def test_what_is_refused_before_it_is_read(text: str, kind: type[Problem]) -> None:
    with pytest.raises(kind):
        refuse_update(text, Settings())


def test_data_may_be_as_many_as_they_like() -> None:
    data = " . ".join(f"<a:s{n}> <a:p> {n}" for n in range(1000))
    refuse_update(f"INSERT DATA {{ {data} }} ; DELETE DATA {{ {data} }}", Settings())
    refuse_update("INSERT DATA { <a:LOAD> <a:SERVICE> 'LOAD' }", Settings())


def test_declarations_may_stand_before_any_operation() -> None:
    ours = store()
    text = (
        "BASE <http://b.example/> PREFIX x: <http://x.example/> INSERT DATA { <r> x:p 1 } ;\n"
        "PREFIX x: <http://y.example/> INSERT DATA { <r> x:p 2 }"
    )
    writing = pen(ours)
    perform(Update(text, BASE), writing)
    assert [str(quad) for quad in writing.added] == [
        f'<http://b.example/r> <http://{x}.example/p> "{n}"^^<{PREFIXES["xsd"]}integer>'
        for x, n in (("x", 1), ("y", 2))
    ]
    with pytest.raises(BrokenUpdateError) as caught:
        perform(Update(f"{text} ;\n  CLEAR", BASE), pen(store()))
    assert caught.value.spot
    assert caught.value.spot.line == 3


def test_the_sum_of_patches() -> None:
    one, two = (tuple(s.quads_for_pattern(None, None, None)) for s in (store(), store()))
    del two
    a, b = Patch(added=one[:2], created=("g",)), Patch(one[1:2], one[3:4], ("g",))
    assert sum_of([a, b]) == Patch((), (one[0], one[3]))
    assert not sum_of([a, Patch(removed=one[:2], dropped=("g",))])
