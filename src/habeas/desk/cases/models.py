"""What the desk keeps about a person beyond the reports. Rows of consent and risk are added and never changed; the
newest of a use counts.
"""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.people.models import Member


class Use(models.TextChoices):
    """What somebody may consent to."""

    PUBLISH = "publish", _("publish")
    NAME = "name", _("be named in public")
    SUBMIT = "submit", _("be named in a letter or a submission")
    SHARE = "share", _("share with another organisation")
    PICTURE = "picture", _("show a picture")


class Signed(models.Model):
    """Something that a member wrote about a person, by the person's key in one report."""

    person = models.CharField(max_length=30, db_index=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["-id"]


class Note(Signed):
    """A note."""

    text = models.TextField(_("Note"))

    @override
    def __str__(self) -> str:
        return self.text[:60]


class Consent(Signed):
    """Whether somebody consents to a use, who said so, and when."""

    class Answer(models.TextChoices):
        """What was answered."""

        GIVEN = "given", _("given")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        NOT_NEEDED = "not_needed", _("not needed (say why below)")

    use = models.CharField(_("For what"), max_length=10, choices=Use.choices)
    answer = models.CharField(_("Answer"), max_length=10, choices=Answer.choices)
    told_by = models.CharField(_("Who said so (the person, their family, a lawyer)"), max_length=200)
    told = models.CharField(_("Day on which it was said"), max_length=40, blank=True)
    until = models.DateField(_("Until which day it holds, where it ends"), null=True, blank=True)
    more = models.TextField(_("More"), blank=True)

    @override
    def __str__(self) -> str:
        return f"{self.use}: {self.answer}"


class Risk(Signed):
    """What could happen to whom by a use, and how grave it would be."""

    class Level(models.TextChoices):
        """How grave."""

        LOW = "low", _("low")
        SERIOUS = "serious", _("serious")
        GRAVE = "grave", _("grave")

    use = models.CharField(_("By what"), max_length=10, choices=Use.choices)
    level = models.CharField(_("How grave"), max_length=10, choices=Level.choices)
    what = models.TextField(_("What could happen, and to whom"))

    @override
    def __str__(self) -> str:
        return f"{self.use}: {self.level}"


class Watch(Signed):
    """A day on which somebody must look at a case again, and why. Seen to, it is done."""

    day = models.DateField(_("Day"), db_index=True)
    what = models.CharField(_("What to look at"), max_length=300)
    done = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["day", "id"]

    @override
    def __str__(self) -> str:
        return f"{self.day}: {self.what[:60]}"


ATTACHED: Final = "desk:attachment:"
"""How the origin begins of what was attached to a case: it is no report that is read."""


class Attachment(Signed):
    """A photograph or a document that belongs to a case. Its bytes are kept in the workspace as `original`.

    `public`: a publisher permits a copy of the picture, without anything that its file tells beside it, to be shown.
    """

    original = models.CharField(max_length=80, db_index=True)
    name = models.CharField(max_length=300)
    what = models.CharField(_("What it shows"), max_length=300)
    picture = models.BooleanField(default=False)
    public = models.BooleanField(default=False)
    public_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    removed = models.DateTimeField(null=True)

    @override
    def __str__(self) -> str:
        return self.name
