"""Campaigns for other programs: JSON and CSV with the field names of OSDI where they fit, Atom, and a piece of HTML."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime

from habeas.desk.actions.models import Campaign
from habeas.desk.actions.rendering import PUBLIC, direction, page_of, public, title
from habeas.desk.letters.reads import letters_sent, numbers
from habeas.desk.signing.writes import count
from habeas.publishing.guard import guarded

ATOM = "http://www.w3.org/2005/Atom"
COLUMNS = (
    "identifier", "action_type", "title", "language", "state", "created_date", "modified_date", "total_signatures",
    "total_outreaches", "browser_url",
)  # fmt: skip
DEMANDS = ("identifier", "language", "text", "target", "outcome", "state", "browser_url")


def _site(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _open() -> list[Campaign]:
    return list(Campaign.objects.filter(state__in=PUBLIC).order_by("id"))


def _one(slug: str) -> Campaign:
    found = Campaign.objects.filter(slug=slug, state__in=PUBLIC).first()
    if found is None:
        raise Http404
    return found


def _time(time: datetime) -> str:
    return localtime(time).isoformat(timespec="seconds")


def _osdi(campaign: Campaign, site: str, *, full: bool = False) -> dict[str, Any]:
    """A campaign as OSDI has petitions and outreaches: `total_signatures` or `total_outreaches`, `target`."""
    petition = campaign.kind == Campaign.Kind.PETITION
    shown = campaign.shown.get(campaign.language, {})
    told: dict[str, Any] = {
        "identifiers": [f"habeas:{campaign.slug}"],
        "origin_system": "Habeas",
        "action_type": "petition" if petition else "outreach",
        "created_date": _time(campaign.made),
        "modified_date": _time(campaign.changed),
        "title": shown.get("title", ""),
        "summary": shown.get("summary", ""),
        "browser_url": site + reverse("act", args=[campaign.slug]),
        "habeas:state": campaign.state,
        "habeas:languages": {one: page.get("title", "") for one, page in campaign.shown.items()},
        **({"total_signatures": count(campaign)} if petition else {"total_outreaches": letters_sent(campaign)}),
    }
    return {**told, **_more(campaign, shown, petition=petition)} if full else told


def _more(campaign: Campaign, shown: dict[str, Any], *, petition: bool) -> dict[str, Any]:
    demands = [{"number": one["number"], "text": _words(one["pieces"]), "to": one["to"]} for one in _demands(shown)]
    people = [{"name": one.name, "title": one.post} for one in campaign.addressees.all()]
    told = {
        "petition_text" if petition else "message": "\n\n".join(_words(some) for some in shown.get("paragraphs", [])),
        "target": people,
        "habeas:demands": demands,
        "habeas:sources": shown.get("sources", []),
        "habeas:updates": [_update(one) for one in shown.get("updates", [])],
        "habeas:deliveries": [
            {"to": str(one.addressee), "date": one.day.isoformat(), "total_signatures": one.count}
            for one in campaign.deliveries.exclude(day=None).select_related("addressee")
            if one.day is not None
        ],
        "habeas:answers": [
            {"by": str(one.addressee), "date": one.day.isoformat(), "outcome": one.outcome, "text": one.texts}
            for one in campaign.answers.select_related("addressee")
        ],
    }
    return told if petition else {**told, "habeas:targets": [one._asdict() for one in numbers(campaign)]}


def _demands(shown: dict[str, Any]) -> Iterable[dict[str, Any]]:
    return list(shown.get("demands", []))


def _words(pieces: Iterable[dict[str, Any]]) -> str:
    return "".join(str(piece["t"]) for piece in pieces)


def _update(one: dict[str, Any]) -> dict[str, Any]:
    text = "\n\n".join(_words(some) for some in one["paragraphs"])
    return {"date": one["day"], "kind": one["kind"], "title": one["title"], "text": text}


@public
def as_json(request: HttpRequest) -> HttpResponse:
    """All public campaigns."""
    site = _site(request)
    found = [_osdi(one, site) for one in _open()]
    return JsonResponse({"total_records": len(found), "osdi:petitions": found}, json_dumps_params=_PLAIN)


_PLAIN = {"ensure_ascii": False}


@public
def one_as_json(request: HttpRequest, slug: str) -> HttpResponse:
    """One campaign with its text, demands, sources, news, deliveries and answers."""
    return JsonResponse(_osdi(_one(slug), _site(request), full=True), json_dumps_params=_PLAIN)


@public
def as_csv(request: HttpRequest) -> HttpResponse:
    """All public campaigns, a line each."""
    site = _site(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="campaigns.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for one in _open():
        told = {**_osdi(one, site), "identifier": f"habeas:{one.slug}", "language": one.language, "state": one.state}
        writer.writerow([guarded(str(told.get(column, ""))) for column in COLUMNS])
    return response


def _asked(found: Iterable[Campaign], site: str) -> Iterator[dict[str, Any]]:
    """Each demand of public campaigns, with what its addressees have answered."""
    for one in found:
        outcomes = {str(answer.addressee): answer.outcome for answer in one.answers.order_by("day", "id")}
        for demand in _demands(one.shown.get(one.language, {})):
            yield {
                "identifier": f"habeas:{one.slug}#{demand['number']}",
                "language": one.language,
                "text": _words(demand["pieces"]),
                "target": "; ".join(demand["to"]),
                "outcome": "; ".join(f"{to}: {outcomes[to]}" for to in demand["to"] if to in outcomes),
                "state": one.state,
                "browser_url": site + reverse("act", args=[one.slug]),
            }


@public
def demands_as_json(request: HttpRequest) -> HttpResponse:
    """What all public campaigns demand."""
    found = list(_asked(_open(), _site(request)))
    return JsonResponse({"total_records": len(found), "habeas:demands": found}, json_dumps_params=_PLAIN)


@public
def demands_as_csv(request: HttpRequest) -> HttpResponse:
    """The same, a line each."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="demands.csv"'
    writer = csv.writer(response)
    writer.writerow(DEMANDS)
    for one in _asked(_open(), _site(request)):
        writer.writerow([guarded(str(one[column])) for column in DEMANDS])
    return response


@public
def feed(request: HttpRequest) -> HttpResponse:
    """The news of all campaigns."""
    return _atom(request, _open(), reverse("act-index"), reverse("act-feed"))


@public
def one_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The news of one campaign."""
    return _atom(request, [_one(slug)], reverse("act", args=[slug]), reverse("act-feed-one", args=[slug]))


def _atom(request: HttpRequest, found: list[Campaign], page: str, own: str) -> HttpResponse:
    site = _site(request)
    register_namespace("", ATOM)
    root = Element(f"{{{ATOM}}}feed")
    head = title(found[0], found[0].language) if len(found) == 1 else "Habeas"
    newest = max((one.changed for one in found), default=None)
    for tag, text in (("title", head), ("id", site + own), ("updated", _time(newest) if newest else _EPOCH)):
        SubElement(root, f"{{{ATOM}}}{tag}").text = text
    SubElement(root, f"{{{ATOM}}}link", rel="alternate", href=site + page)
    SubElement(root, f"{{{ATOM}}}link", rel="self", href=site + own)
    SubElement(SubElement(root, f"{{{ATOM}}}author"), f"{{{ATOM}}}name").text = "Habeas"
    entries = [(one, update) for one in found for update in one.shown.get(one.language, {}).get("updates", [])]
    for campaign, update in sorted(entries, key=lambda pair: pair[1]["day"], reverse=True):
        _entry(root, campaign, update, site)
    response = HttpResponse(tostring(root, encoding="utf-8", xml_declaration=True))
    response.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    return response


_EPOCH = "1970-01-01T00:00:00+00:00"


def _entry(root: Element, campaign: Campaign, update: dict[str, Any], site: str) -> None:
    page = site + reverse("act-page", args=[campaign.slug, campaign.language])
    entry = SubElement(root, f"{{{ATOM}}}entry")
    told = _update(update)
    for tag, text in (
        ("title", told["title"] or campaign.slug),
        ("id", f"{page}#news-{update['id']}"),
        ("updated", f"{told['date']}T00:00:00+00:00"),
    ):
        SubElement(entry, f"{{{ATOM}}}{tag}").text = text
    SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=page)
    content = SubElement(entry, f"{{{ATOM}}}content", type="text")
    content.text = told["text"]


@public
def snippet(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Plain HTML for somebody's own page: no script, no frame, nothing fetched from here but by a reader's click."""
    found = page_of(slug, language)
    number = count(found.campaign) if found.campaign.kind == Campaign.Kind.PETITION else letters_sent(found.campaign)
    about = {"page": found, "count": number, "site": _site(request), "language": language}
    response = render(request, "act/snippet.html", {**about, "direction": direction(language)})
    response.headers["Content-Type"] = "text/plain; charset=utf-8" if "source" in request.GET else "text/html"
    return response
