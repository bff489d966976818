"""Targets from a file of the operator's, and the letters that people write to them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.actions.models import Campaign
from habeas.desk.contacts.models import Contact
from habeas.desk.mailing.models import Mail


class TargetList(models.Model):
    """One file of targets. `fresh_days`: so long after it was verified an address counts as up to date."""

    name = models.CharField(_("Name of the list"), max_length=120, unique=True)
    fresh_days = models.PositiveIntegerField(_("Days for which a verified address is up to date"), default=365)
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    @override
    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A code (a postal code, the beginning of one, or an area's name, folded) that leads to an area of the list."""

    list = models.ForeignKey(TargetList, models.CASCADE, related_name="areas")
    code = models.CharField(max_length=80)
    area = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["list", "code", "area"], name="one_area")]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["list", "code"])]

    @override
    def __str__(self) -> str:
        return f"{self.code}: {self.area}"


class Target(models.Model):
    """Somebody whom letters can be written to. `area` empty: everybody's. `bounced`: since then mail comes back."""

    class Outdated(models.TextChoices):
        """What happens when the address was not verified for too long."""

        SKIP = "skip", _("nobody can write to them")
        OFFICE = "office", _("letters go to the office instead")
        WAIT = "wait", _("letters wait until it is verified")

    list = models.ForeignKey(TargetList, models.CASCADE, related_name="targets")
    number = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    post = models.CharField(max_length=200, blank=True)
    area = models.CharField(max_length=120, blank=True, db_index=True)
    address = models.EmailField(max_length=254)
    languages = models.CharField(max_length=80, blank=True)
    verified = models.DateField()
    outdated = models.CharField(max_length=10, choices=Outdated.choices, default=Outdated.WAIT)
    office = models.EmailField(max_length=254, blank=True)
    bounced = models.DateTimeField(null=True)
    gone = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["list", "number"], name="one_target")]
        ordering: ClassVar[list[str]] = ["name", "id"]

    @override
    def __str__(self) -> str:
        return f"{self.name}, {self.post}" if self.post else self.name


class Writing(models.Model):
    """Which list a campaign's letters go by, and which posts of it (all where empty)."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="writing")
    list = models.ForeignKey(TargetList, models.PROTECT, verbose_name=_("List of targets"))

    @override
    def __str__(self) -> str:
        return f"writing {self.pk}"


class Letter(models.Model):
    """A letter. `sealed`: who wrote it, to reach them, and its words. `sketch`: what it is compared with others by."""

    class State(models.TextChoices):
        """How far it has come; beyond `GOING`, its mail says more."""

        WRITTEN = "written", _("waits for its writer to confirm")
        GOING = "going", _("on its way")
        SENT = "sent", _("taken by the mail server")
        FAILED = "failed", _("did not arrive")
        UNKNOWN = "unknown", _("not known whether it arrived")
        CANCELLED = "cancelled", _("not sent")

    class Answered(models.TextChoices):
        """What the writer says."""

        YES = "yes", _("yes")
        FORM = "form", _("with a form letter")
        NO = "no", _("no")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="letters")
    target = models.ForeignKey(Target, models.PROTECT, related_name="letters")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="letters")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WRITTEN)
    sealed = models.BinaryField(null=True)
    sketch = models.BinaryField(null=True)
    address = models.CharField(max_length=64, blank=True)
    network = models.CharField(max_length=64, blank=True)
    country = models.CharField(max_length=64, blank=True)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    sent = models.DateTimeField(null=True)
    asked = models.DateTimeField(null=True)
    answered = models.CharField(max_length=6, choices=Answered.choices, blank=True)
    emptied = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["made", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["campaign", "state"]),
            models.Index(fields=["state", "sent"]),
            models.Index(fields=["address", "made"]),
            models.Index(fields=["network", "made"]),
        ]

    @override
    def __str__(self) -> str:
        return f"letter: {self.state}"
