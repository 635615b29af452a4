"""A word: where it stands, what it does in its sentence, and its lemma there."""

from dataclasses import dataclass
from typing import Final

DETERMINER: Final = "determiner"
ADJECTIVE: Final = "adjective"
NOUN: Final = "noun"
NAME: Final = "name"
NUMBER: Final = "number"
OWNER: Final = "owner"  # the 's of a possessive
VERB: Final = "verb"
AUXILIARY: Final = "auxiliary"
MODAL: Final = "modal"
TO: Final = "to"
PREPOSITION: Final = "preposition"
SUBORDINATOR: Final = "subordinator"
RELATIVE: Final = "relative"
THAT: Final = "that"
PRONOUN: Final = "pronoun"
CONJUNCTION: Final = "conjunction"
ADVERB: Final = "adverb"
NEGATION: Final = "negation"
COMMA: Final = "comma"
STOP: Final = "stop"
DATE: Final = "date"
ASIDE: Final = "aside"  # in brackets
# What a noun phrase is made of.
NOMINAL: Final = frozenset({DETERMINER, ADJECTIVE, NOUN, NAME, NUMBER, OWNER})
OPEN: Final = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, where it stands in the page's text, what it does, and its lemma there.

    `form` is the form of a verb; `verb` and `noun` are its lemmas as either, if it can be one.
    """

    text: str
    begin: int
    end: int
    tag: str = OPEN
    form: str = ""
    verb: str = ""
    noun: str = ""

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def lemma(self) -> str:
        """The lemma of what the word is here."""
        return (self.verb if self.tag in {VERB, AUXILIARY} else self.noun) or self.lower


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words in a row, of which there is at least one, and where they stand."""

    words: tuple[Word, ...]

    @property
    def begin(self) -> int:
        """Where they begin in the page's text."""
        return self.words[0].begin

    @property
    def end(self) -> int:
        """Where they end."""
        return self.words[-1].end


def plural(word: Word) -> bool:
    """Whether a noun looks like a plural."""
    return word.lower.endswith("s") and not word.lower.endswith("ss")
