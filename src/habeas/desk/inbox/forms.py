"""Forms of the inbox."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.model import dates


class ManyFilesInput(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once."""

    widget = ManyFilesInput

    @override
    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file by itself."""
        return [super(ManyFilesField, self).clean(one, initial) for one in data or []]


class DescribedForm(forms.Form):
    """What is known of a report by whoever brings it."""

    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=200)
    url = forms.URLField(label=_("Web address"), required=False, max_length=2000, assume_scheme="https")
    published = forms.CharField(
        label=_("Date of the report"),
        required=False,
        max_length=40,
        help_text=_("As 2024-05-02; 2024-05 or 2024 where no more is known."),
    )

    def clean_published(self) -> str:
        """A date in EDTF."""
        given = str(self.cleaned_data["published"]).strip()
        if given and not dates.is_edtf(given):
            raise ValidationError(_("This is no date such as 2024-05-02."))
        return given

    def stated(self) -> dict[str, str]:
        """What was filled in."""
        fields = ("title", "publisher", "url", "published")
        return {name: value for name in fields if (value := str(self.cleaned_data.get(name) or "").strip())}


class FilesForm(DescribedForm):
    """Files, and what is known of them."""

    reports = ManyFilesField(label=_("Files"))
    field_order = ("reports",)


MOST_ADDRESSES = 50


class AddressesForm(forms.Form):
    """Addresses of pages, one on each line."""

    addresses = forms.CharField(
        label=_("Addresses, one on each line"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "ltr"}),
        help_text=_("Only these pages are asked for, by the desk itself: their servers see where it stands."),
    )

    def clean_addresses(self) -> list[str]:
        """Each address once; all must be of the public web."""
        given = list(dict.fromkeys(str(self.cleaned_data["addresses"]).split()))
        if len(given) > MOST_ADDRESSES:
            raise ValidationError(
                _("These are more than %(n)d: bring them in several times."), params={"n": MOST_ADDRESSES}
            )
        wrong = [one for one in given if not one.lower().startswith(("http://", "https://"))]
        if wrong:
            raise ValidationError(
                _("%(what)s is no address such as https://example.org/page."), params={"what": wrong[0]}
            )
        return given


class TextForm(DescribedForm):
    """A text that is pasted in."""

    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}), strip=False)
    field_order = ("text",)


class TestimonyForm(forms.Form):
    """What somebody told us."""

    pseudonym = forms.CharField(label=_("What we call whoever told it"), max_length=80)
    identity = forms.CharField(
        label=_("Who they are, and how to reach them"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Kept apart from the report, for reviewers only. Leave it empty if nobody should know."),
    )
    told = forms.CharField(label=_("Day on which it was told"), max_length=40)
    text = forms.CharField(
        label=_("What they said"), widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}), strip=False
    )

    def clean_told(self) -> str:
        """A date in EDTF."""
        given = str(self.cleaned_data["told"]).strip()
        if not dates.is_edtf(given):
            raise ValidationError(_("This is no date such as 2024-05-02."))
        return given
