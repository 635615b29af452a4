"""Take JSON of a remote apart; what is not of the shape expected is an error with its field."""

import re
from typing import Final, cast

from graph.candidates.remote import Json, Remote, RemoteError

CODE: Final = re.compile(r"Q[1-9]\d{0,19}")


def object_at(remote: Remote, answer: Json, key: str, *, absent: bool = False) -> Json:
    """The object under a key. PHP writes one that holds nothing as an empty list.

    Raises:
        RemoteError: there is something else; nothing, unless it may be absent.
    """
    found = answer.get(key)
    if found == [] or (absent and found is None):
        return {}
    if not isinstance(found, dict):
        raise strange(remote, key, "an object")
    return cast("Json", found)


def objects_at(remote: Remote, answer: Json, key: str) -> list[Json]:
    """The list of objects under a key.

    Raises:
        RemoteError: there is something else.
    """
    found = answer.get(key)
    if not isinstance(found, list):
        raise strange(remote, key, "a list")
    held = cast("list[object]", found)
    if not all(isinstance(each, dict) for each in held):
        raise strange(remote, key, "a list of objects")
    return cast("list[Json]", held)


def code_at(remote: Remote, answer: Json, key: str) -> str:
    """The code of an item under a key.

    Raises:
        RemoteError: there is something else.
    """
    found = answer.get(key)
    if not (isinstance(found, str) and CODE.fullmatch(found)):
        raise strange(remote, key, "the code of an item, as Q836")
    return found


def strange(remote: Remote, key: str, wanted: str) -> RemoteError:
    """The error for an answer of another shape."""
    return RemoteError(
        f"{remote.endpoint}: expected {wanted} in `{key}`;"
        " this is not how the API of Wikidata answers"
    )
