"""What was made ready to be public, and what was published."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.people.models import Member


class Release(models.Model):
    """One state of the public site, made from the workspace as it stood at `position`.

    `statements`: the key of each statement that goes out, with a hash of all that is said of it. `refused`: key, report
    and reason of each accepted one that stays inside. `changed` and `gone` count what said something else, or was
    public, in the release before. `taking_away`: nothing becomes public by it. `pages`: a hash of the path of each
    person's page, `pictures`: the paths of pictures, which are hashes. No row holds a name or a quotation. From
    WRITING on it may be what lies in the folder of the site; whether it does, the folder says (`called`).
    """

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("is being made ready")
        READY = "ready", _("ready to be looked at")
        GOING = "going", _("is being published")
        WRITING = "writing", _("is being published")
        PUBLISHED = "published", _("published")
        FAILED = "failed", _("failed")

    made = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    position = models.BigIntegerField(default=0)
    basis = models.CharField(max_length=64, blank=True)
    statements = models.JSONField(default=dict)
    refused = models.JSONField(default=list)
    cases = models.PositiveIntegerField(default=0)
    published = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("Public note on what changed"), blank=True)
    pictures = models.JSONField(default=list)
    pages = models.JSONField(default=dict)
    taking_away = models.BooleanField(default=False)
    changed = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    fault = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    @override
    def __str__(self) -> str:
        return f"release {self.pk}"

    @classmethod
    def standing(cls) -> Release | None:
        """What is public now, or may be at any moment."""
        public = cls.objects.filter(state__in=(cls.State.PUBLISHED, cls.State.WRITING))
        return public.order_by("-published").first()

    @classmethod
    def is_out(cls) -> bool:
        """Whether anything is public, or is on its way."""
        on_its_way = (cls.State.GOING, cls.State.WRITING, cls.State.PUBLISHED)
        return cls.objects.filter(state__in=on_its_way).exists()

    @property
    def called(self) -> str:
        """What the folder of the site says where it was written by this release, and by no other of any database."""
        return hashlib.sha256(f"{self.pk} {self.made.isoformat()}".encode()).hexdigest()[:20]
