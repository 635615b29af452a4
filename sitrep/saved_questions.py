"""The saved queries in the shell: what was typed → a question with its values; lists of both."""

# As in the other commands, what is slow to import is imported where it is used:
# ruff: noqa: PLC0415

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

import click

from sitrep.server_commands import WRONG, WRONG_CALL, stop

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from queries import Parameter, SavedQuery
    from server.config import Settings
    from server.saved.choices import Choices

Pair = tuple[str, str]
WIDTH = 100


def split(words: "Sequence[str]") -> tuple[str, list[Pair]]:
    """What was typed beside the known options: one name, and parameters with their values.

    Raises:
        click.UsageError: there is no name, or more than one, or a parameter without a value.
    """
    names, pairs, rest = list[str](), list[Pair](), iter(words)
    for word in rest:
        if not word.startswith("-") or word == "-":
            names.append(word)
            continue
        if not word.startswith("--"):
            raise click.UsageError(f"No such option: {word}")
        name, equals, value = word.removeprefix("--").partition("=")
        found = value if equals else next(rest, None)
        if found is None:
            raise click.UsageError(f"The parameter --{name} needs a value.")
        pairs.append((name, found))
    if len(names) != 1:
        told = "Missing argument:" if not names else f"One at a time, not {', '.join(names)}:"
        raise click.UsageError(f"{told} the name of a saved query, a FILE, or `-`.")
    return names[0], pairs


def find(target: str, pairs: "Iterable[Pair]") -> str:
    """The SPARQL of a saved query or a file, with the values in it; a bad one ends the command."""
    from queries import WrongValueError, bind

    pairs = list(pairs)
    if not pairs and not is_saved(target):
        return read_query(target)
    try:
        return bind(read_saved(target), pairs).body
    except WrongValueError as error:
        stop(f"{error.detail} {error.hint}", WRONG_CALL)


def is_saved(target: str) -> bool:
    """Whether this is the name of a saved query; a name that is nobody's ends the command."""
    from queries import SLUG, catalogue, federated, file_of

    if not SLUG.fullmatch(target):
        return False
    if file_of(target):
        return True
    if not Path(target).exists():
        known = [each.slug for each in (*catalogue(), *federated())]
        meant = get_close_matches(target, known, 1)
        guess = f"did you mean {meant[0]}? " if meant else ""
        stop(
            f"no saved query and no file is called {target}; {guess}"
            "`sitrep query --list` lists the saved queries",
            WRONG_CALL,
        )
    return False


def read_saved(target: str) -> "SavedQuery":
    """A saved query by its name, or a file that has a header as they have."""
    from queries import QueryFileError, file_of, read_file

    path = (file_of(target) if is_saved(target) else None) or Path(target)
    try:
        return read_file(path)
    except OSError as error:
        stop(f"{target}: {error.strerror}", WRONG_CALL)
    except (QueryFileError, UnicodeDecodeError) as error:
        stop(f"{error}", WRONG)


def read_query(file: str) -> str:
    """The text of a query file; `-` is standard input."""
    try:
        with click.open_file(file, "rb") as source:
            text: bytes = source.read()
            return text.decode("utf-8-sig")
    except OSError as error:
        stop(f"{file}: {error.strerror}", WRONG_CALL)
    except UnicodeDecodeError as error:
        stop(f"{file}: byte {error.start + 1} is not UTF-8; save the query as UTF-8", WRONG)


def list_questions() -> str:
    """The names of all saved queries, with what they ask; last those that ask others too."""
    from queries import catalogue, federated

    saved = (*catalogue(), *federated())
    width = max(len(each.slug) for each in saved)
    return "".join(f"{each.slug:{width}}  {each.summary}{needs(each)}\n" for each in saved)


def needs(saved: "SavedQuery") -> str:
    """The mark of a question that asks another server, which has to be allowed."""
    return f" [with --allow-service {saved.service}]" if saved.service else ""


def describe(target: str, settings: "Settings", of: str = "") -> str:
    """What can be chosen in a saved query: each parameter with its default and its choices.

    Raises:
        NotFoundError: `of` names no article of the graph.
    """
    from server.parts.owners import require
    from server.saved.choices import open_lists
    from server.state import open_store

    saved = read_saved(target)
    store, _lease = open_store(settings)
    choices = open_lists(store).choices([saved]).of(of)
    if of:
        require(of, choices.articles)
    lines = [f"{saved.summary}{needs(saved)}", "", fill(" ".join(saved.description.split()), WIDTH)]
    for parameter in saved.params:
        lines += ["", *describe_parameter(parameter, choices)]
    return "\n".join(lines if saved.params else [*lines, "", "Nothing can be chosen."]) + "\n"


def describe_parameter(parameter: "Parameter", choices: "Choices") -> Iterator[str]:
    """The lines about one parameter."""
    from queries import expected, write_value

    default = write_value(parameter.default)
    yield f"--{parameter.name}  {parameter.label}: {expected(parameter)}"
    if parameter.all_of is not None:
        yield f"    [default: {default or 'any'}; any: {parameter.all_of}]"
    else:
        yield f"    [default: {default}]"
    for choice in choices.by_select.get(parameter.choices or "", ()):
        yield f"    {choice.value}  {choice.label}"
