"""What brings a register in."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from habeas.desk.access.reads import hidden_from
from habeas.desk.access.writes import extend
from habeas.desk.audit.models import note
from habeas.desk.index.following import follow
from habeas.desk.people.models import Member
from habeas.desk.registers.models import ColumnMap, RowResult, Upload
from habeas.desk.registers.reads import cells_of, first_fields, headings_of, packed_cells, rows_of, sheet_of
from habeas.desk.worklists.tasks import ask
from habeas.registering import Keeper
from habeas.spreadsheets import Grid, RowReading
from habeas.workspace import Workspace

AT_ONCE = 50
KEPT_DAYS = 7


def bring(by: Member, register: str, name: str, data: bytes, grid: Grid) -> Upload:
    """Keeps a file's cells until they are imported, with what its columns are likely to be."""
    put_away_old()
    upload = Upload(register=register, name=name[:300], digest=hashlib.sha256(data).hexdigest(), by=by)
    upload.cells = packed_cells(grid)
    look_at(upload, grid)
    with transaction.atomic():
        upload.save()
        note(by, "register brought", f"register:{upload.pk}")
    return upload


def look_at(upload: Upload, grid: Grid) -> None:
    """Guesses the columns of the sheet and the row of headings that were chosen."""
    sheet = sheet_of(upload, grid)
    upload.sheet = sheet.name
    if not any(number == upload.first for number, _ in sheet.rows):
        upload.first = next((number for number, _ in sheet.rows), 1)
    headings = headings_of(upload, sheet)
    fields, upload.order = first_fields(upload.by, upload.register, headings)
    upload.fields = list(fields)
    upload.total = max(0, sum(number >= upload.first for number, _ in sheet.rows) - 1)


def keep_map(upload: Upload) -> None:
    """Keeps which column is what for the next time, under the register's name."""
    headings = headings_of(upload, sheet_of(upload, cells_of(upload)))
    columns = [[one, field] for one, field in zip(headings, upload.fields, strict=False)]
    ColumnMap.objects.update_or_create(
        name=upload.register,
        defaults={"columns": columns, "order": upload.order, "by": upload.by, "saved": timezone.now()},
    )


def check(opened: Workspace, upload: Upload) -> None:
    """Notes what each row would come to. Nothing is stored in the workspace."""
    here = {one.id for one in opened.reports()} - hidden_from(upload.by)
    seen: dict[str, int] = {}
    results = []
    before = set(
        RowResult.objects.filter(
            upload__register=upload.register, state__in=(RowResult.State.ADDED, RowResult.State.KNOWN)
        )
        .filter(report__in=here)
        .exclude(record="")
        .values_list("record", flat=True)
    )
    for number, made in rows_of(upload):
        one = _result(upload, number, made, here, seen)
        if one.state == RowResult.State.NEW and one.record in before:
            one.state = RowResult.State.CHANGED
        results.append(one)
        seen.setdefault(made.reading.report.id, number)
    with transaction.atomic():
        upload.results.all().delete()
        RowResult.objects.bulk_create(results, batch_size=500)
        upload.state, upload.done, upload.total = Upload.State.CHECKED, 0, len(results)
        upload.save(update_fields=["state", "done", "total"])


def _result(upload: Upload, number: int, made: RowReading, here: set[str], seen: dict[str, int]) -> RowResult:
    report = made.reading.report.id
    state, why = RowResult.State.NEW, ""
    if made.refused:
        state, why = RowResult.State.REFUSED, made.refused
    elif report in seen:
        state, why = RowResult.State.TWICE, str(seen[report])
    elif report in here:
        state = RowResult.State.KNOWN
    name = next((one.name for one in made.reading.entities if one.id == "e1"), "")
    return RowResult(
        upload=upload,
        number=number,
        state=state,
        report=report,
        person=name,
        record=made.record,
        why=why,
        unread=[list(one) for one in made.unread],
        statements=sum(1 for _ in made.reading.statements()),
    )


def take_in(opened: Workspace, upload: Upload) -> None:
    """Stores every row that makes a report. Run again, it goes on where it stopped."""
    keeper = Keeper(opened, upload.by.name, accept=upload.accept)
    waiting = {one.number: one for one in upload.results.exclude(state=RowResult.State.REFUSED)}
    done: list[RowResult] = []
    for number, made in rows_of(upload):
        one = waiting.get(number)
        if one is None or one.report != made.reading.report.id:
            continue
        origin = f"register:{upload.register} · {upload.name} (sha256:{upload.digest}) · row {number}"
        keeper.keep(made, origin)
        if one.state in (RowResult.State.NEW, RowResult.State.CHANGED):
            one.state = RowResult.State.ADDED
        done.append(one)
        if len(done) % AT_ONCE == 0:
            Upload.objects.filter(pk=upload.pk).update(done=len(done))
    position = follow(opened)
    extend()
    with transaction.atomic():
        RowResult.objects.bulk_update(done, ["state"], batch_size=500)
        upload.state, upload.done, upload.imported = Upload.State.IMPORTED, len(done), timezone.now()
        upload.cells = b""
        upload.save(update_fields=["state", "done", "imported", "cells"])
        note(upload.by, "register imported", f"register:{upload.pk}", f"{len(done)} rows")
        ask(position)


@transaction.atomic
def put_away(by: Member, upload: Upload) -> None:
    """Forgets a file that is not to be imported."""
    upload.results.all().delete()
    upload.cells, upload.state = b"", Upload.State.DISCARDED
    upload.save(update_fields=["cells", "state"])
    note(by, "register put away", f"register:{upload.pk}")


def put_away_old() -> None:
    """Forgets files that nobody imported for a week."""
    before = timezone.now() - timedelta(days=KEPT_DAYS)
    old = Upload.objects.filter(made__lt=before).exclude(state__in=(Upload.State.IMPORTED, Upload.State.DISCARDED))
    RowResult.objects.filter(upload__in=old).delete()
    old.update(cells=b"", state=Upload.State.DISCARDED)


def forget(gone: list[str]) -> None:
    """Takes out what is kept of reports that were erased, and every file that waits, which may hold them too."""
    RowResult.objects.filter(report__in=gone).delete()
    waiting = Upload.objects.exclude(state__in=(Upload.State.IMPORTED, Upload.State.DISCARDED))
    RowResult.objects.filter(upload__in=waiting).delete()
    waiting.update(cells=b"", state=Upload.State.DISCARDED)
