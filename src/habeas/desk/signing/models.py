"""Signatures. What somebody filled in waits as a `Submission`; confirmed from their mailbox it is a `Signature`."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.actions.models import Campaign
from habeas.desk.contacts.models import Contact
from habeas.desk.mailing.models import Mail
from habeas.desk.people.models import Member

MOST_AT_ONE_ADDRESS = 4


class Submission(models.Model):
    """A form that somebody sent. `sealed`: all that they filled in. The hashes are keyed, and go with the row."""

    class State(models.TextChoices):
        """What became of it."""

        NEW = "new", _("new")
        MAILED = "mailed", _("a link was sent")
        QUIET = "quiet", _("nothing was sent")
        CONFIRMED = "confirmed", _("confirmed")
        REPEATED = "repeated", _("signed already")
        FULL = "full", _("too many people at one address")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="submissions")
    sealed = models.BinaryField()
    address = models.CharField(max_length=64)
    domain = models.CharField(max_length=64)
    network = models.CharField(max_length=64)
    country = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["made", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "made"]),
            models.Index(fields=["network", "made"]),
            models.Index(fields=["country", "made"]),
            models.Index(fields=["address", "made"]),
            models.Index(fields=["domain", "made"]),
        ]

    @override
    def __str__(self) -> str:
        return f"submission: {self.state}"


class Removal(models.Model):
    """A moderator took signatures out that meet a condition, for a public reason; it can be undone as a whole."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="removals")
    reason = models.CharField(max_length=20)
    condition = models.CharField(max_length=12)
    value = models.CharField(max_length=64, blank=True)
    made = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    undone = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    @override
    def __str__(self) -> str:
        return f"{self.reason}: {self.condition}"


class Signature(models.Model):
    """A confirmed signature. `slot` is the place among those of one mailbox: the database lets each be taken once.

    `sealed`: the name and what else was filled in; `shown`: what the signer lets everybody see. When its time is up,
    both are emptied, the hashes and the contact with them, and the row still counts.
    """

    class State(models.TextChoices):
        """Whether it counts."""

        COUNTED = "counted", _("counts")
        WITHDRAWN = "withdrawn", _("withdrawn by the signer")
        REMOVED = "removed", _("removed by a moderator")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="signatures")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="signatures")
    slot = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.COUNTED)
    removal = models.ForeignKey(Removal, models.PROTECT, null=True, related_name="signatures")
    sealed = models.BinaryField(null=True)
    shown = models.CharField(max_length=120, blank=True)
    domain = models.CharField(max_length=64, blank=True)
    network = models.CharField(max_length=64, blank=True)
    shape = models.PositiveIntegerField(default=1)
    made = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    emptied = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "contact", "slot"], name="one_person_one_signature"),
            models.CheckConstraint(
                condition=Q(slot=None) | Q(slot__gte=1, slot__lte=MOST_AT_ONE_ADDRESS), name="few_at_one_address"
            ),
            models.CheckConstraint(
                condition=Q(emptied__isnull=False) | Q(contact__isnull=False, slot__isnull=False),
                name="nobody_counts_without_a_mailbox",
            ),
            models.CheckConstraint(
                condition=Q(state="removed", removal__isnull=False) | (~Q(state="removed") & Q(removal=None)),
                name="removed_for_a_reason",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["campaign", "state"]),
            models.Index(fields=["campaign", "-made"]),
        ]

    @override
    def __str__(self) -> str:
        return f"signature: {self.state}"
