"""How many letters went to whom, and what became of them."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count

from habeas.desk.actions.models import Campaign
from habeas.desk.letters.models import Letter, Target


class Numbers(NamedTuple):
    """The letters to one target. `silent`: writers who say that no answer came."""

    name: str
    sent: int
    failed: int
    answered: int
    silent: int


def letters_sent(campaign: Campaign) -> int:
    """How many letters the mail server took."""
    return Letter.objects.filter(campaign=campaign, state=Letter.State.SENT).count()


def numbers(campaign: Campaign) -> list[Numbers]:
    """By target, the most written to first."""
    rows: dict[int, Numbers] = {}
    for letter in (
        Letter.objects.filter(campaign=campaign).values("target", "state", "answered").annotate(n=Count("id"))
    ):
        row = rows.get(letter["target"], Numbers("", 0, 0, 0, 0))
        sent = letter["n"] if letter["state"] == Letter.State.SENT else 0
        failed = letter["n"] if letter["state"] in (Letter.State.FAILED, Letter.State.UNKNOWN) else 0
        answered = letter["n"] if letter["answered"] in (Letter.Answered.YES, Letter.Answered.FORM) else 0
        silent = letter["n"] if letter["answered"] == Letter.Answered.NO else 0
        rows[letter["target"]] = Numbers(
            "", row.sent + sent, row.failed + failed, row.answered + answered, row.silent + silent
        )
    names = {one.pk: str(one) for one in Target.objects.filter(pk__in=rows)}
    told = [row._replace(name=names[key]) for key, row in rows.items() if row.sent or row.failed]
    return sorted(told, key=lambda row: (-row.sent, row.name))
