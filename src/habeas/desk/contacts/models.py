"""Whoever signs or writes. One row for each mailbox; its address is sealed, and known again by a keyed hash."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.actions.models import Campaign
from habeas.desk.people.models import Member


class Contact(models.Model):
    """A mailbox that somebody confirmed something from. `sealed`: the address as it was written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    address = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    made = models.DateTimeField(default=timezone.now)

    @override
    def __str__(self) -> str:
        return "a contact"


class Purpose(models.Model):
    """Something that people may be asked to agree to under a campaign, each in a box of its own.

    `texts`: language to the wording. A wording that was shown is never changed: another purpose takes its place.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="purposes")
    texts = models.JSONField(default=dict)
    made = models.DateTimeField(default=timezone.now)
    retired = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    @override
    def __str__(self) -> str:
        return f"purpose {self.pk}"


class Consent(models.Model):
    """Somebody agreed to a purpose, in these words, at this time."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="consents")
    purpose = models.ForeignKey(Purpose, models.CASCADE, related_name="consents")
    wording = models.TextField()
    language = models.CharField(max_length=12)
    given = models.DateTimeField(default=timezone.now)
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contact", "purpose"], condition=models.Q(withdrawn=None), name="one_consent"
            )
        ]
        ordering: ClassVar[list[str]] = ["id"]

    @override
    def __str__(self) -> str:
        return f"{self.purpose_id}: {'withdrawn' if self.withdrawn else 'given'}"


class Blocked(models.Model):
    """A mailbox that nothing is sent to and nothing is taken from, by its keyed hash alone."""

    class Why(models.TextChoices):
        """For what reason."""

        ASKED = "asked", _("they asked for it")
        ABUSE = "abuse", _("abuse")
        BOUNCED = "bounced", _("mail to it comes back")

    address = models.CharField(max_length=64, unique=True)
    why = models.CharField(_("Why"), max_length=10, choices=Why.choices)
    made = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    @override
    def __str__(self) -> str:
        return self.why


class Inquiry(models.Model):
    """Somebody asked for the link to their own data. Answered by a message, where there is anything."""

    sealed = models.BinaryField()
    address = models.CharField(max_length=64, db_index=True)
    network = models.CharField(max_length=64, db_index=True)
    made = models.DateTimeField(default=timezone.now)
    answered = models.BooleanField(default=False)
    mailed = models.BooleanField(default=False)

    @override
    def __str__(self) -> str:
        return "an inquiry"
