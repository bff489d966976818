"""What is still to come as of a case's newest date, and for how long nobody has spoken of the person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from habeas.model import dates
from habeas.model.case import LifeEvent, Property, Upcoming
from habeas.weighing.amounts import amounts
from habeas.weighing.ground import who_says
from habeas.weighing.known import WEIGHING
from habeas.weighing.summary import DEAD, RELEASED
from habeas.weighing.wording import date_words, listed, unique

_TAKEN = ("arrest", "abduction")
_YEARS = 100


def upcoming(
    state: str, life: Sequence[LifeEvent], properties: Sequence[Property], as_of: str | None
) -> tuple[Upcoming, ...]:
    """Expected events that nothing has overtaken and whose time had not passed, then the end of the term."""
    if state == DEAD or as_of is None:
        return ()
    newest = dates.interval(as_of).latest or date.max
    awaited = [e for e in life if e.type in WEIGHING.events.awaited and e.status in ("planned", "postponed")]
    expected = [e for e in awaited if e.overtaken_by is None]
    found = [_expected(e) for e in expected if not _passed(e, newest)]
    if state != RELEASED:
        found += _end_of_term(life, properties, newest)
    return tuple(sorted(found, key=lambda u: (dates.sort_key(u.when), u.label)))


def silence(as_of: str | None, newest: str | None) -> int | None:
    """Days from the newest date of a case to that of all reports; None where one has none."""
    if as_of is None or newest is None:
        return None
    last, now = dates.interval(as_of).latest, dates.interval(newest).latest
    return max(0, (now - last).days) if last is not None and now is not None else None


def _passed(event: LifeEvent, newest: date) -> bool:
    """Whether its time is over. What bears no date is awaited until something overtakes it."""
    if event.when is None or event.status == "postponed":
        return False
    last = dates.interval(event.when).latest
    return last is not None and last < newest


def _expected(event: LifeEvent) -> Upcoming:
    who = listed(unique(who_says(s) for s in event.sources), 2)
    status = "put off" if event.status == "postponed" else "expected"
    when = event.when if event.status == "planned" else None
    return Upcoming(label=event.label, when=when, why=f"{status}, according to {who}", sources=event.sources)


def _end_of_term(life: Sequence[LifeEvent], properties: Sequence[Property], newest: date) -> Iterator[Upcoming]:
    """The one undisputed sentence, in years and months, counted from the last arrest that came before it."""
    prop = next((p for p in properties if p.property == "sentence"), None)
    told = [v for v in prop.values if any(s.status == "asserted" for s in v.sources)] if prop is not None else []
    taken = [
        e for e in life if e.type in _TAKEN and e.status == "asserted" and e.when is not None and _to_month(e.when)
    ]
    if prop is None or prop.relation == "conflict" or not told or not taken:
        return
    value, start = told[-1], taken[-1]
    length = {unit: number for number, unit in sorted(amounts(value.label))}
    if not length or set(length) - {"year", "month"} or length.get("year", 0) > _YEARS:
        return
    end = _later(start.when or "", length.get("year", 0), length.get("month", 0))
    if (dates.interval(end).latest or date.max) >= newest:
        why = f"if {value.label} are counted from the arrest ({date_words(start.when)})"
        yield Upcoming(label="End of term", when=end, why=why, sources=(*value.sources[:1], *start.sources[:1]))


def _to_month(when: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d(-\d\d)?", when) is not None


def _later(when: str, years: int, months: int) -> str:
    """The month that is so much later: sentences are not counted to the day by us."""
    year, month = int(when[:4]) + years, int(when[5:7]) + months
    return f"{year + (month - 1) // 12:04}-{(month - 1) % 12 + 1:02}"
