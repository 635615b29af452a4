"""Voice: whether a verb is active or passive, also where it has no "was" of its own."""

from collections.abc import Sequence
from typing import Final

from graph.draft.clauses.clause import Clause, bare
from graph.draft.clauses.pieces import Phrase
from graph.draft.words.lemmas import EITHER, PARTICIPLE
from graph.draft.words.lexicon import Frame, Lexicon

DONE_TO: Final = frozenset({"target", "against", "site"})


def passive(clause: Clause, frame: Frame, lemma: str, lexicon: Lexicon) -> bool:
    """Whether a verb is passive: by its auxiliary, or as a participle that has no object."""
    group = clause.group
    perfect = any(word.lower in lexicon.grammar["have"] for word in group.words[:-1])
    if group.passive or perfect:
        return group.passive
    if group.main.form == PARTICIPLE:
        return True
    if not group.finite and not group.infinitive:
        return group.main.form == EITHER and not clause.objects
    reduced = clause.link in {"participle", "comma", "late"} or bool(agent(clause))
    reduced = reduced or any(
        each.head.lower in lexicon.grammar["objective_pronouns"] for each in clause.subject
    )
    return reduced and open_to_both(clause, frame, lemma, lexicon)


def open_to_both(clause: Clause, frame: Frame, lemma: str, lexicon: Lexicon) -> bool:
    """Whether a form may be a past tense or a participle: "detained", with no object."""
    group = clause.group
    perfect = any(word.lower in lexicon.grammar["have"] for word in group.words[:-1])
    form = group.main.form == EITHER and group.finite and not group.passive and not perfect
    transitive = frame.object in DONE_TO and lemma not in frame.goes
    return form and bare(group) and transitive and not clause.objects


def elliptic(clause: Clause, before: Sequence[Clause]) -> bool:
    """Whether a verb may share the "were" of one before: "100 were hurt, numerous men detained"."""
    if not any(each.group.passive for each in before) or not bare(clause.group):
        return False
    return before[-1].group.passive or bare(before[-1].group)


def agent(clause: Clause) -> tuple[Phrase, ...]:
    """Whom "by" names."""
    named = (added.phrases for added in clause.added if added.preposition.split()[-1] == "by")
    return next(named, ())
