"""The ledger as data: JSON, CSV, and a calendar of what is due."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event

from habeas.desk.demands.reads import Line
from habeas.publishing.guard import guarded

COLUMNS = (
    "id", "by", "to", "about", "text", "demanded", "deadline", "basis", "outcome", "as_of", "silent_since", "answer",
    "statement_state", "report",
)  # fmt: skip
FORMAT = "habeas.demands/1"
_STAMP = datetime(1970, 1, 1, tzinfo=UTC)
"""A calendar bears no time of its making, so that the same demands make the same bytes."""


def rows(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """The demands as plain values, by `COLUMNS`."""
    return [
        {
            "id": one.id,
            "by": one.demander,
            "to": list(one.to),
            "about": [{"person": key, "name": name} for key, name in one.about],
            "text": one.text,
            "demanded": one.said,
            "deadline": one.deadline,
            "basis": one.basis,
            "outcome": one.outcome,
            "as_of": one.as_of,
            "silent_since": one.since.isoformat() if one.since else "",
            "answer": one.answer,
            "statement_state": one.state,
            "report": one.report,
        }
        for one in lines
    ]


def as_csv(lines: Iterable[Line]) -> bytes:
    """The demands as CSV that no spreadsheet program runs anything from."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(lines):
        flat = {**row, "to": " | ".join(row["to"]), "about": " | ".join(one["name"] for one in row["about"])}
        writer.writerow([guarded(str(flat[column])) for column in COLUMNS])
    return out.getvalue().encode("utf-8", "surrogatepass")


def as_calendar(days: Iterable[tuple[str, date, str]], title: str) -> bytes:
    """Days as a calendar: each an id, the day, and what is due; with a reminder a week before."""
    made = Calendar()
    made.add("prodid", "-//Habeas//desk//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    for identifier, day, what in days:
        event = Event()
        event.add("uid", f"{identifier}@habeas")
        event.add("dtstamp", _STAMP)
        event.add("dtstart", day)
        event.add("summary", what)
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", what)
        alarm.add("trigger", timedelta(days=-7))
        event.add_component(alarm)
        made.add_component(event)
    return bytes(made.to_ical())
