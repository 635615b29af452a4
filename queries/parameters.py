"""The `x-params` of a header → parameters, each with its default from the query's VALUES line."""

import re
from pathlib import Path
from typing import Final, cast

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from ontology import PREFIXES
from queries.header import refuse_strange, table, words
from queries.model import Parameter, QueryFileError, Type, Value

# What pages and programs send beside a question's parameters, and the options of `sitrep query`.
RESERVED: Final = (
    *("embed", "format", "query", "of", "list", "params", "data", "store", "help"),
    *("deepest-nesting", "most-steps"),
    *("allow-service", "service-timeout", "service-size", "service-calls"),
)
_NAME: Final = re.compile(r"[a-z][a-zA-Z0-9]*")
KEYS: Final = (
    *("type", "label", "description", "any", "class", "kind", "choices"),
    *("least", "most"),
)
_SOURCES: Final = ("class", "kind", "choices")
_PROLOGUE: Final = re.compile(r"^PREFIX\s.*$", re.MULTILINE)
_DATATYPES: Final = {
    PREFIXES["xsd"] + name: type_
    for name, type_ in (
        ("date", Type.DATE),
        ("integer", Type.INTEGER),
        ("string", Type.STRING),
        ("boolean", Type.BOOLEAN),
    )
}
_ORDER: Final = "ORDER BY LCASE(STR(?label)) ?value"
_OF_CLASS: Final = (
    f"SELECT ?value ?label WHERE {{{{ ?value a :{{}} ; skos:prefLabel ?label }}}} {_ORDER}"
)
_OF_KIND: Final = (
    "SELECT ?value ?label WHERE "
    f"{{{{ ?value skos:broader* k:{{}} ; skos:prefLabel ?label }}}} {_ORDER}"
)


def line_of(name: str) -> re.Pattern[str]:
    """The line that holds the value of a parameter: what stands before it, it, what comes after."""
    return re.compile(rf"^([ \t]*VALUES \?{name} \{{ )(\S.*?)( \}}[ \t]*)$", re.MULTILINE)


def read_parameters(path: Path, header: dict[str, object], text: str) -> tuple[Parameter, ...]:
    """Every parameter of a file, in the order in which the header names them.

    Raises:
        QueryFileError: one is not described as it should be, or has no default in the query.
    """
    told = table(path, header, "x-params")
    return tuple(read_parameter(path, name, table(path, told, name), text) for name in told)


def read_parameter(path: Path, name: str, told: dict[str, object], text: str) -> Parameter:
    """One parameter."""
    # YAML reads some words, such as `on`, as something else than text.
    if not _NAME.fullmatch(str(name)) or name in RESERVED:
        raise QueryFileError(f"{path.name}:1: a parameter cannot be called {name}")
    refuse_strange(path, f"the parameter {name}", told, KEYS)
    type_ = read_type(path, name, told)
    parameter = Parameter(
        name=name,
        type=type_,
        label=words(path, told, "label"),
        description=words(path, told, "description") if "description" in told else "",
        default=read_default(path, name, text),
        all_of=words(path, told, "any") if "any" in told else None,
        choices=read_choices(path, name, told),
        least=whole(path, told, "least"),
        most=whole(path, told, "most"),
    )
    check_default(path, parameter)
    return parameter


def read_type(path: Path, name: str, told: dict[str, object]) -> Type:
    """The type of a parameter."""
    try:
        return Type(words(path, told, "type"))
    except ValueError as error:
        known = ", ".join(Type)
        raise QueryFileError(f"{path.name}:1: the type of {name} must be one of {known}") from error


def read_choices(path: Path, name: str, told: dict[str, object]) -> str | None:
    """The SELECT of what there is to choose from: that of a class, of a kind, or the file's own."""
    given = [key for key in _SOURCES if key in told]
    if not given:
        return None
    if len(given) > 1:
        raise QueryFileError(f"{path.name}:1: {name} may have one of {', '.join(_SOURCES)}")
    value = words(path, told, given[0])
    if given[0] == "choices":
        return value
    return (_OF_CLASS if given[0] == "class" else _OF_KIND).format(value)


def read_default(path: Path, name: str, text: str) -> Value:
    """What stands in the one VALUES line of a parameter, as an engine reads it."""
    lines = list(line_of(name).finditer(text))
    if len(lines) != 1:
        raise QueryFileError(
            f"{path.name}:1: {name} needs one line `VALUES ?{name} {{ … }}` that holds its default"
        )
    prologue = "\n".join(_PROLOGUE.findall(text))
    query = f"{prologue}\nSELECT ?{name} {{ {lines[0].group()} }}"
    try:
        found = [
            row[name] for row in cast("pyoxigraph.QuerySolutions", pyoxigraph.Store().query(query))
        ]
    except SyntaxError as error:
        where = text[: lines[0].start()].count("\n") + 1
        raise QueryFileError(f"{path.name}:{where}: the default of {name} is not SPARQL") from error
    value = found[0] if len(found) == 1 else pyoxigraph.BlankNode()
    if value is not None and not isinstance(value, NamedNode | Literal):
        raise QueryFileError(f"{path.name}:1: {name} needs one default, not {len(found)}")
    return value


def check_default(path: Path, parameter: Parameter) -> None:
    """The default is of the parameter's type; UNDEF only where the choice may be left open."""
    default = parameter.default
    if default is None and parameter.all_of is None:
        raise QueryFileError(
            f"{path.name}:1: {parameter.name} is UNDEF, so it must say what `any` of it is called"
        )
    if default is not None and type_of(default) is not parameter.type:
        raise QueryFileError(
            f"{path.name}:1: the default of {parameter.name} is no {parameter.type}"
        )


def type_of(value: NamedNode | Literal) -> Type | None:
    """The type of a term, if a parameter can have it."""
    return Type.IRI if isinstance(value, NamedNode) else _DATATYPES.get(value.datatype.value)


def whole(path: Path, told: dict[str, object], key: str) -> int | None:
    """A whole number of the header, if it is there."""
    value = told.get(key)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise QueryFileError(f"{path.name}:1: {key} must be a whole number")
    return value
