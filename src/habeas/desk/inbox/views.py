"""Pages of the inbox."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habeas.desk.access.reads import hidden_from, note_hits, viewer
from habeas.desk.audit.models import note
from habeas.desk.inbox import writes
from habeas.desk.inbox.forms import AddressesForm, FilesForm, TestimonyForm, TextForm
from habeas.desk.inbox.models import Arrival, ConfidentialSource
from habeas.desk.index.models import Report
from habeas.desk.people.models import Member
from habeas.model.reading import Described

SHOWN = 200


def inbox(request: HttpRequest) -> HttpResponse:
    """What came in, newest first, with how far it has come; asked again while something waits."""
    member = viewer(request)
    arrivals = Arrival.objects.exclude(report__in=hidden_from(member)).select_related("by")[:SHOWN]
    note_hits(member, [one.report for one in arrivals])
    left = sum(one.state in (Arrival.State.STORED, Arrival.State.ASKED) for one in arrivals)
    near = _near(member, arrivals)
    rows = [(one, near.get(one.pk, [])) for one in arrivals]
    context = {"rows": rows, "waiting": left > 0, "left": left, "done": len(rows) - left}
    fragment = "inbox/arrivals.html" if request.headers.get("HX-Request") else "inbox/inbox.html"
    return render(request, fragment, context)


def _near(member: Member, arrivals: Iterable[Arrival]) -> dict[int, list[tuple[Report, int]]]:
    """By arrival the reports that say nearly the same, as far as the member may see them."""
    wanted = {report for one in arrivals for report, _share in one.near}
    seen = Report.objects.filter(pk__in=wanted).exclude(pk__in=hidden_from(member)).in_bulk()
    note_hits(member, seen)
    return {one.pk: [(seen[report], share) for report, share in one.near if report in seen] for one in arrivals}


def add_files(request: HttpRequest) -> HttpResponse:
    """Takes files in."""
    form = FilesForm(request.POST, request.FILES) if request.method == "POST" else FilesForm()
    if not form.is_valid():
        return render(request, "inbox/add.html", {"form": form, "files": True}, status=400 if form.errors else 200)
    stated = Described(**form.stated())
    member = cast(Member, request.user)
    made = [writes.bring(member, one.name, one.read(), stated) for one in form.cleaned_data["reports"]]
    known = sum(one.known for one in made)
    messages.success(request, ngettext("%(n)d report stored.", "%(n)d reports stored.", len(made)) % {"n": len(made)})
    if known:
        said = ngettext("%(n)d of them was here already.", "%(n)d of them were here already.", known)
        messages.warning(request, said % {"n": known})
    return redirect("inbox")


def add_text(request: HttpRequest) -> HttpResponse:
    """Takes a pasted text in."""
    form = TextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        stated = Described(**form.stated())
        name = (stated.title or _("pasted text"))[:200] + ".txt"
        arrival = writes.bring(cast(Member, request.user), name, form.cleaned_data["text"].encode(), stated)
        messages.success(request, _("This text was here already.") if arrival.known else _("Stored."))
        return redirect("inbox")
    return render(request, "inbox/add.html", {"form": form}, status=400 if form.errors else 200)


def add_addresses(request: HttpRequest) -> HttpResponse:
    """Has pages asked for at their addresses."""
    form = AddressesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = writes.ask_for(cast(Member, request.user), form.cleaned_data["addresses"])
        said = ngettext("%(n)d page is asked for.", "%(n)d pages are asked for.", len(made))
        messages.success(request, said % {"n": len(made)})
        return redirect("inbox")
    return render(request, "inbox/add.html", {"form": form, "addresses": True}, status=400 if form.errors else 200)


def again(request: HttpRequest, number: int) -> HttpResponse:
    """Has a page asked for once more that could not be had."""
    found = get_object_or_404(Arrival, pk=number, state=Arrival.State.MISSED)
    if not found.address:
        raise Http404
    writes.ask_again(cast(Member, request.user), found)
    return redirect("inbox")


def testimony(request: HttpRequest) -> HttpResponse:
    """Takes in what somebody told us."""
    form = TestimonyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        writes.testify(cast(Member, request.user), form.cleaned_data)
        messages.success(request, _("Stored."))
        return redirect("inbox")
    return render(request, "inbox/add.html", {"form": form, "testimony": True}, status=400 if form.errors else 200)


def sources(request: HttpRequest) -> HttpResponse:
    """Who the confidential sources are. Looking is noted."""
    note(cast(Member, request.user), "confidential sources seen")
    return render(request, "inbox/sources.html", {"sources": ConfidentialSource.objects.all()})
