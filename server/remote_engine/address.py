"""Where an engine is, and how to be let in: a name and a password, or a token, and never shown.

They come from the environment, because everybody on a machine can read the options of a command:
SITREP_ENGINE_USER with SITREP_ENGINE_PASSWORD, or SITREP_ENGINE_TOKEN. A name and a password that
stand in the address are taken too.

Specifications: RFC 7617 (basic), RFC 7616 (digest, which Virtuoso wants), RFC 6750 (bearer).
"""

import hashlib
import re
import secrets
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from server.configure import SettingError, is_address

USER: Final = "SITREP_ENGINE_USER"
PASSWORD: Final = "SITREP_ENGINE_PASSWORD"  # noqa: S105 - the variable's name
TOKEN: Final = "SITREP_ENGINE_TOKEN"  # noqa: S105 - the same
_PARTS: Final = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')


@dataclass(frozen=True, slots=True)
class Credentials:
    """How this server shows who it is; nothing of it is printed."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def header(self, method: str, path: str, challenge: str) -> str:
        """The Authorization header; empty where there is nothing to show.

        Args:
            method: that of the request.
            path: its path with its query.
            challenge: the WWW-Authenticate header of a 401 that came before, or nothing.
        """
        if self.token:
            return f"Bearer {self.token}"
        if not self.user:
            return ""
        if challenge.lower().startswith("digest"):
            return digest(self, method, path, challenge)
        return f"Basic {b64encode(f'{self.user}:{self.password}'.encode()).decode()}"


@dataclass(frozen=True, slots=True)
class Address:
    """An engine's address: `url` without credentials, query and fragment, as it may be shown."""

    where: SplitResult
    credentials: Credentials = Credentials()

    @property
    def host(self) -> str:
        """Host and port, as the Host header has them."""
        return self.where.netloc.rpartition("@")[2]

    @property
    def url(self) -> str:
        """The address as it may be shown: a query may hold a key."""
        return f"{self.where.scheme}://{self.host}{self.where.path}"

    @property
    def path(self) -> str:
        """What a request names: path and query."""
        return (self.where.path or "/") + (f"?{self.where.query}" if self.where.query else "")


def read_address(text: str, source: str, environment: Mapping[str, str]) -> Address:
    """The address that a text names; `source` is the flag, or what else it came from.

    Raises:
        SettingError: it is none.
    """
    try:
        where = urlsplit(text)
        bare = where._replace(netloc=where.netloc.rpartition("@")[2]).geturl()
    except ValueError:
        where, bare = urlsplit(""), ""
    if not is_address(bare):
        shown = re.sub(r"//[^/@]*@", "//", text)
        raise SettingError(
            f"{source}: {shown!r} is not an address; one such as http://127.0.0.1:7879/query was "
            "expected"
        )
    credentials = Credentials(
        user=unquote(where.username or "") or environment.get(USER, ""),
        password=unquote(where.password or "") or environment.get(PASSWORD, ""),
        token=environment.get(TOKEN, ""),
    )
    for value in (credentials.user, credentials.password, credentials.token):
        if not value.isprintable():
            raise SettingError(f"{source}: the name, password or token has a control character")
    return Address(where, credentials)


def digest(credentials: Credentials, method: str, path: str, challenge: str) -> str:
    """The answer to a digest challenge (RFC 7616, 3.4), with MD5, or SHA-256 where it is named."""
    asked = {name.lower(): quoted or plain for name, quoted, plain in _PARTS.findall(challenge)}
    realm, nonce = asked.get("realm", ""), asked.get("nonce", "")
    hashed = hashlib.sha256 if asked.get("algorithm", "").upper() == "SHA-256" else hashlib.md5

    def summed(*parts: str) -> str:
        return hashed(":".join(parts).encode()).hexdigest()

    who = summed(credentials.user, realm, credentials.password)
    what = summed(method, path)
    own = secrets.token_hex(8)
    named = [("username", credentials.user), ("realm", realm), ("nonce", nonce), ("uri", path)]
    if "qop" in asked:
        proof = summed(who, nonce, "00000001", own, "auth", what)
    else:
        proof = summed(who, nonce, what)
    named += [("response", proof)]
    named += [(name, asked[name]) for name in ("opaque",) if name in asked]
    plain = [("algorithm", asked[name]) for name in ("algorithm",) if name in asked]
    if "qop" in asked:
        named.append(("cnonce", own))
        plain += [("qop", "auth"), ("nc", "00000001")]
    quoted = [f'{name}="{quote(value)}"' for name, value in named]
    return f"Digest {', '.join([*quoted, *(f'{name}={value}' for name, value in plain)])}"


def quote(value: str) -> str:
    """A text within quotation marks of a header."""
    return value.replace("\\", "\\\\").replace('"', '\\"')
