"""The words of the messages to and for those who write letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from habeas.desk.actions.rendering import spoken
from habeas.desk.mailing.writes import Message

if TYPE_CHECKING:
    from habeas.desk.letters.writes import Words


def _message(to: str, subject: str, *lines: str) -> Message:
    return Message(to, subject, "\n\n".join(lines) + "\n")


def confirm(language: str, to: str, target: str, base: str, token: str) -> Message:
    """Asks a writer to confirm their letter on a page with a button."""
    with translation.override(spoken(language)):
        return _message(
            to,
            _("Send your letter"),
            _("Somebody, hopefully you, wrote a letter to %s with your address.") % target,
            _("It is sent once you press the button on this page:"),
            base + reverse("act-letter", args=[token]),
            _("If it was not you, do nothing: the letter is removed after a week."),
        )


def letter(to: str, words: Words) -> Message:
    """The letter itself. An answer goes to its writer."""
    signed = "\n".join(one for one in (words.name, words.postal) if one)
    return Message(to, words.subject, f"{words.text}\n\n{signed}\n", reply_to=words.address, name=words.name)


def failed(language: str, to: str, target: str, base: str, token: str) -> Message:
    """Tells a writer that their letter did not arrive."""
    with translation.override(spoken(language)):
        return _message(
            to,
            _("Your letter did not arrive"),
            _("Your letter to %s came back or was refused. We look for another address of theirs.") % target,
            _("You need not do anything. What is kept of you, and how to remove it:"),
            base + reverse("act-own"),
        )


def ask(language: str, to: str, target: str, base: str, token: str) -> Message:
    """Asks a writer whether they were answered."""
    with translation.override(spoken(language)):
        return _message(
            to,
            _("Did they answer?"),
            _("Two weeks ago your letter to %s was sent. Was there an answer? Please tell us on this page:") % target,
            base + reverse("act-answer", args=[token]),
            _("Only the number is made public. We ask this once."),
        )
