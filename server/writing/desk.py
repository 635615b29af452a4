"""The desk: where a write is handed in, and who may hand one in.

Tokens are known by their SHA-256, and compared in a time that says nothing of them. Who sends too
many that are none has to wait; each process counts for itself.

Specification: RFC 6750, https://www.rfc-editor.org/rfc/rfc6750
"""

import hashlib
import hmac
import os
import time
from collections import OrderedDict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from server.config import Settings
from server.configure import SettingError
from server.errors import NoTokenError, TooManyTriesError

TOKENS_VARIABLE: Final = "SITREP_TOKENS"
_SHORTEST: Final = 16
_DOOR: Final = "scribe"
_SCHEME: Final = "bearer"
MOST_TRIES: Final = 10
_WITHIN_SECONDS: Final = 60.0
_MOST_CLIENTS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Tries:
    """When each client has last sent tokens that are none."""

    failed: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict[str, deque[float]])
    lock: Lock = field(default_factory=Lock)

    def refuse(self, client: str) -> None:
        """Refuse a client who has tried too often.

        Raises:
            TooManyTriesError: it has.
        """
        with self.lock:
            times = self.failed.get(client, deque())
            while times and times[0] < time.monotonic() - _WITHIN_SECONDS:
                times.popleft()
            if len(times) >= MOST_TRIES:
                raise TooManyTriesError(
                    f"{client} has sent {len(times)} tokens that are not known here.",
                    hint="Wait for a minute.",
                )

    def note(self, client: str) -> None:
        """Note that a client has sent one."""
        with self.lock:
            self.failed.setdefault(client, deque()).append(time.monotonic())
            self.failed.move_to_end(client)
            while len(self.failed) > _MOST_CLIENTS:
                self.failed.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where writes go, and whose; `known` is names by the digest of their token."""

    door: Path
    known: Mapping[bytes, str]
    tries: Tries = field(default_factory=Tries)

    def who(self, header: str, client: str) -> str:
        """The name of who sent an Authorization header.

        Raises:
            NoTokenError: it has no token that is known here.
            TooManyTriesError: the client has tried too often.
        """
        scheme, _, token = header.partition(" ")
        if not token or scheme.lower() != _SCHEME:
            raise no_token("Writing needs a token, and the request has none.")
        self.tries.refuse(client)
        sent = digest(token.strip())
        found = ""
        for each, name in self.known.items():  # all of them: how many were compared says nothing
            if hmac.compare_digest(each, sent):
                found = name
        if not found:
            self.tries.note(client)
            raise no_token("The token is not known here.")
        return found


def no_token(detail: str) -> NoTokenError:
    """The error for a write by nobody who is known."""
    return NoTokenError(detail, hint="Send the header `Authorization: Bearer TOKEN`.")


def digest(token: str) -> bytes:
    """What a token is known by."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


def open_desk(settings: Settings, home: Path) -> Desk:
    """The desk of a server whose processes meet in a folder.

    Raises:
        SettingError: nobody may write, or what says who cannot be read.
    """
    lines = [("SITREP_TOKENS", line) for line in os.environ.get(TOKENS_VARIABLE, "").splitlines()]
    if settings.token_file:
        lines += lines_of(settings.token_file)
    known = dict(read_tokens(lines))
    if not known:
        raise SettingError(
            f"--writable: nobody may write; name a --token-file, or set {TOKENS_VARIABLE}"
        )
    return Desk(home / _DOOR, known)


def lines_of(path: Path) -> Iterator[tuple[str, str]]:
    """The lines of a file, each with its place."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise SettingError(f"--token-file: {path}: cannot be read: {reason}") from error
    for number, line in enumerate(text.splitlines(), 1):
        yield f"{path}:{number}", line


def read_tokens(lines: list[tuple[str, str]]) -> Iterator[tuple[bytes, str]]:
    """Digest and name of each token; what is empty or begins with # is passed over."""
    for place, line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, _, token = line.strip().partition(" ")
        token = token.strip()
        if not token or " " in token:
            raise SettingError(f"{place}: a name, a space and a token were expected")
        if len(token) < _SHORTEST:
            raise SettingError(f"{place}: the token of {name} has fewer than 16 characters")
        yield digest(token), name
