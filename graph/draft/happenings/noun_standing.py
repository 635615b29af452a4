"""Standing of what a noun tells: by its own words, then by what it is in the sentence."""

from graph.draft.clauses.clause import Clause
from graph.draft.clauses.pieces import Mark, Phrase, is_mark, is_preposition
from graph.draft.happenings.standing import Judge, Standing
from graph.draft.words.word import DATE, NUMBER, SUBORDINATOR, VERB


def noun_standing(judge: Judge, at: int, phrase: Phrase) -> Standing:
    """How what the noun phrase at a place tells stands."""
    own = {word.lower for word in phrase.words[: phrase.core] if word is not phrase.head}
    grammar = judge.lexicon.grammar
    if own & (grammar["thought_of"] | grammar["none_of_it"]):
        return Standing.DENIED
    preposition, place = added_by(judge, at, phrase)
    if preposition:
        return after_preposition(judge, place, phrase, preposition)
    return in_clause(judge, at, phrase)


def added_by(judge: Judge, at: int, phrase: Phrase) -> tuple[str, int]:
    """The preposition that adds a phrase, alone or in a list, and the place after it; or ""."""
    before = judge.reading.pieces[at - 1] if at else None
    clauses = judge.reading.clauses.values()
    if isinstance(before, Mark):
        subject = any(phrase in each.subject for each in clauses)
        if is_preposition(before) or (before.tag == SUBORDINATOR and not subject):
            return before.word.lower, at
    lists = (added for clause in clauses for added in clause.added)
    added = next((each for each in lists if phrase in each.phrases[1:]), None)
    return (added.preposition.split()[-1], added.at) if added else ("", at)


def after_preposition(judge: Judge, at: int, phrase: Phrase, preposition: str) -> Standing:
    """A noun after a preposition: "after the capture of", "with airstrikes", "without a fight"."""
    if preposition == "of":
        return within(judge, at)
    if preposition in judge.lexicon.grammar["never_after"] or idle(phrase, preposition):
        return Standing.DENIED
    above = verb_governing(judge, at)
    if above and above.group.main.verb in judge.lexicon.grammar["deciding"]:
        return Standing.DENIED
    if above and above.group.main.verb in judge.lexicon.grammar["leading_to"]:
        return judge.verb(above)
    named = any(word.tag == NUMBER for word in phrase.words)
    known = phrase.definite and not detailed(judge, at) and not named
    means = preposition in {"with", "using"} and above is not None
    if known or means or preposition == "to":
        return Standing.DENIED
    return judge.verb(above) if above else Standing.HAPPENED


def idle(phrase: Phrase, preposition: str) -> bool:
    """Whether a noun with its preposition tells of nothing: "by artillery fire", "in order"."""
    head = phrase.head.lower
    return (head == "fire" and preposition != "under") or (head == "order" and preposition == "in")


def within(judge: Judge, at: int) -> Standing:
    """A noun after "of": "two days of heavy fighting" is told, "an offer of surrender" is not."""
    outer = judge.reading.pieces[at - 2] if at > 1 else None
    holding = judge.lexicon.grammar["holding"]
    holds = isinstance(outer, Phrase) and outer.head.lower in holding
    return Standing.HAPPENED if holds or is_mark(outer, DATE) else Standing.DENIED


def detailed(judge: Judge, at: int) -> bool:
    """Whether a noun says by itself of whom or on what: "the capture of Kelm"."""
    pieces = judge.reading.pieces
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    return isinstance(after, Mark) and after.word.lower in judge.lexicon.grammar["detailing"]


def verb_governing(judge: Judge, at: int) -> Clause | None:
    """The verb to which what stands at a place is added."""
    for clause in judge.reading.clauses.values():
        if any(added.at <= at < added.at + 2 * len(added.phrases) for added in clause.added):
            return clause
    return None


def in_clause(judge: Judge, at: int, phrase: Phrase) -> Standing:
    """A noun that is the subject or the object of a verb; else one that stands for itself."""
    for clause in judge.reading.clauses.values():
        if phrase in clause.objects and clause.group.main.tag == VERB:
            return as_object(judge, clause)
        if phrase in clause.subject and clause.link != "participle":
            return as_subject(judge, clause, phrase, at)
    before = judge.reading.pieces[at - 1] if at else None
    alone = at == 0 or (isinstance(before, Mark) and before.word.text in {",", ";", ":"})
    return Standing.HAPPENED if alone and not phrase.definite else Standing.DENIED


def as_object(judge: Judge, clause: Clause) -> Standing:
    """A noun that is an object: "launched an attack" is told, "expected an attack" is not."""
    lemma, grammar = clause.group.main.verb, judge.lexicon.grammar
    told = lemma in grammar["carriers"] | grammar["saying"]
    return judge.verb(clause) if told else Standing.DENIED


def as_subject(judge: Judge, clause: Clause, phrase: Phrase, at: int) -> Standing:
    """A noun that is a subject: "fighting broke out", "airstrikes have prevented"."""
    lemma = clause.group.main.verb or clause.group.main.lower
    if clause.group.passive:
        return as_passive_subject(judge, clause, phrase, at)
    if not phrase.definite:
        known = clause.group.negated and lemma != "occur"
        return Standing.HAPPENED if known else judge.verb(clause)
    grammar = judge.lexicon.grammar
    goes_on = lemma in grammar["going_on"] or detailed(judge, at)
    return judge.verb(clause) if goes_on and lemma in grammar["happen"] else Standing.DENIED


def as_passive_subject(judge: Judge, clause: Clause, phrase: Phrase, at: int) -> Standing:
    """A noun of which something is done: "an attack was launched", "airstrikes are conducted"."""
    lemma, grammar = clause.group.main.verb, judge.lexicon.grammar
    carried = lemma in grammar["carriers"] | grammar["ending"]
    new = not phrase.definite or detailed(judge, at) or lemma in grammar["begun"]
    return judge.verb(clause) if carried and new else Standing.DENIED
