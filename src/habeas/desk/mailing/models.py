"""The queue of mail."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.actions.models import Campaign
from habeas.desk.contacts.models import Contact


class Mail(models.Model):
    """One message. `sealed`: to whom, subject and words, as long as it is needed.

    `lane`: of one lane no more go than `per_hour` and `per_day`. `stage` says how far a try has come: once its words
    are on their way and no answer was noted, nobody knows whether it arrived, and it is not sent again.
    """

    class Kind(models.TextChoices):
        """What it is for."""

        CONFIRM = "confirm", _("to confirm a signature")
        WRITER = "writer", _("to confirm a letter")
        LETTER = "letter", _("a letter to a target")
        ASK = "ask", _("whether a letter was answered")
        OWN = "own", _("the link to one's own data")
        NEWS = "news", _("news")
        FLAG = "flag", _("to the editors of a campaign")

    class State(models.TextChoices):
        """How far it has come."""

        WAITING = "waiting", _("waits")
        SENDING = "sending", _("is being sent")
        SENT = "sent", _("taken by the mail server")
        REFUSED = "refused", _("refused")
        BOUNCED = "bounced", _("came back")
        UNKNOWN = "unknown", _("not known whether it arrived")
        CANCELLED = "cancelled", _("not sent any more")

    class Stage(models.TextChoices):
        """How far a try has come."""

        NONE = "", _("not begun")
        CLAIMED = "claimed", _("claimed")
        WORDS = "words", _("its words are on their way")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    campaign = models.ForeignKey(Campaign, models.CASCADE, null=True, related_name="mails")
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, related_name="mails")
    lane = models.CharField(max_length=64, blank=True)
    per_hour = models.PositiveIntegerField(default=0)
    per_day = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.NONE, blank=True)
    made = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField(default=timezone.now)
    claimed = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=20, blank=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["made", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "due"]),
            models.Index(fields=["lane", "ended"]),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind}: {self.state}"


class Returned(models.Model):
    """A message that came back to the operator, by the digest of its bytes: what it was about, if that is known."""

    digest = models.CharField(max_length=64, unique=True)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True)
    what = models.CharField(max_length=20)
    code = models.CharField(max_length=20, blank=True)
    made = models.DateTimeField(default=timezone.now)

    @override
    def __str__(self) -> str:
        return self.what


class Pace(models.Model):
    """How fast mail goes: one row."""

    per_minute = models.PositiveIntegerField(_("At most so many messages a minute"), default=60)

    @override
    def __str__(self) -> str:
        return str(self.per_minute)

    @classmethod
    def present(cls) -> Pace:
        """The one row; as it is by default while there is none."""
        return cls.objects.first() or cls(pk=1)
