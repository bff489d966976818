"""Where things stand: one line as of a date, made of what is said, in neutral words, with who says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from habeas.model import dates
from habeas.model.case import LifeEvent, Property, Source
from habeas.weighing.ground import who_says
from habeas.weighing.wording import date_words, listed, quoted, unique

DEAD, RELEASED, HOSPITAL, STRIKE, CUSTODY, UNKNOWN = (
    "dead", "released", "in hospital", "on hunger strike", "in custody", "unknown",
)  # fmt: skip
_DEATHS = ("death", "execution")
_FREE = ("release", "prisoner_exchange", "deportation", "escape")
_TAKEN = ("arrest", "abduction", "detention_order", "charge", "transfer", "sentence", "release_refused")
_LASTING = 92  # days for which a stay in hospital or a hunger strike is taken to go on without a word of its end


def status(life: Sequence[LifeEvent], *, detained: bool, as_of: str | None) -> str:
    """The status that the statements bear out: a death ends all; then the last of custody and release
    counts.
    """
    told = [e for e in life if e.status == "asserted"]
    if any(e.type in _DEATHS for e in told):
        return DEAD
    freed = [_anchor(e) for e in told if e.type in _FREE]
    taken = [_anchor(e) for e in told if e.type in _TAKEN]
    if freed and max(freed) >= max(taken, default=date.min):
        return RELEASED
    since = max([*freed, date.min])
    for kind, name, ended in (("hospitalisation", HOSPITAL, ("transfer",)), ("hunger_strike", STRIKE, ())):
        if _goes_on(told, (kind, ended), since, as_of):
            return name
    return CUSTODY if detained or taken else UNKNOWN


def _anchor(event: LifeEvent) -> date:
    known = event.when or event.before or event.after
    return (dates.interval(known).latest or date.max) if known else date.min


def _goes_on(told: Sequence[LifeEvent], kinds: tuple[str, tuple[str, ...]], since: date, as_of: str | None) -> bool:
    starts = [e for e in told if e.type == kinds[0]]
    if not starts or as_of is None:
        return False
    last = max(starts, key=_anchor)
    newest = dates.interval(as_of).latest or date.max
    ended = any(e.type in kinds[1] and (_anchor(e) >= _anchor(last) or _told_next(last, e)) for e in told)
    fresh = (newest - _anchor(last)).days <= _LASTING and _anchor(last) > since
    return fresh and not ended and last.until is None


def _told_next(before: LifeEvent, event: LifeEvent) -> bool:
    """Whether an event without a date is told after another, in the same report."""
    first, second = before.sources[0], event.sources[0]
    return event.when is None and first.report == second.report and first.spans[0] < second.spans[0]


def summary(state: str, life: Sequence[LifeEvent], properties: Sequence[Property], as_of: str | None) -> str:
    """The line: "As of 3 May 2024: in custody since 2019, according to …"."""
    head = f"As of {date_words(as_of)}" if as_of else "Undated reports"
    parts = [_state(state, life)]
    since = _since(life, properties)
    if state not in (DEAD, RELEASED, UNKNOWN) and since:
        parts[0] = f"{state}, held {since}" if state != CUSTODY else f"in custody {since}"
    elif state == DEAD and since:
        parts.append(f"had been held {since}")
    parts += [text for prop in ("condition", "sentence") if state != DEAD and (text := _latest(prop, properties))]
    return f"{head}: {'; '.join(parts)}."


def _state(state: str, life: Sequence[LifeEvent]) -> str:
    kinds = {
        DEAD: _DEATHS, RELEASED: _FREE, HOSPITAL: ("hospitalisation",), STRIKE: ("hunger_strike",), CUSTODY:
    _TAKEN, }.get(state, ())  # fmt: skip
    events = [e for e in life if e.type in kinds and e.status == "asserted"]
    if not events:
        return {UNKNOWN: "where things stand is not said"}.get(state, state)
    last = max(events, key=_best_told_death if state == DEAD else _anchor)
    if state == CUSTODY:
        return state
    when = f" ({date_words(last.when)})" if last.when else ""
    return f"{state}{when}, in the words {quoted(last.sources[0].quotes[0], 120)}, {_according(last.sources)}"


def _best_told_death(event: LifeEvent) -> tuple[bool, bool, int, date]:
    """A death before an execution, a dated one before an undated, then the one that most sources tell."""
    return event.type == "death", event.when is not None, event.independent, _anchor(event)


def _since(life: Sequence[LifeEvent], properties: Sequence[Property]) -> str | None:
    """Since when the last spell in custody has lasted, with who says so."""
    freed = max((_anchor(e) for e in life if e.type in _FREE and e.status == "asserted"), default=date.min)
    taken = [e for e in life if e.type in ("arrest", "abduction") and e.status == "asserted" and e.when]
    taken = [e for e in taken if _anchor(e) > freed] or taken
    if taken:
        return f"since {date_words(taken[-1].when)}, {_according(taken[-1].sources)}"
    held = next((p for p in properties if p.property == "time_held"), None)
    return f"for {held.values[-1].label}, {_according(held.values[-1].sources)}" if held else None


def _latest(prop: str, properties: Sequence[Property]) -> str | None:
    found = next((p for p in properties if p.property == prop), None)
    told = [v for v in found.values if any(s.status == "asserted" for s in v.sources)] if found else []
    if not told:
        return None
    if found is not None and found.relation == "conflict":
        return f"{prop} disputed: {listed([quoted(v.label) for v in told])}"
    last = max(told, key=lambda v: dates.sort_key(v.last_said) if v.last_said else (-1, date.min, date.min))
    return f"{prop}: {quoted(last.label)}, {_according(last.sources)}"


def _according(sources: Sequence[Source]) -> str:
    asserted = [s for s in sources if s.status != "denied"]
    return f"according to {listed(unique(who_says(s) for s in asserted or sources), 2)}"
