"""What the page of a saved query shows beside its answer: form, links, code and tests."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from queries import Bound, Expectation, Parameter, SavedQuery, Type, write_value
from server.protocol.gather import OF
from server.saved.choices import Choice, Choices
from server.saved.formats import data_formats

_YES_NO: Final = (Choice("true", "yes"), Choice("false", "no"))
_INPUTS: Final = {Type.DATE: "date", Type.INTEGER: "number"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its values, and the battle of which it is asked; empty for all."""

    bound: Bound
    of: str = ""

    @property
    def sent(self) -> dict[str, str]:
        """What an address says of it: the values that are not the default, and the battle."""
        return {**self.bound.chosen, **({OF: self.of} if self.of else {})}


@dataclass(frozen=True, slots=True)
class Field:
    """An input of the form; a select where there are choices, one of which is the value."""

    name: str
    label: str
    description: str
    input: str
    value: str
    choices: tuple[Choice, ...]
    least: str
    most: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A link, what it is called, and the media type of what it leads to."""

    name: str
    href: str
    media: str


def make_fields(bound: Bound, choices: Choices) -> list[Field]:
    """The inputs of the form, filled in."""
    values = {name: write_value(value) for name, value in bound.values.items()}
    return [make_field(each, values[each.name], choices) for each in bound.saved.params]


def make_field(parameter: Parameter, value: str, choices: Choices) -> Field:
    """One input; its bounds are those of the data, widened to the present value."""
    least, most = str(parameter.least or ""), str(parameter.most or "")
    if parameter.type is Type.DATE:
        days = [day for day in (choices.first, choices.last, value) if day]
        least, most = min(days, default=""), max(days, default="")
    return Field(
        name=parameter.name,
        label=parameter.label,
        description=parameter.description,
        input=_INPUTS.get(parameter.type, "text"),
        value=value,
        choices=tuple(offered(parameter, value, choices)),
        least=least,
        most=most,
        needed=parameter.all_of is None,
    )


def offered(parameter: Parameter, value: str, choices: Choices) -> Iterator[Choice]:
    """What a select offers: all of them first, then each; the present value in any case."""
    if parameter.type is Type.BOOLEAN:
        yield from _YES_NO
    if parameter.choices is None:
        return
    found = choices.by_select[parameter.choices]
    if parameter.all_of is not None:
        yield Choice("", parameter.all_of)
    if value and all(each.value != value for each in found):
        yield Choice(value, value)
    yield from found


def address(root: str, asked: Asked, suffix: str = "", **also: str) -> str:
    """The address of this very answer; values that are the default are left out."""
    sent = urlencode({**asked.sent, **also})
    path = f"{root}queries/{asked.bound.saved.slug}" + (f".{suffix}" if suffix else "")
    return f"{path}?{sent}" if sent else path


def downloads(root: str, asked: Asked) -> list[Link]:
    """The same answer in each format."""
    return [
        Link(form.names[0], address(root, asked, form.names[0]), form.media[0])
        for form in data_formats(asked.bound.saved)
    ]


def code_samples(root: str, asked: Asked) -> list[tuple[str, str]]:
    """How to fetch this very answer: by curl, in Python, in R.

    The address is percent-encoded: no quotation mark of a value is left in it.
    """
    url = address(root, asked, "csv")
    return [
        ("curl", f"curl '{url}'"),
        ("Python", f'import pandas\n\nanswer = pandas.read_csv("{url}")'),
        ("R", f'answer <- read.csv("{url}")'),
    ]


def frame(root: str, asked: Asked) -> str:
    """The answer in a page of somebody else."""
    url = address(root, asked, embed="1").replace("&", "&amp;")
    title = asked.bound.saved.summary.replace("&", "&amp;").replace('"', "&quot;")
    return f'<iframe src="{url}" title="{title}" width="100%" height="500"></iframe>'


def how_tested(saved: SavedQuery) -> Sequence[str]:
    """What is checked of this question at every change of the data or the program."""
    return [
        "Three engines give the same rows in the same order: Oxigraph, oxrdflib and rdflib.",
        rows_in_words(saved.expect),
        f"The answer is kept as queries/expected/{saved.slug}.csv; a person reads each difference.",
        *(["Every choice of the form has been asked."] if saved.params else []),
    ]


def rows_in_words(expect: Expectation) -> str:
    """An `x-expect` in words."""
    rows = "one row" if expect.min_rows == 1 else f"{expect.min_rows} rows"
    columns = " and ".join(expect.unique)
    if not expect.min_rows:
        return f"No two rows have the same {columns}; of one battle alone there may be none."
    return (
        f"With the values of the file there is at least {rows}, and no two have the same {columns}."
    )


def tags_of(questions: Sequence[SavedQuery]) -> list[tuple[str, int]]:
    """Every tag with its number of questions, the most used first."""
    tags = [tag for question in questions for tag in question.tags]
    return sorted(
        ((tag, tags.count(tag)) for tag in set(tags)), key=lambda each: (-each[1], each[0])
    )


def by_first_tag(questions: Sequence[SavedQuery]) -> dict[str, list[SavedQuery]]:
    """The questions under the tag that each is filed under, the fullest first."""
    filed: dict[str, list[SavedQuery]] = {}
    for question in questions:
        filed.setdefault(question.tags[0], []).append(question)
    return dict(sorted(filed.items(), key=lambda each: (-len(each[1]), each[0])))
