"""The petition as it is given to an addressee: text, demands, sources, and the names of those who signed."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from habeas.desk.actions.models import Addressee, Campaign, Delivery
from habeas.desk.actions.rendering import spoken
from habeas.desk.audit.models import note
from habeas.desk.people.models import Member
from habeas.desk.signing.models import Signature
from habeas.desk.signing.writes import name_of
from habeas.documents import (
    Block,
    Document,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Run,
    Source,
    Sources,
    as_pdf,
)
from habeas.documents.model import framed

AT_ONCE: Final = 1000


class Made(NamedTuple):
    """The file for an addressee, and the record of it."""

    delivery: Delivery
    pdf: bytes


def made_for(by: Member, addressee: Addressee, now: datetime | None = None) -> Made:
    """Makes the file for one addressee and notes it; when and how it was given is written down afterwards."""
    time = now or timezone.now()
    campaign = addressee.campaign
    names = names_of(campaign)
    language = _language(campaign, addressee)
    pdf = as_pdf(document(campaign, addressee, names, time))
    with transaction.atomic():
        digest = hashlib.sha256(pdf).hexdigest()
        kept = Delivery.objects.create(campaign=campaign, addressee=addressee, count=len(names), digest=digest, by=by)
        note(by, "signatures handed out", f"delivery:{kept.pk}", f"{len(names)}, {language}")
    return Made(kept, pdf)


def names_of(campaign: Campaign) -> list[str]:
    """The names of all whose signatures count, in the order of the alphabet; without one where it was removed."""
    counted = Signature.objects.filter(campaign=campaign, state=Signature.State.COUNTED)
    return sorted((name_of(one) for one in counted.iterator(AT_ONCE)), key=str.casefold)


def _language(campaign: Campaign, addressee: Addressee) -> str:
    return addressee.language if addressee.language in campaign.shown else campaign.language


def document(campaign: Campaign, addressee: Addressee, names: list[str], now: datetime) -> Document:
    """The petition for one addressee, in their language where it has one."""
    language = _language(campaign, addressee)
    shown = campaign.shown[language]
    with translation.override(spoken(language)):
        return Document(
            title=shown["title"],
            language=framed(language),
            blocks=tuple(_blocks(shown, addressee, campaign, names)),
            marks=(campaign.slug,),
            made=now.date().isoformat(),
        )


def _blocks(shown: dict[str, Any], addressee: Addressee, campaign: Campaign, names: list[str]) -> list[Block]:
    to = [one for one in (str(addressee), addressee.address) if one]
    blocks: list[Block] = [Paragraph((Run("\n".join(to)),), "address")]
    blocks += [Paragraph(_runs(pieces)) for pieces in shown["paragraphs"]]
    if shown["demands"]:
        blocks += [Heading(_("What is asked")), Items(tuple(_runs(one["pieces"]) for one in shown["demands"]), True)]
    behind = tuple((Run(f"{one.name}, {one.country}" if one.country else one.name),) for one in _behind(campaign))
    if behind:
        blocks += [Heading(_("Undersigned")), Items(behind)]
    said = ngettext("%(n)d person has signed.", "%(n)d people have signed.", len(names)) % {"n": len(names)}
    blocks += [Paragraph((Run(said, "strong"),))]
    sources = tuple(Source(number=one["n"], quote=one["quote"], said_by=one["said_by"], title=one["title"],
                           address=one["address"], key=one["key"], archived=one.get("archived", ""),
                           sha256=one.get("sha256", "")) for one in shown["sources"])  # fmt: skip
    if sources:
        blocks.append(Sources(sources, _("Sources")))
    readable = tuple((Run(name),) for name in names if name)
    if readable:
        blocks += [PageBreak(), Heading(_("Names")), Items(readable, True)]
    return blocks


def _behind(campaign: Campaign) -> Any:
    return campaign.organisations.all()


def _runs(pieces: list[dict[str, Any]]) -> tuple[Run, ...]:
    return tuple(Run(piece["t"], sources=(piece["n"],) if piece.get("n") else ()) for piece in pieces)
