"""The long work of the inbox. Every task may run twice: what is done already is found done."""

from __future__ import annotations

from django_tasks import task

from habeas import pipeline
from habeas.collect import Found
from habeas.desk.access.writes import extend
from habeas.desk.inbox.models import Arrival
from habeas.desk.index.following import follow
from habeas.desk.store import workspace
from habeas.intake import intake
from habeas.readers import Choice

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
    extend()
    _settle(arrival, *found)


def _settle(arrival: Arrival, state: str, notes: tuple[str, ...]) -> None:
    arrival.state, arrival.notes = _STATES[state], "\n".join(notes)
    arrival.save(update_fields=["state", "notes"])
