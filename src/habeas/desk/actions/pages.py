"""The public pages of campaigns."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

from habeas.desk.actions.models import Campaign, in_language
from habeas.desk.actions.rendering import PUBLIC, Page, frame, page_of, public, title
from habeas.desk.letters.reads import letters_sent, numbers
from habeas.desk.signing.forms import SignForm
from habeas.desk.signing.models import Signature
from habeas.desk.signing.moderation import reason_words
from habeas.desk.signing.writes import count
from habeas.documents.model import framed
from habeas.documents.writing import words

NAMES = 30


class Told(NamedTuple):
    """A dated note for the public."""

    day: date
    words: str


@public
def index(request: HttpRequest) -> HttpResponse:
    """All campaigns that are public."""
    language = str(translation.get_language())
    found = Campaign.objects.filter(state__in=PUBLIC)
    rows = [(one, title(one, language), count(one) if one.kind == "petition" else letters_sent(one)) for one in found]
    return frame("act/index.html", rows=rows)


@public
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Leads to the campaign in the reader's language, where it has one."""
    found = Campaign.objects.filter(slug=slug, state__in=PUBLIC).first()
    if found is None or not found.shown:
        raise Http404
    asked = str(translation.get_language())
    return redirect("act-page", slug, asked if asked in found.shown else found.language)


@public
def one_page(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """A campaign in one language."""
    return page(request, page_of(slug, language))


def page(request: HttpRequest, found: Page, form: SignForm | None = None) -> HttpResponse:
    """The page with its form, as it was filled in where something is missing in it."""
    given = form or SignForm(found.campaign, found.language)
    status = 400 if given.errors else 200
    return frame("act/page.html", found, form=given, status=status, **_around(found))


def _around(found: Page) -> dict[str, Any]:
    campaign, language = found.campaign, found.language
    petition = campaign.kind == Campaign.Kind.PETITION
    flags = campaign.flags.filter(Q(lifted=None) | ~Q(note={}))
    return {
        "count": count(campaign) if petition else letters_sent(campaign),
        "names": _names(campaign) if petition else [],
        "targets": [] if petition else numbers(campaign),
        "notes": [Told(one.made.date(), said) for one in flags if (said := in_language(one.note, language))],
        "organisations": campaign.organisations.all(),
        "updates": found.shown.get("updates", []),
        "deliveries": campaign.deliveries.exclude(day=None).select_related("addressee"),
        "answers": [
            {"by": one.addressee, "day": one.day, "outcome": one.get_outcome_display(),
             "words": in_language(one.texts, language)}
            for one in campaign.answers.select_related("addressee")
        ],
        "removals": _removals(campaign),
        "archived": words(framed(language)).archived,
    }  # fmt: skip


def _names(campaign: Campaign) -> list[str]:
    counted = Signature.objects.filter(campaign=campaign, state=Signature.State.COUNTED).exclude(shown="")
    return list(counted.order_by("-made").values_list("shown", flat=True)[:NAMES])


def _removals(campaign: Campaign) -> list[dict[str, Any]]:
    standing = campaign.removals.filter(undone=None).annotate(count=Count("signatures"))
    return [{"day": one.made, "count": one.count, "reason": reason_words(one.reason)} for one in standing]
