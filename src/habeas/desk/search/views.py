"""Pages that list and find."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.desk.access.reads import hidden_from, note_hits, restricted, viewer
from habeas.desk.index.models import Report, Statement
from habeas.desk.search.forms import KeepForm, ReportsForm, SearchForm
from habeas.desk.search.models import SavedSearch
from habeas.desk.search.reads import found, highlighted, people

PAGE = 50
COUNTED = 1000
"""Results are counted so far; beyond it a page says "more than"."""
PEOPLE = 30
LONGEST = 4000


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
        some = some.filter(Q(decided=F("total")) if given["waiting"] == "done" else Q(decided__lt=F("total")))
    return some


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()


def search(request: HttpRequest) -> HttpResponse:
    """Statements, and people, for which all that is asked holds."""
    member = viewer(request)
    form = SearchForm(request.GET or None)
    context: dict[str, Any] = {"form": form, "query": _query(request), "kept": SavedSearch.of(member)}
    if form.is_valid() and any(form.wanted()):
        wanted = form.wanted()
        newest = list(found(member, wanted, COUNTED + 1).values_list("pk", flat=True)[: COUNTED + 1])
        count = len(newest)
        shown = Paginator(newest, PAGE).get_page(request.GET.get("page"))
        names = f"{wanted.name} {wanted.place}"
        rows = [(one, highlighted(one.words, wanted.words, names)) for one in _of(list(shown))]
        named = list(people(member, wanted.name)[:PEOPLE]) if wanted.name else []
        note_hits(member, [one.report_id for one, _ in rows] + [one.report_id for one in named])
        context |= {"rows": rows, "page": shown, "people": named, "more": count > COUNTED, "count": min(count, COUNTED)}
        context["keep"] = KeepForm(prefix="keep")
    return render(request, "search/search.html", context)


def _of(numbers: list[int]) -> QuerySet[Statement]:
    return Statement.objects.filter(pk__in=numbers).select_related("report").order_by("-id")


def keep(request: HttpRequest) -> HttpResponse:
    """Keeps a search under a name; one of the same name of one's own is replaced."""
    member = viewer(request)
    form = KeepForm(request.POST, prefix="keep")
    query = QueryDict(request.POST.get("query", "")[:LONGEST])
    asked = SearchForm(query)
    if form.is_valid() and asked.is_valid() and any(asked.wanted()):
        given = form.cleaned_data
        defaults = {"query": query.urlencode(), "shared": given["shared"]}
        SavedSearch.objects.update_or_create(by=member, name=given["name"], defaults=defaults)
        messages.success(request, _("Kept."))
    else:
        messages.error(request, _("A search that is kept needs a name, and something to search for."))
    return redirect(f"{reverse('search')}?{query.urlencode()}")


def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Drops a search of one's own."""
    get_object_or_404(SavedSearch, pk=number, by=viewer(request)).delete()
    return redirect("search")
