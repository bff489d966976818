"""Pages of case files."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db import transaction
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from habeas.desk.access import writes as access
from habeas.desk.access.forms import RestrictForm
from habeas.desk.access.reads import note_hits, restricted, viewer
from habeas.desk.audit.models import note
from habeas.desk.cases.forms import ConsentForm, NoteForm, RiskForm
from habeas.desk.cases.reads import Shown, listed, shown
from habeas.desk.index.models import Report
from habeas.desk.store import workspace

PAGE = 100


def cases(request: HttpRequest) -> HttpResponse:
    """The cases: people who are or were held, or all who have a name."""
    every = "all" in request.GET
    page = Paginator(listed(viewer(request), every=every), PAGE).get_page(request.GET.get("page"))
    rows = [(str(one["whole"]).removeprefix("pe:"), one) for one in page]
    context = {"rows": rows, "page": page, "every": every, "query": "all=1" if every else ""}
    return render(request, "cases/cases.html", context)


def _shown(request: HttpRequest, person: str) -> Shown:
    with workspace() as opened:
        found = shown(opened, viewer(request), f"pe:{person}")
    if found is None:
        raise Http404
    return found


def case(request: HttpRequest, person: str) -> HttpResponse:
    """One case file."""
    return _page(request, _shown(request, person), person)


def _page(request: HttpRequest, found: Shown, person: str, **forms: ModelForm) -> HttpResponse:  # type: ignore[type-arg]
    note_hits(viewer(request), found.case.reports)
    given = {"note": NoteForm(prefix="note"), "consent": ConsentForm(prefix="consent"), "risk": RiskForm(prefix="risk")}
    closed = any(report in restricted() for report in found.case.reports)
    context = {"shown": found, "case": found.case, "view": found.view, "person": person, "closed": closed}
    return render(request, "cases/case.html", {**context, **given, **forms}, status=400 if forms else 200)


def write_note(request: HttpRequest, person: str) -> HttpResponse:
    """Adds a note."""
    return _written(request, person, "note", NoteForm)


def write_consent(request: HttpRequest, person: str) -> HttpResponse:
    """Adds to the record of consent."""
    return _written(request, person, "consent", ConsentForm)


def write_risk(request: HttpRequest, person: str) -> HttpResponse:
    """Adds to the record of risk."""
    return _written(request, person, "risk", RiskForm)


def _written(request: HttpRequest, person: str, what: str, made: type[ModelForm]) -> HttpResponse:  # type: ignore[type-arg]
    found = _shown(request, person)
    form = made(request.POST, prefix=what)
    if not form.is_valid():
        return _page(request, found, person, **{what: form})
    with transaction.atomic():
        form.instance.by, form.instance.person = viewer(request), f"pe:{person}"
        form.save()
        note(viewer(request), f"{what} written", f"pe:{person}")
    return redirect("case", person)


def restrict(request: HttpRequest, person: str) -> HttpResponse:
    """Restricts a case: its reports, and those that come later and speak of the same person."""
    found = _shown(request, person)
    form = RestrictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"] or _("a restricted case")
        made = access.restrict(viewer(request), found.case.reports, people=found.keys, reason=reason)
        return redirect("restriction", made.pk)
    reports = Report.objects.filter(pk__in=found.case.reports)
    return render(request, "access/restrict.html", {"form": form, "what": found.case.name, "reports": reports})
