"""Mistakes in what is selected: commas, expressions without a name, what is not grouped."""

from collections.abc import Iterator
from typing import Final

from server.grammar.mistakes.case import CLOSERS, Case, Mistake
from server.grammar.tokens import Kind, Token, query_form

AGGREGATES: Final = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")


def comma_in_select(case: Case) -> Mistake | None:
    """Commas between the variables of SELECT, as in SQL."""
    if case.text != "," or case.open or query_form(case.tokens) != "SELECT":
        return None
    hint = "Write a space instead of the comma."
    return Mistake("The variables of SELECT stand without commas.", hint, case.at)


def unnamed_expression(case: Case) -> Mistake | None:
    """An expression in SELECT that is given no name."""
    if case.text != ")" or len(case.open) != 1 or query_form(case.tokens) != "SELECT":
        return None
    inside = case.tokens[case.open[0] : case.at]
    if any(token.word == "AS" or token.text == "{" for token in inside):
        return None
    hint = "Write a name before this bracket, as in (COUNT(?x) AS ?count)."
    return Mistake("An expression in SELECT needs a name.", hint, case.at)


def ungrouped_variable(case: Case) -> Mistake | None:
    """A variable in SELECT beside an aggregate, or beside GROUP BY, that is not grouped."""
    if case.text not in ("", "}"):
        return None
    for start, token in enumerate(case.tokens):
        if token.word == "SELECT" and (found := _ungrouped(case.tokens, start)):
            return found
    return None


def _ungrouped(tokens: tuple[Token, ...], start: int) -> Mistake | None:
    clause = list(_until(tokens, start + 1, ("WHERE", "FROM", "{")))
    outer = [index for index, depth in clause if depth == 0]
    grouped = set(_grouping(tokens, clause[-1][0] + 1)) if clause else set[str]()
    if not grouped and not any(tokens[index].word in AGGREGATES for index, _ in clause):
        return None
    for index in outer:
        text = tokens[index].text
        if text == "*":
            hint = "Name the variables that are wanted."
            return Mistake("SELECT * cannot be used together with GROUP BY.", hint, index)
        if tokens[index].kind is Kind.VARIABLE and text not in grouped:
            hint = f"Add GROUP BY {text} at the end, or ask for (SAMPLE({text}) AS ?one)."
            return Mistake(f"`{text}` stands in SELECT but is not grouped.", hint, index)
    return None


def _grouping(tokens: tuple[Token, ...], start: int) -> Iterator[str]:
    """The variables of the GROUP BY that belongs to the SELECT whose group begins at `start`."""
    after = [index for index, depth in _until(tokens, start, ()) if depth == 0]
    words = [tokens[index].word for index in after]
    if "GROUP" not in words:
        return
    stop = ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
    for index, _ in _until(tokens, after[words.index("GROUP")], stop):
        if tokens[index].kind is Kind.VARIABLE:
            yield tokens[index].text


def _until(
    tokens: tuple[Token, ...],
    start: int,
    stop: tuple[str, ...],
) -> Iterator[tuple[int, int]]:
    """Indices from `start` and their depth, up to a stop word or the end of the group around."""
    depth = 0
    for index in range(start, len(tokens)):
        text = tokens[index].text
        depth -= text in CLOSERS
        if depth < 0 or (depth == 0 and (tokens[index].word or text) in stop):
            return
        yield index, depth
        depth += text in CLOSERS.values()


def named_twice(case: Case) -> Mistake | None:
    """AS with a variable that has a value already."""
    if case.text not in ("", "}"):
        return None
    seen = set[str]()
    for index, token in enumerate(case.tokens):
        if token.text in seen and case.tokens[index - 1].word == "AS":
            hint = "Choose a name that is not used yet."
            return Mistake(f"`{token.text}` has a value already.", hint, index)
        if token.kind is Kind.VARIABLE:
            seen.add(token.text)
    return None
