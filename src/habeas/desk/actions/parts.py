"""The parts of a campaign (whom it is addressed to, demands, organisations, news, answers …): one page for them all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from habeas.acting.saying import keys_in
from habeas.desk.access.reads import viewer
from habeas.desk.actions import writes
from habeas.desk.actions.forms import FORMS, FREE, PartForm
from habeas.desk.actions.models import Campaign
from habeas.desk.actions.reads import one_seen
from habeas.desk.actions.references import basis
from habeas.desk.audit.models import note
from habeas.desk.contacts import news
from habeas.desk.store import workspace

HEADS = {
    "addressees": _("Whom it is addressed to"),
    "demands": _("Demands"),
    "organisations": _("Organisations behind it"),
    "news": _("News"),
    "answers": _("Answers"),
    "purposes": _("What people may agree to"),
    "writing": _("Whom letters go to"),
    "notes": _("Notes to the public"),
}


def part(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """All parts of one kind, and a form for another one."""
    return _page(request, number, what, 0)


def one_part(request: HttpRequest, number: int, what: str, pk: int) -> HttpResponse:
    """One part, to be changed."""
    return _page(request, number, what, pk)


def _page(request: HttpRequest, number: int, what: str, pk: int) -> HttpResponse:
    campaign = one_seen(viewer(request), number)
    made = FORMS.get(what)
    if made is None or (what == "notes" and not pk):
        raise Http404
    rows = _rows(made, campaign)
    instance = get_object_or_404(rows, pk=pk) if pk else None
    if instance is not None and what not in (*FREE, "notes"):
        raise Http404
    form = made(campaign, request.POST or None, instance=instance)
    if request.method == "POST" and form.is_valid() and _saved(request, campaign, what, form):
        return redirect("campaign-part", number, what) if what != "notes" else redirect("campaign", number)
    context = {"campaign": campaign, "what": what, "head": HEADS[what], "rows": rows, "form": form, "chosen": instance}
    context["free"] = what in FREE
    context["purposes"] = campaign.purposes.all() if what == "news" else ()
    return render(request, "actions/part.html", context, status=400 if form.errors else 200)


def _rows(made: type[PartForm], campaign: Campaign) -> models.QuerySet[Any, Any]:
    model = made._meta.model
    rows: models.QuerySet[Any, Any] = model._default_manager.filter(campaign=campaign)
    return rows.filter(retired=None) if hasattr(model, "retired") else rows


def _saved(request: HttpRequest, campaign: Campaign, what: str, form: PartForm) -> bool:
    """Stores a part; False where it refers to something that does not stand."""
    member = viewer(request)
    with workspace() as opened:
        if what == "news" and not _stands(form, {fact.key for fact in basis(opened, campaign).facts}):
            form.add_error(None, _("It refers to a statement that does not stand."))
            return False
        with transaction.atomic():
            if hasattr(form.instance, "by_id") and what != "notes":
                form.instance.by = member
            if what == "purposes" and form.instance.pk:
                # A wording that people agreed to stays as it was.
                type(form.instance)._default_manager.filter(pk=form.instance.pk).update(retired=timezone.now())
                form.instance.pk, form.instance._state.adding = None, True
            form.save()
            note(member, f"campaign {what} written", f"campaign:{campaign.pk}")
        if campaign.approved and what in ("news", "notes"):
            writes.look(opened, campaign)
    return True


def _stands(form: PartForm, known: set[str]) -> bool:
    words = (str(value) for name, value in form.cleaned_data.items() if name.startswith(("titles_", "texts_")))
    return all(key in known for text in words for key in keys_in(text))


def send_news(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Sends news to those who agreed to a purpose."""
    member = viewer(request)
    campaign = one_seen(member, number)
    update = get_object_or_404(campaign.updates, pk=pk)
    purpose = get_object_or_404(campaign.purposes, pk=request.POST.get("purpose") or 0)
    if any(one["id"] == pk for shown in campaign.shown.values() for one in shown["updates"]):
        many = news.send(member, update, purpose, f"{request.scheme}://{request.get_host()}")
        messages.success(request, ngettext("%d message waits.", "%d messages wait.", many) % many)
    else:
        messages.error(request, _("It is not public yet."))
    return redirect("campaign-part", number, "news")


def remove_part(request: HttpRequest, number: int, what: str, pk: int) -> HttpResponse:
    """Takes a part out that is no record."""
    member = viewer(request)
    campaign = one_seen(member, number)
    if what not in FREE:
        raise Http404
    found = get_object_or_404(_rows(FORMS[what], campaign), pk=pk)
    with transaction.atomic():
        if what == "purposes":
            found.retired = timezone.now()
            found.save(update_fields=["retired"])
        else:
            try:
                with transaction.atomic():
                    found.delete()
            except ProtectedError:
                return redirect("campaign-part", number, what)
        note(member, f"campaign {what} removed", f"campaign:{campaign.pk}")
    return redirect("campaign-part", number, what)
