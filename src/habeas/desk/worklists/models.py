"""What waits for a finding (derived from the workspace), and the findings that people wrote (kept here alone)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.people.models import Member


class Weighed(models.Model):
    """Up to which entry of the log all reports were weighed, and whether that is asked for again: one row."""

    position = models.BigIntegerField(default=0)
    asked = models.BooleanField(default=False)

    @override
    def __str__(self) -> str:
        return str(self.position)


class Unweighed(models.Model):
    """A report of which something is new since it was weighed. `stamp` is another each time that something is."""

    report = models.CharField(max_length=80, unique=True)
    stamp = models.BigIntegerField(default=0)

    @override
    def __str__(self) -> str:
        return self.report


class Matter(models.Model):
    """A disagreement, a series of figures or a demand, of reports that nobody restricted. Derived.

    `sides`: what stands against what, each a label and the statements ("report", "key", "quote", "voices") for it.
    """

    class Kind(models.TextChoices):
        """The worklists."""

        DISAGREEMENT = "disagreement", _("Disagreements")
        FIGURES = "figures", _("Figures")
        DEMAND = "demand", _("Demands")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, db_index=True)
    person = models.CharField(max_length=30, blank=True)
    title = models.TextField()
    text = models.TextField(blank=True)
    sides = models.JSONField(default=list)
    reports = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "title", "key"]

    @override
    def __str__(self) -> str:
        return self.title

    @property
    def statements(self) -> list[str]:
        """The keys of the statements that it rests on, in order."""
        return sorted({one["key"] for side in self.sides for one in side["statements"]})


class MatterReport(models.Model):
    """A report that a matter rests on: so that all matters of a report are found at once."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="links")
    report = models.CharField(max_length=80, db_index=True)

    @override
    def __str__(self) -> str:
        return self.report


class Finding(models.Model):
    """What somebody found on a matter. Rows are added and never changed; the newest counts.

    `statements` are those that it rested on: where others have come since, it says so.
    """

    class Verdict(models.TextChoices):
        """What a finding may say. That nothing can be said is a finding."""

        PREFER = "prefer", _("prefer one")
        DISPUTED = "disputed", _("disputed")
        UNKNOWN = "unknown", _("not known")

    matter = models.CharField(max_length=120, db_index=True)
    verdict = models.CharField(_("Finding"), max_length=10, choices=Verdict.choices)
    preferred = models.CharField(_("Which (where one is preferred)"), max_length=300, blank=True)
    why = models.TextField(_("Why"))
    statements = models.JSONField(default=list)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    @override
    def __str__(self) -> str:
        return f"{self.matter}: {self.verdict}"
