"""News by mail, to those alone who agreed to it and have not taken that back."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from habeas.desk.actions.models import Campaign, Update
from habeas.desk.actions.rendering import spoken, title
from habeas.desk.audit.models import note
from habeas.desk.contacts import own
from habeas.desk.contacts.models import Blocked, Consent, Purpose
from habeas.desk.contacts.sealing import seal
from habeas.desk.contacts.writes import written
from habeas.desk.mailing.models import Mail
from habeas.desk.mailing.writes import SEALED, Message
from habeas.desk.people.models import Member

_NUMBERS: Final = uuid.UUID("5a1c7c1e-2f0c-4c55-9a53-64c9a7a5d7f1")


def send(by: Member, update: Update, purpose: Purpose, base: str, now: datetime | None = None) -> int:
    """Puts the news into the queue for all who agreed to the purpose; how many. Nobody gets the same news twice."""
    time = now or timezone.now()
    agreed = Consent.objects.filter(purpose=purpose, withdrawn=None).select_related("contact")
    blocked = set(Blocked.objects.values_list("address", flat=True))
    done = sum(_queued(consent, update, base, time) for consent in agreed if consent.contact.address not in blocked)
    note(by, "news sent", f"update:{update.pk}", f"{done}, purpose {purpose.pk}")
    return done


@transaction.atomic
def _queued(consent: Consent, update: Update, base: str, now: datetime) -> bool:
    message = _message(consent, update, base)
    number = uuid.uuid5(_NUMBERS, f"{update.pk} {consent.contact_id}")
    fields = {"kind": Mail.Kind.NEWS, "campaign": update.campaign, "contact": consent.contact, "made": now, "due": now}
    return Mail.objects.get_or_create(pk=number, defaults={**fields, "sealed": seal(message._asdict(), SEALED)})[1]


def _message(consent: Consent, update: Update, base: str) -> Message:
    campaign: Campaign = update.campaign
    language = consent.language if consent.language in campaign.shown else campaign.language
    told = next(one for one in campaign.shown[language]["updates"] if one["id"] == update.pk)
    paragraphs = ("".join(str(piece["t"]) for piece in pieces) for pieces in told["paragraphs"])
    with translation.override(spoken(language)):
        lines = (
            title(campaign, language),
            *paragraphs,
            base + reverse("act-page", args=[campaign.slug, language]),
            _("You get this because you agreed to it: “%s”. To take that back:") % consent.wording,
            base + reverse("act-own-page", args=[own.token(consent.contact)]),
        )
        return Message(written(consent.contact), told["title"] or title(campaign, language), "\n\n".join(lines) + "\n")
