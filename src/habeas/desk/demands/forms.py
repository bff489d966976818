"""Forms of the ledger."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from habeas.desk.demands.models import Entry, Made

_DAY = {"type": "date"}


class MadeForm(forms.ModelForm):  # type: ignore[type-arg]
    """A demand of the team's own."""

    class Meta:
        model = Made
        fields = ("demander", "to", "text", "basis", "said", "deadline")
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "said": forms.DateInput(attrs=_DAY),
            "deadline": forms.DateInput(attrs=_DAY),
            "text": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "basis": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        }


class EntryForm(forms.ModelForm):  # type: ignore[type-arg]
    """What became of a demand."""

    class Meta:
        model = Entry
        fields = ("outcome", "day", "text", "basis", "source")
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "day": forms.DateInput(attrs=_DAY),
            "text": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "basis": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        }
