"""Accounts that change: causes of a death that differ, a speaker who says another thing than before, and a claim that a
later report tells in its own voice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from itertools import pairwise

from habeas.model import dates
from habeas.model.case import Finding
from habeas.model.reading import Event
from habeas.model.span import Span
from habeas.model.telling import passage_of
from habeas.weighing.changed import Answer, changed, changed_events
from habeas.weighing.findings import finding
from habeas.weighing.ground import Told, who_says
from habeas.weighing.happenings import Happening, Telling
from habeas.weighing.known import CAUSES, WEIGHING
from habeas.weighing.speakers import Speakers
from habeas.weighing.wording import content, date_words, folded, quoted, stem

Known = Callable[[Told, Told], bool]
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


def two_days(happened: Sequence[Happening], speakers: Speakers) -> list[Finding]:
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
                found += changed_events("day", (one, other), speakers)
    return found


def two_places(happened: Sequence[Happening], speakers: Speakers) -> list[Finding]:
    """What happens once, or seldom twice, told of two buildings or of two towns that the gazetteer knows."""
    found = []
    kinds = WEIGHING.events
    for kind in sorted(kinds.once | kinds.seldom):
        told = [h for h in happened if h.first.type == kind and h.first.status == "asserted"]
        for days in _by_day(told, once=kind in kinds.once):
            sides = _by_place([t for h in days for t in h.tellings])
            if len(sides) > 1:
                words = "; ".join(
                    f"{quoted(side[0].told.source.quotes[0])} ({who_says(side[0].told.source)})" for side in sides
                )
                sources = [t.told.source for side in sides for t in side]
                found.append(finding("conflict", f"One event, told of two places: {words}.", sources, "place"))
                answers = [
                    Answer(t.told.source, n, t.told.source.quotes[0]) for n, side in enumerate(sides) for t in side
                ]
                found += changed("place", answers, speakers)
    return found


def _by_day(told: Sequence[Happening], *, once: bool) -> list[list[Happening]]:
    """Tellings of one event: all of what happens once, and what bears one day."""
    if once:
        return [list(told)]
    days: dict[date, list[Happening]] = defaultdict(list)
    for happening in told:
        day = _day(happening)
        if day is not None:
            days[day].append(happening)
    return [days[day] for day in sorted(days)]


def _by_place(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """The tellings by place: buildings where two or more are named, else towns; a town may have the building in it."""
    placed: dict[str, dict[str, list[Telling]]] = {"facility": {}, "place": {}}
    for telling in tellings:
        body = telling.place
        if body is None or not body.name.isascii():  # in another script it may be one that resolving does not know
            continue
        if body.kind == "facility" or (body.kind == "place" and len(body.places) == 1):
            placed[body.kind].setdefault(body.id, []).append(telling)
    return list((placed["facility"] if len(placed["facility"]) > 1 else placed["place"]).values())


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
    answers = [Answer(told.source, said_as_cause(span), span.quote) for told, span in with_cause]
    return found + changed("cause", answers, speakers, _together)


def _cause(told: Told) -> Span | None:
    return told.statement.cause if isinstance(told.statement, Event) else None


def said_as_cause(span: Span) -> frozenset[str]:
    """The causes that words name, by our table's names; words that it does not know are a cause of their own."""
    padded = _stems(span.quote)
    known = {cause for cause, words in CAUSES.causes.items() if any(_stems(w) in padded for w in words)}
    return frozenset(known) or content(span.quote) - CAUSES.vague


def _stems(text: str) -> str:
    return f" {' '.join(map(stem, folded(text).split()))} "


def _differ(items: Sequence[tuple[Told, Span]]) -> bool:
    named = [said_as_cause(span) for _, span in items]
    return any(not _together(a, b) for i, a in enumerate(named) for b in named[i + 1 :])


def _together(left: Hashable, right: Hashable) -> bool:
    """Whether two sets of causes can both be true."""
    if not isinstance(left, frozenset) or not isinstance(right, frozenset):
        return left == right
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


def lost(tellings: Sequence[Told], known: Known | None = None) -> list[Finding]:
    """Where what one report gives to a speaker stands in a later one as its own.

    `known` says whether the one is the other told again; without it nearly the same words do.
    """
    known = known or same_words
    claimed = sorted((t for t in tellings if _is_claimed(t)), key=_order)
    if not claimed:
        return []
    speaking = {t.ground.report for t in claimed}
    found = []
    for own in sorted((t for t in tellings if not _is_claimed(t)), key=_order):
        if own.ground.report in speaking or _in_title(own):
            continue
        first = next((t for t in claimed if _before(t, own) and known(t, own) and not _speaks_itself(t, own)), None)
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


def same_words(claimed: Told, own: Told) -> bool:
    a, b = _words(claimed), _words(own)
    few = min(len(a), len(b))
    return few >= _ENOUGH and len(a & b) >= _SAME_WORDS * few


def _words(told: Told) -> frozenset[str]:
    names = frozenset(w for e in told.ground.reading.entities for w in content(e.name))
    return content(" ".join(told.source.quotes)) - names
