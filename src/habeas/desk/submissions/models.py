"""What is made from a case for somebody outside, the stages that it goes through, and copies of what was sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.people.models import Member


class Stage(models.TextChoices):
    """How far it has come."""

    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("approved")
    SENT = "sent", _("sent")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")


class Submission(models.Model):
    """A form about one person. `own`: the writer's words by field, with references. No name of anybody is kept here.

    `used`: the facts it rests on as they were when it was approved, by key. `fallen`: those that do not stand any more
    ("key", "how", "why"), as of `checked`, a position of the workspace's log. `consent`: whether consent still stood.
    """

    form = models.CharField(_("Form"), max_length=60)
    person = models.CharField(max_length=30, db_index=True)
    language = models.CharField(_("Language"), max_length=5)
    title = models.CharField(_("Title (left out: the form's)"), max_length=200, blank=True)
    stage = models.CharField(max_length=14, choices=Stage.choices, default=Stage.DRAFT, db_index=True)
    own = models.JSONField(default=dict)
    used = models.JSONField(default=dict)
    fallen = models.JSONField(default=list)
    consent = models.BooleanField(default=True)
    checked = models.BigIntegerField(default=0)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    @override
    def __str__(self) -> str:
        return f"submission {self.pk}"

    @property
    def open(self) -> bool:
        """Whether its words may still be changed."""
        return self.stage == Stage.DRAFT

    @property
    def flagged(self) -> bool:
        """Whether somebody should look: something under it fell, or consent stands no more."""
        return bool(self.fallen) or not self.consent


class Step(models.Model):
    """A stage that it came to. Rows are added and never changed."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=14, choices=Stage.choices)
    day = models.DateField(_("On"))
    text = models.TextField(_("Note (to whom, by what way, what they answered)"), blank=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    @override
    def __str__(self) -> str:
        return f"{self.submission_id} {self.stage}"


class Due(models.Model):
    """Something to be done by a day."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="dues")
    day = models.DateField(_("By"))
    what = models.CharField(_("What is due"), max_length=200)
    done = models.DateTimeField(null=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["day", "id"]

    @override
    def __str__(self) -> str:
        return f"{self.day} {self.submission_id}"


class Copy(models.Model):
    """A document as it was sent. `reports`: those it rests on; when one is erased, the bytes go and the hash stays."""

    class Format(models.TextChoices):
        """In what form."""

        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"
        HTML = "html", "HTML"

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="copies")
    format = models.CharField(max_length=4, choices=Format.choices)
    language = models.CharField(max_length=5)
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()
    reports = models.JSONField(default=list)
    made = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-made", "format"]

    @override
    def __str__(self) -> str:
        return f"{self.submission_id} {self.format} {self.sha256[:12]}"
