"""Whom a report tells of before it names them: "A Korda man was jailed on Monday. … Lev Tarn, 31, was sentenced …".

Joined at the end of the pass, when all is known of everybody, and only where one named person fits and no second one.
"""

from __future__ import annotations

from habeas.reading.cast.book import Figurant
from habeas.reading.cast.callings import of_one_calling
from habeas.reading.cast.described import age_in_words, told_age
from habeas.reading.cast.fates import fates
from habeas.reading.cast.phrases import inside_quotes
from habeas.reading.cast.stage import SPEECH, Stage, in_heading, one_person
from habeas.reading.tables import words

_LEAD = 1200
"""Characters of the report within which somebody is told of without a name who is named later."""
_SOON = 1500
"""Characters behind within which the one named meets the same."""
_ANYBODY = frozenset({"man", "woman", "boy", "girl", "suspect", "defendant", "teenager", "youth", "old"})
_GENERAL = frozenset({"person", "individual", "citizen"})
_OTHERS = frozenset({"another", "other", "second", "third", "fourth", "fellow", "different"})
_KIN = words("people", "kinship")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def name_the_nameless(stage: Stage) -> None:
    """Makes whom the heading or the lead tells of without a name one with the only named person who meets the same."""
    nameless = [f for f in stage.book.figurants.values() if _nameless(stage, f)]
    for figurant in nameless:
        met = _met(stage, figurant)
        if met and figurant.id in stage.book.figurants and not _rivals(stage, figurant, nameless, met):
            into = _told_alike(stage, figurant, nameless, met) or _only_named(stage, figurant, met)
            if into is not None:
                stage.join(figurant, into)


def _nameless(stage: Stage, figurant: Figurant) -> bool:
    """Whether somebody is one person, nobody's relative, told of early as "a man", or as "man" in a heading."""
    if not one_person(figurant) or figurant.named or figurant.owner is not None or figurant.nouns & _KIN:
        return False
    mention = figurant.mentions[0]
    head = stage.doc[mention.head]
    if stage.book.page.start(head) > _LEAD or any(c.dep_ == "conj" for c in head.children) or head.dep_ == "conj":
        return False
    if any(c.lower_ in _OTHERS for c in stage.doc[mention.first : head.i]) or figurant.nouns & _GENERAL:
        return False
    opening = stage.doc[mention.first].lower_
    return opening in ("a", "an") or (in_heading(stage, head) and opening not in ("the", "his", "her", "their"))


def _met(stage: Stage, figurant: Figurant) -> frozenset[str]:
    """What befalls somebody wherever words other than pronouns tell of them."""
    return frozenset(fate for m in figurant.mentions if m.sort != "pronoun" for fate in fates(stage.doc[m.head]))


def _rivals(stage: Stage, figurant: Figurant, nameless: list[Figurant], met: frozenset[str]) -> bool:
    """Whether somebody else without a name meets the same in the same paragraph: "a man was arrested, a woman too"."""
    here = {stage.book.page.paragraph(stage.doc[m.head]) for m in figurant.mentions[:1]}
    for other in nameless:
        if other is figurant or other.id not in stage.book.figurants or _apart(figurant, other):
            continue
        there = {stage.book.page.paragraph(stage.doc[m.head]) for m in other.mentions[:1]}
        if here == there and met & _met(stage, other):
            return True
    return False


def _told_alike(stage: Stage, figurant: Figurant, nameless: list[Figurant], met: frozenset[str]) -> Figurant | None:
    """ "Korda man jailed", over "A Korda man was sentenced …": the one of the lead whom the heading tells of."""
    if not in_heading(stage, stage.doc[figurant.mentions[0].head]):
        return None
    alike = [
        f
        for f in nameless
        if f is not figurant
        and f.id in stage.book.figurants
        and f.mentions[0].first > figurant.mentions[-1].last
        and not _apart(figurant, f)
        and _called_alike(figurant, f)
        and met & _met(stage, f)
    ]
    return alike[0] if len(alike) == 1 else None


def _called_alike(one: Figurant, other: Figurant) -> bool:
    if one.nouns & other.nouns or one.nouns & _ANYBODY or other.nouns & _ANYBODY:
        return True
    return any(of_one_calling(noun, other.nouns) for noun in one.nouns)


def _only_named(stage: Stage, figurant: Figurant, met: frozenset[str]) -> Figurant | None:
    """The only one of those named soon after who meets the same, in another sentence."""
    page = stage.book.page
    at = page.start(stage.doc[figurant.mentions[0].head])
    sentences = {stage.sentence[m.head] for m in figurant.mentions if m.sort == "noun"}
    fitting = []
    for other in stage.book.figurants.values():
        if not one_person(other) or not other.named or _apart(figurant, other):
            continue
        heads = [stage.doc[m.head] for m in other.mentions if m.sort == "name"]
        if not heads or any(stage.sentence[h.i] in sentences for h in heads):
            continue
        if not any(met.intersection(fates(h)) for h in heads if page.start(h) - at <= _SOON):
            continue
        if page.start(heads[0]) < at and not in_heading(stage, heads[0]):
            return None  # somebody of whom that is told has a name already
        fitting.append(other)
    age = age_in_words(stage, figurant)
    if age is not None:
        fitting = [f for f in fitting if told_age(stage, f) == age]
    if len(fitting) != 1 or _another_before(stage, figurant, fitting[0], met):
        return None
    return fitting[0]


def _another_before(stage: Stage, figurant: Figurant, named: Figurant, met: frozenset[str]) -> bool:
    """Whether somebody else named is told of before the one who fits, and not as one to whom another thing happened."""
    first, until = figurant.mentions[0].first, next(m.first for m in named.mentions if m.sort == "name")
    for at, other, subject in stage.seen:
        head = stage.doc[at]
        if not first < at < until or not subject or not one_person(other) or not other.named or other is named:
            continue
        told = head.head.lemma_ not in SPEECH and head.head.dep_ in ("ROOT", "conj") and not inside_quotes(head)
        if told and (not (befell := frozenset(fates(head))) or befell & met):
            return True
    return False


def _apart(one: Figurant, other: Figurant) -> bool:
    """Whether two cannot be one by their sex."""
    return one.sex is not None and other.sex is not None and one.sex != other.sex
