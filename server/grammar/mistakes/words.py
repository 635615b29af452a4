"""Mistakes in keywords and prefixes: updates, misspellings, what has to come after what."""

from difflib import get_close_matches
from typing import Final

from ontology import PREFIXES
from server.grammar.mistakes.case import Case, Mistake, shorten
from server.grammar.tokens import Kind, query_form

QUERY_WORDS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATE_WORDS: Final = (
    *("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE"),
    *("ADD", "MOVE", "COPY", "WITH"),
)

# The keywords of SPARQL 1.1, https://www.w3.org/TR/sparql11-query/#sparqlGrammar.
KEYWORDS: Final = frozenset(
    """
    SELECT ASK CONSTRUCT DESCRIBE BASE PREFIX FROM NAMED WHERE DISTINCT REDUCED AS GROUP BY HAVING
    ORDER ASC DESC LIMIT OFFSET VALUES UNDEF OPTIONAL UNION MINUS GRAPH SERVICE SILENT BIND FILTER
    EXISTS NOT IN A TRUE FALSE SEPARATOR COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG
    LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE
    ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES
    SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT
    SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE TRIPLE SUBJECT PREDICATE
    OBJECT ISTRIPLE LATERAL
    """.split(),  # noqa: SIM905 - a hundred words read better without a hundred quotes
)

# What has to stand after a keyword, in words that fit "After … comes …".
_FOLLOWERS: Final = {
    "ORDER": "BY",
    "GROUP": "BY",
    "LIMIT": "a whole number",
    "OFFSET": "a whole number",
    "PREFIX": "a prefix with its colon and an IRI, as in PREFIX ex: <http://example.org/>",
    "BASE": "an IRI, as in BASE <http://example.org/>",
    "FILTER": "a condition in round brackets, as in FILTER(?n > 3)",
    "BIND": "an expression and its name in round brackets, as in BIND(?a + ?b AS ?sum)",
    "AS": "a variable with its question mark, as in AS ?total",
    "OPTIONAL": "a group in curly brackets, as in OPTIONAL { ?x ?y ?z }",
    "MINUS": "a group in curly brackets",
    "UNION": "a group in curly brackets",
    "WHERE": "a group in curly brackets, as in WHERE { ?x ?y ?z }",
    "SELECT": "* or at least one variable",
    "DISTINCT": "* or at least one variable",
}
# Prefixes that people bring along from other graphs.
_ELSEWHERE: Final = {
    "dbo": "http://dbpedia.org/ontology/",
    "dbr": "http://dbpedia.org/resource/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "wdt": "http://www.wikidata.org/prop/direct/",
}


def update(case: Case) -> Mistake | None:
    """An update where a query should be."""
    if case.word not in UPDATE_WORDS or case.word != query_form(case.tokens):
        return None
    return Mistake(
        f"{case.word} begins a SPARQL update, and this endpoint is read-only.",
        "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.",
        case.at,
    )


def no_query_form(case: Case) -> Mistake | None:
    """Something else where SELECT, ASK, CONSTRUCT or DESCRIBE should be."""
    form = query_form(case.tokens)
    if form in QUERY_WORDS or (case.word and case.word != form) or case.innermost:
        return None
    if wrong_follower(case):
        return None
    guess = get_close_matches(form, QUERY_WORDS, n=1)
    hint = f"Did you mean {guess[0]}?" if guess else "PREFIX lines may stand before it."
    found = f"`{shorten(case.text)}`" if case.text else "the end of the query"
    return Mistake(
        f"A query begins with SELECT, ASK, CONSTRUCT or DESCRIBE; here stands {found}.",
        hint,
        case.at,
    )


def undeclared_prefix(case: Case) -> Mistake | None:
    """A prefixed name whose prefix nobody declared."""
    prefix = case.text.partition(":")[0]
    if case.kind is not Kind.NAME or prefix in PREFIXES or prefix in _declared(case):
        return None
    return Mistake(f"The prefix `{prefix}:` is not declared.", _declare(prefix), case.at)


def _declared(case: Case) -> set[str]:
    """The prefixes that the query itself declares."""
    pairs = zip(case.tokens, case.tokens[1:], strict=False)
    return {name.text.partition(":")[0] for word, name in pairs if word.word == "PREFIX"}


def _declare(prefix: str) -> str:
    known = {**_ELSEWHERE, **PREFIXES}
    same = [name for name in known if name.lower() == prefix.lower()]
    near = get_close_matches(prefix, [name for name in PREFIXES if name], n=1)
    if (same and same[0] in PREFIXES) or near:
        return f"Did you mean `{(same or near)[0]}:`? It is declared here without a PREFIX line."
    address = known[same[0]] if same else "http://example.org/"
    return f"Add this line before the query: PREFIX {prefix}: <{address}>"


def wrong_follower(case: Case) -> Mistake | None:
    """A keyword without what has to come after it."""
    keyword = case.before.word if case.before else ""
    if not keyword and case.at > 1 and case.tokens[case.at - 2].word == "PREFIX":
        keyword = "PREFIX"
    if keyword not in _FOLLOWERS:
        return None
    found = f"not `{shorten(case.text)}`" if case.text else "but the query ends"
    return Mistake(f"After {keyword} comes {_FOLLOWERS[keyword]}, {found}.", None, case.at)


def misspelt_keyword(case: Case) -> Mistake | None:
    """A word that is no keyword."""
    if case.kind is not Kind.WORD or case.word in KEYWORDS:
        return None
    guess = get_close_matches(case.word, sorted(KEYWORDS), n=1, cutoff=0.8)
    return Mistake(
        f"`{shorten(case.text)}` is not a word of SPARQL.",
        f"Did you mean {guess[0]}?"
        if guess
        else "A variable begins with ?, a name with its prefix and colon, text with a quote.",
        case.at,
    )
