"""The form that people write letters with: questions and their own words, and no text to paste."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from typing_extensions import override

from habeas.desk.actions.rendering import Page
from habeas.desk.contacts.addresses import visible
from habeas.desk.letters.models import TargetList
from habeas.desk.signing.forms import ActForm

SHORTEST: Final = 60
LONGEST: Final = 6000


class LetterForm(ActForm):
    """A letter. Each question of the campaign has a field; what is written in them is put together in their order."""

    postal = forms.CharField(
        label=gettext_lazy("Your postal address (only if you like: some answer only people of their own area)"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3, "autocomplete": "street-address"}),
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=150)

    def __init__(self, page: Page, *args: Any, **kwargs: Any) -> None:
        super().__init__(page.campaign, page.language, *args, **kwargs)
        self.fields["subject"].initial = page.shown.get("subject") or page.shown["title"]
        self._asked = [f"words_{at}" for at, _prompt in enumerate(page.shown.get("prompts", []))]
        for name, prompt in zip(self._asked, page.shown.get("prompts", []), strict=True):
            self.fields[name] = self._own_words(prompt, needed=False)
        self.fields["more"] = self._own_words(_("Anything else") if self._asked else _("Your letter"), needed=False)
        last = [name for name in ("name", "address", "postal", "agreed") if name in self.fields]
        self.order_fields(["token", "subject", *self._asked, "more", *last])

    @staticmethod
    def _own_words(label: str, *, needed: bool) -> forms.CharField:
        widget = forms.Textarea({"rows": 5, "dir": "auto"})
        return forms.CharField(label=label, required=needed, max_length=LONGEST, widget=widget)

    def clean_subject(self) -> str:
        """A line."""
        return " ".join(visible(str(self.cleaned_data["subject"])).split())

    @override
    def clean(self) -> dict[str, Any]:
        """The words together are a letter, and not a book."""
        data = dict(super().clean() or {})
        parts = [str(data.get(name, "")).replace("\r", "").strip() for name in (*self._asked, "more")]
        data["text"] = "\n\n".join(part for part in parts if part)
        if not SHORTEST <= len(data["text"]) <= LONGEST:
            long = _("A letter has between %(low)d and %(high)d characters; yours has %(n)d.")
            raise ValidationError(long % {"low": SHORTEST, "high": LONGEST, "n": len(data["text"])})
        return data


class ListForm(forms.ModelForm):  # type: ignore[type-arg]
    """A list of targets."""

    class Meta:
        model = TargetList
        fields = ("name", "fresh_days")


class FileForm(forms.Form):
    """A file of targets, or of codes."""

    what = forms.ChoiceField(
        label=gettext_lazy("What is in the file"),
        choices=(("targets", gettext_lazy("targets")), ("codes", gettext_lazy("postal codes and areas"))),
    )
    file = forms.FileField(label=gettext_lazy("CSV file"))
