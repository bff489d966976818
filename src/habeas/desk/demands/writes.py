"""What adds to the ledger."""

from __future__ import annotations

from django.db import transaction

from habeas.desk.audit.models import note
from habeas.desk.demands.models import Entry, Found, Made
from habeas.desk.index.models import Person
from habeas.desk.people.models import Member


@transaction.atomic
def make(by: Member, demand: Made) -> Made:
    """Adds a demand of the team's own."""
    demand.by = by
    demand.save()
    note(by, "demand made", f"own:{demand.pk}")
    return demand


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
