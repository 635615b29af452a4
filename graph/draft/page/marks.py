"""Signs that stand in flattened text for what is no text: a reference, the end of a list item.

They are taken from a plane that Unicode leaves to everybody's use, and `clean` takes out whatever
an article has there, so that none is mistaken.
"""

import re
from typing import Final

# A reference is the character at FIRST + its number.
FIRST: Final = 0xF0000
LAST: Final = 0xFFFFD
REFERENCE: Final = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")
# Where one item of a list ends and another may begin; then a sign for each level that it is deep.
BREAK: Final = "\n"
LEVEL: Final = "\ue000"
# The same where the source has no bullet, but is set in: in prose a paragraph, in a list a level.
INDENT: Final = "\ue001"
# Control characters, the signs that turn the direction of writing, the plane for private use.
UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe"
    "\ue000-\uf8ff\ud800-\udfff\U000f0000-\U0010ffff]"
)


def clean(text: str) -> str:
    """The text without what nobody sees, and with line feeds for every way of ending a line."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def mark(number: int) -> str:
    """The sign for a reference; nothing once the signs are used up."""
    return chr(FIRST + number) if FIRST + number <= LAST else ""


def parted(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without the signs of its references, and for each where it stood, and its number."""
    pieces, found, length, at = list[str](), list[tuple[int, int]](), 0, 0
    for sign in REFERENCE.finditer(text):
        pieces.append(text[at : sign.start()])
        length += sign.start() - at
        found.append((length, ord(sign[0]) - FIRST))
        at = sign.end()
    return "".join((*pieces, text[at:])), tuple(found)
