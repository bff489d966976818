"""Short pages that several public forms answer with."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.desk.actions.rendering import Page, frame
from habeas.desk.signing.limits import limits


def later() -> HttpResponse:
    """Too many forms come from one network."""
    lines = [_("Very many forms come from where you are just now. Please try again later.")]
    response = frame("act/said.html", head=_("Please try again later"), lines=lines, status=429)
    response.headers["Retry-After"] = str(limits().network[0][1])
    return response


def one_more_step(found: Page, line: str) -> HttpResponse:
    """What everybody sees who sent a form: a message follows. `line` says what counts once it is answered."""
    lines = [
        line,
        _("If nothing comes within an hour, look among the messages that your mailbox takes for unwanted."),
    ]
    back = reverse("act-page", args=[found.campaign.slug, found.language])
    return frame("act/said.html", found, head=_("One more step"), lines=lines, back=back)


def no_link(line: str = "") -> HttpResponse:
    """A link that is nobody's."""
    lines = [line or _("It may be older than a week, or a part of it may be missing.")]
    return frame("act/said.html", head=_("This link does not work"), lines=lines, status=404)
