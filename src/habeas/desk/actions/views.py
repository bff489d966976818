"""The desk's pages of campaigns: making one, its texts and parts, opening and closing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.acting.saying import token
from habeas.desk.access.reads import hidden_from, viewer
from habeas.desk.actions import writes
from habeas.desk.actions.forms import NewLanguageForm, SettingsForm, StartForm, WordingForm
from habeas.desk.actions.models import Campaign, Wording
from habeas.desk.actions.reads import alike, one_seen, seen
from habeas.desk.actions.references import basis, consents, fallen, marked, with_marks
from habeas.desk.asked import whole_number
from habeas.desk.audit.models import note
from habeas.desk.cases.reads import listed
from habeas.desk.index.models import Person
from habeas.desk.letters.reads import letters_sent
from habeas.desk.people.models import Member
from habeas.desk.signing.writes import count
from habeas.desk.store import workspace
from habeas.desk.worklists.reads import seen as matters

OFFERED = 500


def campaigns(request: HttpRequest) -> HttpResponse:
    """All campaigns, those with a flag first."""
    rows = [(one, one.flags.filter(lifted=None).count(), _done(one)) for one in seen(viewer(request))]
    rows.sort(key=lambda row: -row[1])
    return render(request, "actions/campaigns.html", {"rows": rows})


def _done(campaign: Campaign) -> int:
    return count(campaign) if campaign.kind == Campaign.Kind.PETITION else letters_sent(campaign)


def start(request: HttpRequest) -> HttpResponse:
    """A new campaign, from a case (`person`) or a finding (`matter`); what is like it is shown before it is made."""
    member = viewer(request)
    person, matter = request.GET.get("person", ""), request.GET.get("matter", "")
    if not person and not matter:
        offered = {"cases": listed(member, every=False)[:OFFERED], "matters": matters(member)[:OFFERED]}
        return render(request, "actions/choose.html", offered)
    about = _about(member, person, matter)
    form = StartForm(request.POST or None)
    like: list[Any] = []
    if request.method == "POST" and form.is_valid():
        like = list(alike(member, form.cleaned_data["title"], about.person, about.matter))
        if not like or form.cleaned_data["anyway"]:
            return redirect("campaign", _made(member, form, about).pk)
    context = {"form": form, "like": like, "about": about}
    return render(request, "actions/start.html", context, status=400 if form.errors else 200)


def _about(member: Member, person: str, matter: str) -> Campaign:
    if person:
        some = Person.objects.exclude(report__in=hidden_from(member))
        return Campaign(person=get_object_or_404(some, key=f"pe:{person}").key)
    found = get_object_or_404(matters(member), pk=whole_number(matter) or 0)
    return Campaign(matter=found.key)


@transaction.atomic
def _made(member: Member, form: StartForm, about: Campaign) -> Campaign:
    made: Campaign = form.instance
    made.by, made.person, made.matter = member, about.person, about.matter
    form.save()
    Wording.objects.create(campaign=made, language=made.language, title=form.cleaned_data["title"], text="")
    note(member, "campaign made", f"campaign:{made.pk}", made.kind)
    return made


def campaign(request: HttpRequest, number: int) -> HttpResponse:
    """One campaign: where it stands, its texts and parts, and what is marked in them."""
    found = one_seen(viewer(request), number)
    return _page(request, found, SettingsForm(instance=found))


def _page(request: HttpRequest, found: Campaign, form: SettingsForm) -> HttpResponse:
    with workspace() as opened:
        if found.state not in (Campaign.State.DRAFT, Campaign.State.ERASED) and found.position < opened.position():
            found = writes.look(opened, found)
        now = basis(opened, found)
    context = {
        "campaign": found,
        "form": form,
        "language_form": NewLanguageForm(),
        "marked": marked(found, now),
        "fallen": fallen(found, now),
        "flags": found.flags.all(),
        "consents": consents(found),
        "done": _done(found),
        "about": Person.objects.filter(key=found.person).first() if found.person else None,
    }
    return render(request, "actions/campaign.html", context, status=400 if form.errors else 200)


def settings(request: HttpRequest, number: int) -> HttpResponse:
    """Dates and limits of a campaign."""
    found = one_seen(viewer(request), number)
    form = SettingsForm(request.POST, instance=found)
    if not form.is_valid():
        return _page(request, found, form)
    form.save()
    note(viewer(request), "campaign set", f"campaign:{found.pk}")
    return redirect("campaign", number)


def add_language(request: HttpRequest, number: int) -> HttpResponse:
    """Another language, which begins with the title of the first."""
    found = one_seen(viewer(request), number)
    form = NewLanguageForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for one in form.errors.get("language", [])))
        return redirect("campaign", number)
    language = form.cleaned_data["language"]
    first = found.wordings.get(language=found.language)
    fresh = {"title": first.title, "text": ""}
    Wording.objects.get_or_create(campaign=found, language=language, defaults=fresh)
    return redirect("campaign-text", number, language)


def text(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """The texts in one language, beside the facts that may be referred to with their quotations."""
    member = viewer(request)
    found = one_seen(member, number)
    wording = get_object_or_404(Wording, campaign=found, language=language)
    form = WordingForm(request.POST or None, instance=wording)
    if request.method == "POST" and form.is_valid():
        form.save()
        note(member, "campaign text written", f"campaign:{found.pk}", language)
        messages.success(request, _("Kept. What the public sees changes once it is approved."))
        return redirect("campaign-text", number, language)
    with workspace() as opened:
        now = basis(opened, found)
    first = found.wordings.exclude(language=language).order_by("id").first()
    context = {
        "campaign": found,
        "wording": wording,
        "beside": first,
        "form": form,
        "facts": [(fact, token(fact, fact.parts[0].text if fact.parts else "")) for fact in now.facts],
        "marked": (own := [one for one in marked(found, now) if one.language == language]),
        "preview": with_marks(wording.text, [one.what for one in own if one.where == "text"]),
    }
    return render(request, "actions/text.html", context, status=400 if form.errors else 200)


def open_campaign(request: HttpRequest, number: int) -> HttpResponse:
    """Approves the texts as they are, and lets people take part."""
    member = viewer(request)
    found = one_seen(member, number)
    with workspace() as opened:
        if marked(found, basis(opened, found)) and "seen" not in request.POST:
            messages.error(request, _("Some words say more than their sources. Look at them, and say that you have."))
            return redirect("campaign", number)
        try:
            writes.open_it(opened, member, found)
        except writes.NotReadyError as error:
            messages.error(request, str(error))
    return redirect("campaign", number)


def pause(request: HttpRequest, number: int) -> HttpResponse:
    """Halts a campaign."""
    return _act(request, number, writes.pause)


def close(request: HttpRequest, number: int) -> HttpResponse:
    """Closes a campaign for good."""
    return _act(request, number, lambda by, found: writes.close(by, found, timezone.now()))


def _act(request: HttpRequest, number: int, act: Callable[[Member, Campaign], None]) -> HttpResponse:
    member = viewer(request)
    act(member, one_seen(member, number))
    return redirect("campaign", number)
