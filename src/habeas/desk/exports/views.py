"""Pages of exports. Each is there for whoever asked for it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from habeas.bringing import BringError
from habeas.desk.access.reads import viewer
from habeas.desk.audit.models import note
from habeas.desk.exports import tasks, writes
from habeas.desk.exports.forms import AskForm, BringForm, TermsForm
from habeas.desk.exports.models import FORMS, Export, Scope, Terms
from habeas.desk.policy.rights import has

SHOWN = 50


def exports(request: HttpRequest) -> HttpResponse:
    """What one has asked for, and everything at once."""
    writes.sweep()
    own = Export.objects.filter(by=viewer(request))[:SHOWN]
    context = {"exports": own, "forms": FORMS[Scope.ALL], "terms": Terms.present()}
    return render(request, "exports/exports.html", context)


def make(request: HttpRequest) -> HttpResponse:
    """Has an export made: `scope`, `of`, `form`, `inside`."""
    member = viewer(request)
    asked = AskForm(request.POST)
    if not asked.is_valid():
        for some in asked.errors.values():
            messages.error(request, "; ".join(map(str, some)))
        return redirect("exports")
    given = asked.cleaned_data
    if given["inside"] and not has(member.role, "take-out"):
        raise PermissionDenied
    writes.sweep()
    with transaction.atomic():
        made = Export.objects.create(
            by=member,
            scope=given["scope"],
            of=given["of"],
            form=given["form"],
            inside=given["inside"],
            language=get_language() or "en",
            root=request.build_absolute_uri(reverse("home")),
        )
        note(member, "export asked for", f"export:{made.pk}", f"{made.scope} {made.form}{' inside' * made.inside}")
        tasks.make.enqueue(made.pk)
    return redirect("export", made.pk)


def _own(request: HttpRequest, number: int) -> Export:
    return get_object_or_404(Export, pk=number, by=viewer(request))


def export(request: HttpRequest, number: int) -> HttpResponse:
    """How far an export has come."""
    return render(request, "exports/export.html", {"export": _own(request, number), "hours": writes.HOURS})


def file(request: HttpRequest, number: int) -> HttpResponseBase:
    """The file, never shown by the browser itself. That it was taken is noted."""
    found = _own(request, number)
    writes.sweep()
    found.refresh_from_db()
    path = writes.folder() / found.file
    if found.state != Export.State.READY or not found.file or not path.is_file():
        raise Http404
    if found.inside and not has(found.by.role, "take-out"):
        raise PermissionDenied
    note(found.by, "export taken", f"export:{found.pk}")
    response = FileResponse(path.open("rb"), as_attachment=True, filename=found.name)
    response["Content-Type"] = "application/octet-stream"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def bring(request: HttpRequest) -> HttpResponse:
    """Takes in a whole case that another desk exported, with its decisions."""
    member = viewer(request)
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = writes.bring(member, form.cleaned_data["case"])
        except BringError as error:
            form.add_error("case", str(error))
        else:
            said = _("New here: %(r)d reports, %(d)d decisions. What was here already stays as it was.")
            messages.success(request, said % {"r": made.reports, "d": made.decisions})
            return redirect("exports")
    return render(request, "exports/bring.html", {"form": form}, status=400 if form.errors else 200)


def terms(request: HttpRequest) -> HttpResponse:
    """What is said of every export."""
    form = TermsForm(request.POST or None, instance=Terms.present())
    if request.method == "POST" and form.is_valid():
        form.save()
        note(viewer(request), "terms of exports changed")
        messages.success(request, _("Changed."))
        return redirect("exports")
    return render(request, "exports/terms.html", {"form": form}, status=400 if form.errors else 200)
