"""The mistakes that people make in SPARQL, each recognised by one small function.

A detector takes a `Case` and says a `Mistake`, or nothing. They are tried in the order of
`DETECTORS`, the particular before the general.
"""

from collections.abc import Callable
from typing import Final

from server.grammar.mistakes import brackets, selection, terms, words
from server.grammar.mistakes.case import Case, Mistake, shorten


def diagnose(case: Case) -> Mistake:
    """What is wrong with a query, by the first detector that knows."""
    return next(filter(None, (detect(case) for detect in DETECTORS)), unexpected(case))


def empty(case: Case) -> Mistake | None:
    """Nothing but white space and comments."""
    if case.tokens:
        return None
    return Mistake("The query is empty.", "Try: SELECT * WHERE { ?s ?p ?o } LIMIT 10", 0)


def no_group(case: Case) -> Mistake | None:
    """A query that ends before it says what to look for."""
    if case.text or any(token.text == "{" for token in case.tokens):
        return None
    hint = "Add a group in curly brackets, as in WHERE { ?x ?y ?z }."
    return Mistake("The query ends before it says what to look for.", hint, case.at)


def unexpected(case: Case) -> Mistake:
    """Whatever else it may be."""
    if not case.text:
        return Mistake("The query ends before it is complete.", None, case.at)
    hint = "Look at what stands just before it."
    return Mistake(f"`{shorten(case.text)}` cannot stand here.", hint, case.at)


DETECTORS: Final[tuple[Callable[[Case], Mistake | None], ...]] = (
    empty,
    words.update,
    terms.unclosed_string,
    terms.typographic_quote,
    terms.bad_iri,
    words.no_query_form,
    words.undeclared_prefix,
    brackets.wrong_bracket,
    selection.comma_in_select,
    selection.unnamed_expression,
    words.wrong_follower,
    words.misspelt_keyword,
    no_group,
    brackets.unclosed_bracket,
    selection.ungrouped_variable,
    selection.named_twice,
    terms.shared_blank,
    brackets.row_of_values,
    terms.missing_full_stop,
    terms.incomplete_triple,
)
