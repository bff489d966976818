"""The desk's pages of signatures: moderation, and what is handed to addressees."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.desk.access.reads import viewer
from habeas.desk.actions.models import Campaign
from habeas.desk.actions.reads import one_seen
from habeas.desk.audit.models import note
from habeas.desk.signing import delivery, moderation
from habeas.desk.signing.models import Removal, Signature
from habeas.desk.signing.writes import count, name_of

PAGE = 100
CONDITIONS = (
    ("one", gettext_lazy("this one signature, by its number")),
    ("network", gettext_lazy("all from one network, by its code")),
    ("domain", gettext_lazy("all with mailboxes of one domain, by its code")),
    ("mail", gettext_lazy("all with mailboxes of this domain")),
)


class RemoveForm(forms.Form):
    """What a moderator takes out, and why."""

    condition = forms.ChoiceField(label=gettext_lazy("Which"), choices=CONDITIONS)
    value = forms.CharField(label=gettext_lazy("Number, code or domain"), max_length=64)
    reason = forms.ChoiceField(label=gettext_lazy("Reason, which the public is told"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)
        reason.choices = [(name, moderation.reason_words(name)) for name in moderation.reasons()]


def moderate(request: HttpRequest, number: int) -> HttpResponse:
    """Signatures with names, groups of them, and what was taken out. `POST` counts; with `sure`, takes out."""
    member = viewer(request)
    campaign = one_seen(member, number)
    form = RemoveForm(request.POST or None)
    meant: int | None = None
    if request.method == "POST" and form.is_valid():
        condition = moderation.Condition(form.cleaned_data["condition"], form.cleaned_data["value"])
        if "sure" in request.POST:
            moderation.remove(member, campaign, condition, form.cleaned_data["reason"])
            return redirect("moderate", number)
        meant = moderation.meant(campaign, condition).count()
    else:
        note(member, "signatures looked at", f"campaign:{campaign.pk}")
    return _moderation(request, campaign, form, meant)


def _moderation(request: HttpRequest, campaign: Campaign, form: RemoveForm, meant: int | None) -> HttpResponse:
    some = Signature.objects.filter(campaign=campaign).order_by("-made", "-id")
    page = Paginator(some, PAGE).get_page(request.GET.get("page"))
    removals = [(one, moderation.reason_words(one.reason)) for one in campaign.removals.select_related("by")]
    context = {
        "campaign": campaign,
        "form": form,
        "meant": meant,
        "page": page,
        "rows": [(one, name_of(one)) for one in page],
        "removals": removals,
        "networks": moderation.groups(campaign, "network"),
        "domains": moderation.groups(campaign, "domain"),
        "count": count(campaign),
        "query": "",
    }
    return render(request, "signing/moderate.html", context, status=400 if form.errors else 200)


def undo(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Puts back what was taken out."""
    member = viewer(request)
    removal = get_object_or_404(Removal, pk=pk, campaign=one_seen(member, number))
    moderation.undo(member, removal)
    return redirect("moderate", number)


def deliver(request: HttpRequest, number: int) -> HttpResponse:
    """What was handed out to whom, when and how it was given; `POST` makes the file for one addressee."""
    member = viewer(request)
    campaign = one_seen(member, number)
    if request.method == "POST":
        addressee = get_object_or_404(campaign.addressees, pk=request.POST.get("addressee") or 0)
        if not campaign.shown:
            messages.error(request, _("It was never open: there is nothing to deliver."))
            return redirect("deliver", number)
        made = delivery.made_for(member, addressee)
        response = HttpResponse(made.pdf, content_type="application/pdf")
        response.headers["Content-Disposition"] = f'attachment; filename="{campaign.slug}-{addressee.pk}.pdf"'
        return response
    rows = campaign.deliveries.select_related("addressee", "by")
    return render(request, "signing/deliver.html", {"campaign": campaign, "rows": rows})


class GivenForm(forms.Form):
    """That a file was given."""

    day = forms.DateField(widget=forms.DateInput({"type": "date"}))
    how = forms.CharField(max_length=200)


def given(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Notes when and how a file was given to its addressee, which the public is told."""
    member = viewer(request)
    campaign = one_seen(member, number)
    found = get_object_or_404(campaign.deliveries, pk=pk, day=None)
    form = GivenForm(request.POST)
    if form.is_valid():
        found.day, found.how = form.cleaned_data["day"], form.cleaned_data["how"]
        found.save(update_fields=["day", "how"])
        note(member, "petition delivered", f"delivery:{found.pk}")
    else:
        messages.error(request, _("Say on which day and how it was given."))
    return redirect("deliver", number)
