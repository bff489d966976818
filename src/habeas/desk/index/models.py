"""Reports, people and statements as lists and search need them. Derived from the workspace, never the truth."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from typing_extensions import override


class Mark(models.Model):
    """Up to which entry of the workspace's log the tables have come: one row.

    `people` is the state of the index of people that they show; `settling` says since when somebody brings them to its
    next.
    """

    position = models.BigIntegerField(default=0)
    people = models.CharField(max_length=60, blank=True, default="")
    settling = models.DateTimeField(null=True)

    @override
    def __str__(self) -> str:
        return str(self.position)


class State(models.TextChoices):
    """Where a statement stands."""

    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    CORRECTED = "corrected", _("corrected")
    REJECTED = "rejected", _("rejected")


class Kind(models.TextChoices):
    """The kinds of statements."""

    CLAIM = "claim", _("claim")
    EVENT = "event", _("event")
    ATTRIBUTE = "attribute", _("attribute")
    FIGURE = "figure", _("figure")
    DEMAND = "demand", _("demand")


class Report(models.Model):
    """A report that was read, with how many of its statements there are and how many somebody decided on."""

    id = models.CharField(primary_key=True, max_length=80)
    title = models.TextField()
    source = models.TextField()
    publisher = models.TextField(blank=True)
    published = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=40, blank=True)
    order = models.BigIntegerField(db_index=True)
    total = models.PositiveIntegerField(default=0)
    decided = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["-order"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["-order"], condition=models.Q(decided__lt=models.F("total")), name="index_report_waiting"
            ),
            models.Index(fields=["total", "decided"]),
        ]

    @override
    def __str__(self) -> str:
        return self.title

    @property
    def digest(self) -> str:
        """The digits of its identifier, as addresses have them."""
        return str(self.id).removeprefix("sha256:")

    @property
    def waiting(self) -> int:
        """How many statements nobody has decided on."""
        return self.total - self.decided


class Person(models.Model):
    """A person of one report. `whole` is the smallest key of all that are taken for the same, proposals included."""

    key = models.CharField(primary_key=True, max_length=30)
    report = models.ForeignKey(Report, models.CASCADE, related_name="people")
    name = models.TextField()
    named = models.BooleanField(default=True)
    detained = models.BooleanField(default=False)
    whole = models.CharField(max_length=30, db_index=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["whole", "name", "report"],
                condition=models.Q(named=True, detained=True),
                name="index_person_held",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        """The key without its prefix, as addresses have it."""
        return str(self.key).removeprefix("pe:")


class NameWord(models.Model):
    """A word of a spelling of somebody's name, by the consonants that its spellings in any script have in common."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="words")
    bones = models.CharField(max_length=60, db_index=True)
    word = models.CharField(max_length=120)

    @override
    def __str__(self) -> str:
        return self.word


class Place(models.Model):
    """A place or a place of custody that a report names."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="places")
    name = models.TextField()

    @override
    def __str__(self) -> str:
        return self.name


class PlaceWord(models.Model):
    """A word of a place's name, by the consonants that its spellings in any script have in common."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="words")
    bones = models.CharField(max_length=60, db_index=True)
    word = models.CharField(max_length=120)

    @override
    def __str__(self) -> str:
        return self.word


class Statement(models.Model):
    """A statement. `folded` is its words without case and marks; `first` and `last` bound the day it tells of.

    Where only one of the two is known, the other is the first or the last day that there is.
    """

    key = models.CharField(max_length=30, unique=True)
    report = models.ForeignKey(Report, models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    term = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State.choices)
    permitted = models.BooleanField(default=False)
    risk = models.TextField(blank=True)
    says = models.TextField()
    words = models.TextField()
    folded = models.TextField()
    speaker = models.TextField(blank=True)
    speaker_folded = models.TextField(blank=True)
    when = models.CharField(max_length=80, blank=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    people = models.ManyToManyField(Person, related_name="statements")
    places = models.ManyToManyField(Place, related_name="statements")

    class Meta:
        ordering: ClassVar[list[str]] = ["-report__order", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "kind"]),
            # One that has all of a search's days, or its only condition, in the order in which results are shown.
            models.Index(fields=["first", "last"]),
            models.Index(fields=["state"]),
            models.Index(fields=["kind"]),
            models.Index(fields=["state", "kind"], condition=~models.Q(risk=""), name="index_state_risky"),
        ]

    @classmethod
    def risky(cls) -> models.QuerySet[Statement]:
        """Those that are high-risk, as the index of them has it: a database knows it only without a value put in."""
        return cls.objects.filter(RawSQL("NOT (index_statement.risk = '')", (), output_field=models.BooleanField()))

    @override
    def __str__(self) -> str:
        return self.says

    @property
    def number(self) -> str:
        """The key without its prefix, as addresses have it."""
        return str(self.key).removeprefix("st:")


class Pair(models.Model):
    """Two people of two reports who may be one, with the reasons in words. `state` is what people decided."""

    left = models.ForeignKey(Person, models.CASCADE, related_name="+")
    right = models.ForeignKey(Person, models.CASCADE, related_name="+")
    score = models.FloatField()
    state = models.CharField(max_length=10, db_index=True)
    decision = models.CharField(max_length=40, blank=True)
    reasons = models.JSONField(default=list)
    against = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["-score", "left_id", "right_id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "-score", "left", "right"], name="index_pair_likeliest")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.left_id} {self.right_id}"
