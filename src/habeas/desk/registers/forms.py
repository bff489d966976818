"""Forms of registers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from habeas.desk.languages import translated
from habeas.desk.registers.models import ColumnMap, Order, Upload
from habeas.desk.registers.reads import Column
from habeas.model import dates
from habeas.spreadsheets import FIELDS, Grid
from habeas.spreadsheets.grid import DEFAULT


class BringForm(forms.Form):
    """A file, and whose register it is."""

    register = forms.CharField(
        label=_("Name of the register"),
        max_length=200,
        help_text=_("Who keeps it. It stands as the publisher of every row."),
    )
    table = forms.FileField(label=_("File (CSV, XLSX or JSON)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["register"].widget.attrs["list"] = "registers"
        self.registers = list(ColumnMap.objects.values_list("name", flat=True))

    def clean_register(self) -> str:
        """The name on one line."""
        return " ".join(str(self.cleaned_data["register"]).split())

    def clean_table(self) -> Any:
        """A file that is not too large."""
        given = self.cleaned_data["table"]
        if given.size > DEFAULT.file_bytes:
            raise ValidationError(_("The file is too large."))
        return given


class LookForm(forms.Form):
    """Which sheet, and in which row the headings stand."""

    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    first = forms.IntegerField(label=_("Row with the headings"), min_value=0)

    def __init__(self, *args: Any, grid: Grid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [one.name for one in grid.sheets if one.rows]
        field = self.fields["sheet"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, name) for name in names]
        if len(names) < 2:
            del self.fields["sheet"]


class ColumnsForm(forms.Form):
    """What each column is, and how the dates are to be read."""

    order = forms.ChoiceField(
        label=_("In dates such as 03/04/2021, first comes"), choices=Order.choices, required=False
    )
    as_of = forms.CharField(
        label=_("Day as of which the register stands"),
        required=False,
        max_length=40,
        help_text=_("As 2024-05-02; 2024-05 or 2024 where no more is known."),
    )
    accept = forms.BooleanField(
        label=_("I accept what the cells say. High-risk statements wait to be decided on one by one."), required=False
    )
    keep = forms.BooleanField(label=_("Keep these columns for the next time"), required=False)

    def __init__(self, *args: Any, columns: list[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        choices = [("", _("kept as words")), *((one.id, translated(one.label)) for one in FIELDS.values())]
        for one in columns:
            self.fields[f"column-{one.number}"] = forms.ChoiceField(
                label=one.heading, choices=choices, required=False, initial=one.field
            )

    def rows(self) -> list[tuple[Column, Any]]:
        """Each column with its own field of the form."""
        return [(one, self[f"column-{one.number}"]) for one in self.columns]

    def plain(self) -> list[Any]:
        """The fields that are no columns."""
        return [self[name] for name in ("order", "as_of", "accept", "keep")]

    def clean_as_of(self) -> str:
        """A date in EDTF."""
        given = str(self.cleaned_data["as_of"]).strip()
        if given and not dates.is_edtf(given):
            raise ValidationError(_("This is no date such as 2024-05-02."))
        return given

    @override
    def clean(self) -> dict[str, Any]:
        """Somebody must be named by the row."""
        given = super().clean() or {}
        chosen = {field for name, field in given.items() if name.startswith("column-")}
        if not chosen & {"name", "given_name", "family_name"}:
            raise ValidationError(_("Say which column holds the name."))
        return given

    def put_into(self, upload: Upload) -> None:
        """Notes what was chosen."""
        given = self.cleaned_data
        upload.fields = [given[f"column-{one.number}"] for one in self.columns]
        upload.order, upload.as_of, upload.accept = given["order"], given["as_of"], given["accept"]
