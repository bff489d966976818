"""What somebody brought, and who a confidential source is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.people.models import Member


class ConfidentialSource(models.Model):
    """Somebody who told us something and must not be known. The report itself has only the pseudonym."""

    pseudonym = models.CharField(_("what we call them"), max_length=80, unique=True)
    identity = models.TextField(_("who they are, and how to reach them"))
    made_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)

    @override
    def __str__(self) -> str:
        return self.pseudonym


class Arrival(models.Model):
    """One thing that was brought. `report` is its identifier ("sha256:…") once it is stored.

    `near`: reports that say nearly the same, each with how much of both is in both, of 100.
    """

    class State(models.TextChoices):
        """How far it has come."""

        ASKED = "asked", _("is asked for at its address")
        STORED = "stored", _("stored, waits to be read")
        READ = "read", _("read")
        PARTLY = "partly", _("read in part")
        REFUSED = "refused", _("not read")
        MISSED = "missed", _("not taken in")

    name = models.CharField(max_length=300)
    report = models.CharField(max_length=80, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STORED)
    address = models.TextField(blank=True)
    near = models.JSONField(default=list)
    known = models.BooleanField(default=False)
    notes = models.TextField(blank=True)
    brought = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    source = models.ForeignKey(ConfidentialSource, models.PROTECT, null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    @override
    def __str__(self) -> str:
        return self.name


class Sketch(models.Model):
    """That near copies of a report can be found. Derived, and nothing of its words can be read from it."""

    report = models.CharField(primary_key=True, max_length=80)

    @override
    def __str__(self) -> str:
        return self.report


class Band(models.Model):
    """A part of a report's sketch that near copies have in common."""

    sketch = models.ForeignKey(Sketch, models.CASCADE, related_name="bands")
    value = models.CharField(max_length=24, db_index=True)

    @override
    def __str__(self) -> str:
        return self.value
