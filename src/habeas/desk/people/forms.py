"""Forms about people."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.people.models import Desk, Invitation, Member


class InviteForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whom to invite, as what."""

    class Meta:
        model = Invitation
        fields = ("name", "email", "role")

    def clean_email(self) -> str:
        """An address that nobody here has yet."""
        email = str(self.cleaned_data["email"]).lower()
        if email and Member.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("Somebody with this address is a member already."))
        return email


class JoinForm(forms.Form):
    """What somebody who accepts an invitation says of themself."""

    name = forms.CharField(label=_("Your name, as it signs your decisions"), max_length=120)
    email = forms.EmailField(label=_("E-mail address, with which you sign in"))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Twelve characters or more; a few plain words in a row are easy to remember."),
    )

    def clean_name(self) -> str:
        """A name that nobody here has or had."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if Member.objects.filter(name__iexact=name).exists():
            raise ValidationError(_("Somebody of this name is or was a member: names sign decisions, choose another."))
        return name

    def clean_email(self) -> str:
        """An address that nobody here has."""
        email = str(self.cleaned_data["email"]).lower()
        if Member.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("Somebody with this address is a member already."))
        return email

    @override
    def clean(self) -> dict[str, Any]:
        """The password stands up to the checks, with the name and address in view."""
        data = dict(super().clean() or {})
        if "password" in data:
            member = Member(name=data.get("name", ""), email=data.get("email", ""))
            try:
                validate_password(data["password"], member)
            except ValidationError as error:
                self.add_error("password", error)
        return data


class RoleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A member's role, and whether they may come in."""

    class Meta:
        model = Member
        fields = ("role", "is_active")


class DeskForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is set for the whole desk."""

    class Meta:
        model = Desk
        fields = ("require_second_factor",)


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, with a label for its name that is translated."""

    name = forms.CharField(label=_("Name"), required=False)
