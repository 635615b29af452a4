"""A saved query and what somebody chose → the query with the chosen values in its VALUES lines."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from queries.model import Parameter, SavedQuery, Value, without_header
from queries.parameters import line_of
from queries.spelling import spell, write_value
from queries.values import WrongValueError, cut, read_value

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bound:
    """A question with all its values: those chosen, and the defaults of the others."""

    saved: SavedQuery
    values: Mapping[str, Value]
    text: str

    @property
    def body(self) -> str:
        """The SPARQL without the header."""
        return without_header(self.text)

    @property
    def chosen(self) -> Mapping[str, str]:
        """The values that are not the default, as an address has them."""
        return {
            parameter.name: write_value(self.values[parameter.name])
            for parameter in self.saved.params
            if self.values[parameter.name] != parameter.default
        }


def bind(saved: SavedQuery, given: Iterable[Pair]) -> Bound:
    """Put values in place of the defaults.

    Args:
        saved: the question.
        given: names of parameters and the texts of their values, as somebody sent them.

    Raises:
        WrongValueError: a parameter is not known, comes twice, or cannot have this value.
    """
    pairs = list(given)
    known = {parameter.name: parameter for parameter in saved.params}
    for name, count in Counter(name for name, _ in pairs).items():
        if name not in known:
            raise unknown(saved, name)
        if count > 1:
            raise WrongValueError(f"`{name}` was sent more than once.", "Send it once.")
    read = {name: read_value(known[name], text) for name, text in pairs}
    values = {name: read.get(name, parameter.default) for name, parameter in known.items()}
    return Bound(saved, values, replace(saved, known, read))


def replace(saved: SavedQuery, known: Mapping[str, Parameter], read: Mapping[str, Value]) -> str:
    """The text with new values; where a value is the default, the text stays as it is written."""
    text = saved.text
    for name, value in read.items():
        if value != known[name].default:
            spelt = spell(value)
            line = line_of(name).search(text)
            if line:
                text = text[: line.start(2)] + spelt + text[line.end(2) :]
    return text


def unknown(saved: SavedQuery, name: str) -> WrongValueError:
    """The error for a parameter that the question does not have."""
    names = [parameter.name for parameter in saved.params]
    meant = get_close_matches(cut(name), names, 1)
    hint = f"It has {', '.join(f'`{each}`' for each in names)}." if names else "It has none."
    return WrongValueError(
        f"The question `{saved.slug}` has no parameter `{cut(name)}`.",
        f"Did you mean `{meant[0]}`? {hint}" if meant else hint,
    )
