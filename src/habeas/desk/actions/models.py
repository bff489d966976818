"""What a team asks in public. Texts hold references to statements (`habeas.acting.saying`), never copies of facts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.people.models import Member

KEEP_DAYS = 180


class Campaign(models.Model):
    """A petition, or letters to those who decide. `person` or `matter` is what it was made from.

    `shown` is what the public page says, by language, as it was last rendered from the statements (`standing`), at
    `position` of the workspace's log; `approved` holds the facts under it, by key, as they were when somebody
    opened it. `shape` is the version of its text: it goes up with each approval.
    """

    class Kind(models.TextChoices):
        """What people are asked to do."""

        PETITION = "petition", _("petition")
        LETTERS = "letters", _("letters")

    class State(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        PAUSED = "paused", _("paused")
        CLOSED = "closed", _("closed")
        ERASED = "erased", _("erased")

    kind = models.CharField(_("What people are asked to do"), max_length=10, choices=Kind.choices)
    slug = models.SlugField(_("Address, such as free-the-weavers"), max_length=60, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, db_index=True)
    language = models.CharField(_("Language it is written in first"), max_length=12)
    person = models.CharField(max_length=30, blank=True, db_index=True)
    matter = models.CharField(max_length=120, blank=True)
    opens = models.DateField(_("Opens on"), null=True, blank=True)
    closes = models.DateField(_("Closes at the end of"), null=True, blank=True)
    keep_days = models.PositiveIntegerField(_("Days after closing on which people's data go"), default=KEEP_DAYS)
    per_hour = models.PositiveIntegerField(_("At most so many letters an hour to one target"), default=20)
    made = models.DateTimeField(default=timezone.now)
    changed = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    opened = models.DateTimeField(null=True)
    closed = models.DateTimeField(null=True)
    paused_for = models.CharField(max_length=10, blank=True)
    shape = models.PositiveIntegerField(default=1)
    position = models.BigIntegerField(default=0)
    shown = models.JSONField(default=dict)
    approved = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    @override
    def __str__(self) -> str:
        return f"campaign {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether people can take part now."""
        return self.state == self.State.OPEN

    @property
    def languages(self) -> list[str]:
        """The languages that it has a text in, the first one first."""
        return sorted((one.language for one in self.wordings.all()), key=lambda one: (one != self.language, one))


class Part(models.Model):
    """Something that belongs to a campaign."""

    made = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Wording(Part):
    """The campaign in one language. All but `language` hold references. `prompts`: a question on each line."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="wordings")
    language = models.CharField(_("Language"), max_length=12)
    title = models.CharField(_("Title"), max_length=200)
    summary = models.TextField(_("In two sentences"), blank=True)
    text = models.TextField(_("Text"))
    subject = models.CharField(_("Subject that letters begin with"), max_length=200, blank=True)
    prompts = models.TextField(_("Questions that help people to find their own words, one on a line"), blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "language"], name="one_wording")]
        ordering: ClassVar[list[str]] = ["id"]

    @override
    def __str__(self) -> str:
        return self.title


class Addressee(Part):
    """Whom demands are made of, and whom the petition is delivered to."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="addressees")
    name = models.CharField(_("Name"), max_length=200)
    post = models.CharField(_("Post"), max_length=200, blank=True)
    address = models.TextField(_("Postal or e-mail address"), blank=True)
    language = models.CharField(_("Language to write to them in"), max_length=12, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    @override
    def __str__(self) -> str:
        return f"{self.name}, {self.post}" if self.post else self.name


class Demand(Part):
    """One numbered demand. `texts`: language to words with references."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="demands")
    number = models.PositiveIntegerField(_("Number"))
    addressees = models.ManyToManyField(Addressee, verbose_name=_("Of whom"), related_name="demands")
    texts = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "number"], name="one_number")]
        ordering: ClassVar[list[str]] = ["number"]

    @override
    def __str__(self) -> str:
        return f"{self.number}"


class Organisation(Part):
    """An organisation that stands behind the campaign."""

    class Role(models.TextChoices):
        """How it does."""

        SPONSOR = "sponsor", _("sponsor")
        UNDERSIGNED = "undersigned", _("undersigned")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="organisations")
    name = models.CharField(_("Name"), max_length=200)
    role = models.CharField(_("As"), max_length=12, choices=Role.choices)
    country = models.CharField(_("Country"), max_length=80, blank=True)
    agreed = models.CharField(_("Who agreed for it, and when"), max_length=200)

    class Meta:
        ordering: ClassVar[list[str]] = ["role", "name"]

    @override
    def __str__(self) -> str:
        return self.name


class Update(Part):
    """News under a campaign, with its day. `titles`, `texts`: language to words with references."""

    class Kind(models.TextChoices):
        """What sort of news."""

        NEWS = "news", _("news")
        CORRECTION = "correction", _("correction")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="updates")
    kind = models.CharField(_("What it is"), max_length=12, choices=Kind.choices, default=Kind.NEWS)
    day = models.DateField(_("Day"), default=timezone.localdate)
    titles = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-day", "-id"]

    @override
    def __str__(self) -> str:
        return f"update {self.pk}"


class Delivery(Part):
    """The petition with its signatures was given to an addressee. `digest`: SHA-256 of the file made for it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="deliveries")
    addressee = models.ForeignKey(Addressee, models.PROTECT, verbose_name=_("To"))
    day = models.DateField(_("Day on which it was given"), null=True, blank=True)
    how = models.CharField(_("How (by hand, by post, by e-mail), and who took it"), max_length=200, blank=True)
    count = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    @override
    def __str__(self) -> str:
        return f"delivery {self.pk}"


class Answer(Part):
    """What an addressee answered. `texts`: language to words."""

    class Outcome(models.TextChoices):
        """What it comes to."""

        MET = "met", _("met")
        PARTLY = "partly", _("partly met")
        REFUSED = "refused", _("refused")
        NOTED = "noted", _("received, without an answer to the demand")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="answers")
    addressee = models.ForeignKey(Addressee, models.PROTECT, verbose_name=_("By"))
    day = models.DateField(_("Day"), default=timezone.localdate)
    outcome = models.CharField(_("What it comes to"), max_length=10, choices=Outcome.choices)
    texts = models.JSONField(default=dict)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-day", "-id"]

    @override
    def __str__(self) -> str:
        return f"answer {self.pk}"


class Flag(Part):
    """A statement under a campaign does not stand any more. Raised by the program, lifted by it or by an editor.

    `why`: what became of the statement. `note`: language to what the public is told.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="flags")
    key = models.CharField(max_length=40)
    why = models.CharField(max_length=20)
    note = models.JSONField(default=dict)
    lifted = models.DateTimeField(null=True)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "key", "why"], condition=models.Q(lifted=None), name="one_flag_up"
            )
        ]
        ordering: ClassVar[list[str]] = ["-id"]

    @override
    def __str__(self) -> str:
        return f"{self.key}: {self.why}"


def in_language(words: dict[str, Any], language: str) -> str:
    """The words in a language; in any other where there are none."""
    return str(words.get(language) or next((one for one in words.values() if one), ""))
