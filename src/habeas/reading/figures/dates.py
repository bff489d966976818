"""When a count held and since when it runs."""

from __future__ import annotations

import re
from calendar import monthrange

from spacy.tokens import Token

from habeas.model.reading import Figure
from habeas.model.span import Span
from habeas.reading.figures.context import Context
from habeas.reading.figures.counts import Count
from habeas.reading.story import Story
from habeas.reading.tables import load, words
from habeas.reading.times.tense import simple_past, tense_of

_OPENING = 12
_MONTH = re.compile(r"\d{4}-\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def since_of(story: Story, count: Count, at: Context) -> str | None:
    """The date that stands after "since" in the words of the count or right behind them."""
    page = story.page
    sentence = page.doc[count.first].sent
    first, last = page.start(page.doc[count.first]), page.end(page.doc[min(at.end + 8, sentence.end - 1)])
    if at.verb is not None and at.verb.sent == sentence and at.verb.i < count.first:
        first = page.start(at.verb)
    for span, value in story.times.within(first, last):
        if page.text[max(0, span.start - 10) : span.start].lower().split()[-1:] == ["since"]:
            return value.partition("/")[0]
    if sentence[0].lower_ == "since":  # "Since May 2020 the group has counted 40 arrests."
        begin = page.start(sentence[0])
        for span, value in story.times.within(begin, page.start(page.doc[count.first])):
            if span.start - begin < _OPENING:
                return value.partition("/")[0]
    return None


def inherited_since(measure_: str, parent: Figure | None) -> str | None:
    return parent.since if parent is not None and parent.measure == measure_ else None


def as_of(story: Story, at: Context, evidence: Span, parent: Figure | None, since: str | None) -> str | None:
    """The date at which the count held: as given, else of what is told of, else the day of writing where it is now."""
    page = story.page
    token = page.token_at(evidence.start) or page.doc[0]
    sentence = token.sent
    for span, value in story.times.within(page.start(sentence[0]), page.end(sentence[-1])):
        lead = page.text[max(0, span.start - 16) : span.start].lower().split()
        if lead[-2:] == ["as", "of"]:
            return value
        if lead[-2:] == ["end", "of"] and (day := _last_day(value)) is not None:
            return day
    if parent is not None:
        return parent.as_of
    if at.of_noun is not None and at.total is None and _happens(at.of_noun):
        return story.times.of(at.of_noun)
    verb = _telling(at.verb)
    if verb is not None and tense_of(verb) == "past" and simple_past(verb):
        told = story.times.of(verb) or _day_before(story, verb, token)
        return told if told and not told.startswith("..") and told != since else None
    anchor = story.times.anchor(token)
    return anchor if anchor and _DAY.match(anchor) else None


def _happens(noun: Token) -> bool:
    return any(noun.lemma_.lower() in nouns for nouns in load("figures")["happening_nouns"].values())


def _last_day(month: str) -> str | None:
    """The last day of a month, of "the end of May"; None for other dates."""
    if not _MONTH.fullmatch(month):
        return None
    year, number = int(month[:4]), int(month[5:])
    return f"{month}-{monthrange(year, number)[1]:02d}"


def _day_before(story: Story, verb: Token, token: Token) -> str | None:
    """ "In May police arrested 60 people; nine died.": the date of the clause told before."""
    page, found = story.page, None
    for other in token.sent:
        if other.i >= min(verb.i, token.i):
            break
        if other.pos_ == "VERB" and simple_past(other) and other != verb:
            found = story.times.of(other) or found
    return found if found and page.doc[token.i].sent == verb.sent else None


def _telling(verb: Token | None) -> Token | None:
    """The finite verb whose time is the count's; above words of saying the count stands as of the saying."""
    steps = 0
    while verb is not None and steps < 6:
        finite = [t for t in (verb, *verb.children) if t.tag_ in ("VBD", "VBZ", "VBP")]
        if any(t == verb or t.dep_ in ("aux", "auxpass") for t in finite):
            saying = any(verb.lemma_ in words("speech", "verbs", act) for act in ("state", "accuse", "demand", "warn"))
            return None if saying and steps else verb
        if verb.head == verb:
            return None
        verb, steps = verb.head, steps + 1
    return None
