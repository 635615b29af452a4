"""The tokenizer: SPARQL's terminals, and the one reading that the engine is left with."""

import time

import pytest

from server.grammar.tokens import Kind, meaningful, place, query_form, spell, tokenize

ODD = [
    '"',
    "'",
    '"""',
    "<",
    "\\",
    "\ud7ff",
    "\U0001d538",
    "\x00",
    "a:b\\",
    "@",
    "?",
    "$",
    "_:",
    "<a b>",
]


def kinds(query: str) -> list[tuple[str, str]]:
    return [(token.kind.value, token.text) for token in meaningful(tokenize(query))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<http://a/#b'c>", "iri"),
        ("<>", "iri"),
        ("<\\u00e9>", "iri"),
        ('"a\\"b"', "string"),
        ("'#'", "string"),
        ('"""a\n"b""c"""', "string"),
        ("'''it's'''", "string"),
        ("@en-GB", "language"),
        ("_:b1.x", "blank"),
        ("?größe", "variable"),
        ("$x", "variable"),
        ("b:artillery-bn-366", "name"),
        (":", "name"),
        (":a\\#b%20c", "name"),
        ("b:no.5", "name"),
        ("1.5e-3", "number"),
        (".5", "number"),
        ("SELECT", "word"),
        ("&&", "mark"),
        ("^^", "mark"),
    ],
)
def test_terminals(text: str, kind: str) -> None:
    assert kinds(text) == [(kind, text)]


def test_a_full_stop_ends_a_triple_and_not_a_name() -> None:
    assert kinds("?s :p b:x. ?s")[2:4] == [("name", "b:x"), ("mark", ".")]
    assert kinds("1.")[0] == ("number", "1")


def test_less_than_is_no_iri() -> None:
    assert [kind for kind, _ in kinds("?a < ?b")] == ["variable", "mark", "variable"]


@pytest.mark.parametrize("query", [*ODD, "".join(ODD), "SELECT * { # x\n ?s ?p 'x' }\r\n"])
def test_tokens_joined_are_the_query(query: str) -> None:
    tokens = tokenize(query)
    assert "".join(token.text for token in tokens) == query
    assert all(query.startswith(token.text, token.start) for token in tokens)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# SELECT\nBASE <http://a/> PREFIX x: <y> PREFIX : <> ask {}", "ASK"),
        ("INSERT DATA {}", "INSERT"),
        ("", ""),
        ("<a>", ""),
        ("PREFIX", ""),
    ],
)
def test_the_form_of_a_query(query: str, form: str) -> None:
    assert query_form(tokenize(query)) == form


def test_places_count_from_one() -> None:
    assert [place("ab\ncd", at) for at in (0, 2, 3, 5)] == [(1, 1), (1, 3), (2, 1), (2, 3)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("<http://a/#b> <it's>", r"<\U00000068ttp://a/\u0023b> <\U00000069t\u0027s>"),
        (r"<> <\u0061b>", r"<> <\u0061b>"),
        ("TRUE ?TRUE 'TRUE' False", "true ?TRUE 'TRUE' false"),
        ("'#service' \"#\" # service", "'#service' \"#\" # service"),
        (
            "?service <service> _:service 'x'@service",
            r"?service <\U00000073ervice> _:service 'x'@service",
        ),
        ("Service trueSERVICE", "S-RVICE trueS-RVICE"),
        ("PREFIX service: <> service:service", "PREFIX S-RVICE: <> S-RVICE:service"),
    ],
)
def test_the_engine_can_read_it_in_one_way_only(query: str, expected: str) -> None:
    assert spell(tokenize(query)) == expected


@pytest.mark.parametrize(
    "piece",
    ["a.", "a:b.", "_:a.", '"', '"""\\', "<a", "(", "\\", "@a-", "'\n", ":.", "%", "a:%2", "?"],
)
def test_no_text_takes_long(piece: str) -> None:
    begun = time.process_time()
    tokenize(piece * (50_000 // len(piece)))
    assert time.process_time() - begun < 3  # bounded, not timed: each takes a fifth of a second


def test_every_kind_can_be_met() -> None:
    met = {token.kind for token in tokenize("SELECT ?x { <a> b:c 'd'@en, 1 . _:e } # f")}
    assert met == set(Kind)
