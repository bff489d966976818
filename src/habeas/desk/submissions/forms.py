"""Forms of submissions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from habeas.acting.forms import Form
from habeas.acting.forms import forms as all_forms
from habeas.desk.submissions.models import Due, Stage
from habeas.documents.model import LANGUAGES

NAMES = {"en": _("English"), "fr": _("French"), "es": _("Spanish"), "ar": _("Arabic")}
LANGUAGE_CHOICES = [(one, NAMES[one]) for one in LANGUAGES]


def own_language() -> str:
    """The language that labels of forms are shown in."""
    now = (get_language() or "en").partition("-")[0]
    return now if now in LANGUAGES else "en"


class StartForm(forms.Form):
    """Which form, and in which language it is laid out."""

    form = forms.ChoiceField(label=_("Form"))
    language = forms.ChoiceField(label=_("Language it is laid out in"), choices=LANGUAGE_CHOICES)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["form"]
        assert isinstance(field, forms.ChoiceField)  # as declared above
        field.choices = [(name, one.name[own_language()]) for name, one in all_forms().items()]  # type: ignore[index]


class WordsForm(forms.Form):
    """The writer's words: a box for each field that takes some."""

    title = forms.CharField(label=_("Title (left out: the form's)"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language it is laid out in"), choices=LANGUAGE_CHOICES)

    def __init__(self, form: Form, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for one in form.fields:
            if one.own or one.given:
                self.fields[f"own-{one.id}"] = forms.CharField(
                    label=one.label[own_language()],  # type: ignore[index]
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 6 if one.limit > 1000 else 3, "dir": "auto"}),
                )

    def own(self) -> dict[str, str]:
        """The words by the field's id."""
        return {
            name.removeprefix("own-"): str(text).replace("\r\n", "\n")
            for name, text in self.cleaned_data.items()
            if name.startswith("own-")
        }


class StepForm(forms.Form):
    """The next stage, and when."""

    stage = forms.ChoiceField(label=_("Stage"))
    day = forms.DateField(label=_("On"), widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(
        label=_("Note (to whom, by what way, what they answered)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, stages: tuple[str, ...], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["stage"]
        assert isinstance(field, forms.ChoiceField)  # as declared above
        field.choices = [(one, Stage(one).label) for one in stages]


class DueForm(forms.ModelForm):  # type: ignore[type-arg]
    """Something to be done by a day."""

    class Meta:
        model = Due
        fields = ("day", "what")
        widgets = {"day": forms.DateInput(attrs={"type": "date"})}  # noqa: RUF012 Django's own way
