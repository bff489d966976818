"""What failed beside the pages, and when the rounds were last made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override


class Trouble(models.Model):
    """A job or a worker that failed, so many `times` in a row. `error` names the kind of error and the place in the
    program, never what it said: that may quote anything. `again`: before then it is not tried. `mended`: it went well.
    """

    class What(models.TextChoices):
        """What runs beside the pages: the jobs of a round, and the workers."""

        CALENDAR = "calendar", _("opening and closing campaigns on their days")
        LOOK = "look", _("comparing campaigns with what may be said")
        FORMS = "forms", _("answering forms of signers")
        OWN = "own", _("answering people who ask for their own data")
        LETTERS = "letters", _("answering forms of those who write letters")
        MAIL = "mail", _("sending mail")
        FOLLOW = "follow", _("noting what became of letters")
        ASK = "ask", _("asking writers whether there was an answer")
        RETURNED = "returned", _("reading mail that came back")
        RETENTION = "retention", _("removing what is too old")
        CONSENT = "consent", _("ending consent whose time is up")
        JOURNAL = "journal", _("emptying the journal of the database")
        AGAIN = "again", _("trying failed work again")
        ROUNDS = "rounds", _("the worker that makes the rounds")
        WORKS = "works", _("the worker that reads, weighs and exports")

    what = models.CharField(max_length=20, choices=What.choices, unique=True)
    times = models.PositiveIntegerField(default=1)
    error = models.CharField(max_length=200)
    first = models.DateTimeField(default=timezone.now)
    last = models.DateTimeField(default=timezone.now)
    again = models.DateTimeField(default=timezone.now)
    mended = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["first", "what"]

    @override
    def __str__(self) -> str:
        return f"{self.what}: {self.error}"


class Beat(models.Model):
    """When the rounds were last made: one row, written once a minute."""

    at = models.DateTimeField(default=timezone.now)

    @override
    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
