"""Standing: whether what is told did happen, was meant, denied, or only thought of."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from graph.draft.clause import Clause
from graph.draft.lexicon import Lexicon
from graph.draft.phrases import Group, Mark, Phrase, is_mark, is_preposition
from graph.draft.reading import Reading
from graph.draft.word import (
    CONJUNCTION,
    DATE,
    NAME,
    NUMBER,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    THAT,
    VERB,
)


class Standing(Enum):
    """What the words say of it."""

    HAPPENED = "it happened"
    MEANT = "it was only meant"
    DENIED = "it did not happen, or may not have"


HISTORICAL: Final = frozenset(
    {"later", "eventually", "finally", "soon", "ultimately", "subsequently", "again", "then"}
)
NOT_QUITE: Final = frozenset({"if", "unless", "lest", "whether"})
ABLE: Final = frozenset({"able"})
ONLY_THOUGHT: Final = frozenset({"of", "from", "for", "against", "instead of", "without", "than"})


@dataclass(frozen=True, slots=True)
class Judge:
    """What a verdict needs: the sentence and the dictionary."""

    reading: Reading
    lexicon: Lexicon

    def verb(self, clause: Clause) -> Standing:
        """How what a verb tells stands."""
        group, grammar = clause.group, self.lexicon.grammar
        words = {word.lower for word in group.words}
        if group.modal and not (group.modal in {"would", "will", "'d"} and words & HISTORICAL):
            return Standing.DENIED
        nobody = any(each.first in {"no", "neither", "none", "nobody"} for each in clause.subject)
        nothing = any(each.first == "no" for each in clause.objects)
        if group.negated or nobody or nothing or self.supposed(clause):
            return Standing.DENIED
        if self.only_said(clause):
            return Standing.DENIED
        if clause.link in ONLY_THOUGHT and not group.finite and clause.governor is None:
            return Standing.DENIED
        if clause.link == "in" and (above := self.verb_above(clause)):
            return (
                self.verb(above)
                if above.group.main.verb not in grammar["came_to_nothing"]
                else Standing.DENIED
            )
        if clause.link in {"to", "object to", "noun to"}:
            return self.infinitive(clause)
        return Standing.HAPPENED

    def only_said(self, clause: Clause) -> bool:
        """Whether it stands after "ordered that", "feared that", "denied that"."""
        pieces = self.reading.pieces
        for at in range(clause.at - 1, 0, -1):
            if is_mark(pieces[at], THAT) and isinstance(pieces[at - 1], Group):
                lemma = self.reading.clauses[at - 1].group.main.verb
                grammar = self.lexicon.grammar
                return (
                    lemma
                    in (grammar["only_meant"] | grammar["came_to_nothing"]) - grammar["saying"]
                    or lemma == "deny"
                )
            if is_mark(pieces[at], SUBORDINATOR, RELATIVE, STOP):
                return False
        return False

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
        if head in ABLE:
            return self.verb(above) if above else Standing.HAPPENED
        if head in grammar["unable"]:
            return Standing.DENIED
        if (
            clause.link == "object to"
            and above
            and above.group.main.verb in grammar["brought_about"]
        ):
            return self.verb(above)
        if above and above.group.main.verb in grammar["came_to_nothing"]:
            return Standing.DENIED
        return Standing.MEANT

    def supposed(self, clause: Clause) -> bool:
        """Whether the clause is under "if", "unless" and their like."""
        pieces = self.reading.pieces
        for piece in reversed(pieces[: clause.at]):
            if isinstance(piece, Mark) and piece.tag == SUBORDINATOR:
                return piece.word.lower in NOT_QUITE
            if is_mark(piece, CONJUNCTION) or (isinstance(piece, Mark) and piece.word.text == ";"):
                return False
        return False

    def noun(self, at: int, phrase: Phrase) -> Standing:
        """How what a noun tells stands: by its own words, then by what it is in the sentence."""
        grammar = self.lexicon.grammar
        own = {word.lower for word in phrase.words[: phrase.core] if word is not phrase.head}
        if own & grammar["thought_of"] or own & {"no", "any", "not", "without"}:
            return Standing.DENIED
        pieces = self.reading.pieces
        before = pieces[at - 1] if at else None
        if isinstance(before, Mark) and is_preposition(before):
            return self.after_preposition(at, phrase, before.word.lower)
        subject = any(phrase in each.subject for each in self.reading.clauses.values())
        if isinstance(before, Mark) and before.tag == SUBORDINATOR and not subject:
            return self.after_preposition(at, phrase, before.word.lower)
        for clause in self.reading.clauses.values():
            for added in clause.added:
                if phrase in added.phrases[1:]:
                    return self.after_preposition(added.at, phrase, added.preposition.split()[-1])
        return self.in_clause(at, phrase)

    def after_preposition(self, at: int, phrase: Phrase, preposition: str) -> Standing:
        """A noun after a preposition: "after the capture of", "with airstrikes", "without a fight"."""
        if preposition in {
            "without",
            "against",
            "despite",
            "for",
            "towards",
            "toward",
            "about",
            "as",
            "per",
            "like",
            "between",
        }:
            return Standing.DENIED
        if preposition == "of":
            return self.within(at)
        if phrase.head.lower == "fire" and preposition != "under":
            return Standing.DENIED
        if preposition == "in" and phrase.head.lower == "order":
            return Standing.DENIED
        above = self.verb_governing(at)
        if above and above.group.main.verb in {
            "lead",
            "result",
            "end",
            "respond",
            "retaliate",
            "culminate",
            "resort",
            "begin",
            "open",
            "start",
            "continue",
            "follow",
            "reply",
            "answer",
        }:
            return self.verb(above)
        if preposition == "to":
            return Standing.DENIED
        named = any(word.tag in {NAME, NUMBER} for word in phrase.words)
        if phrase.definite and not self.detailed(at) and not named:
            return Standing.DENIED
        if preposition in {"with", "using"} and above is not None:
            return Standing.DENIED
        return (
            self.verb(above)
            if above and self.verb(above) is not Standing.HAPPENED
            else Standing.HAPPENED
        )

    def within(self, at: int) -> Standing:
        """A noun after "of": "two days of heavy fighting" is told, "an offer of surrender" is not."""
        outer = self.reading.pieces[at - 2] if at > 1 else None
        if is_mark(outer, DATE):
            return Standing.HAPPENED
        holds = {
            "end",
            "beginning",
            "start",
            "day",
            "week",
            "month",
            "hour",
            "target",
            "victim",
            "series",
            "wave",
            "result",
            "outbreak",
            "course",
            "height",
            "night",
            "aftermath",
            "year",
            "eve",
            "scene",
            "spate",
            "site",
            "cessation",
            "days",
            "weeks",
            "months",
            "hours",
            "years",
            "round",
            "period",
        }
        if isinstance(outer, Phrase) and (outer.head.lemma in holds or outer.head.lower in holds):
            return Standing.HAPPENED
        return Standing.DENIED

    def detailed(self, at: int) -> bool:
        """Whether a noun says by itself of whom or on what: "the capture of Mansi"."""
        after = self.reading.pieces[at + 1] if at + 1 < len(self.reading.pieces) else None
        return isinstance(after, Mark) and after.word.lower in {"of", "on", "against", "by"}

    def verb_governing(self, at: int) -> Clause | None:
        """The verb to which what stands at a place is added."""
        for clause in self.reading.clauses.values():
            if any(added.at <= at < added.at + 2 * len(added.phrases) for added in clause.added):
                return clause
        return None

    def in_clause(self, at: int, phrase: Phrase) -> Standing:
        """A noun that is the subject or the object of a verb."""
        grammar = self.lexicon.grammar
        for clause in self.reading.clauses.values():
            main = clause.group.main
            lemma = main.verb or main.lower
            if phrase in clause.objects and clause.group.main.tag == VERB:
                if lemma in grammar["carriers"] or lemma in grammar["saying"]:
                    return self.verb(clause)
                return Standing.DENIED
            if phrase in clause.subject and clause.link != "participle":
                return self.as_subject(clause, phrase, lemma)
        before = self.reading.pieces[at - 1] if at else None
        follows_comma = isinstance(before, Mark) and before.word.text in {",", ";", ":"}
        indefinite = not phrase.definite
        return Standing.HAPPENED if indefinite and (at == 0 or follows_comma) else Standing.DENIED

    def as_subject(self, clause: Clause, phrase: Phrase, lemma: str) -> Standing:
        """A noun that is a subject: "fighting broke out", "airstrikes have prevented"."""
        begins = {
            "occur",
            "begin",
            "start",
            "break",
            "continue",
            "rage",
            "erupt",
            "last",
            "ensue",
            "resume",
            "commence",
            "end",
            "take",
            "fail",
        }
        grammar = self.lexicon.grammar
        if clause.group.passive:
            carried = lemma in grammar["carriers"] or lemma in {"stop", "end", "do", "call"}
            told = carried and (
                not phrase.definite
                or self.detailed_subject(phrase)
                or lemma in {"launch", "mount", "fight", "begin", "resume"}
            )
            return self.verb(clause) if told else Standing.DENIED
        if phrase.definite and lemma not in begins and not self.detailed_subject(phrase):
            return Standing.DENIED
        if lemma not in grammar["happen"] and phrase.definite:
            return Standing.DENIED
        verdict = self.verb(clause)
        return (
            Standing.HAPPENED
            if clause.group.negated and not phrase.definite and lemma != "occur"
            else verdict
        )

    def detailed_subject(self, phrase: Phrase) -> bool:
        """Whether the phrase is followed by of whom or on what."""
        at = next(i for i, piece in enumerate(self.reading.pieces) if piece is phrase)
        return self.detailed(at)
