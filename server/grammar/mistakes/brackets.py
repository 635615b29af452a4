"""Mistakes with brackets: one too few, one too many, a row of VALUES that is too short."""

from server.grammar.mistakes.case import CLOSERS, Case, Mistake


def wrong_bracket(case: Case) -> Mistake | None:
    """A closing bracket that closes nothing, or another one than it should."""
    if case.text not in CLOSERS:
        return None
    if not case.open:
        hint = f"Remove it, or add the {CLOSERS[case.text]} that it should close."
        return Mistake(f"This `{case.text}` closes nothing.", hint, case.at)
    if case.innermost == CLOSERS[case.text]:
        return None
    return _not_closed(case, f"before this query's `{case.text}`")


def unclosed_bracket(case: Case) -> Mistake | None:
    """The end of the query inside a bracket."""
    return None if case.text or not case.open else _not_closed(case, "before the query ends")


def _not_closed(case: Case, until: str) -> Mistake:
    closer = {opener: closer for closer, opener in CLOSERS.items()}[case.innermost]
    hint = f"Add a {closer} where this part ends."
    return Mistake(f"This `{case.innermost}` is not closed {until}.", hint, case.open[-1])


def row_of_values(case: Case) -> Mistake | None:
    """A row of VALUES with more or fewer values than there are variables."""
    if case.text != "}" or not case.open or not case.before or case.before.text != ")":
        return None
    head = [token.word for token in case.tokens[: case.open[-1]]]
    if "VALUES" not in head or "{" in (t.text for t in case.tokens[_last(head) : case.open[-1]]):
        return None
    hint = "Write UNDEF where a value is not known."
    return Mistake("A row of VALUES needs one value for each variable.", hint, case.at - 1)


def _last(words: list[str]) -> int:
    return len(words) - 1 - words[::-1].index("VALUES")
