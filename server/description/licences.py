"""Licences by their addresses: what they are called."""

import re
from dataclasses import dataclass
from typing import Final

_CREATIVE_COMMONS: Final = re.compile(
    r"https?://creativecommons\.org/(?:licenses/([a-z-]+)|publicdomain/(zero))/([0-9.]+)/?"
)


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its name, and where its text is."""

    name: str
    address: str


def licence(address: str) -> Licence | None:
    """The licence at an address; None where none is named or the address leads nowhere."""
    if not address.startswith(("http://", "https://")):
        return None
    found = _CREATIVE_COMMONS.fullmatch(address)
    if found is None:
        return Licence(address, address)
    terms, zero, version = found.groups()
    return Licence(f"CC0 {version}" if zero else f"CC {terms.upper()} {version}", address)
