"""Forms of exports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.exports.models import FORMS, Form, Scope, Terms


class AskForm(forms.Form):
    """What to export, and how."""

    scope = forms.ChoiceField(choices=Scope.choices)
    of = forms.CharField(required=False, max_length=4000)
    form = forms.ChoiceField(choices=Form.choices)
    inside = forms.BooleanField(required=False)

    @override
    def clean(self) -> dict[str, Any]:
        """A form that there is of it; a whole case with its originals is never for the public."""
        given = super().clean() or {}
        if given.get("form") not in FORMS.get(given.get("scope", ""), ()):
            raise ValidationError(_("There is no such export."))
        if given["form"] == Form.ZIP and not given.get("inside"):
            raise ValidationError(_("Originals are not public: this one is for use inside only."))
        return given


class BringForm(forms.Form):
    """A whole case that another desk exported."""

    case = forms.FileField(label=_("The case (ZIP)"))


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is said of every export."""

    site = forms.URLField(label=_("Address of the public site"), required=False, max_length=300, assume_scheme="https")

    class Meta:
        model = Terms
        fields = ("licence", "site")
