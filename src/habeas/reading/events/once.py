"""One event once: a retelling that adds nothing is left out."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from habeas.model.reading import Event

_DETAILS = ("when", "where", "cause", "stated_reason")


def once(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events without those that an earlier one already tells; a later one with a date stands for one without.

    Accounts by different speakers that differ in a detail all stay. Ids are given in text order.
    """
    kept: list[Event] = []
    for event in events:
        earlier = next((i for i, other in enumerate(kept) if _same(other, event)), None)
        if earlier is None:
            kept.append(event)
        elif event.when is not None and kept[earlier].when is None and event.said_by == kept[earlier].said_by:
            kept[earlier] = event
    kept.sort(key=lambda event: event.trigger.start)
    return tuple(msgspec.structs.replace(event, id=f"v{i}") for i, event in enumerate(kept, 1))


def _same(earlier: Event, later: Event) -> bool:
    """Whether the later telling is of the same event and says nothing that the earlier one contradicts or lacks."""
    if earlier.type != later.type or earlier.status != later.status or _people(earlier) != _people(later):
        return False
    if earlier.trigger.overlaps(later.trigger):
        return True
    if _doers(earlier) and _doers(later) and not _doers(earlier) & _doers(later):
        return False
    for field in _DETAILS:
        old, new = getattr(earlier, field), getattr(later, field)
        if field in ("cause", "stated_reason"):
            old, new = old and old.quote, new and new.quote
        if new is None or old == new:
            continue
        if old is not None or earlier.said_by != later.said_by:
            return False
        if field != "when":
            return False
    return True


def _doers(event: Event) -> frozenset[str]:
    return frozenset(p.entity for p in event.participants if p.role in ("actor", "authority"))


def _people(event: Event) -> frozenset[str]:
    return frozenset(p.entity for p in event.participants if p.role == "person")
