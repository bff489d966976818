"""Forms of restrictions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from habeas.desk.people.models import Member


class RestrictForm(forms.Form):
    """Why something is restricted."""

    reason = forms.CharField(label=_("Why"), required=False, max_length=400)


class MembersForm(forms.Form):
    """Who may see what is restricted."""

    members = forms.ModelMultipleChoiceField(
        label=_("Who may see it"),
        queryset=Member.objects.filter(is_active=True),
        widget=forms.CheckboxSelectMultiple,
    )
