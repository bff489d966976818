"""Exports that somebody asked for, and what the operator says of all of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.people.models import Member


class Form(models.TextChoices):
    """The forms that an export may have."""

    CSV = "csv", _("tables (CSV)")
    XLSX = "xlsx", _("workbook (XLSX)")
    JSON = "json", _("JSON")
    FTM = "ftm", _("FollowTheMoney (JSON lines)")
    ICS = "ics", _("calendar of hearings (ICS)")
    PDF = "pdf", _("to print (PDF)")
    DOCX = "docx", _("to print and edit (DOCX)")
    ZIP = "zip", _("the whole case with originals (ZIP)")


class Scope(models.TextChoices):
    """What is exported."""

    CASE = "case", _("a case")
    SEARCH = "search", _("what was searched for")
    ALL = "all", _("everything")


FORMS: dict[str, tuple[Form, ...]] = {
    Scope.CASE: tuple(Form),
    Scope.SEARCH: (Form.CSV, Form.XLSX, Form.JSON),
    Scope.ALL: (Form.CSV, Form.XLSX, Form.JSON, Form.FTM, Form.ICS),
}
"""Which forms there are of what."""


class Terms(models.Model):
    """What the operator says of every export: one row. `site`: the address of the public site, where it has one."""

    licence = models.CharField(_("Licence of what leaves"), max_length=300, blank=True)
    site = models.URLField(_("Address of the public site"), max_length=300, blank=True)

    @override
    def __str__(self) -> str:
        return self.licence

    @classmethod
    def present(cls) -> Terms:
        """The row, made where it is not there yet."""
        return cls.objects.get_or_create(pk=1)[0]


class Export(models.Model):
    """One export. `of` is the key of a person, or the query of a search. `inside`: it holds what is not public.

    The file lies beside the workspace's own, under `file`, and is removed after a day.
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("is being made")
        READY = "ready", _("ready")
        EMPTY = "empty", _("nothing of it may leave")
        FAILED = "failed", _("failed")
        GONE = "gone", _("removed")

    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    scope = models.CharField(max_length=10, choices=Scope.choices)
    of = models.TextField(blank=True)
    form = models.CharField(max_length=10, choices=Form.choices)
    inside = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="en")
    root = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    file = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    fault = models.TextField(blank=True)
    made = models.DateTimeField(default=timezone.now)
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    @override
    def __str__(self) -> str:
        return f"{self.scope} {self.form}"

    @property
    def name(self) -> str:
        """What the file is called where it is downloaded. It names nobody."""
        inside = "NOT-PUBLIC-" if self.inside else ""
        packed = self.form == Form.CSV and self.scope != Scope.SEARCH
        ending = {"ftm": "ftm.jsonl", "csv": "csv.zip" if packed else "csv"}.get(self.form, self.form)
        return f"{inside}{self.scope}-{self.made:%Y-%m-%d}-{self.pk}.{ending}"
