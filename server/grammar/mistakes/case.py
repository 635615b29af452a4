"""A query that the engine cannot read, as the detectors see it, and what they say of it."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from server.grammar.tokens import Kind, Token

CLOSERS: Final = {")": "(", "]": "[", "}": "{"}


class Mistake(NamedTuple):
    """What is wrong, what to do, and the index of the token to point at."""

    sentence: str
    hint: str | None
    at: int


@dataclass(frozen=True, slots=True)
class Case:
    """A query that the engine cannot read.

    `at` is the index of the first token that cannot follow those before it; it is the number of
    tokens when the query ends too early, or breaks a rule that shows at its end only.
    """

    tokens: tuple[Token, ...]
    at: int

    @property
    def text(self) -> str:
        """The text of the token at fault; empty at the end."""
        return self.tokens[self.at].text if self.at < len(self.tokens) else ""

    @property
    def kind(self) -> Kind | None:
        """Its kind; None at the end."""
        return self.tokens[self.at].kind if self.at < len(self.tokens) else None

    @property
    def word(self) -> str:
        """Its keyword in capitals; empty when it is none."""
        return self.tokens[self.at].word if self.at < len(self.tokens) else ""

    @property
    def before(self) -> Token | None:
        """The token before it."""
        return self.tokens[self.at - 1] if self.at else None

    @property
    def open(self) -> tuple[int, ...]:
        """The indices of the brackets that are open before it, the innermost last."""
        stack: list[int] = []
        for index, token in enumerate(self.tokens[: self.at]):
            if token.text in CLOSERS.values():
                stack.append(index)
            elif token.text in CLOSERS and stack:
                stack.pop()
        return tuple(stack)

    @property
    def innermost(self) -> str:
        """The innermost open bracket; empty when none is open."""
        return self.tokens[self.open[-1]].text if self.open else ""


def shorten(text: str) -> str:
    """Long strings would bury the sentence that quotes them."""
    longest = 40
    return text if len(text) <= longest else f"{text[:longest]}…"
