"""The audit log: append-only, with identifiers and no contents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.db import models, transaction
from django.utils import timezone
from typing_extensions import override

from habeas.desk.people.models import Member


class Event(models.Model):
    """One act. `on` is an identifier ("report:sha256:…"), `detail` a word of the program's own, never a content.

    The database refuses to change or remove a row (migrations 0002 and 0003), but for emptying `on` and `detail` where
    `Emptied` says so first.
    """

    time = models.DateTimeField(default=timezone.now)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=60)
    on = models.CharField(max_length=200, blank=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    @override
    def __str__(self) -> str:
        return f"{self.time:%Y-%m-%d %H:%M} {self.member}: {self.what} {self.on}"


class Emptied(models.Model):
    """That an act was on something that was erased. Identifiers are made from reports: whoever has one could tell by
    them that it was here. The database refuses to change or remove a row.
    """

    time = models.DateTimeField(default=timezone.now)
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")

    @override
    def __str__(self) -> str:
        return f"event {self.event_id}"


@transaction.atomic
def empty(events: Iterable[Event]) -> None:
    """Takes out what acts were on; that there were acts, whose and when, stays."""
    for event in events:
        Emptied.objects.get_or_create(event=event)
        Event.objects.filter(pk=event.pk).update(on="", detail="")


def note(member: Member | None, what: str, on: str = "", detail: str = "") -> Event:
    """Adds a line to the log, in the transaction of what it tells of."""
    return Event.objects.create(member=member, what=what, on=on, detail=detail)
