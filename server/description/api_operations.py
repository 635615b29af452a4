"""What an operation is, as /openapi.json and /api tell it; and those of the saved queries.

They are generated from the headers of the files.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from queries import Parameter, SavedQuery, Type, expected, write_value
from server.protocol.gather import OF
from server.protocol.negotiate import PAGE, Format
from server.saved.choices import Choices
from server.saved.formats import data_formats

Schema: TypeAlias = Mapping[str, object]

_SCHEMAS: Final[Mapping[Type, Schema]] = {
    Type.IRI: {"type": "string"},
    Type.DATE: {"type": "string", "format": "date"},
    Type.INTEGER: {"type": "integer"},
    Type.STRING: {"type": "string", "minLength": 1},
    Type.BOOLEAN: {"type": "boolean"},
}
# What may go wrong wherever a query is evaluated.
OF_QUERIES: Final = (400, 406, 422, 429, 500, 503)


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter of an operation; `place` is `query` or `path`.

    `key` is the name under which a document tells it once, where several operations have it.
    """

    name: str
    description: str
    schema: Schema
    place: str = "query"
    needed: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked for.

    `media` are the types that the answer can have, the first being the default; `sent` are those of
    the request's body; `errors` are the statuses of problems.
    """

    id: str
    path: str
    summary: str
    tag: str
    media: tuple[str, ...]
    description: str = ""
    given: tuple[Given, ...] = ()
    method: str = "get"
    sent: tuple[str, ...] = ()
    errors: tuple[int, ...] = ()


def of_battles(articles: Mapping[str, str]) -> tuple[Given, ...]:
    """The parameter that chooses a battle; none where there is one alone."""
    if len(articles) < 2:  # noqa: PLR2004 - several
        return ()
    offered = [{"value": slug, "label": title} for slug, title in articles.items()]
    schema = {"type": "string", "enum": ["", *articles], "default": "", "x-choices": offered}
    return (Given(OF, "The battle of which it is asked alone. Empty for all.", schema, key=OF),)


def of_question(
    saved: SavedQuery, choices: Choices, battles: tuple[Given, ...] = ()
) -> Iterator[Operation]:
    """A saved query by its name, and with a suffix that says the format."""
    given = (*(of_parameter(saved, each, choices) for each in saved.params), *battles)
    forms = data_formats(saved)
    yield Operation(
        id=saved.slug,
        path=f"/queries/{saved.slug}",
        summary=saved.summary,
        description=saved.description,
        tag=saved.tags[0],
        media=media_of((PAGE, *forms)),
        given=given,
        errors=(404, *OF_QUERIES) if battles else OF_QUERIES,
    )
    yield Operation(
        id=f"{saved.slug}-as",
        path=f"/queries/{saved.slug}.{{suffix}}",
        summary=f"{saved.summary} (by suffix)",
        description=saved.description,
        tag=saved.tags[0],
        media=media_of(forms),
        given=(suffix_of(forms), *given),
        errors=(404, *OF_QUERIES),
    )


def of_parameter(saved: SavedQuery, parameter: Parameter, choices: Choices) -> Given:
    """A parameter with its default and what there is to choose from, where that is listed."""
    schema: dict[str, object] = dict(_SCHEMAS[parameter.type])
    schema["default"] = default_of(parameter)
    if parameter.type is Type.INTEGER:
        bounds = (("minimum", parameter.least), ("maximum", parameter.most))
        schema |= {name: bound for name, bound in bounds if bound is not None}
    found = choices.by_select.get(parameter.choices or "")
    if found is not None:
        schema["x-choices"] = [{"value": each.value, "label": each.label} for each in found]
    if parameter.all_of:
        # What is left open fits no date and no number.
        schema = {"anyOf": [schema, {"enum": ["", "any"]}], "default": schema.pop("default")}
    key = f"{saved.slug}.{parameter.name}"
    return Given(parameter.name, describe(parameter), schema, key=key)


def default_of(parameter: Parameter) -> str | int | bool:
    """The default as JSON has it."""
    default = parameter.default
    if default is None:
        return ""
    text = write_value(default)
    if parameter.type is Type.INTEGER:
        return int(text)
    return text == "true" if parameter.type is Type.BOOLEAN else text


def describe(parameter: Parameter) -> str:
    """What a parameter is, in words."""
    told = f"{parameter.label}: {expected(parameter)}."
    open_ = f" Empty for all: {parameter.all_of}." if parameter.all_of else ""
    return f"{told}{open_} {parameter.description}".strip()


def suffix_of(forms: Iterable[Format]) -> Given:
    """The path parameter that says the format."""
    names = [form.names[0] for form in forms]
    return Given("suffix", "The format.", {"enum": names}, "path", needed=True)


def media_of(forms: Iterable[Format]) -> tuple[str, ...]:
    """The media types of formats, each once."""
    return tuple(dict.fromkeys(form.media[0] for form in forms))
