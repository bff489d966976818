"""Accounts that change: causes of a death that differ, a speaker who says another thing than before, and a claim that a
later report tells in its own voice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from habeas.model import dates
from habeas.model.case import Finding
from habeas.model.reading import Event
from habeas.model.span import Span
from habeas.model.telling import passage_of
from habeas.weighing.findings import finding
from habeas.weighing.ground import Told, who_says
from habeas.weighing.happenings import Happening
from habeas.weighing.known import CAUSES, WEIGHING
from habeas.weighing.speakers import Speakers
from habeas.weighing.wording import content, date_words, folded, quoted

_SAME_WORDS = 0.8  # share of the shorter's words that the other has too
_MONTH = 31
_ENOUGH = 3  # words beside names in a telling that can be recognised


def accounts(happened: Sequence[Happening], speakers: Speakers) -> list[Finding]:
    """What is to be said of how one person's story is told over time."""
    found = []
    for kind in sorted(WEIGHING.events.once):
        told = [t.told for h in happened if h.first.type == kind and h.first.status == "asserted" for t in h.tellings]
        found += _causes(told, speakers)
    for happening in happened:
        if happening.first.status == "asserted" and happening.first.type in WEIGHING.events.witnessed:
            found += lost([t.told for t in happening.tellings])
    return found


def two_days(happened: Sequence[Happening]) -> list[Finding]:
    """What seldom happens twice within a month, told of two days by different reports."""
    found = []
    for kind in sorted(WEIGHING.events.seldom):
        told = [h for h in happened if h.first.type == kind and h.first.status == "asserted" and _day(h) is not None]
        told.sort(key=lambda h: (_day(h), h.first.told.source.key))
        for one, other in pairwise(told):
            near = 0 < ((_day(other) or date.max) - (_day(one) or date.min)).days <= _MONTH
            if near and not one.by_report.keys() & other.by_report.keys():
                sides = "; ".join(
                    f"{quoted(h.first.told.source.quotes[0])} ({who_says(h.first.told.source)}, {date_words(h.when)})"
                    for h in (one, other)
                )
                text = f"Probably one event, told of two days: {sides}."
                found.append(finding("conflict", text, (t.told.source for h in (one, other) for t in h.tellings)))
    return found


def _day(happening: Happening) -> date | None:
    """The day of an event that is dated to the day."""
    days = dates.interval(happening.when) if happening.when is not None else None
    return days.earliest if days is not None and days.earliest == days.latest else None


def _causes(tellings: Iterable[Told], speakers: Speakers) -> list[Finding]:
    """Causes that cannot both be true; and where one speaker gives both, that too."""
    with_cause = [(t, c) for t in tellings if (c := _cause(t)) is not None and said_as_cause(c)]
    with_cause.sort(key=lambda pair: (dates.sort_key(pair[0].said), pair[0].source.key))
    if not _differ(with_cause):
        return []
    sides = "; ".join(_side(told, span) for told, span in _firsts(with_cause))
    found = [
        finding("conflict", f"The cause of death is told differently: {sides}.", (t.source for t, _ in with_cause))
    ]
    by_speaker: dict[str, list[tuple[Told, Span]]] = defaultdict(list)
    for told, span in with_cause:
        by_speaker[speakers.one(told.source)].append((told, span))
    for items in by_speaker.values():
        if len({t.said for t, _ in items}) > 1 and _differ(items):
            firsts = _firsts(items)
            turns = ", then ".join(f"{quoted(span.quote)} ({date_words(told.said)})" for told, span in firsts)
            text = f"{who_says(items[0][0].source)} gives another cause than before: {turns}."
            found.append(finding("drift", text, (t.source for t, _ in items)))
    return found


def _cause(told: Told) -> Span | None:
    return told.statement.cause if isinstance(told.statement, Event) else None


def said_as_cause(span: Span) -> frozenset[str]:
    """The causes that words name, by our table's names; words that it does not know are a cause of their own."""
    padded = f" {folded(span.quote)} "
    known = {cause for cause, words in CAUSES.causes.items() if any(f" {folded(w)} " in padded for w in words)}
    return frozenset(known) or content(span.quote) - CAUSES.vague


def _differ(items: Sequence[tuple[Told, Span]]) -> bool:
    named = [said_as_cause(span) for _, span in items]
    return any(not _together(a, b) for i, a in enumerate(named) for b in named[i + 1 :])


def _together(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left & right) or any((a in left and b in right) or (b in left and a in right) for a, b in CAUSES.whole)


def _firsts(items: Iterable[tuple[Told, Span]]) -> list[tuple[Told, Span]]:
    """The first telling of each cause."""
    firsts: dict[frozenset[str], tuple[Told, Span]] = {}
    for told, span in items:
        firsts.setdefault(said_as_cause(span), (told, span))
    return list(firsts.values())


def _side(told: Told, span: Span) -> str:
    said = f", {date_words(told.said)}" if told.said else ""
    return f"{quoted(span.quote)} ({who_says(told.source)}{said})"


def lost(tellings: Sequence[Told]) -> list[Finding]:
    """Where what one report gives to a speaker stands in a later one in nearly the same words as its own."""
    claimed = sorted((t for t in tellings if _is_claimed(t)), key=_order)
    if not claimed:
        return []
    speaking = {t.ground.report for t in claimed}
    found = []
    for own in sorted((t for t in tellings if not _is_claimed(t)), key=_order):
        if own.ground.report in speaking or _in_title(own):
            continue
        first = next(
            (t for t in claimed if _before(t, own) and _same_words(t, own) and not _speaks_itself(t, own)), None
        )
        if first is not None:
            text = (
                f"{who_says(first.source)} said so ({first.ground.publisher}, {date_words(first.said)}): "
                f"{quoted(first.source.quotes[0])}. {own.ground.publisher} says it in its own voice "
                f"({date_words(own.said)}): {quoted(own.source.quotes[0])}."
            )
            found.append(finding("drift", text, (first.source, own.source)))
    return found


def _order(told: Told) -> tuple[object, str]:
    return dates.sort_key(told.said), told.source.key


def _is_claimed(told: Told) -> bool:
    return len(told.source.voices) > 1


def _speaks_itself(claimed: Told, own: Told) -> bool:
    return folded(who_says(claimed.source)) == folded(own.ground.publisher)


def _in_title(told: Told) -> bool:
    place = passage_of(told.ground.reading, told.span.start)
    return place is not None and place.role == "title"


def _before(claimed: Told, own: Told) -> bool:
    if claimed.ground.report == own.ground.report or claimed.said is None or own.said is None:
        return False
    return dates.sort_key(claimed.said) < dates.sort_key(own.said)


def _same_words(claimed: Told, own: Told) -> bool:
    a, b = _words(claimed), _words(own)
    few = min(len(a), len(b))
    return few >= _ENOUGH and len(a & b) >= _SAME_WORDS * few


def _words(told: Told) -> frozenset[str]:
    names = frozenset(w for e in told.ground.reading.entities for w in content(e.name))
    return content(" ".join(told.source.quotes)) - names
