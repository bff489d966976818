"""Takes out of the desk's tables what could show that something erased was here.

The keys of reports, people and statements are made from the report: whoever has it can make them again and look for
them. So after an erasure no row may hold one that neither the workspace nor the desk's index knows any more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from django.db import models, transaction
from django_tasks_db.models import DBTaskResult

from habeas.archive.records import ReadingBody
from habeas.desk.access.models import RestrictedPerson, RestrictedReport
from habeas.desk.actions.models import Flag
from habeas.desk.audit.models import Event, empty
from habeas.desk.cases.models import Attachment, Consent, Note, Risk, Watch
from habeas.desk.demands.models import Entry, Made
from habeas.desk.index.models import Person, Statement
from habeas.desk.release.models import Release
from habeas.desk.submissions.models import Copy, Submission
from habeas.desk.worklists.models import Finding, Matter
from habeas.model.codec import from_json, reading_from_json
from habeas.model.identity import body_key, person_key, statement_key
from habeas.workspace import Workspace

KEY: Final = re.compile(r"\b(?:st|pe|en|de):[0-9a-f]{20}\b|\bsha256:[0-9a-f]{64}\b")
GONE_WITH_IT: Final = (RestrictedReport, RestrictedPerson, Note, Consent, Risk, Watch, Attachment, Matter, Finding)
"""Rows that are about one thing alone, and go with it."""
_ELSEWHERE: Final = ("case brought in",)
"""Acts on a file of another desk, whose hash is no report's."""
_AT_ONCE: Final = 500
_WORDS: Final = ("text", "basis")
"""What people wrote about what is gone."""


@transaction.atomic
def forget(opened: Workspace) -> None:
    """Takes out every key of something that is nowhere any more, with what was written about that alone."""
    found = {key for model in GONE_WITH_IT + _CHANGED for row in model.objects.iterator() for key in _keys_in(row)}
    found |= {key for row in _acts().iterator() for key in _keys_in(row)}
    lost = _unknown(opened, found)
    if lost:
        lost -= _of_former_readings(opened)
    for model in GONE_WITH_IT:
        model.objects.filter(pk__in=[row.pk for row in model.objects.iterator() if lost & _keys_in(row)]).delete()
    empty([row for row in _acts().iterator() if lost & _keys_in(row)])
    _change(lost)
    # What a task that failed said may quote anything.
    DBTaskResult.objects.exclude(traceback="").update(traceback="")


def _acts() -> models.QuerySet[Event]:
    return Event.objects.exclude(what__in=_ELSEWHERE)


def _unknown(opened: Workspace, found: set[str]) -> set[str]:
    """The keys of what is not there: no report, nothing that was read in one or decided on."""
    left = found - {report.id for report in opened.reports()}
    for one in opened.decisions():
        left.difference_update((one.id, *one.targets))
    for keys in [sorted(left)[start : start + _AT_ONCE] for start in range(0, len(left), _AT_ONCE)]:
        left.difference_update(Statement.objects.filter(key__in=keys).values_list("key", flat=True))
        left.difference_update(Person.objects.filter(key__in=keys).values_list("key", flat=True))
    return left


def _of_former_readings(opened: Workspace) -> set[str]:
    """The keys of what earlier readings of the reports said: rows may wait to be moved from one to the next."""
    times = Counter(from_json(entry.body or "", ReadingBody).report for entry in opened.records.entries("reading"))
    found: set[str] = set()
    for entry in opened.records.entries("reading"):
        if times[from_json(entry.body or "", ReadingBody).report] > 1:
            reading = reading_from_json(opened.records.reading(entry.seq)[0])
            found.update(statement_key(reading, kind, one) for kind, one in reading.statements())
            found.update(key(reading, one) for one in reading.entities for key in (person_key, body_key))
    return found


def _keys_in(row: models.Model) -> set[str]:
    values = (getattr(row, field.attname) for field in row._meta.concrete_fields)
    return {key for value in values if isinstance(value, str | dict | list) for key in KEY.findall(str(value))}


_CHANGED: Final = (Submission, Copy, Flag, Made, Entry, Release)


def _change(lost: set[str]) -> None:
    """Takes keys out of rows that stay for what else they say."""
    for model, names in (
        (Submission, ("person",)),
        (Copy, ("reports",)),
        (Flag, ("key",)),
        (Made, ("person",)),
        (Entry, ("demand", "source", "text", "basis")),
        (Release, ("statements", "refused", "pages")),
    ):
        for row in list(model.objects.all()):
            if lost & _keys_in(row):
                for name in names:
                    setattr(row, name, "" if name in _WORDS else without(getattr(row, name), lost))
                row.save(update_fields=names)


def without(value: Any, lost: Iterable[str]) -> Any:
    """A value of a column without the parts that hold one of the keys."""
    gone = set(lost)
    match value:
        case str():
            return "" if gone.intersection(KEY.findall(value)) else value
        case dict():
            return {key: one for key, one in value.items() if not gone.intersection(KEY.findall(f"{key} {one}"))}
        case list():
            return [one for one in value if not gone.intersection(KEY.findall(str(one)))]
    return value
