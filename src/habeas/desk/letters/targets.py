"""Who can be written to: targets and codes from files of the operator's, looked up by postal code or area."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Final, NamedTuple

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from habeas.desk.letters.models import Area, Target, TargetList

TARGETS: Final = ("number", "name", "post", "area", "address", "languages", "verified", "outdated", "office")
CODES: Final = ("code", "area")
NEEDED: Final = ("number", "name", "address", "verified")
SHORTEST: Final = 2
MOST: Final = 200


class Imported(NamedTuple):
    """What came of a file: how many rows were taken, and what is wrong with which line."""

    taken: int
    wrong: list[tuple[int, str]]


class FileError(Exception):
    """The file cannot be read as a table; the message says why."""


def folded(code: str) -> str:
    """A postal code or the name of an area without case, marks, spaces and signs."""
    return "".join(one for one in anyascii(code).casefold() if one.isalnum())[:80]


def rows(data: bytes, needed: tuple[str, ...]) -> list[dict[str, str]]:
    """The lines of a CSV file, by the names of its columns.

    Raises:
        FileError: it is no such file, or a column is missing.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(_("The file is not in UTF-8.")) from None
    first = text.split("\n", 1)[0]
    sign = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=sign)
    names = [(name or "").strip().casefold() for name in reader.fieldnames or ()]
    missing = [name for name in needed if name not in names]
    if missing:
        raise FileError(_("These columns are missing: %s") % ", ".join(missing))
    reader.fieldnames = names
    try:
        return [{name: (value or "").strip() for name, value in row.items() if name} for row in reader]
    except csv.Error as error:
        raise FileError(str(error)) from None


@transaction.atomic
def import_targets(whole: TargetList, data: bytes) -> Imported:
    """Takes a file as the list's new state: who is not in it any more can be written to no longer.

    Where a line is wrong, it is left out and said; whoever it is about stays as they were.

    Raises:
        FileError: the file cannot be read.
    """
    taken = 0
    wrong: list[tuple[int, str]] = []
    seen: set[str] = set()
    for line, row in enumerate(rows(data, NEEDED), start=2):
        number = row["number"]
        seen.add(number)
        try:
            fields = _fields(row)
        except (ValidationError, ValueError) as error:
            wrong.append((line, error.messages[0] if isinstance(error, ValidationError) else str(error)))
            continue
        before = Target.objects.filter(list=whole, number=number).first()
        if before is not None and before.bounced and fields["verified"] > before.bounced.date():  # type: ignore[operator]
            fields["bounced"] = None
        Target.objects.update_or_create(list=whole, number=number, defaults={**fields, "gone": False})
        taken += 1
    Target.objects.filter(list=whole).exclude(number__in=seen).update(gone=True)
    return Imported(taken, wrong)


def _fields(row: dict[str, str]) -> dict[str, object]:
    if not row["number"] or not row["name"]:
        raise ValueError(_("A number and a name are needed."))
    validate_email(row["address"])
    if row.get("office"):
        validate_email(row["office"])
    outdated = row.get("outdated") or Target.Outdated.WAIT
    if outdated not in Target.Outdated.values:
        raise ValueError(_("“outdated” must be one of: %s") % ", ".join(Target.Outdated.values))
    if outdated == Target.Outdated.OFFICE and not row.get("office"):
        raise ValueError(_("Letters would go to an office whose address is missing."))
    return {
        "name": row["name"][:200],
        "post": row.get("post", "")[:200],
        "area": row.get("area", "")[:120],
        "address": row["address"],
        "languages": row.get("languages", "")[:80],
        "verified": date.fromisoformat(row["verified"]),
        "outdated": outdated,
        "office": row.get("office", ""),
    }


@transaction.atomic
def import_codes(whole: TargetList, data: bytes) -> Imported:
    """Takes a file of codes (postal codes, their beginnings, or other names of areas) in place of those before.

    Raises:
        FileError: the file cannot be read.
    """
    found = [(line, folded(row["code"]), row["area"]) for line, row in enumerate(rows(data, CODES), start=2)]
    wrong = [(line, _("A code and an area are needed.")) for line, code, area in found if not code or not area]
    good = dict.fromkeys((code, area[:120]) for _line, code, area in found if code and area)
    Area.objects.filter(list=whole).delete()
    Area.objects.bulk_create((Area(list=whole, code=code, area=area) for code, area in good), batch_size=500)
    return Imported(len(good), wrong)


def areas_of(whole: TargetList, asked: str) -> list[str]:
    """The areas that a postal code or a name leads to: by the longest code that it begins with."""
    code = folded(asked)
    named = {one for one in whole.targets.values_list("area", flat=True).distinct() if one and folded(one) == code}
    if named:
        return sorted(named)
    starts = [code[:length] for length in range(len(code), SHORTEST - 1, -1)]
    found = Area.objects.filter(list=whole, code__in=starts)
    longest = max((len(one.code) for one in found), default=0)
    return sorted({one.area for one in found if len(one.code) == longest})


def fresh(target: Target, today: date) -> bool:
    """Whether a target's address was verified not too long ago, and no mail to it has come back since."""
    return target.bounced is None and target.verified >= today - timedelta(days=target.list.fresh_days)


def offered(whole: TargetList, areas: list[str], today: date) -> list[Target]:
    """Whom somebody of these areas can write to."""
    some = whole.targets.filter(gone=False, area__in=["", *areas]).select_related("list")[:MOST]
    return [one for one in some if fresh(one, today) or one.outdated != Target.Outdated.SKIP]


def address_of(target: Target, today: date) -> str | None:
    """Where letters to a target go today; None where they wait, or nobody can write to them."""
    if target.gone:
        return None
    if fresh(target, today):
        return target.address
    return target.office if target.outdated == Target.Outdated.OFFICE else None
