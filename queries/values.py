"""A value for a parameter: the text that somebody sent → an RDF term.

A value is never pasted into a query: what does not read as a term of the parameter's type is
refused. How the term gets into the query is in `spelling.py`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology import PREFIXES
from queries.model import Parameter, Type, Value
from queries.spelling import SHORT, write_value

# The empty text leaves a choice open everywhere; this word does where it is no value itself.
ANY: Final = "any"
LONGEST_STRING: Final = 200
_SHOWN: Final = 60
_XSD: Final = PREFIXES["xsd"]
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,15}")
# Half of a character of UTF-16: what the shell makes of bytes that are no UTF-8.
_HALF: Final = re.compile("[\ud800-\udfff]")
_TRUTHS: Final = ("true", "false")


class WrongValueError(Exception):
    """A value does not fit its parameter: `detail` says what is wrong, `hint` what to do."""

    def __init__(self, detail: str, hint: str) -> None:
        """Keep both sentences."""
        super().__init__(detail)
        self.detail = detail
        self.hint = hint


def read_value(parameter: Parameter, text: str) -> Value:
    """The term that a text stands for.

    Raises:
        WrongValueError: it stands for none of the parameter's type.
    """
    if leaves_open(parameter, text):
        return None
    term = _READERS[parameter.type](parameter, text)
    if term is None:
        raise WrongValueError(
            f"`{parameter.name}` cannot be `{cut(text)}`: it has to be {expected(parameter)}.",
            f"Send {example(parameter)}.",
        )
    return term


def cut(text: str) -> str:
    """The beginning of what somebody sent, as a sentence can have it."""
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return shown.encode("utf-8", "backslashreplace").decode()


def leaves_open(parameter: Parameter, text: str) -> bool:
    """Whether a text leaves the choice open, and may."""
    if parameter.all_of is None:
        return False
    return not text or (parameter.type is not Type.STRING and text.lower() == ANY)


def expected(parameter: Parameter) -> str:
    """What a value has to be, in words."""
    if parameter.type is Type.INTEGER:
        bounds = (("from", parameter.least), ("to", parameter.most))
        return "a whole number" + "".join(f" {w} {n}" for w, n in bounds if n is not None)
    if parameter.type is Type.STRING:
        return f"a text of 1 to {parameter.most or LONGEST_STRING} characters"
    return {
        Type.IRI: "an IRI, in full or with a prefix of this project",
        Type.DATE: "a day, as YYYY-MM-DD",
        Type.BOOLEAN: "true or false",
    }[parameter.type]


def example(parameter: Parameter) -> str:
    """A value that would do, the default if there is one; and that it can be left open."""
    stand_ins = {
        Type.IRI: "b:kia",
        Type.DATE: "2025-05-01",
        Type.INTEGER: str(parameter.least or 1),
        Type.STRING: "airstrike",
        Type.BOOLEAN: "true",
    }
    default = parameter.default
    shown = stand_ins[parameter.type] if default is None else write_value(default)
    word = "nothing" if parameter.type is Type.STRING else f"`{ANY}`"
    return f"something like `{shown}`" + (f", or {word} for all" if parameter.all_of else "")


def read_iri(_: Parameter, text: str) -> NamedNode | None:
    """An IRI in full, or by one of the project's prefixes."""
    short = SHORT.fullmatch(text)
    if short and short[1] in PREFIXES:
        return NamedNode(PREFIXES[short[1]] + short[2])
    try:
        return NamedNode(text)  # which lets nothing pass that could end an IRI
    except ValueError:
        return None


def read_date(_: Parameter, text: str) -> Literal | None:
    """A day of the calendar."""
    if not _DAY.fullmatch(text):
        return None
    try:
        date.fromisoformat(text)
    except ValueError:
        return None
    return Literal(text, datatype=NamedNode(_XSD + "date"))


def read_integer(parameter: Parameter, text: str) -> Literal | None:
    """A whole number within the parameter's bounds."""
    if not _INTEGER.fullmatch(text):
        return None
    number = int(text)
    if parameter.least is not None and number < parameter.least:
        return None
    if parameter.most is not None and number > parameter.most:
        return None
    return Literal(number)


def read_string(parameter: Parameter, text: str) -> Literal | None:
    """A text that is neither empty nor too long, and is text."""
    fits = 0 < len(text) <= (parameter.most or LONGEST_STRING)
    return Literal(text) if fits and not _HALF.search(text) else None


def read_boolean(_: Parameter, text: str) -> Literal | None:
    """Yes or no."""
    return Literal(text.lower() == _TRUTHS[0]) if text.lower() in _TRUTHS else None


_READERS: Final[Mapping[Type, Callable[[Parameter, str], NamedNode | Literal | None]]] = {
    Type.IRI: read_iri,
    Type.DATE: read_date,
    Type.INTEGER: read_integer,
    Type.STRING: read_string,
    Type.BOOLEAN: read_boolean,
}
