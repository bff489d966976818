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
    kinds = {expected.first.type, *WEIGHING.outcomes.get(expected.first.type, ())}
    told = [(telling, happening) for happening in settled for telling in happening.tellings]
    told.sort(key=lambda pair: (pair[0].type != expected.first.type, pair[0].type not in kinds))
    newest = _newest_of_body(expected.first, [telling for telling, _ in told])
    for telling, _ in told:
        if any(_in_footnote_to(telling, e, telling.type in kinds) for e in expected.tellings):
            if telling.when is None and telling.type not in kinds:
                continue
            if telling.when is None or newest is None or dates.sort_key(telling.when) >= dates.sort_key(newest):
                return telling, "a footnote to that passage says"
    later = [t for t, happening in told if t.type in kinds and _later(t, happening, expected)]
    later.sort(key=lambda t: (t.type != expected.first.type, dates.sort_key(t.when or t.said)))
    return (later[0], "a later report says") if later else None


def _newest_of_body(expected: Telling, told: Sequence[Telling]) -> str | None:
    """The newest day that the expectation's report tells of outside its footnotes.

    Its date of publication does not count: a page may be published anew with the footnote.
    """
    ground = expected.told.ground
    whens: list[str | None] = []
    for telling in told:
        place = passage_of(ground.reading, telling.span.start)
        if telling.told.ground is ground and (place is None or place.role != "footnote"):
            whens.append(telling.when)
    return max((when for when in whens if when is not None), key=dates.sort_key, default=None)


def _put_off(expected: Happening, happenings: Sequence[Happening]) -> tuple[Telling, str] | None:
    """What was planned and then put off, by a later word on the same."""
    if expected.first.status != "planned":
        return None
    for other in happenings:
        telling = other.first
        if telling.status == "postponed" and telling.type == expected.first.type and _told_later(telling, expected):
            return telling, "it was put off"
    return None


def _in_footnote_to(telling: Telling, expected: Telling, of_its_kind: bool) -> bool:
    """Whether a footnote holds the telling, and its mark stands in the sentence of the expectation.

    The mark may stand elsewhere in the paragraph where the telling is of a kind that the expectation comes to.
    """
    ground = telling.told.ground
    if ground is not expected.told.ground:
        return False
    note, place = (passage_of(ground.reading, t.span.start) for t in (telling, expected))
    if note is None or note.role != "footnote" or note.anchor is None or (place and place.role == "footnote"):
        return False
    first, last = sorted((expected.span.end, note.anchor))
    between = ground.reading.text[first:last].rstrip()
    if note.anchor >= expected.span.start and not _SENTENCE_END.search(between):
        return True
    return of_its_kind and not re.search(r"\n\s*\n", between)


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
