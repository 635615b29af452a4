"""Standing: whether what is told did happen, was meant, denied, or only thought of."""

from dataclasses import dataclass
from enum import Enum

from graph.draft.clauses.clause import Clause
from graph.draft.clauses.pieces import Group, Mark, Phrase, is_mark
from graph.draft.clauses.reading import Reading
from graph.draft.words.grammar import grammar
from graph.draft.words.lexicon import Lexicon
from graph.draft.words.word import (
    CONJUNCTION,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    THAT,
)


class Standing(Enum):
    """What the words say of it."""

    HAPPENED = "it happened"
    MEANT = "it was only meant"
    DENIED = "it did not happen, or may not have"


@dataclass(frozen=True, slots=True)
class Judge:
    """What a verdict needs: the sentence and the dictionary."""

    reading: Reading
    lexicon: Lexicon

    def verb(self, clause: Clause) -> Standing:
        """How what a verb tells stands."""
        if self.doubted(clause) or self.denied(clause) or self.only_said(clause):
            return Standing.DENIED
        if clause.link == "in" and (above := self.verb_above(clause)):
            failed = above.group.main.verb in self.lexicon.grammar["came_to_nothing"]
            return Standing.DENIED if failed else self.verb(above)
        if clause.link in {"to", "object to", "noun to"}:
            return self.infinitive(clause)
        return Standing.HAPPENED

    def doubted(self, clause: Clause) -> bool:
        """Whether a modal, an "if" or a preposition makes it only thought of."""
        group, grammar = clause.group, self.lexicon.grammar
        future = group.modal in grammar["future_modals"]
        told = future and {word.lower for word in group.words} & grammar["told_in_the_future"]
        after = clause.link in grammar["only_thought_after"]
        thought = after and not group.finite and clause.governor is None
        return bool(group.modal and not told) or thought or self.supposed(clause)

    @staticmethod
    def denied(clause: Clause) -> bool:
        """Whether "not", "nobody" or "no" denies it."""
        nobody = any(each.first in grammar()["nobody"] for each in clause.subject)
        nothing = any(each.first == "no" for each in clause.objects)
        return clause.group.negated or nobody or nothing

    def only_said(self, clause: Clause) -> bool:
        """Whether it stands after "ordered that", "feared that", "denied that"."""
        pieces = self.reading.pieces
        for at in range(clause.at - 1, 0, -1):
            if is_mark(pieces[at], THAT) and isinstance(pieces[at - 1], Group):
                return self.unsaid(self.reading.clauses[at - 1].group.main.verb)
            if is_mark(pieces[at], SUBORDINATOR, RELATIVE, STOP):
                return False
        return False

    def unsaid(self, lemma: str) -> bool:
        """Whether what a verb says was only wished, feared or denied."""
        grammar = self.lexicon.grammar
        doubtful = grammar["only_meant"] | grammar["came_to_nothing"]
        return lemma == "deny" or lemma in doubtful - grammar["saying"]

    def verb_above(self, clause: Clause) -> Clause | None:
        """The nearest verb before."""
        places = [at for at in self.reading.clauses if at < clause.at]
        return self.reading.clauses[max(places)] if places else None

    def infinitive(self, clause: Clause) -> Standing:
        """How what an infinitive tells stands, by what governs it."""
        above = self.reading.clauses.get(clause.governor) if clause.governor is not None else None
        if clause.noun is not None:
            return self.after_noun(clause, clause.noun, above)
        if above is None:
            return Standing.DENIED
        lemma, grammar = above.group.main.verb, self.lexicon.grammar
        if lemma in grammar["came_to_nothing"]:
            return Standing.DENIED
        if lemma in grammar["brought_about"] and (lemma != "be"):
            return self.verb(above)
        perfect = any(word.lower == "have" for word in clause.group.words)
        if lemma in grammar["saying"] and (above.group.passive or perfect):
            return self.verb(above)
        return Standing.MEANT

    def after_noun(self, clause: Clause, noun: Phrase, above: Clause | None) -> Standing:
        """How it stands after "able to", "an attempt to", "forced the garrison to"."""
        head, grammar = noun.head.lower, self.lexicon.grammar
        if head == "able":
            return self.verb(above) if above else Standing.HAPPENED
        lemma = above.group.main.verb if above else ""
        if above and clause.link == "object to" and lemma in grammar["brought_about"]:
            return self.verb(above)
        nothing = head in grammar["unable"] or lemma in grammar["came_to_nothing"]
        return Standing.DENIED if nothing else Standing.MEANT

    def supposed(self, clause: Clause) -> bool:
        """Whether the clause is under "if", "unless" and their like."""
        pieces = self.reading.pieces
        for piece in reversed(pieces[: clause.at]):
            if isinstance(piece, Mark) and piece.tag == SUBORDINATOR:
                return piece.word.lower in self.lexicon.grammar["supposing"]
            if is_mark(piece, CONJUNCTION) or (isinstance(piece, Mark) and piece.word.text == ";"):
                return False
        return False
