"""Forms of the desk for campaigns. What has words in several languages has a field for each, side by side."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from typing_extensions import override

from habeas.desk.actions.models import (
    Addressee,
    Answer,
    Campaign,
    Demand,
    Flag,
    Organisation,
    Update,
    Wording,
)
from habeas.desk.actions.rendering import direction, own_name
from habeas.desk.contacts.models import Purpose
from habeas.desk.letters.models import Writing

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
DAY: Final = {"type": "date"}
RESERVED: Final = ("own", "confirm", "letter", "answer", "news")


def _language(given: str) -> str:
    language = given.strip().casefold()
    if not _LANGUAGE.fullmatch(language):
        raise ValidationError(_("This is no code of a language, such as en, fr or ar."))
    return language


class StartForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new campaign."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    anyway = forms.BooleanField(
        label=gettext_lazy("I have looked at the campaigns that are like it; it is another one"), required=False
    )

    class Meta:
        model = Campaign
        fields = ("kind", "slug", "language")
        help_texts: ClassVar = {"language": gettext_lazy("A code such as en, fr or ar.")}

    def clean_language(self) -> str:
        """The code of a language."""
        return _language(str(self.cleaned_data["language"]))

    def clean_slug(self) -> str:
        """An address that no page of the desk has."""
        slug = str(self.cleaned_data["slug"]).casefold()
        if slug in RESERVED:
            raise ValidationError(_("This address is taken."))
        return slug


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """When a campaign runs and how long people's data are kept."""

    class Meta:
        model = Campaign
        fields = ("opens", "closes", "keep_days", "per_hour")
        widgets: ClassVar = {"opens": forms.DateInput(DAY), "closes": forms.DateInput(DAY)}

    @override
    def clean(self) -> dict[str, Any]:
        """It does not close before it opens."""
        data = dict(super().clean() or {})
        if data.get("opens") and data.get("closes") and data["closes"] < data["opens"]:
            self.add_error("closes", _("It would close before it opens."))
        return data


class WordingForm(forms.ModelForm):  # type: ignore[type-arg]
    """The texts of a campaign in one language."""

    class Meta:
        model = Wording
        fields = ("title", "summary", "text", "subject", "prompts")
        widgets: ClassVar = {"summary": forms.Textarea({"rows": 3}), "prompts": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.campaign.kind == Campaign.Kind.PETITION:
            del self.fields["subject"], self.fields["prompts"]
        for field in self.fields.values():
            field.widget.attrs.update(dir=direction(self.instance.language), lang=self.instance.language)


class NewLanguageForm(forms.Form):
    """Another language for a campaign."""

    language = forms.CharField(label=gettext_lazy("Another language (a code such as fr or ar)"), max_length=12)

    def clean_language(self) -> str:
        """The code of a language."""
        return _language(str(self.cleaned_data["language"]))


class PartForm(forms.ModelForm):  # type: ignore[type-arg]
    """A part of a campaign. `told`: which of its fields hold words by language, with how many lines each."""

    told: ClassVar[dict[str, tuple[Any, int]]] = {}

    def __init__(self, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.campaign = campaign
        self._languages = campaign.languages
        for name, (label, rows) in self.told.items():
            words = getattr(self.instance, name)
            for language in self._languages:
                attrs = {"rows": rows, "dir": direction(language), "lang": language}
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=f"{label} ({own_name(language)})",
                    required=language == campaign.language,
                    initial=words.get(language, ""),
                    widget=forms.Textarea(attrs),
                )
        for name in ("addressee", "addressees"):
            if name in self.fields:
                chosen = self.fields[name]
                assert isinstance(chosen, forms.ModelChoiceField)
                chosen.queryset = campaign.addressees.all()

    @override
    def save(self, commit: bool = True) -> Any:
        """Puts the words together by language."""
        for name in self.told:
            words = {one: self.cleaned_data[f"{name}_{one}"].strip() for one in self._languages}
            setattr(self.instance, name, {one: text for one, text in words.items() if text})
        return super().save(commit)


class AddresseeForm(PartForm):
    """Whom demands are made of."""

    class Meta:
        model = Addressee
        fields = ("name", "post", "address", "language")
        widgets: ClassVar = {"address": forms.Textarea({"rows": 2})}


class DemandForm(PartForm):
    """A demand."""

    told: ClassVar[dict[str, tuple[Any, int]]] = {"texts": (gettext_lazy("Demand"), 3)}

    class Meta:
        model = Demand
        fields = ("number", "addressees")
        widgets: ClassVar = {"addressees": forms.CheckboxSelectMultiple}

    def clean_number(self) -> int:
        """A number that no other demand has."""
        number = int(self.cleaned_data["number"])
        others = Demand.objects.filter(campaign=self.instance.campaign, number=number).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError(_("Another demand has this number."))
        return number


class OrganisationForm(PartForm):
    """An organisation behind the campaign."""

    class Meta:
        model = Organisation
        fields = ("name", "role", "country", "agreed")


class UpdateForm(PartForm):
    """News."""

    told: ClassVar[dict[str, tuple[Any, int]]] = {
        "titles": (gettext_lazy("Title"), 1),
        "texts": (gettext_lazy("Text"), 5),
    }

    class Meta:
        model = Update
        fields = ("kind", "day")
        widgets: ClassVar = {"day": forms.DateInput(DAY)}


class AnswerForm(PartForm):
    """What an addressee answered."""

    told: ClassVar[dict[str, tuple[Any, int]]] = {"texts": (gettext_lazy("What was answered"), 6)}

    class Meta:
        model = Answer
        fields = ("addressee", "day", "outcome")
        widgets: ClassVar = {"day": forms.DateInput(DAY)}


class PurposeForm(PartForm):
    """Something that people may agree to."""

    told: ClassVar[dict[str, tuple[Any, int]]] = {
        "texts": (gettext_lazy("What people agree to, in words that begin with “I”"), 2)
    }

    class Meta:
        model = Purpose
        fields = ()


class WritingForm(PartForm):
    """Whom letters go to."""

    class Meta:
        model = Writing
        fields = ("list",)


class FlagNoteForm(PartForm):
    """What the public is told of a statement that fell."""

    told: ClassVar[dict[str, tuple[Any, int]]] = {"note": (gettext_lazy("What changed, for the public"), 2)}

    class Meta:
        model = Flag
        fields = ()


FORMS: Final[dict[str, type[PartForm]]] = {
    "addressees": AddresseeForm,
    "demands": DemandForm,
    "organisations": OrganisationForm,
    "news": UpdateForm,
    "answers": AnswerForm,
    "purposes": PurposeForm,
    "writing": WritingForm,
    "notes": FlagNoteForm,
}
FREE: Final = ("addressees", "demands", "organisations", "purposes", "writing")
"""The parts that may still be changed and removed; the others are a record."""
