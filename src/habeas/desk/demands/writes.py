"""What adds to the ledger."""

from __future__ import annotations

import re
from datetime import date

from django.db import transaction

from habeas.acting.filling import Filled
from habeas.acting.saying import plain
from habeas.desk.audit.models import note
from habeas.desk.demands.models import Entry, Found, Made
from habeas.desk.index.models import Person
from habeas.desk.people.models import Member
from habeas.desk.submissions.models import Submission

_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


@transaction.atomic
def make(by: Member, demand: Made) -> Made:
    """Adds a demand of the team's own."""
    demand.by = by
    demand.save()
    note(by, "demand made", f"own:{demand.pk}")
    return demand


def of_submission(submission: Submission, filled: Filled, day: date, by: Member) -> None:
    """Adds what a submission demands, when it is sent: a line each."""
    words = {one.field.role: one.own for one in filled.fields if one.field.role}
    deadline = words.get("deadline", "").strip()
    for line in words.get("asked", "").splitlines():
        if line.strip():
            one = Made(
                demander=_first(words.get("from", "")),
                to=_first(words.get("to", "")),
                text=plain(line.strip(), filled.facts),
                person=submission.person,
                said=day,
                deadline=date.fromisoformat(deadline) if _DAY.fullmatch(deadline) else None,
                submission=submission,
            )
            make(by, one)


def _first(text: str) -> str:
    return text.strip().partition("\n")[0][:300]


@transaction.atomic
def enter(by: Member, demand: str, entry: Entry) -> Entry:
    """Adds a line to a demand's history."""
    entry.by, entry.demand = by, demand
    entry.save()
    note(by, "demand's outcome written", demand, entry.outcome)
    return entry


@transaction.atomic
def forget(gone: list[str]) -> None:
    """Takes out the demands of reports that were erased, and what was written on them and on whoever is in no report
    any more. That there was something stays.
    """
    lost = Found.objects.filter(report__in=gone)
    Entry.objects.filter(demand__in=lost.values("key")).update(text="", basis="")
    lost.delete()
    people = Made.objects.exclude(person="").exclude(person__in=Person.objects.values("key"))
    Entry.objects.filter(demand__in=[f"own:{one.pk}" for one in people]).update(text="", basis="")
    people.update(demander="", to="", text="", basis="")
