"""The day on which a count is told as it then stood, and the day of the story in which it stands."""

from __future__ import annotations

import re

from spacy.tokens import Token

from habeas.reading.story import Story
from habeas.reading.tables import words
from habeas.reading.times.tense import simple_past

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_STEPS = 4
_BACK = 2
"""Sentences of its paragraph before a count that may tell its day."""
_ASIDE = frozenset({"relcl", "acl", "advcl", "csubj", "pcomp"})
_SAYING = ("state", "accuse", "demand", "warn", "estimate")


def told_as_of(story: Story, verb: Token, token: Token) -> str | None:
    """The day up to which a verb counts: "have been arrested", "said on Friday that 40 had been arrested"."""
    helpers = {c.tag_ for c in verb.children if c.dep_ == "aux" and c.lemma_ == "have"}
    if not helpers:
        return None
    own = story.times.of(verb)
    before = "VBD" in helpers
    if before and own is not None:
        last = own.removeprefix("../")
        return last if own.startswith("..") else None  # "By 3 May 40 had been arrested"
    saying = _saying(verb)
    if before and saying is None and not any(c.lower_ == "already" for c in verb.children):
        return None
    said = story.times.of(saying) if saying is not None else None
    if said is not None and _DAY.fullmatch(said):
        return said
    return story.times.anchor(token)


def day_of_the_story(story: Story, verb: Token) -> str | None:
    """The day told last in the same paragraph, for what goes on being told: "On Sunday … Police arrested 60."."""
    if verb.dep_ in _ASIDE or not simple_past(verb):
        return None
    page, start = story.page, verb.sent.start
    for _ in range(_BACK):
        if start == 0 or page.paragraph(page.doc[start - 1]) != page.paragraph(verb):
            return None
        before = page.doc[start - 1].sent
        days = [value for _, value in story.times.within(page.start(before[0]), page.end(before[-1]))]
        if days:
            return days[-1] if _DAY.fullmatch(days[-1]) else None
        start = before.start
    return None


def _saying(verb: Token) -> Token | None:
    """The verb of saying above a clause."""
    step = verb
    for _ in range(_STEPS):
        if step.dep_ not in ("ccomp", "parataxis", "conj", "advcl", "dep") or step.head == step:
            return None
        step = step.head
        if any(step.lemma_ in words("speech", "verbs", act) for act in _SAYING):
            return step
    return None
