"""Signing, for everybody: the form, the link with its button, and what comes of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from habeas.desk.actions.pages import page
from habeas.desk.actions.rendering import Page, frame, page_of, page_of_campaign, public, spoken, title
from habeas.desk.actions.said import later, no_link, one_more_step
from habeas.desk.signing import intake, writes
from habeas.desk.signing.forms import SignForm
from habeas.desk.signing.limits import origin
from habeas.desk.signing.models import Submission


@public
def sign(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Takes a form in. New, repeated and blocked signers get the same answer after the same work."""
    found = page_of(slug, language)
    if request.method != "POST" or not found.campaign.is_open:
        return redirect("act-page", slug, language)
    form = SignForm(found.campaign, language, request.POST)
    if not form.is_valid():
        return page(request, found, form)
    whence = intake.Whence(form.cleaned_data["address"], origin(request))
    given = intake.Filled(
        name=form.cleaned_data["name"],
        address=whence.address.written,
        shown=form.cleaned_data["shown"],
        language=language,
        base=f"{request.scheme}://{request.get_host()}",
        agreed=tuple(int(one) for one in form.cleaned_data["agreed"]),
    )
    if intake.take_unless_flooded(intake.form(found.campaign, given, whence)):
        return redirect("act-signed", slug, language)
    return later()


@public
def signed(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """What everybody sees who sent the form."""
    line = _("We have sent a message to your address. Your signature counts once you press the button behind its link.")
    return one_more_step(page_of(slug, language), line)


@public
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link: it shows a button, and only pressing that signs."""
    submission = intake.of_token(token)
    if submission is None:
        return no_link()
    language = intake.filled(submission).language
    with translation.override(spoken(language)):
        found = page_of_campaign(submission.campaign_id, language)
        if request.method == "POST":
            return _confirmed(submission, found)
        head, about = _("Confirm your signature"), title(found.campaign, language)
        return frame("act/said.html", found, head=head, about=about, button=_("I sign"))


def _confirmed(submission: Submission, found: Page) -> HttpResponse:
    back = reverse("act-page", args=[found.campaign.slug, found.language])
    try:
        became = writes.confirm(submission)
    except writes.ClosedError:
        lines = [_("No signatures are taken just now, and yours does not count.")]
        return frame("act/said.html", found, head=_("Not now"), lines=lines, back=back, status=409)
    if became == Submission.State.FULL:
        lines = [_("Several people have signed with this address already, and no more can.")]
        return frame("act/said.html", found, head=_("This does not count"), lines=lines, back=back, status=409)
    return frame("act/said.html", found, head=_("Thank you. Your signature counts."), back=back)
