"""Days on which somebody must look at a case again: on the case file, on the first page, and in a list."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.desk.access.reads import hidden_from, note_hits, viewer
from habeas.desk.audit.models import note
from habeas.desk.cases.models import Watch
from habeas.desk.index.models import Person
from habeas.desk.people.models import Member

SOON = timedelta(days=7)
PAGE = 100


def open_watches(member: Member) -> QuerySet[Watch]:
    """What nobody has seen to yet, the earliest first, of cases that the member may see."""
    some = Watch.objects.filter(done=None).select_related("by")
    hidden = hidden_from(member)
    if not hidden:
        return some
    # A day of somebody of whom a report is hidden would tell that there is such a report.
    wholes = Person.objects.filter(report__in=hidden).values("whole")
    return some.exclude(person__in=Person.objects.filter(whole__in=wholes).values("key"))


def due(member: Member) -> QuerySet[Watch]:
    """Those that are due, or will be within a week."""
    return open_watches(member).filter(day__lte=timezone.now().date() + SOON)


def watches(request: HttpRequest) -> HttpResponse:
    """The list of days to watch, the earliest first."""
    member = viewer(request)
    page = Paginator(open_watches(member), PAGE).get_page(request.GET.get("page"))
    people = {one.key: one for one in Person.objects.filter(key__in=[watch.person for watch in page])}
    rows = [(watch, people[watch.person]) for watch in page if watch.person in people]
    note_hits(member, [person.report_id for _watch, person in rows])
    context = {"rows": rows, "page": page, "query": "", "today": timezone.now().date()}
    return render(request, "cases/watches.html", context)


def done(request: HttpRequest, number: int) -> HttpResponse:
    """Notes that somebody has seen to a day; it is over."""
    member = viewer(request)
    found = get_object_or_404(Watch, pk=number)
    if not open_watches(member).filter(pk=number).exists():
        raise Http404
    with transaction.atomic():
        found.done, found.done_by = timezone.now(), member
        found.save(update_fields=["done", "done_by"])
        note(member, "watch done", found.person)
    messages.success(request, _("Seen to."))
    return redirect("watches" if request.POST.get("from") == "list" else "home")
