"""Configure: the settings, as chosen by flags, else by the environment, else by default."""

import math
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from types import NoneType
from typing import Final, TypeAlias, get_args
from urllib.parse import urlsplit

from server.config import About, Settings
from server.errors import SitrepError

Value: TypeAlias = str | int | float | bool | Path | tuple[str, ...] | None
# As a flag gives it: a text, a switch, or each text of a flag that is given several times.
Given: TypeAlias = str | bool | tuple[str, ...] | None

_YES: Final = ("1", "true", "yes", "on")
_NO: Final = ("0", "false", "no", "off")


class SettingError(SitrepError):
    """A setting has a value that it cannot have; the sentence names the flag or the variable."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: a field of `Settings` as an operator sees it."""

    name: str
    kind: type
    default: Value
    about: About

    @property
    def flag(self) -> str:
        """The option of `sitrep serve`."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"SITREP_{self.name.upper()}"

    @property
    def is_repeated(self) -> bool:
        """Whether it takes several values: a flag for each, a variable with spaces between them."""
        return isinstance(self.default, tuple)

    @property
    def default_in_words(self) -> str:
        """The default as an operator would write it."""
        if self.kind is bool:
            return "on" if self.default else "off"
        return self.about.default or (
            f"{self.default:g}" if isinstance(self.default, float) else str(self.default)
        )

    @property
    def expected(self) -> str:
        """What kind of value it takes, in words."""
        if self.kind is bool:
            return "on or off"
        if self.is_repeated:
            return "an address such as https://query.wikidata.org/sparql"
        if self.kind not in (int, float):
            return "a path" if self.kind is Path else "an address"
        number = "a whole number" if self.kind is int else "a number"
        bound = f"from {self.about.least:g} to {self.about.most:.10g}"
        least = f"of at least {self.about.least:g}"
        return f"{number} {least if math.isinf(self.about.most) else bound}"

    def read(self, text: str, source: str) -> Value:
        """The value that a text stands for; `source` is the flag or the variable.

        Raises:
            SettingError: it stands for none, or for one out of bounds.
        """
        if self.is_repeated:
            return self.read_addresses(text, source)
        try:
            value: Value = as_bool(text) if self.kind is bool else self.kind(text)
        except (ValueError, OverflowError) as error:
            what = {int: "integer", float: "number"}.get(self.kind, "value")
            raise self.wrong(f"{text!r} is not a valid {what}", source) from error
        if self.kind in (int, float) and not self.within(value):
            raise self.wrong(f"{text} is not in the range", source)
        return value

    def read_addresses(self, text: str, source: str) -> tuple[str, ...]:
        """The addresses in a text, with white space between them.

        Raises:
            SettingError: one is no address that a query could be sent to.
        """
        for address in text.split():
            if not is_address(address):
                raise self.wrong(f"{address!r} is not an address", source)
        return tuple(text.split())

    def within(self, value: Value) -> bool:
        """Whether a number is within the bounds; what is not a number (nan) is not."""
        return isinstance(value, int | float) and self.about.least <= value <= self.about.most

    def wrong(self, what: str, source: str) -> SettingError:
        """The error for a text that will not do."""
        return SettingError(f"{source}: {what}; {self.expected} was expected")


def is_address(text: str) -> bool:
    """Whether a text is an http or https address in full, without a user and a fragment."""
    try:
        parts = urlsplit(text)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and not set(text) & set('<>"{}|\\^`@#')
    return parts.scheme in ("http", "https") and named and plain


def as_bool(text: str) -> bool:
    """On or off, as people write it."""
    word = text.strip().lower()
    if word not in _YES + _NO:
        raise ValueError(text)
    return word in _YES


def table() -> tuple[Setting, ...]:
    """Every setting there is, in the order of `Settings`."""
    rows: list[Setting] = []
    for each in fields(Settings):
        made = each.default if each.default_factory is MISSING else each.default_factory()
        rows.append(Setting(each.name, kind_of(each.type), made, each.metadata["about"]))  # type: ignore[arg-type]  # a field with a default has one that is a value
    return tuple(rows)


def kind_of(annotation: object) -> type:
    """The type of a setting's value; one that may be nothing is of the other type."""
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    kind = annotation if isinstance(annotation, type) else kinds[0]
    if not isinstance(kind, type):
        raise TypeError(annotation)
    return kind


def configure(given: Mapping[str, Given], environment: Mapping[str, str]) -> Settings:
    """The settings: what was given as a flag, by field; else the environment's; else the default.

    An empty variable counts as not set.

    Raises:
        SettingError: a flag or a variable has a value that it cannot have.
    """
    chosen: dict[str, Value] = {}
    for row in table():
        flag = given.get(row.name)
        if isinstance(flag, bool):
            chosen[row.name] = flag
        elif isinstance(flag, tuple) and flag:
            chosen[row.name] = tuple(
                address for text in flag for address in row.read_addresses(text, row.flag)
            )
        elif isinstance(flag, str):
            chosen[row.name] = row.read(flag, row.flag)
        elif environment.get(row.variable):
            chosen[row.name] = row.read(environment[row.variable], row.variable)
    return Settings(**chosen)  # type: ignore[arg-type]  # `read` gives each field its type
