"""Members and their roles, invitations, and what is set for the whole desk."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

INVITED_FOR = timedelta(days=7)


class Role(models.TextChoices):
    """The roles, the least first, as in `policy/rights.toml`."""

    VIEWER = "viewer", _("Viewer")
    DOCUMENTER = "documenter", _("Documenter")
    REVIEWER = "reviewer", _("Reviewer")
    PUBLISHER = "publisher", _("Publisher")
    ADMINISTRATOR = "administrator", _("Administrator")


class Members(BaseUserManager["Member"]):
    """Makes members, who are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Member:
        """A new member; without a password nobody can sign in as them until one is set."""
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save()
        return member

    @override
    def get_by_natural_key(self, username: str | None) -> Member:
        """The member with this e-mail address, in any case."""
        return self.get(email__iexact=username)


class Member(AbstractUser):
    """Somebody who works at the desk. `name` signs their decisions and stays when they leave (`is_active` false)."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    is_staff = None
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.VIEWER)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = Members()  # type: ignore[assignment,misc]

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]

    @override
    def __str__(self) -> str:
        return self.name

    @override
    def get_full_name(self) -> str:
        """The name."""
        return self.name

    @override
    def get_short_name(self) -> str:
        """The name."""
        return self.name

    @property
    def has_second_factor(self) -> bool:
        """Whether a second factor is set up: one-time codes or a passkey, not recovery codes alone."""
        kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        return bool(Authenticator.objects.filter(user=self, type__in=kinds).exists())


class Invitation(models.Model):
    """Somebody invited to the desk. The link holds a secret of which only a keyed hash is kept, and works once."""

    email = models.EmailField(_("e-mail address"), blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.DOCUMENTER)
    made = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="invitations_made")
    secret = models.CharField(max_length=64, unique=True)
    accepted = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)
    member = models.OneToOneField(Member, models.PROTECT, null=True, related_name="invitation")

    class Meta:
        ordering: ClassVar[list[str]] = ["-made", "-id"]

    @override
    def __str__(self) -> str:
        return f"{self.name or self.email} ({self.role})"

    @classmethod
    def issue(cls, role: str, *, email: str = "", name: str = "", by: Member | None = None) -> tuple[Invitation, str]:
        """A new invitation, and the secret for its link, which cannot be had again."""
        secret = secrets.token_urlsafe(32)
        made = cls.objects.create(email=email.lower(), name=name, role=role, made_by=by, secret=_kept(secret))
        return made, secret

    @classmethod
    def of(cls, secret: str) -> Invitation | None:
        """The open invitation with this secret, if there is one."""
        found = cls.objects.filter(secret=_kept(secret)).first()
        return found if found is not None and found.is_open else None

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        fresh = timezone.now() - self.made < INVITED_FOR
        return fresh and self.accepted is None and self.withdrawn is None

    @property
    def ends(self) -> Any:
        """Until when it can be accepted."""
        return self.made + INVITED_FOR


def _kept(secret: str) -> str:
    return salted_hmac("habeas.desk.invitation", secret, algorithm="sha256").hexdigest()


class Desk(models.Model):
    """What is set for the whole desk: one row."""

    require_second_factor = models.BooleanField(_("everybody must have a second factor"), default=False)

    @override
    def __str__(self) -> str:
        return "the desk"

    @classmethod
    def present(cls) -> Desk:
        """The one row; as it is by default while there is none."""
        return cls.objects.first() or cls(pk=1)
