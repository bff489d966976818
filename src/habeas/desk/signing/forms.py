"""The form that people sign with. It needs no cookie: a token, good for half a day, says that it is ours."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.desk.actions.models import Campaign, in_language
from habeas.desk.contacts.addresses import Address, AddressError, address, visible
from habeas.desk.contacts.models import Purpose
from habeas.desk.contacts.names import words

GOOD_FOR_S: Final = 12 * 60 * 60
_FORM: Final = "habeas.desk.form"
SHOWN: Final = (
    ("none", gettext_lazy("not at all")),
    ("initials", gettext_lazy("by its first letters")),
    ("full", gettext_lazy("in full")),
)


def form_token(campaign: Campaign) -> str:
    """What a form for a campaign holds."""
    return signing.TimestampSigner(salt=_FORM).sign(str(campaign.pk))


class ActForm(forms.Form):
    """What every form of a campaign asks of a person: the least that is needed."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    address = forms.CharField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We send you one link. Only with it does this count."),
        max_length=320,
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr", "aria-describedby": "id_address_helptext"}),
    )
    agreed = forms.MultipleChoiceField(
        label=gettext_lazy("If you like (none of it is needed)"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, campaign: Campaign, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._campaign = campaign
        self._language = language
        asked = self.fields["agreed"]
        assert isinstance(asked, forms.MultipleChoiceField)
        asked.choices = self._purposes
        self.fields["token"].initial = form_token(campaign)
        self.label_suffix = ""

    def _purposes(self) -> list[tuple[str, str]]:
        purposes = Purpose.objects.filter(campaign=self._campaign, retired=None)
        return [(str(one.pk), in_language(one.texts, self._language)) for one in purposes]

    def clean_token(self) -> str:
        """A token for this campaign that is not too old; otherwise a new one takes its place."""
        given = str(self.cleaned_data["token"])
        try:
            whose = signing.TimestampSigner(salt=_FORM).unsign(given, max_age=GOOD_FOR_S)
        except signing.BadSignature:
            whose = ""
        if whose != str(self._campaign.pk):
            self.data = {**self.data.dict(), "token": form_token(self._campaign)}  # type: ignore[attr-defined]
            self.add_error(None, _("This page was open for very long. Please press the button once more."))
        return given

    def clean_name(self) -> str:
        """A name that can be read."""
        name = " ".join(visible(str(self.cleaned_data["name"]).replace("\t", " ")).split())
        if not words(name) or "@" in name or "://" in name:
            raise ValidationError(_("Please give your name."))
        return name

    def clean_address(self) -> Address:
        """An address that mail can be sent to."""
        try:
            return address(str(self.cleaned_data["address"]))
        except AddressError:
            raise ValidationError(_("Please give an e-mail address such as name@example.org.")) from None


class SignForm(ActForm):
    """The form under a petition."""

    shown = forms.ChoiceField(
        label=gettext_lazy("Your name on this page"), choices=SHOWN, initial="none", widget=forms.RadioSelect
    )
