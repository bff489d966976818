"""When a count held and since when it runs."""

from __future__ import annotations

import re
from calendar import monthrange

from spacy.tokens import Span as Span_
from spacy.tokens import Token

from habeas.model.reading import Figure
from habeas.model.span import Span
from habeas.reading.figures.context import Context
from habeas.reading.figures.counts import Count
from habeas.reading.figures.told import day_of_the_story, told_as_of
from habeas.reading.story import Story
from habeas.reading.tables import load, words
from habeas.reading.times.tense import simple_past, tense_of

_GOOD = frozenset({"current", "correct", "accurate", "valid", "updated", "true", "date"})
"""Words before "as of" that say of when all the counts of a report are: "figures are current as of 3 May"."""
_OPENING = 12
_BEHIND = 60
"""Characters behind the words of a count within which its period may stand."""
_MONTH = re.compile(r"\d{4}-\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\d{4}")
_WHOLE = re.compile(r"\d{4}(?:-\d\d){0,2}/\d{4}(?:-\d\d){0,2}")
"""From one date to another, both closed."""


def since_of(story: Story, count: Count, at: Context) -> str | None:
    """The date that stands after "since" in the words of the count or right behind them."""
    page = story.page
    sentence = page.doc[count.first].sent
    clause = _since_clause(story, sentence)
    if clause is not None:
        return clause
    first, last = page.start(page.doc[count.first]), page.end(page.doc[min(at.end + 8, sentence.end - 1)])
    if at.verb is not None and at.verb.sent == sentence and at.verb.i < count.first:
        first = page.start(at.verb)
    if at.total is not None and at.total.i < count.first:
        first = page.start(at.total.left_edge)
    for span, value in story.times.within(first, last):
        if page.text[max(0, span.start - 10) : span.start].lower().split()[-1:] == ["since"]:
            return value.partition("/")[0]
    phrase = _since_phrase(story, count, at)
    if phrase is not None:
        return phrase
    if sentence[0].lower_ == "since":  # "Since May 2020 the group has counted 40 arrests."
        begin = page.start(sentence[0])
        for span, value in story.times.within(begin, page.start(page.doc[count.first])):
            if span.start - begin < _OPENING:
                return value.partition("/")[0]
    return None


def _since_clause(story: Story, sentence: Span_) -> str | None:
    """ "since the curfew was imposed in March": the date of the clause that "since" opens."""
    for token in sentence:
        if token.lower_ == "since" and token.dep_ == "mark" and token.head.pos_ in ("VERB", "AUX"):
            date = story.times.of(token.head)
            return date.partition("/")[0] if date else None
    return None


def _since_phrase(story: Story, count: Count, at: Context) -> str | None:
    """ "since the start of the protests on 4 October", "since the coup in May": the date within the phrase."""
    page, verb = story.page, at.verb
    for token in page.doc[count.first].sent:
        if token.lower_ != "since" or token.dep_ != "prep" or token.i < count.first:
            continue
        own = verb is not None and (token.head == verb or verb in token.ancestors)
        inside = story.times.within(page.start(token), page.end(token.right_edge)) if own else ()
        if inside:
            return inside[0][1].partition("/")[0]
    return None


def this_year(story: Story, at: Context, evidence: Span) -> str | None:
    """ "have been freed this year", "in the last six months": a total that has run since then."""
    page, verb = story.page, at.verb
    token = page.token_at(evidence.start)
    if verb is None or not _perfect(verb) or token is None:
        return None
    last = token.sent[-1]
    for span, value in story.times.within(page.start(token.sent[0]), page.end(last)):
        if span.quote.lower().endswith("this year") and _YEAR.fullmatch(value):
            return value
        if _WHOLE.fullmatch(value) and value.endswith(f"/{story.times.anchor(token)}"):
            return value.partition("/")[0]  # "have been arrested in the last six months"
    return None


def _perfect(verb: Token) -> bool:
    """ "Have been freed": told as of now."""
    return any(c.lemma_ == "have" and c.tag_ in ("VBP", "VBZ") for c in verb.children)


def inherited_since(measure_: str, parent: Figure | None) -> str | None:
    return parent.since if parent is not None and parent.measure != "other" else None


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
    own = at.verb if at.verb is not None and at.part != "other" and at.verb.sent == sentence else None
    if parent is not None:
        return _of_a_part(story, own, token, parent, since)
    apart_from_it = at.of_noun is not None and _happens(at.of_noun)
    if own is not None and not apart_from_it and (now := told_as_of(story, own, token)) is not None:
        return now
    period = _period(story, at, evidence, since)
    if period is not None:
        return period
    if [t.lower_ for t in sentence[:2]] == ["as", "of"]:  # "As of 3 p.m., 60 people had been detained"
        return story.times.anchor(token)
    return _as_told(story, at, token, since)


def _as_told(story: Story, at: Context, token: Token, since: str | None) -> str | None:
    """The date of what happened to those counted, by its verb or noun, else the day of writing."""
    if (apart := _told_apart(story, at)) is not None:
        return apart or None
    verb = _telling(at.verb)
    if verb is None and at.verb is not None and at.verb.tag_ == "VBG" and at.part == "object":
        return None  # "convicted of killing two people"
    if verb is not None and tense_of(verb) == "past" and simple_past(verb):
        told = story.times.of(verb) or (None if _itself(at) else _told_of_them(story, at))
        told = told or _day_of_who(story, at) or _day_before(story, verb, token) or day_of_the_story(story, verb)
        return told if told and not told.startswith("..") and told != since else None
    anchor = story.times.anchor(token)
    return anchor if anchor and _MONTH.match(anchor) else None


def _of_a_part(story: Story, own: Token | None, token: Token, parent: Figure, since: str | None) -> str | None:
    """The date of a part: its own verb's, else that of the whole."""
    if own is not None and _perfect(own):
        return story.times.anchor(token) or parent.as_of
    dated = story.times.of(own) if own is not None and simple_past(own) else None
    return dated if dated and not dated.startswith("..") and dated != since else parent.as_of


def stated_as_of(story: Story) -> tuple[int, str] | None:
    """The day as of which a bulletin counts, and where it says so: "as of 11 July", "at the end of September"."""
    page = story.page
    for span, value in story.times.within(0, len(page.text)):
        lead = page.text[max(0, span.start - 24) : span.start].lower().split()
        if lead[-2:] == ["as", "of"] or (lead[-3:-1] == ["as", "of"] and lead[-1] == "the"):
            whole = lead[-3:-2] and lead[-3].strip(",(") in _GOOD
            return 0 if whole else span.start, value
        if lead[-2:] == ["end", "of"] and lead[-4:-2] in (
            ["by", "the"],
            ["of", "the"],
            ["at", "the"],
            ["until", "the"],
        ):
            day = _last_day(value)
            if day is not None:
                return span.start, day
    return None


def _period(story: Story, at: Context, evidence: Span, since: str | None) -> str | None:
    """ "131 disappeared between 2016 and 2020", "In the week from 4 to 10 July, 12 were freed": the whole of it."""
    page = story.page
    token = page.token_at(evidence.start) or page.doc[0]
    end = min(page.end(token.sent[-1]), evidence.end + _BEHIND)
    start = page.start(token.sent[0])
    for span, value in story.times.within(start, end):
        if _WHOLE.fullmatch(value) and not value.startswith(since or "-") and _clear(page.text, span, evidence):
            past = at.verb is None or tense_of(at.verb) == "past" or value[-4:].isdigit()
            return value if past and " " in span.quote else None
    return None


def _clear(text: str, span: Span, evidence: Span) -> bool:
    """Whether nothing but the words of one clause stands between a period and the count."""
    left, right = min(span.end, evidence.end), max(span.start, evidence.start)
    between = text[left:right] if left < right else ""
    return ";" not in between and not any(f" {word} " in between for word in ("said", "who", "which", "that"))


def _happens(noun: Token) -> bool:
    return any(noun.lemma_.lower() in nouns for nouns in load("figures")["happening_nouns"].values())


def _last_day(month: str) -> str | None:
    """The last day of a month, of "the end of May"; None for other dates."""
    if not _MONTH.fullmatch(month):
        return None
    year, number = int(month[:4]), int(month[5:])
    return f"{month}-{monthrange(year, number)[1]:02d}"


def _told_of_them(story: Story, at: Context) -> str | None:
    """ "18 soldiers convicted in November": the date of what the phrase tells of those counted."""
    if at.noun is None:
        return None
    verbs = [c for c in at.noun.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VBN" and c.i <= at.end]
    return next((date for v in verbs if (date := story.times.of(v)) is not None), None)


def _day_of_who(story: Story, at: Context) -> str | None:
    """ "Eleven people at Tuesday's rally were arrested": the day of that at which those counted were."""
    if at.noun is None or at.verb is None or at.noun.i > at.verb.i:
        return None
    page = story.page
    days = story.times.within(page.start(at.noun), page.end(at.noun.right_edge))
    return days[0][1] if len(days) == 1 and _DAY.fullmatch(days[0][1]) else None


def _itself(at: Context) -> bool:
    """Whether the verb of the count tells what is counted: "executed four men who were abducted in May"."""
    if at.verb is None or at.part != "object":
        return False
    return any(at.verb.lemma_ in verbs for name, verbs in load("figures")["happenings"].items() if name != "other")


def _told_apart(story: Story, at: Context) -> str | None:
    """The date of "the release of 22" or of "22 freed on Monday"; "" where the noun of it has none."""
    if at.of_noun is not None and at.total is None and _happens(at.of_noun):
        return story.times.of(at.of_noun) or ""
    return _told_of_them(story, at) if at.part == "other" else None


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
    steps, said = 0, False
    while verb is not None and steps < 6:
        finite = [t for t in (verb, *verb.children) if t.tag_ in ("VBD", "VBZ", "VBP")]
        if any(t == verb or t.dep_ in ("aux", "auxpass") for t in finite):
            saying = any(verb.lemma_ in words("speech", "verbs", act) for act in ("state", "accuse", "demand", "warn"))
            return None if saying and said else verb
        if verb.head == verb:
            return None
        said = verb.dep_ in ("ccomp", "parataxis", "xcomp", "pcomp", "pobj", "dobj", "prep")
        verb, steps = verb.head, steps + 1
    return None
