"""What is restricted, and who may see it all the same."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from typing_extensions import override

from habeas.desk.people.models import Member


class Restriction(models.Model):
    """Reports, and the people on whose account they are restricted, seen by its members alone. Lifted, it ends."""

    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    lifted = models.DateTimeField(null=True)
    members = models.ManyToManyField(Member, related_name="restrictions")

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    @override
    def __str__(self) -> str:
        return f"restriction {self.pk}"


class RestrictedReport(models.Model):
    """A report under a restriction."""

    restriction = models.ForeignKey(Restriction, models.CASCADE, related_name="reports")
    report = models.CharField(max_length=80, db_index=True)

    class Meta:
        unique_together: ClassVar[list[tuple[str, str]]] = [("restriction", "report")]

    @override
    def __str__(self) -> str:
        return self.report


class RestrictedPerson(models.Model):
    """A person whose case is under a restriction: reports that come later and speak of them fall under it too."""

    restriction = models.ForeignKey(Restriction, models.CASCADE, related_name="people")
    person = models.CharField(max_length=30, db_index=True)

    class Meta:
        unique_together: ClassVar[list[tuple[str, str]]] = [("restriction", "person")]

    @override
    def __str__(self) -> str:
        return self.person
