"""Pages of registers. A file on its way in is seen by whoever brought it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from habeas.desk.access.reads import hidden_from, viewer
from habeas.desk.audit.models import note
from habeas.desk.registers import reads, tasks, writes
from habeas.desk.registers.forms import BringForm, ColumnsForm, LookForm
from habeas.desk.registers.models import RowResult, Upload
from habeas.spreadsheets import Grid, read_grid

PAGE = 100
SHOWN = 50


def registers(request: HttpRequest) -> HttpResponse:
    """The registers that one has brought, and a form for another."""
    member = viewer(request)
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["table"]
        data = given.read()
        grid = read_grid(data)
        if any(sheet.rows for sheet in grid.sheets):
            upload = writes.bring(member, form.cleaned_data["register"], given.name, data, grid)
            return redirect("register", upload.pk)
        form.add_error("table", _("It could not be read: %(why)s") % {"why": "; ".join(grid.notes) or _("no cells")})
    own = Upload.objects.filter(by=member).defer("cells")[:SHOWN]
    context = {"form": form, "uploads": own}
    return render(request, "registers/registers.html", context, status=400 if form.errors else 200)


def _own(request: HttpRequest, number: int) -> Upload:
    return get_object_or_404(Upload, pk=number, by=viewer(request))


def register(request: HttpRequest, number: int) -> HttpResponse:
    """One register: its columns while it is not imported, and what its rows come to."""
    return _page(request, _own(request, number))


def _page(request: HttpRequest, upload: Upload, form: ColumnsForm | None = None) -> HttpResponse:
    grid = reads.cells_of(upload)
    context: dict[str, Any] = {"upload": upload, "states": _states(upload), "notes": grid.notes}
    if grid.sheets and not upload.busy:
        context |= _columns(upload, grid, form)
    before = Upload.objects.filter(digest=upload.digest, state=Upload.State.IMPORTED).exclude(pk=upload.pk).first()
    context["before"] = before
    return render(request, "registers/register.html", context, status=400 if form is not None else 200)


def _columns(upload: Upload, grid: Grid, form: ColumnsForm | None) -> dict[str, Any]:
    sheet = reads.sheet_of(upload, grid)
    columns = reads.columns_of(upload, sheet)
    initial = {"order": upload.order, "as_of": upload.as_of, "accept": upload.accept, "keep": True}
    return {
        "form": form or ColumnsForm(columns=columns, initial=initial),
        "look": LookForm(grid=grid, initial={"sheet": upload.sheet, "first": upload.first}),
        "example": reads.example(upload, sheet),
        "ask": reads.must_say_order(upload, sheet) and not upload.order,
    }


def _states(upload: Upload) -> list[tuple[str, str, int]]:
    counted = upload.results.order_by().values_list("state").annotate(n=Count("pk"))
    found = dict(counted)
    states = [(str(value), str(label), found.get(value, 0)) for value, label in RowResult.State.choices]
    return [one for one in states if one[2]]


def look(request: HttpRequest, number: int) -> HttpResponse:
    """Looks at another sheet, or takes another row for the headings."""
    upload = _own(request, number)
    grid = reads.cells_of(upload)
    form = LookForm(request.POST, grid=grid)
    if form.is_valid() and upload.state in (Upload.State.NEW, Upload.State.CHECKED):
        upload.sheet, upload.first = form.cleaned_data.get("sheet", upload.sheet), form.cleaned_data["first"]
        writes.look_at(upload, grid)
        upload.state = Upload.State.NEW
        upload.save()
        upload.results.all().delete()
    return redirect("register", number)


def check(request: HttpRequest, number: int) -> HttpResponse:
    """Tries the register out with these columns: nothing is stored."""
    upload = _own(request, number)
    if upload.state not in (Upload.State.NEW, Upload.State.CHECKED):
        return redirect("register", number)
    sheet = reads.sheet_of(upload, reads.cells_of(upload))
    form = ColumnsForm(request.POST, columns=reads.columns_of(upload, sheet))
    if not form.is_valid():
        return _page(request, upload, form)
    form.put_into(upload)
    if reads.must_say_order(upload, sheet) and not upload.order:
        form.add_error("order", _("Some dates may be read in two ways: say what comes first."))
        return _page(request, upload, form)
    with transaction.atomic():
        upload.state = Upload.State.CHECKING
        upload.save()
        if form.cleaned_data["keep"]:
            writes.keep_map(upload)
        tasks.check.enqueue(upload.pk)
    return redirect("register", number)


def rows(request: HttpRequest, number: int) -> HttpResponse:
    """What became of each row, or would."""
    member = viewer(request)
    upload = _own(request, number)
    some = upload.results.exclude(report__in=hidden_from(member))
    state = request.GET.get("state", "")
    if state == "unread":
        some = some.exclude(unread=[])
    elif state:
        some = some.filter(state=state)
    page = Paginator(some, PAGE).get_page(request.GET.get("page"))
    query = f"state={state}" if state in (*RowResult.State.values, "unread") else ""
    context = {"upload": upload, "page": page, "states": _states(upload), "state": state, "query": query}
    return render(request, "registers/rows.html", context)


def take_in(request: HttpRequest, number: int) -> HttpResponse:
    """Imports the rows as they were tried out."""
    upload = _own(request, number)
    if upload.state not in (Upload.State.CHECKED, Upload.State.IMPORTING):
        messages.error(request, _("Try it out first."))
        return redirect("register", number)
    with transaction.atomic():
        upload.state = Upload.State.IMPORTING
        upload.save(update_fields=["state"])
        note(upload.by, "register import ordered", f"register:{upload.pk}")
        tasks.take_in.enqueue(upload.pk)
    return redirect("register", number)


def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Puts a file away that is not to be imported."""
    upload = _own(request, number)
    if upload.state in (Upload.State.NEW, Upload.State.CHECKED):
        writes.put_away(viewer(request), upload)
        messages.success(request, _("The file is put away; nothing of it was stored."))
    return redirect("registers")
