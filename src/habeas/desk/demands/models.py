"""Demands found in reports (derived), demands of the team's own, and the append-only history of both."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.people.models import Member
from habeas.desk.submissions.models import Submission


class Outcome(models.TextChoices):
    """What became of a demand."""

    OPEN = "open", _("open")
    MET = "met", _("met")
    PARTLY = "partly", _("partly met")
    REFUSED = "refused", _("refused")
    SILENT = "silent", _("no answer")


class Found(models.Model):
    """A demand that a report tells of. Derived from its reading: gone with it, and made again from it.

    `to` and `about` are names and keys of people; `said` and `deadline` are EDTF.
    """

    key = models.CharField(max_length=30, unique=True)
    report = models.CharField(max_length=80, db_index=True)
    demander = models.TextField(blank=True)
    to = models.JSONField(default=list)
    about = models.JSONField(default=list)
    text = models.TextField()
    said = models.CharField(max_length=80, blank=True)
    deadline = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    @override
    def __str__(self) -> str:
        return self.key


class Made(models.Model):
    """A demand of the team's own. `person`: whom it is about, by the key in one report, or nobody in particular."""

    demander = models.CharField(_("Who demands"), max_length=300)
    to = models.CharField(_("Of whom"), max_length=300)
    text = models.TextField(_("What is demanded"))
    person = models.CharField(max_length=30, blank=True, db_index=True)
    basis = models.TextField(_("On what basis (a law, a treaty, a promise)"), blank=True)
    said = models.DateField(_("Demanded on"))
    deadline = models.DateField(_("Answer asked for by"), null=True, blank=True)
    submission = models.ForeignKey(Submission, models.SET_NULL, null=True, blank=True, related_name="demands")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    @override
    def __str__(self) -> str:
        return f"demand {self.pk}"


class Entry(models.Model):
    """One line of a demand's history; the newest counts. Rows are added and never changed.

    `demand` is "st:…" of a found one and "own:12" of one of the team's. `source`: the statement that tells of the
    answer, where one does.
    """

    demand = models.CharField(max_length=40, db_index=True)
    outcome = models.CharField(_("What became of it"), max_length=8, choices=Outcome.choices)
    day = models.DateField(_("As of"))
    text = models.TextField(_("The answer, or what is known"), blank=True)
    basis = models.TextField(_("On what basis (a law, a treaty, a promise)"), blank=True)
    source = models.CharField(_("Statement that tells of it (st:…)"), max_length=30, blank=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    @override
    def __str__(self) -> str:
        return f"{self.demand}: {self.outcome}"
