"""`SERVICE wikibase:label { … }` → BINDs at the end of the group that it stands in.

Automatic mode: for each `?xLabel`, `?xAltLabel` and `?xDescription` that the query gives, where
`?x` is in that group. Manual mode: for each `?x rdfs:label ?name` within the braces. What the
functions that are called give is said in `labels.py`.

https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual#Label_service
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ontology import PREFIXES
from server.errors import BadRequestError
from server.federation.draft import Draft
from server.federation.labels import FUNCTIONS
from server.federation.services import PARAMETER, WIKIBASE
from server.grammar.groups import Group
from server.grammar.mistakes import spot
from server.grammar.tokens import Kind, Token, meaningful

_LANGUAGE: Final = f"{WIKIBASE}language"
# By the property that manual mode names: the function, which is also the end of a variable's name.
_PROPERTIES: Final = {
    f"{PREFIXES['rdfs']}label": "Label",
    f"{PREFIXES['skos']}prefLabel": "Label",
    f"{PREFIXES['skos']}altLabel": "AltLabel",
    "http://schema.org/description": "Description",
    f"{PREFIXES['schema']}description": "Description",
}
# The longer end first: ?xAltLabel is rather another label of ?x than the label of ?xAlt.
_ENDS: Final = ("AltLabel", "Label", "Description")
_DEFAULT: Final = "en"
_TERMS: Final = 3
# How many terms of a triple go on to the next one after each mark.
_KEPT: Final = {".": 0, ";": 1, ",": 2}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One name that is to be given: of what, which, and the variable for it."""

    thing: str
    which: str
    variable: str


def answer_labels(draft: Draft) -> None:
    """Replace the label services of a query, those in the innermost groups first.

    Raises:
        BadRequestError: one has something in its braces that it does not understand.
    """
    services = [(group, call) for group, call in draft.services if call.is_labels]
    for group, call in services:
        draft.replace(call.at, group.closed, "")
    for group, _ in sorted(services, key=lambda each: -len([*each[0].around()])):
        answer_one(draft, group)


def answer_one(draft: Draft, service: Group) -> None:
    """Put the BINDs of one label service at the end of its group."""
    group = service.parent
    if group is None:
        return
    languages, named = read_braces(draft, service)
    there = draft.variables_in(group)
    for wanted in named or automatic(draft, group, there):
        if wanted.variable not in there:
            there.append(wanted.variable)
            called = f'<{FUNCTIONS}{wanted.which}>({wanted.thing}, "{languages}")'
            draft.put_before_end(group, f"BIND({called} AS {wanted.variable})")


def automatic(draft: Draft, group: Group, there: Sequence[str]) -> Iterator[Wanted]:
    """What is wanted by the names of the variables that the query, or subquery, gives."""
    for name in draft.given_around(group):
        for end in _ENDS:
            thing = name.removesuffix(end)
            if thing != name and thing in there:
                yield Wanted(thing, end, name)
                break


def read_braces(draft: Draft, service: Group) -> tuple[str, list[Wanted]]:
    """The languages, with commas between them, and what is wanted in manual mode.

    Raises:
        BadRequestError: there is something else.
    """
    tokens = meaningful(draft.tokens[service.opened + 1 : service.closed])
    languages: list[str] = []
    wanted: list[Wanted] = []
    for subject, verb, value in triples(tokens):
        property_ = draft.resolve(verb)
        if draft.resolve(subject) == PARAMETER and property_ == _LANGUAGE:
            if value.kind is not Kind.STRING or "\\" in value.text:
                raise strange(draft, value)
            languages.append(value.text.strip("\"'"))
        elif property_ in _PROPERTIES and value.kind is Kind.VARIABLE:
            if subject.kind not in (Kind.VARIABLE, Kind.IRI, Kind.NAME):
                raise strange(draft, subject)
            wanted.append(Wanted(draft.spelt(subject), _PROPERTIES[property_], draft.spelt(value)))
        else:
            raise strange(draft, verb)
    return ",".join(languages).replace('"', "") or _DEFAULT, wanted


def triples(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token, Token]]:
    """Plain triples, with `;` and `,`; of what is not plain, thrice the token that is not."""
    left = [*reversed(tokens)]
    terms: list[Token] = []
    while left:
        terms.append(left.pop())
        if len(terms) < _TERMS:
            if not left:
                yield terms[-1], terms[-1], terms[-1]
            continue
        yield terms[0], terms[1], terms[2]
        mark = left.pop() if left else None
        while mark and mark.text == ";" and left and left[-1].text in (";", "."):
            mark = left.pop()  # which say nothing more
        if mark and mark.text not in _KEPT:
            yield mark, mark, mark
            return
        terms = terms[: _KEPT[mark.text] if mark else 0]


def strange(draft: Draft, token: Token) -> BadRequestError:
    """The error for what the label service does not understand."""
    return BadRequestError(
        f"wikibase:label does not understand `{token.text}` here.",
        hint='It takes bd:serviceParam wikibase:language "en,my", and ?x rdfs:label, skos:altLabel '
        "or schema:description with a variable for each.",
        query=draft.text,
        spot=spot(draft.text, token.start),
    )
