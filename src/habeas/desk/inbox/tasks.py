"""The long work of the inbox. Every task may run twice: what is done already is found done."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from habeas import pipeline
from habeas.collect import Found
from habeas.desk.access.reads import hidden_from
from habeas.desk.access.writes import extend
from habeas.desk.inbox.models import Arrival
from habeas.desk.inbox.near import near
from habeas.desk.index.following import follow
from habeas.desk.store import workspace
from habeas.fetching import Fetching
from habeas.intake import intake
from habeas.model.reading import Described
from habeas.network import Visitor
from habeas.readers import Choice
from habeas.visits import Visits

_STATES = {"whole": Arrival.State.READ, "partial": Arrival.State.PARTLY, "refused": Arrival.State.REFUSED}


@task(queue_name="default")
def read_arrival(number: int) -> None:
    """Reads what arrived, unless this reader has read it already."""
    arrival = Arrival.objects.get(pk=number)
    with workspace() as opened, intake(Choice("english")) as take:
        reading = opened.reading(arrival.report)
        if reading is None:
            report = next(one for one in opened.reports() if one.id == arrival.report)
            path = str(opened.original_path(report.id))
            taken = take(Found(path=path, source=report.source, id=report.id, stated=report.stated))
            pipeline.put(opened, taken, arrival.by.name)
            found = taken.state, taken.notes
        else:
            found = reading.state, reading.notes
        follow(opened)
        made = opened.reading(arrival.report)
        like = [] if made is None else near(opened, made)
    extend()
    _settle(arrival, *found, like)


@task(queue_name="default")
def fetch_arrival(number: int) -> None:
    """Asks for a page at its address, keeps it, and has it read; run again, it asks for nothing that it has."""
    arrival = Arrival.objects.get(pk=number)
    if arrival.state != Arrival.State.ASKED:
        return
    with workspace() as opened:
        visits = Visits(opened.folder)
        origins = {entry.origin for entry in opened.custody()}
        with Fetching(visits, opened.received().keys(), origins, visitor(visits)) as fetching:
            got = fetching.page(arrival.address, Described(url=arrival.address))
        report = got.known if got.material is None else got.material.id
        if report.startswith("sha256:") and report != arrival.report:
            # Noted before it is stored: whoever is stopped in between would else take it for one that was here.
            known = report in opened.received() and report not in hidden_from(arrival.by)
            arrival.report, arrival.known = report, known
            arrival.save(update_fields=["report", "known"])
        if got.material is not None:
            opened.add(got.material, arrival.by.name)
    if report.startswith("sha256:"):
        with transaction.atomic():
            arrival.state = Arrival.State.STORED
            arrival.save(update_fields=["state"])
            read_arrival.enqueue(arrival.pk)
        return
    arrival.state, arrival.notes = Arrival.State.MISSED, got.why or "it was taken before"
    arrival.save(update_fields=["state", "notes"])


def visitor(visits: Visits) -> Visitor:
    """Whoever asks for pages: through the guarded network alone, which reaches the public web and nothing else."""
    return Visitor(waits=visits.waits)


def _settle(arrival: Arrival, state: str, notes: tuple[str, ...], like: list[tuple[str, int]]) -> None:
    arrival.state, arrival.notes, arrival.near = _STATES[state], "\n".join(notes), like
    arrival.save(update_fields=["state", "notes", "near"])
