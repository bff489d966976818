"""What can be asked for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from habeas.desk.index.models import Kind, State
from habeas.desk.search.models import SavedSearch
from habeas.desk.search.reads import Wanted


class SearchForm(forms.Form):
    """What statements to find."""

    words = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=400,
        help_text=_('All of them; OR between two for either, - before one that must not be there, "…" for a phrase.'),
    )
    name = forms.CharField(
        label=_("Person"), required=False, max_length=200, help_text=_("In any script and spelling.")
    )
    speaker = forms.CharField(label=_("Said by"), required=False, max_length=200)
    place = forms.CharField(
        label=_("Place or prison"), required=False, max_length=200, help_text=_("In any script and spelling.")
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("any")), *Kind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("any")), *State.choices])
    risk = forms.BooleanField(label=_("High-risk only"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def wanted(self) -> Wanted:
        """What was filled in."""
        return Wanted(**{field: value for field, value in self.cleaned_data.items() if value})


class KeepForm(forms.ModelForm):  # type: ignore[type-arg]
    """A name for a search, to have it again."""

    class Meta:
        model = SavedSearch
        fields = ("name", "shared")


class ReportsForm(forms.Form):
    """Which reports to list."""

    about = forms.CharField(label=_("Title, publisher or file"), required=False, max_length=200)
    language = forms.CharField(label=_("Language"), required=False, max_length=10)
    waiting = forms.ChoiceField(
        label=_("Progress"),
        required=False,
        choices=[("", _("any")), ("waiting", _("something waits")), ("done", _("all decided"))],
    )
