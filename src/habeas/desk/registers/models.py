"""Registers on their way in, what became of each row, and which column is what, kept for the next time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.people.models import Member


class Order(models.TextChoices):
    """Which comes first in a date such as 03/04/2021."""

    UNSAID = "", _("nobody has said")
    DAY = "day", _("the day: 3 April")
    MONTH = "month", _("the month: March 4")


class ColumnMap(models.Model):
    """Which column of a register is what: `columns` are pairs of a heading and the id of a field."""

    name = models.CharField(_("Register"), max_length=200, unique=True)
    columns = models.JSONField(default=list)
    order = models.CharField(max_length=10, choices=Order.choices, blank=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    saved = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    @override
    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """One file that somebody brought. `cells` is its grid, packed, until it is imported or put away.

    `digest` is the SHA-256 of the file; it stands in the custody of every row, the file itself is not kept.
    """

    class State(models.TextChoices):
        """How far it has come."""

        NEW = "new", _("its columns are to be looked at")
        CHECKING = "checking", _("is being tried out")
        CHECKED = "checked", _("tried out, nothing stored yet")
        IMPORTING = "importing", _("is being imported")
        IMPORTED = "imported", _("imported")
        DISCARDED = "discarded", _("put away")

    register = models.CharField(_("Register"), max_length=200)
    name = models.CharField(max_length=300)
    digest = models.CharField(max_length=64, db_index=True)
    cells = models.BinaryField(default=bytes)
    sheet = models.CharField(max_length=200, blank=True)
    first = models.PositiveIntegerField(default=1)
    fields = models.JSONField(default=list)
    order = models.CharField(max_length=10, choices=Order.choices, blank=True)
    as_of = models.CharField(max_length=40, blank=True)
    accept = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    imported = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    @override
    def __str__(self) -> str:
        return f"{self.register}: {self.name}"

    @property
    def busy(self) -> bool:
        """Whether something is done with it just now."""
        return self.state in (self.State.CHECKING, self.State.IMPORTING)


class RowResult(models.Model):
    """What becomes of one row, or became. `unread` are pairs of a heading and why its cell was not understood."""

    class State(models.TextChoices):
        """What becomes of it."""

        NEW = "new", _("would be added")
        ADDED = "added", _("added")
        CHANGED = "changed", _("would be added: its number is here with other cells")
        KNOWN = "known", _("is here already")
        TWICE = "twice", _("says the same as a row above")
        REFUSED = "refused", _("makes no report")

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="results")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices)
    report = models.CharField(max_length=80, db_index=True)
    person = models.TextField(blank=True)
    record = models.CharField(max_length=120, blank=True, db_index=True)
    why = models.TextField(blank=True)
    unread = models.JSONField(default=list)
    statements = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        unique_together: ClassVar[list[tuple[str, str]]] = [("upload", "number")]

    @override
    def __str__(self) -> str:
        return f"{self.number}: {self.state}"

    @property
    def digits(self) -> str:
        """The digits of the report's identifier, as addresses have them."""
        return str(self.report).removeprefix("sha256:")
