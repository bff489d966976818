"""Expectations that something later has overtaken: a hearing awaited, a release planned, a death feared.

Two things show it: a footnote anchored in the passage that holds the expectation, and an event of a later
date, or told later, of the same kind or of a kind that the expectation comes to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from habeas.model import dates
from habeas.model.case import Finding
from habeas.model.reading import Passage
from habeas.model.telling import passage_of
from habeas.model.vocabulary import EVENT_TYPES
from habeas.weighing.findings import finding
from habeas.weighing.happenings import Happening, Telling
from habeas.weighing.known import WEIGHING
from habeas.weighing.wording import date_words, quoted

_EXPECTED = frozenset({"planned", "postponed", "reported_possible"})
_SENTENCE_END = re.compile(r"[.!?][\"”’)\]\s\d]*\s|\n\s*\n")


class Overtaking(NamedTuple):
    """What overtakes an expectation, in words, and the date that it bears."""

    words: str
    when: str | None


def overtaken(happenings: Sequence[Happening]) -> tuple[Mapping[int, Overtaking], tuple[Finding, ...]]:
    """By the index of each overtaken happening the words for what overtakes it; and the findings that quote
    both.
    """
    words: dict[int, Overtaking] = {}
    found: list[Finding] = []
    settled = [h for h in happenings if h.first.status in ("asserted", "denied")]
    for index, expected in enumerate(happenings):
        if expected.first.status not in _EXPECTED:
            continue
        outcome = _outcome(expected, [h for h in settled if h is not expected]) or _put_off(expected, happenings)
        if outcome is not None:
            later, how = outcome
            told = f"{_named(later)}: {quoted(later.told.source.quotes[0])}"
            words[index] = Overtaking(told, later.when or later.said)
            found.append(_finding(expected.first, later, how))
    return words, tuple(found)


def _outcome(expected: Happening, settled: Sequence[Happening]) -> tuple[Telling, str] | None:
    for happening in settled:
        for telling in happening.tellings:
            if any(_in_footnote_to(telling, e) for e in expected.tellings):
                return telling, "a footnote to that passage says"
    kinds = {expected.first.type, *WEIGHING.outcomes.get(expected.first.type, ())}
    later = [
        telling
        for happening in settled
        for telling in happening.tellings
        if telling.type in kinds and _later(telling, happening, expected)
    ]
    same_first = sorted(later, key=lambda t: (t.type != expected.first.type, dates.sort_key(t.when or t.said)))
    return (same_first[0], "a later report says") if same_first else None


def _put_off(expected: Happening, happenings: Sequence[Happening]) -> tuple[Telling, str] | None:
    """What was planned and then put off, by a later word on the same."""
    if expected.first.status != "planned":
        return None
    for other in happenings:
        telling = other.first
        if telling.status == "postponed" and telling.type == expected.first.type and _told_later(telling, expected):
            return telling, "it was put off"
    return None


def _in_footnote_to(telling: Telling, expected: Telling) -> bool:
    """Whether a footnote holds the telling, and its mark stands in the sentence or passage of the
    expectation.
    """
    ground = telling.told.ground
    if ground.report != expected.told.ground.report:
        return False
    note = passage_of(ground.reading, telling.span.start)
    if note is None or note.role != "footnote" or note.anchor is None:
        return False
    return _anchored(ground.reading.text, note, expected, passage_of(ground.reading, expected.span.start))


def _anchored(text: str, note: Passage, expected: Telling, place: Passage | None) -> bool:
    anchor = note.anchor if note.anchor is not None else -1
    if place is not None and place.role == "footnote":
        return False
    first, last = sorted((expected.span.end, anchor))
    ends = _SENTENCE_END.findall(text[first:last])
    near = anchor >= expected.span.start and len(ends) <= 1
    return near or (place is not None and place.start <= anchor < place.end and "\n\n" not in text[first:last])


def _later(telling: Telling, happening: Happening, expected: Happening) -> bool:
    """Whether something happened, or was told, after it was expected; an old event answers no expectation."""
    said = expected.said
    when = telling.when or happening.when
    if when is not None and expected.when is not None and telling.said == said:
        return dates.sort_key(when) >= dates.sort_key(expected.when)
    if when is not None and said is not None:
        last, first = dates.interval(when).latest, dates.interval(said).earliest
        return last is None or first is None or (last >= first and telling.said != said and not _older(when, said))
    return when is None and _told_later(telling, expected)


def _older(when: str, said: str) -> bool:
    first, said_first = dates.interval(when).earliest, dates.interval(said).earliest
    return first is not None and said_first is not None and first < said_first and len(when) >= len(said)


def _told_later(telling: Telling, expected: Happening) -> bool:
    if telling.said is None or expected.said is None:
        return False
    first, last = dates.interval(telling.said).earliest, dates.interval(expected.said).latest
    return first is not None and last is not None and first > last


def _named(telling: Telling) -> str:
    label = EVENT_TYPES[telling.type].label
    return f"{label}, {date_words(telling.when)}" if telling.when else label


def _finding(expected: Telling, later: Telling, how: str) -> Finding:
    before, after = expected.told.source, later.told.source
    dated = f" ({date_words(later.when or later.said)})" if later.when or later.said else ""
    text = f"Expected: {quoted(before.quotes[0])}. Overtaken: {how}{dated}: {quoted(after.quotes[0])}."
    return finding("overtaken", text, (before, after))
