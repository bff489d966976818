"""Writing to those who decide, for everybody: whom, the letter, how it reads, and what became of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from habeas.desk.actions.models import Campaign
from habeas.desk.actions.rendering import Page, frame, page_of, public, spoken
from habeas.desk.actions.said import later, no_link, one_more_step
from habeas.desk.contacts.sealing import kept, seal
from habeas.desk.letters import nearness, targets, writes
from habeas.desk.letters.forms import LetterForm
from habeas.desk.letters.models import Letter, Target, TargetList
from habeas.desk.letters.writes import Words
from habeas.desk.signing.limits import origin


def _list(found: Page) -> TargetList:
    writing = getattr(found.campaign, "writing", None)
    if found.campaign.kind != Campaign.Kind.LETTERS or writing is None:
        raise Http404
    whole: TargetList = writing.list
    return whole


@public
def find(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Whom somebody can write to, by their postal code or the name of their area, which is not kept."""
    found = page_of(slug, language)
    whole = _list(found)
    asked = request.GET.get("where", "")[:80]
    areas = targets.areas_of(whole, asked) if asked else []
    offered = targets.offered(whole, areas, timezone.now().date())
    ask = whole.areas.exists() or whole.targets.exclude(area="").exists()
    context = {"asked": asked, "areas": areas, "targets": offered, "ask": ask}
    return frame("act/find.html", found, **context)


def _target(found: Page, number: int) -> Target:
    whole = _list(found)
    target = whole.targets.filter(pk=number, gone=False).select_related("list").first()
    if target is None or target not in targets.offered(whole, [target.area], timezone.now().date()):
        raise Http404
    return target


@public
def write(request: HttpRequest, slug: str, language: str, number: int) -> HttpResponse:
    """The letter: written, looked at as it will be sent, and then taken in. Nothing is stored before."""
    found = page_of(slug, language)
    target = _target(found, number)
    if not found.campaign.is_open:
        return redirect("act-page", slug, language)
    form = LetterForm(found, request.POST or None)
    if request.method != "POST" or not form.is_valid() or request.POST.get("act") == "back":
        return _form(request, found, target, form)
    if request.POST.get("act") != "send":
        near = writes.near(target, found.campaign.pk, form.cleaned_data["text"])
        context = {"target": target, "form": form, "near": near >= nearness.NEAR, "letter": form.cleaned_data}
        return frame("act/preview.html", found, **context)
    return _taken(request, found, target, form.cleaned_data)


def _form(request: HttpRequest, found: Page, target: Target, form: LetterForm) -> HttpResponse:
    bad = form.is_bound and bool(form.errors)
    return frame("act/write.html", found, target=target, form=form, status=400 if bad else 200)


def _taken(request: HttpRequest, found: Page, target: Target, given: dict[str, Any]) -> HttpResponse:
    whence = origin(request)
    if writes.flooded(whence):
        return later()
    words = Words(
        name=given["name"],
        address=given["address"].written,
        postal=given["postal"],
        subject=given["subject"],
        text=given["text"],
        language=found.language,
        base=f"{request.scheme}://{request.get_host()}",
        agreed=tuple(int(one) for one in given["agreed"]),
    )
    Letter.objects.create(
        campaign=found.campaign,
        target=target,
        sealed=seal({name: getattr(words, name) for name in words.__struct_fields__}, writes.SEALED),
        address=kept(given["address"].same, "address"),
        network=whence.network,
        country=whence.country,
    )
    return redirect("act-written", found.campaign.slug, found.language)


@public
def written(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """What everybody sees who wrote."""
    line = _("We have sent a message to your address. Your letter goes once you press the button behind its link.")
    return one_more_step(page_of(slug, language), line)


@public
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link: the letter with a button, and only pressing that sends it."""
    letter = writes.of_token(token, "confirm")
    words = None if letter is None else writes.words_of(letter)
    if letter is None or words is None:
        return no_link()
    with translation.override(spoken(words.language)):
        found = page_of(letter.campaign.slug, words.language)
        back = reverse("act-page", args=[letter.campaign.slug, words.language])
        if request.method != "POST":
            return frame("act/confirm_letter.html", found, letter=letter, words=words)
        became = writes.confirm(letter)
        heads = {
            "going": (200, _("Thank you. Your letter is on its way.")),
            "repeated": (409, _("You have written to them already.")),
            "closed": (409, _("No letters are sent just now.")),
        }
        status, head = heads[became]
        return frame("act/said.html", found, head=head, back=back, status=status)


@public
def answered(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a letter was answered, as its writer says."""
    letter = writes.of_token(token, "answer")
    if letter is None or letter.state != Letter.State.SENT:
        return no_link()
    words = writes.words_of(letter)
    with translation.override(spoken(words.language if words else letter.campaign.language)):
        said = request.POST.get("said", "")
        if said in Letter.Answered.values:
            Letter.objects.filter(pk=letter.pk).update(answered=said)
            return frame("act/said.html", head=_("Thank you. It is noted."))
        return frame("act/answered.html", letter=letter, choices=Letter.Answered.choices)
