"""Pages that list and find."""

from __future__ import annotations

import csv
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from habeas.desk.access.reads import hidden_from, note_hits, restricted, viewer
from habeas.desk.audit.models import note
from habeas.desk.index.models import Report, Statement
from habeas.desk.search.forms import ReportsForm, SearchForm
from habeas.desk.search.reads import Wanted, found, highlighted, people
from habeas.publishing.guard import guarded

PAGE = 50
COUNTED = 1000
"""Results are counted so far; beyond it a page says "more than"."""
EXPORTED = 10_000
PEOPLE = 30
COLUMNS = (
    "address", "as_of", "report", "title", "publisher", "published", "kind", "says", "words", "said_by", "when",
    "state", "high_risk", "may_be_public",
)  # fmt: skip


def reports(request: HttpRequest) -> HttpResponse:
    """The reports that were read, with how far the decisions on each have come."""
    member = viewer(request)
    form = ReportsForm(request.GET)
    some = Report.objects.exclude(pk__in=hidden_from(member))
    if form.is_valid():
        some = _chosen(some, form.cleaned_data)
    page = Paginator(some, PAGE).get_page(request.GET.get("page"))
    closed = restricted()
    note_hits(member, [report.pk for report in page])
    context = {"form": form, "page": page, "closed": closed, "query": _query(request)}
    return render(request, "search/reports.html", context)


def _chosen(some: QuerySet[Report], given: dict[str, Any]) -> QuerySet[Report]:
    about = given["about"]
    if about:
        some = some.filter(Q(title__icontains=about) | Q(publisher__icontains=about) | Q(source__icontains=about))
    if given["language"]:
        some = some.filter(language__istartswith=given["language"])
    if given["waiting"]:
        done = Q(decided=F("total"))
        some = some.filter(done if given["waiting"] == "done" else ~done)
    return some


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()


def search(request: HttpRequest) -> HttpResponse:
    """Statements, and people, for which all that is asked holds."""
    member = viewer(request)
    form = SearchForm(request.GET or None)
    context: dict[str, Any] = {"form": form, "query": _query(request)}
    if form.is_valid() and any(form.wanted()):
        wanted = form.wanted()
        some = found(member, wanted)
        count = some.order_by()[: COUNTED + 1].count()
        page = Paginator(some[:EXPORTED], PAGE)
        page.count = count
        shown = page.get_page(request.GET.get("page"))
        rows = [(one, highlighted(one.words, wanted.words)) for one in shown]
        named = list(people(member, wanted.name)[:PEOPLE]) if wanted.name else []
        note_hits(member, [one.report_id for one, _ in rows] + [one.report_id for one in named])
        context |= {"rows": rows, "page": shown, "people": named, "more": count > COUNTED, "count": min(count, COUNTED)}
    return render(request, "search/search.html", context)


def export(request: HttpRequest) -> HttpResponse:
    """The same result as a table for a spreadsheet, guarded against formulas."""
    member = viewer(request)
    form = SearchForm(request.GET)
    wanted = form.wanted() if form.is_valid() else Wanted()
    some = list(found(member, wanted)[:EXPORTED]) if any(wanted) else []
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="statements.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    now = timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    for one in some:
        writer.writerow([guarded(cell) for cell in _cells(request, one, now)])
    note(member, "search exported", "", f"{len(some)} statements")
    note_hits(member, [one.report_id for one in some])
    return response


def _cells(request: HttpRequest, one: Statement, now: str) -> list[str]:
    report = one.report
    address = request.build_absolute_uri(reverse("report", args=[report.digest])) + f"#{one.number}"
    who = [report.pk, report.title, report.publisher, report.published]
    public = "permitted" if one.permitted else "no" if one.risk else "once accepted"
    return [
        address, now, *who, one.kind, one.says, one.words, one.speaker, one.when, one.state, one.risk, public
    ]  # fmt: skip
