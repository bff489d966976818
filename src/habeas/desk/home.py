"""The first page: where the work stands, of what the member may see."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import Count, F, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from habeas.desk.access.reads import hidden_from, note_hits
from habeas.desk.actions import reads as campaigns
from habeas.desk.background.reads import standing
from habeas.desk.cases.models import Watch
from habeas.desk.cases.watching import due
from habeas.desk.demands import reads as demands
from habeas.desk.inbox.models import Arrival
from habeas.desk.index.models import Person, Report, State, Statement
from habeas.desk.people.models import Member, Role
from habeas.desk.release.models import Release
from habeas.desk.same.reads import pairs
from habeas.desk.submissions import reads as submissions
from habeas.desk.worklists.models import Finding, Matter
from habeas.desk.worklists.reads import seen

NEXT = 8


def home(request: HttpRequest) -> HttpResponse:
    """Where the work stands; before the first account, how to make it."""
    if not isinstance(request.user, Member):
        if not Member.objects.exists():
            return render(request, "desk/first.html")
        return redirect_to_login("/")
    context = _stand(request.user)
    if request.user.role == Role.ADMINISTRATOR:
        context["background"] = standing(timezone.now())
    note_hits(request.user, [report.pk for report in context["next"]])
    note_hits(request.user, [person.report_id for _, person in context["watches"]])
    return render(request, "desk/home.html", context)


def _watches(member: Member) -> list[tuple[Watch, Person]]:
    """The days that are due or near, with whose they are."""
    some = list(due(member)[:NEXT])
    people = {one.key: one for one in Person.objects.filter(key__in=[one.person for one in some])}
    return [(one, people[one.person]) for one in some if one.person in people]


def _promised(member: Member) -> dict[str, Any]:
    """Due dates of submissions, demands without an answer, and what rests on something that fell."""
    return {
        "promised": submissions.dues(member)[:NEXT],
        "flagged": submissions.flagged(member)[:NEXT],
        "campaigns": campaigns.flagged(member)[:NEXT],
        "asked": demands.due(demands.ledger(member, dated=True))[:NEXT],
    }


def _stand(member: Member) -> dict[str, Any]:
    hidden = hidden_from(member)
    reports = Report.objects.exclude(pk__in=hidden)
    risky = Statement.risky().filter(state=State.PROPOSED).exclude(report__in=hidden)
    arrivals = Arrival.objects.exclude(report__in=hidden)
    matters = seen(member).exclude(key__in=Finding.objects.values("matter")).values_list("kind").order_by()
    open_matters = dict(matters.annotate(Count("pk")))
    return {
        "reports": reports.count(),
        "unread": arrivals.filter(state=Arrival.State.STORED).count(),
        "refused": arrivals.filter(state__in=(Arrival.State.REFUSED, Arrival.State.MISSED)).count(),
        "waiting": reports.aggregate(many=Sum("total") - Sum("decided"))["many"] or 0,
        "risky": risky.count(),
        "pairs": pairs(member, "proposed").count(),
        "matters": [(label, open_matters.get(kind, 0), kind) for kind, label in Matter.Kind.choices],
        "release": Release.standing(),
        "watches": _watches(member),
        **_promised(member),
        "today": timezone.now().date(),
        "next": list(reports.filter(decided__lt=F("total"))[:NEXT]),
    }
