"""Mentions: the stretches of a sentence that name or describe actors, units, places, materiel.

A name is sorted by its own words first (a rank, a number and "Regiment", "River"), then by what
the rest of the article does with it: a place comes after "in", a person has a rank somewhere.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.draft.model import Mention
from graph.draft.names import PEOPLE, Names
from graph.draft.phrases import Mark, Phrase
from graph.draft.reading import Reading
from graph.draft.words import plural, ADJECTIVE, DETERMINER, NAME, NOUN, NUMBER, OWNER, PRONOUN, Word

ROMAN: Final = re.compile(r"[IVXL]+")
ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th|d)")
ABBREVIATED: Final = re.compile(r"[A-Z]{2,6}-?\d+")
SHIPS: Final = frozenset({"hms", "uss", "sms", "hmas", "hmcs", "ss", "css", "hnlms", "orp", "ara", "rms", "mv"})
COMPOUND: Final = (["field", "marshal"], ["vice", "admiral"], ["rear", "admiral"], ["crown", "prince"], ["prime", "minister"], ["air", "marshal"], ["air", "commodore"], ["grand", "duke"], ["grand", "prince"])
MANY: Final = frozenset({"people", "population", "dead", "crew", "men", "women", "children", "others"})
SPELT: Final = frozenset(
    {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
     "eleventh", "twelfth"}
)  # fmt: skip
UNKNOWN: Final = ""
Evidence = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Run:
    """A name within a phrase: words with capitals, with numbers and small words among them."""

    words: tuple[Word, ...]

    @property
    def begin(self) -> int:
        """Where it begins."""
        return self.words[0].begin

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.words[-1].end

    @property
    def texts(self) -> tuple[str, ...]:
        """Its words."""
        return tuple(word.text for word in self.words)


def find_mentions(
    readings: Sequence[Reading], names: Names, told: Evidence
) -> tuple[Mention, ...]:
    """Every mention of the prose; `told` has the classes of names that are known already."""
    evidence = gather(readings, names, told)
    return tuple(
        mention
        for reading in readings
        for at, phrase in reading.phrases
        for mention in mentions_of(reading, at, phrase, names, evidence)
    )


def mentions_of(
    reading: Reading, at: int, phrase: Phrase, names: Names, evidence: Evidence
) -> Iterator[Mention]:
    """The mention that a phrase as a whole is, and those of the names within it."""
    whole = described(reading, phrase, names, evidence)
    if whole is not None:
        yield whole
    for run in runs(phrase.words):
        inner = named(reading, run, names, evidence)
        adjective = len(run.words) == 1 and names.is_people(run.texts[0]) and run.words[0] is not phrase.head
        if adjective and not owner(run, phrase):
            continue
        if inner.cls and (whole is None or (inner.begin, inner.end) != (whole.begin, whole.end)):
            yield inner


def owner(run: Run, phrase: Phrase) -> bool:
    """Whether a name stands before 's."""
    after = next((word for word in phrase.words if word.begin >= run.end), None)
    return after is not None and after.tag == OWNER


def runs(words: Sequence[Word]) -> Iterator[Run]:
    """The names in some words; "Army of the South" is one, "X's Y" are two."""
    found = list[Word]()
    for at, word in enumerate(words):
        if word.tag == NAME or (word.tag == NUMBER and numbers(words, at)):
            found.append(word)
        elif found and joins(words, at):
            found.append(word)
        elif found:
            yield Run(trimmed(found))
            found = []
    if found:
        yield Run(trimmed(found))


def numbers(words: Sequence[Word], at: int) -> bool:
    """Whether a number belongs to a name: "Battalion 47", "5th Brigade", "21 MOC"."""
    after = words[at + 1] if at + 1 < len(words) else None
    before = words[at - 1] if at else None
    lower = words[at].lower
    ordinal = bool(ORDINAL.fullmatch(lower)) or lower in SPELT
    if before is not None and before.tag == NAME:
        return True
    return after is not None and after.tag == NAME and (ordinal or words[at].text.isdigit())


def joins(words: Sequence[Word], at: int) -> bool:
    """Whether a small word stands within a name."""
    word = words[at]
    ahead = [each for each in words[at + 1 : at + 3] if each.lower != "the"]
    name_ahead = bool(ahead) and ahead[0].tag in {NAME}
    if word.lower in {"of", "the", "and"}:
        big = words[at - 1].lower in {"of", "army", "duke", "earl", "republic", "kingdom", "battle", "siege", "supply", "bay", "house", "order", "count", "king", "queen", "empire", "prince", "principality", "grand", "state", "marquis", "university", "archbishop", "bishop", "governorate", "isle", "treaty"}
        return name_ahead and big
    return name_ahead and word.lower in {"von", "van", "de", "der", "du", "la", "le", "del", "di", "da", "bin", "ibn", "al", "el", "zu", "des", "den"}


def trimmed(words: Sequence[Word]) -> tuple[Word, ...]:
    """A name without small words at its end."""
    kept = list(words)
    while len(kept) > 1 and kept[-1].tag not in {NAME, NUMBER}:
        kept.pop()
    return tuple(kept)


def named(reading: Reading, run: Run, names: Names, evidence: Evidence) -> Mention:
    """The mention that a name is."""
    text = reading.text(run.begin, run.end)
    cls, kind = sorted_name(run.texts, names)
    before = next((word for word in reversed(reading.words) if word.end <= run.begin), None)
    if before is not None and before.tag == NOUN and names.cls(names.kind([before.text])) == "Materiel":
        cls, kind = "Materiel", names.kind([before.text])
    if not cls:
        cls, kind = evidence_of(text, evidence)
    return Mention(reading.sentence.number, run.begin, run.end, text, cls, kind, text)


def evidence_of(text: str, evidence: Evidence) -> tuple[str, str]:
    """The class, and the kind, that the article gives a name elsewhere."""
    cls, _, kind = evidence.get(text.lower(), UNKNOWN).partition(" ")
    return cls, kind


def sorted_name(texts: Sequence[str], names: Names) -> tuple[str, str]:
    """The class and kind that a name's own words give; both empty where they give none."""
    lowers = [text.lower() for text in texts]
    if lowers[0] in SHIPS and len(texts) > 1:
        return "Materiel", "warship"
    if lowers[:2] in COMPOUND and len(texts) > 2:  # noqa: PLR2004 - and a name after them
        return "Person", "officer"
    ranked = next((i for i, lower in enumerate(lowers) if lower not in names.words["ranks"] | names.words["titles"]), len(lowers))
    if ranked and lowers[0] not in {"st.", "grand"} and ranked <= len(lowers):
        by_rank = any(lower in names.words["ranks"] for lower in lowers[:ranked])
        if names.kind(texts) not in {"army-formation"} and not (names.cls(names.kind(texts)) in {"Unit"}):
            return "Person", "officer" if by_rank else "person"
    kind = names.kind(texts)
    numbered = any(part_of_number(text) for text in texts)
    if names.cls(kind) == "Unit" and (len(texts) > 1):
        return "Unit", kind
    if numbered:
        inner = next((k for i in range(len(texts), 0, -1) if names.cls(k := names.kind(texts[:i])) == "Unit"), "")
        if inner:
            return "Unit", inner
        if any(ABBREVIATED.fullmatch(text) or (text.isupper() and text.isalpha() and len(text) > 1 and not ROMAN.fullmatch(text)) for text in texts):
            return "Unit", "military-unit"
    if lowers[-1] in names.words["army"] and len(texts) > 1:
        return "Organisation", "air-force" if lowers[-2:] == ["air", "force"] else "armed-organisation"
    if lowers[0] == "army" and len(texts) > 1:
        return "Unit", "army-formation"
    if lowers[-1] in names.words["other"] and len(texts) > 1:
        return "Organisation", body_kind(lowers[-1], names)
    if lowers[0] in {"republic", "kingdom", "empire"} and len(texts) > 1:
        return "Organisation", "nation"
    if names.cls(kind) in {"Place", "Site"} and len(texts) > 1:
        return names.cls(kind), kind
    first = names.kind(texts[:1])
    if len(texts) > 1 and lowers[0] in names.words["kinds_before"]:
        return names.cls(first) or "Place", first if names.cls(first) in {"Place", "Site"} else "locality"
    if len(texts) == 1 and names.is_people(texts[0]):
        return "Organisation", "nation"
    return "", ""


def body_kind(word: str, names: Names) -> str:
    """The kind of a body by the last word of its name."""
    kind = names.kind([word])
    return kind if names.cls(kind) == "Organisation" else "company-or-body"


def part_of_number(text: str) -> bool:
    """Whether a word of a name is a number."""
    return bool(text[:1].isdigit() or ROMAN.fullmatch(text) or ABBREVIATED.fullmatch(text) or text.lower() in SPELT)


def described(
    reading: Reading, phrase: Phrase, names: Names, evidence: Evidence
) -> Mention | None:
    """The mention that a phrase as a whole is; None if its head is of no kind of thing."""
    if phrase.head.tag == PRONOUN or phrase.words[0].tag == PRONOUN:
        return None
    core = [word for word in phrase.words[: phrase.core] if word.tag != DETERMINER]
    if phrase.head not in core:
        core = [word for word in phrase.words[phrase.core :] if word.tag != DETERMINER][1:]
    if not core:
        return None
    found = next((run for run in runs(core) if run.words[-1] is phrase.head or (run.words[-1].tag == NUMBER and run.end == core[-1].end)), None)
    if found is not None:
        return whole_name(reading, phrase, found, names, evidence)
    return common(reading, phrase, core, names, evidence)


def whole_name(
    reading: Reading, phrase: Phrase, run: Run, names: Names, evidence: Evidence
) -> Mention | None:
    """A phrase whose head is a name; the name, without what stands before it."""
    mention = named(reading, run, names, evidence)
    return mention if mention.cls else None


def common(
    reading: Reading, phrase: Phrase, core: Sequence[Word], names: Names, evidence: Evidence
) -> Mention | None:
    """A phrase whose head is a common noun."""
    upto = core[: core.index(phrase.head) + 1] if phrase.head in core else core
    kind = names.kind([word.text for word in upto if word.tag != OWNER][-3:])
    cls = names.cls(kind)
    if not cls:
        return None
    if cls == PEOPLE:
        cls = "Population" if plural(phrase.head) or phrase.head.lower in MANY else "Person"
    begin = after_count(phrase)
    text = reading.text(begin, phrase.end)
    mention = Mention(reading.sentence.number, begin, phrase.end, text, cls, kind, label_of(text))
    return stands_for(mention, upto, names, evidence, reading)


def after_count(phrase: Phrase) -> int:
    """Where a phrase begins without what only counts: "at least 15 civilians", "hundreds of troops"."""
    at = 0
    words = phrase.words
    if phrase.head not in words[: phrase.core]:
        at = phrase.core + 1
    counts = {"many", "several", "numerous", "most", "few", "only", "all", "some", "both", "more", "other"}
    if at == 0 and not (words[0].tag == NUMBER or words[0].lower in counts or any(w.tag == NUMBER for w in words[:3])):
        return phrase.begin
    if words[at].lower in {"the", "its", "their", "his"} and not any(w.tag == NUMBER for w in words[at : at + 3]):
        return words[at].begin
    while words[at] is not phrase.head and words[at].tag in {DETERMINER, NUMBER} and words[at].lower != "other":
        at += 1
    return words[at].begin


def label_of(text: str) -> str:
    """The words of a phrase without an article before them."""
    return re.sub(r"^(?:the|an?|some|both|all|this|these)\s+", "", text, flags=re.IGNORECASE) or text


def stands_for(
    mention: Mention, words: Sequence[Word], names: Names, evidence: Evidence, reading: Reading
) -> Mention:
    """Forces, troops and soldiers of an actor are that actor: "KIA forces", "junta soldiers"."""
    head = words[-1].lower
    before = words[:-1]
    if head not in names.words["forces"] or not before or before[-1].tag == OWNER:
        return mention
    last = before[-1]
    if last.tag == NAME:
        run = list(runs(before))[-1]
        name = reading.text(run.begin, run.end)
        cls, kind = sorted_name(run.texts, names)
        if not cls:
            cls, kind = evidence_of(name, evidence)
        if cls in {"Organisation", "Actor", "Unit"}:
            return replace(mention, cls=cls, kind=kind or "armed-organisation", name=name)
        if cls in {"", "Place"}:
            return replace(mention, cls="Actor", kind="armed-group")
        return mention
    kind = names.kind([last.text])
    if names.cls(kind) in {"Organisation", "Actor"}:
        return replace(mention, cls=names.cls(kind), kind=kind, name=last.text)
    return mention


def gather(readings: Sequence[Reading], names: Names, told: Evidence) -> Evidence:
    """What the article shows of names whose words do not sort them."""
    votes = defaultdict[str, Counter[str]](Counter)
    for reading in readings:
        for at, phrase in reading.phrases:
            for run in runs(phrase.words):
                vote(votes, reading, at, phrase, run, names)
    found = {name: count.most_common(1)[0][0] for name, count in votes.items() if count}
    return {**found, **told}


def vote(
    votes: Mapping[str, Counter[str]], reading: Reading, at: int, phrase: Phrase, run: Run, names: Names
) -> None:
    """Count what one place in a sentence shows of a name."""
    text = reading.text(run.begin, run.end).lower()
    cls, kind = sorted_name(run.texts, names)
    if cls == "Person":
        bare = [t for t in run.texts if t.lower() not in names.words["ranks"] | names.words["titles"]]
        if bare:
            votes[" ".join(bare).lower()][f"Person {kind}"] += 3
            votes[bare[-1].lower()][f"Person {kind}"] += 3
        return
    if cls or text in {"", "i"}:
        return
    before = reading.pieces[at - 1] if at else None
    alone = phrase.words[0] is run.words[0] or phrase.words[0].tag == DETERMINER
    following = next((w for w in phrase.words if w.begin >= run.end), None)
    if isinstance(before, Mark) and before.word.lower in names.words["prepositions"] and alone and following is None:
        votes[text]["Place locality"] += 2
    inside = [w for w in phrase.words if w.end <= run.begin]
    if inside and inside[-1].lower == "of" and len(inside) > 1:
        kind_before = names.kind([inside[-2].text])
        if names.cls(kind_before) in {"Place", "Site"}:
            votes[text][f"{names.cls(kind_before)} {kind_before}"] += 3
    elif inside and inside[-1].tag in {NOUN, ADJECTIVE}:
        kind_before = names.kind([inside[-1].text])
        if names.cls(kind_before) in {"Place", "Site"}:
            votes[text][f"{names.cls(kind_before)} {kind_before}"] += 3
        elif names.cls(kind_before) == PEOPLE:
            votes[text]["Person person"] += 3
    if following is not None and following.lower in names.words["forces"]:
        votes[text]["Organisation armed-organisation"] += 2
