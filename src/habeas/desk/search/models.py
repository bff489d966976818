"""Searches that members keep under a name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.people.models import Member


class SavedSearch(models.Model):
    """What somebody searched for, as the address of the page has it. It finds what whoever uses it may see."""

    by = models.ForeignKey(Member, models.CASCADE, related_name="searches")
    name = models.CharField(_("Name"), max_length=100)
    query = models.TextField()
    shared = models.BooleanField(_("Everybody at the desk has it"), default=False)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "pk"]
        unique_together: ClassVar[list[tuple[str, str]]] = [("by", "name")]

    @override
    def __str__(self) -> str:
        return self.name

    @classmethod
    def of(cls, member: Member) -> QuerySet[SavedSearch]:
        """The member's own, and those that others share."""
        return cls.objects.filter(Q(by=member) | Q(shared=True)).select_related("by")
