"""Forms of a case file."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from habeas.desk.cases.models import Consent, Note, Risk, Watch
from habeas.model import dates


class NoteForm(forms.ModelForm):  # type: ignore[type-arg]
    """A note."""

    class Meta:
        model = Note
        fields = ("text",)


class ConsentForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whether somebody consents to a use."""

    class Meta:
        model = Consent
        fields = ("use", "answer", "told_by", "told", "until", "more")
        widgets: ClassVar[dict[str, forms.Widget]] = {"until": forms.DateInput(attrs={"type": "date"})}

    def clean_told(self) -> str:
        """A date in EDTF."""
        given = str(self.cleaned_data["told"]).strip()
        if given and not dates.is_edtf(given):
            raise ValidationError(_("This is no date such as 2024-05-02."))
        return given


class WatchForm(forms.ModelForm):  # type: ignore[type-arg]
    """A day to look at a case again."""

    class Meta:
        model = Watch
        fields = ("day", "what")
        widgets: ClassVar[dict[str, forms.Widget]] = {"day": forms.DateInput(attrs={"type": "date"})}


class RiskForm(forms.ModelForm):  # type: ignore[type-arg]
    """What could happen by a use."""

    class Meta:
        model = Risk
        fields = ("use", "level", "what")
