"""Pages of the ledger of demands."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from habeas.desk.access.reads import note_hits, viewer
from habeas.desk.demands import following, outgoing, writes
from habeas.desk.demands.forms import EntryForm, MadeForm
from habeas.desk.demands.models import Entry, Outcome
from habeas.desk.demands.reads import Line, Pages, due, ledger
from habeas.desk.people.models import Member
from habeas.desk.policy.rights import has
from habeas.desk.store import workspace
from habeas.desk.submissions.models import Due
from habeas.desk.submissions.reads import seen as submissions_seen
from habeas.desk.submissions.reads import today

PAGE = 50
YEARS_DAYS = 3660


def _lines(member: Member) -> list[Line]:
    with workspace() as opened:
        following.follow(opened)
    return ledger(member)


def demands(request: HttpRequest) -> HttpResponse:
    """The ledger; `outcome` shows one of them."""
    member = viewer(request)
    with workspace() as opened:
        following.follow(opened)
    pages = Pages(member)
    asked = request.GET.get("outcome", "")
    wanted = asked if asked in Outcome.values else ""
    counts = [(value, label, pages.count(value)) for value, label in Outcome.choices]
    page = Paginator(pages.of(wanted), PAGE).get_page(request.GET.get("page"))
    page.object_list = pages.read(page.object_list)
    note_hits(member, [one.report for one in page.object_list if one.report])
    context = {"page": page, "counts": counts, "outcome": asked, "all": len(pages), "soon": due(pages.told)}
    return render(request, "demands/list.html", {**context, "today": today(), "query": f"outcome={asked}"})


def make(request: HttpRequest) -> HttpResponse:
    """Adds a demand of the team's own."""
    form = MadeForm(request.POST or None, initial={"said": today()})
    if request.method == "POST" and form.is_valid():
        made = writes.make(viewer(request), form.instance)
        return redirect("own-demand", made.pk)
    return render(request, "demands/make.html", {"form": form})


def found(request: HttpRequest, statement: str) -> HttpResponse:
    """A demand that a report tells of, with its history; `POST` adds to that."""
    return _one(request, f"st:{statement}")


def own(request: HttpRequest, number: int) -> HttpResponse:
    """One of the team's own."""
    return _one(request, f"own:{number}")


def of_campaign(request: HttpRequest, number: int) -> HttpResponse:
    """One of a campaign's."""
    return _one(request, f"act:{number}")


def _one(request: HttpRequest, name: str) -> HttpResponse:
    member = viewer(request)
    with workspace() as opened:
        following.follow(opened)
    line = next(iter(ledger(member, only=name)), None)
    if line is None:
        raise Http404
    form = EntryForm(request.POST or None, initial={"day": today()})
    if request.method == "POST" and form.is_valid():
        writes.enter(member, name, form.instance)
        messages.success(request, _("Written."))
        return redirect(request.path)
    note_hits(member, [line.report] if line.report else [])
    history = Entry.objects.filter(demand=name).select_related("by")
    context = {"line": line, "form": form, "history": history, "writes": has(member.role, "decide")}
    return render(request, "demands/demand.html", context, status=400 if form.errors else 200)


def as_json(request: HttpRequest) -> HttpResponse:
    """The ledger as JSON."""
    lines = _noted(request)
    data = {"format": outgoing.FORMAT, "demands": outgoing.rows(lines)}
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


def as_csv(request: HttpRequest) -> HttpResponse:
    """The ledger as CSV."""
    response = HttpResponse(outgoing.as_csv(_noted(request)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="demands.csv"'
    return response


def _noted(request: HttpRequest) -> list[Line]:
    member = viewer(request)
    lines = _lines(member)
    note_hits(member, [one.report for one in lines if one.report])
    return lines


def calendar(request: HttpRequest) -> HttpResponse:
    """What is open and due, of demands and submissions, for a calendar program."""
    member = viewer(request)
    days = []
    for one in due(_noted(request), YEARS_DAYS):
        if one.due is not None:
            days.append((one.id.replace(":", "-"), one.due, f"{one.demander} → {', '.join(one.to)}: {one.text[:120]}"))
    mine = {one.pk: name for one, name in submissions_seen(member)}
    for due_one in Due.objects.filter(done=None, submission__in=mine):
        days.append((f"due-{due_one.pk}", due_one.day, f"{mine[due_one.submission_id]}: {due_one.what}"))
    response = HttpResponse(outgoing.as_calendar(days, _("Due")), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="due.ics"'
    return response
