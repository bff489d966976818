"""The words of the messages to whoever signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from habeas.desk.actions.models import Campaign
from habeas.desk.actions.rendering import spoken, title
from habeas.desk.mailing.writes import Message

if TYPE_CHECKING:
    from habeas.desk.signing.intake import Filled


def confirm(given: Filled, campaign: Campaign, token: str) -> Message:
    """Asks somebody to confirm their signature on a page with a button."""
    with translation.override(spoken(given.language)):
        link = given.base + reverse("act-confirm", args=[token])
        lines = (
            _("Somebody, hopefully you, signed this petition with your address:"),
            title(campaign, given.language),
            _("Your signature counts once you press the button on this page:"),
            link,
            _("If it was not you, do nothing: what was filled in is removed after a week."),
        )
        return Message(given.address, _("Confirm your signature"), "\n\n".join(lines) + "\n")


def signed_already(given: Filled) -> Message:
    """Tells somebody that they signed before."""
    with translation.override(spoken(given.language)):
        link = given.base + reverse("act-own")
        lines = (
            _("You signed this petition before, and your signature counts. There is nothing more to do."),
            _("To see what is kept of you, or to take your signature back:"),
            link,
        )
        return Message(given.address, _("You have signed already"), "\n\n".join(lines) + "\n")
