"""The desk's pages of letters: lists of targets, and what became of the letters of a campaign."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.desk.access.reads import viewer
from habeas.desk.actions.reads import one_seen
from habeas.desk.audit.models import note
from habeas.desk.letters import targets
from habeas.desk.letters.forms import FileForm, ListForm
from habeas.desk.letters.models import Letter, TargetList
from habeas.desk.letters.reads import numbers

SHOWN = 500


def target_lists(request: HttpRequest) -> HttpResponse:
    """All lists; `POST` makes another."""
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.save()
        note(viewer(request), "target list made", f"targets:{made.pk}")
        return redirect("target-list", made.pk)
    rows = TargetList.objects.annotate(many=Count("targets"))
    status = 400 if form.errors else 200
    return render(request, "letters/lists.html", {"rows": rows, "form": form}, status=status)


def target_list(request: HttpRequest, number: int) -> HttpResponse:
    """One list, with whose address is out of date; `POST` takes a file in."""
    whole = get_object_or_404(TargetList, pk=number)
    form = FileForm(request.POST or None, request.FILES or None)
    done: targets.Imported | None = None
    if request.method == "POST" and form.is_valid():
        take = targets.import_targets if form.cleaned_data["what"] == "targets" else targets.import_codes
        try:
            done = take(whole, form.cleaned_data["file"].read())
            note(viewer(request), "targets imported", f"targets:{whole.pk}", f"{done.taken}, {len(done.wrong)} wrong")
        except targets.FileError as error:
            form.add_error("file", str(error))
    today = timezone.now().date()
    some = whole.targets.filter(gone=False).select_related("list")[:SHOWN]
    rows = [(one, targets.fresh(one, today)) for one in some]
    columns = {"targets": ", ".join(targets.TARGETS), "codes": ", ".join(targets.CODES)}
    context = {"list": whole, "form": form, "done": done, "rows": rows, "columns": columns}
    context["codes"] = whole.areas.count()
    return render(request, "letters/list.html", context, status=400 if form.errors else 200)


def campaign_letters(request: HttpRequest, number: int) -> HttpResponse:
    """How many letters of a campaign are where; not who wrote them, nor what."""
    campaign = one_seen(viewer(request), number)
    counts = dict(Letter.objects.filter(campaign=campaign).values_list("state").annotate(n=Count("id")).order_by())
    states = [(label, counts.get(state, 0)) for state, label in Letter.State.choices]
    if not hasattr(campaign, "writing"):
        messages.info(request, _("No list of targets is chosen yet."))
    context = {"campaign": campaign, "states": states, "targets": numbers(campaign)}
    return render(request, "letters/campaign.html", context)
