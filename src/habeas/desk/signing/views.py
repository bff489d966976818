"""Signing, for everybody: the form, the link with its button, and what comes of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from habeas.desk.actions.pages import page
from habeas.desk.actions.rendering import frame, page_of, public, spoken, title
from habeas.desk.signing import intake, writes
from habeas.desk.signing.forms import SignForm
from habeas.desk.signing.limits import limits, network
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
    whence = intake.Whence(form.cleaned_data["address"], network(request))
    if intake.flooded(whence.network):
        return _later(request)
    given = intake.Filled(
        name=form.cleaned_data["name"],
        address=whence.address.written,
        shown=form.cleaned_data["shown"],
        language=language,
        base=f"{request.scheme}://{request.get_host()}",
        agreed=tuple(int(one) for one in form.cleaned_data["agreed"]),
    )
    intake.take(found.campaign, given, whence)
    return redirect("act-signed", slug, language)


def _later(request: HttpRequest) -> HttpResponse:
    lines = [_("Very many forms come from where you are just now. Please try again later.")]
    response = frame(request, "act/said.html", head=_("Please try again later"), lines=lines, status=429)
    response.headers["Retry-After"] = str(limits().network[0][1])
    return response


@public
def signed(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """What everybody sees who sent the form."""
    found = page_of(slug, language)
    lines = [
        _("We have sent a message to your address. Your signature counts once you press the button behind its link."),
        _("If nothing comes within an hour, look among the messages that your mailbox takes for unwanted."),
    ]
    back = reverse("act-page", args=[slug, language])
    return frame(request, "act/said.html", found, head=_("One more step"), lines=lines, back=back)


@public
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link: it shows a button, and only pressing that signs."""
    submission = intake.of_token(token)
    if submission is None:
        return _no_link(request)
    language = intake.filled(submission).language
    with translation.override(spoken(language)):
        if request.method == "POST":
            return _confirmed(request, submission, language)
        found = page_of(submission.campaign.slug, language)
        head, about = _("Confirm your signature"), title(submission.campaign, language)
        return frame(request, "act/said.html", found, head=head, about=about, button=_("I sign"))


def _confirmed(request: HttpRequest, submission: Submission, language: str) -> HttpResponse:
    found = page_of(submission.campaign.slug, language)
    back = reverse("act-page", args=[submission.campaign.slug, language])
    try:
        became = writes.confirm(submission)
    except writes.ClosedError:
        lines = [_("No signatures are taken just now, and yours does not count.")]
        return frame(request, "act/said.html", found, head=_("Not now"), lines=lines, back=back, status=409)
    if became == Submission.State.FULL:
        lines = [_("Several people have signed with this address already, and no more can.")]
        return frame(request, "act/said.html", found, head=_("This does not count"), lines=lines, back=back, status=409)
    return frame(request, "act/said.html", found, head=_("Thank you. Your signature counts."), back=back)


def _no_link(request: HttpRequest) -> HttpResponse:
    lines = [_("It may be older than a week, or a part of it may be missing.")]
    return frame(request, "act/said.html", head=_("This link does not work"), lines=lines, status=404)
