"""Pages of restrictions."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from habeas.desk.access import writes
from habeas.desk.access.forms import MembersForm, RestrictForm
from habeas.desk.access.models import Restriction
from habeas.desk.access.reads import enter, viewer
from habeas.desk.index.models import Report
from habeas.desk.policy.rights import has


def restrictions(request: HttpRequest) -> HttpResponse:
    """The restrictions of which one is a member; an administrator sees that there are others, not on what."""
    member = viewer(request)
    own = [(one, _titles(one)) for one in Restriction.objects.filter(lifted=None, members=member)]
    others = Restriction.objects.filter(lifted=None).exclude(members=member)
    context = {"own": own, "others": others if has(member.role, "manage") else ()}
    return render(request, "access/restrictions.html", context)


def _titles(restriction: Restriction) -> list[Report]:
    return list(Report.objects.filter(pk__in=restriction.reports.values("report")))


def restrict(request: HttpRequest, digest: str) -> HttpResponse:
    """Restricts one report."""
    report = get_object_or_404(Report, pk=f"sha256:{digest}")
    enter(request, report.pk)
    form = RestrictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = writes.restrict(viewer(request), [report.pk], reason=form.cleaned_data["reason"])
        return redirect("restriction", made.pk)
    return render(request, "access/restrict.html", {"form": form, "what": report.title, "reports": [report]})


def restriction(request: HttpRequest, number: int) -> HttpResponse:
    """Who may see what is under a restriction: those who may change it themselves, and administrators blindly."""
    member = viewer(request)
    found = get_object_or_404(Restriction, pk=number, lifted=None)
    inside = found.members.filter(pk=member.pk).exists()
    if not inside and not has(member.role, "manage"):
        raise Http404
    form = MembersForm(request.POST or None, initial={"members": found.members.all()})
    if request.method == "POST" and "lift" in request.POST and inside:
        writes.lift(member, found)
        messages.success(request, _("The restriction is lifted."))
        return redirect("restrictions")
    if request.method == "POST" and form.is_valid():
        writes.let_in(member, found, form.cleaned_data["members"])
        messages.success(request, _("Changed."))
        return redirect("restrictions")
    context = {"form": form, "restriction": found, "inside": inside, "reports": _titles(found) if inside else ()}
    return render(request, "access/restriction.html", context)
