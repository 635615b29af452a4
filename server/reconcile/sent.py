"""JSON as it was sent, and what to say of it where it is not what was wanted."""

import json
from collections.abc import Mapping
from typing import Final, TypeGuard

from server.errors import BadRequestError

MOST_CANDIDATES: Final = 100


def read_limit(sent: object, where: str, usual: int) -> int:
    """How many of something are wanted; null is the usual number.

    Raises:
        BadRequestError: it is no positive whole number.
    """
    if sent is None:
        return usual
    whole = int(sent) if isinstance(sent, float) and sent.is_integer() else sent
    if not isinstance(whole, int) or isinstance(whole, bool) or whole < 1:
        raise wrong(where, "a whole number from 1", sent)
    return min(whole, MOST_CANDIDATES)


def read_json(text: str, where: str) -> object:
    """A parameter that is JSON.

    Raises:
        BadRequestError: it is not; the sentence names line and column.
    """
    try:
        read: object = json.loads(text)
        json.dumps(read, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise BadRequestError(f"`{where}` has half of a surrogate pair in a string.") from None
    except RecursionError:
        raise BadRequestError(f"`{where}` is nested too deeply.") from None
    except json.JSONDecodeError as error:
        raise BadRequestError(
            f"`{where}` is not JSON: {error.msg}, at line {error.lineno}, column {error.colno}.",
            hint="Encode the JSON for the form or address, as curl --data-urlencode does.",
        ) from None
    except ValueError:
        raise BadRequestError(f"`{where}` is not JSON: a number is too long.") from None
    return read


def check_count(where: str, sent: Mapping[str, object] | list[object], most: int) -> None:
    """Refuse more at once than there may be.

    Raises:
        BadRequestError: there are too many.
    """
    if len(sent) > most:
        raise BadRequestError(
            f"`{where}` has {len(sent)} entries, and there may be {most} at once.",
            hint="Send them in several requests; `batchSize` in the manifest is a good size.",
        )


def is_object(sent: object) -> TypeGuard[dict[str, object]]:
    """Whether JSON is an object."""
    return isinstance(sent, dict)


def is_list(sent: object) -> TypeGuard[list[object]]:
    """Whether JSON is a list."""
    return isinstance(sent, list)


def wrong(where: str, wanted: str, sent: object, hint: str | None = None) -> BadRequestError:
    """The error for JSON of another form than is wanted."""
    shown = json.dumps(sent, ensure_ascii=False)
    return BadRequestError(f"`{where}` should be {wanted}, and is {shown[:60]}.", hint=hint)
