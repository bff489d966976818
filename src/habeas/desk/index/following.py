"""Brings the derived tables to where the workspace's log stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet

from habeas.archive.records import ReadingBody
from habeas.desk.index.models import Mark, Person, Report, State, Statement
from habeas.desk.index.rows import put
from habeas.desk.index.settling import begin, broken_off, settle_people, touch
from habeas.desk.store import LEDGER
from habeas.desk.worklists.models import Matter, Unweighed
from habeas.model.codec import from_json
from habeas.model.decision import Decision
from habeas.model.standing import UNDECIDED, standings
from habeas.workspace import Workspace

KINDS = ("reading", "decision", "erasure")
ON_ERASURE: list[Callable[[list[str]], None]] = []
"""What else must forget the reports that were erased: the apps that keep something of them put themselves here."""
AT_ONCE = 40
"""So many entries of the log are taken in within one transaction, so that nobody waits long for the database."""


def follow(opened: Workspace) -> int:
    """Takes in what is new in the log; gives the position up to which the tables have come."""
    people, broken, put_in = False, False, set[str]()
    while True:
        with transaction.atomic():
            mark = _mark()
            end = opened.position()
            broken = broken or broken_off(mark)
            if mark.position > end:  # an earlier state of the workspace was restored
                Report.objects.all().delete()
                mark.position, mark.people = 0, ""
                mark.save(update_fields=["people"])
            entries = list(islice(opened.records.entries(*KINDS, erased=True, after=mark.position), AT_ONCE))
            if entries:
                end = entries[-1].seq
                taken = _take_in(opened, [(entry.kind, entry.body or "") for entry in entries], mark.position)
                put_in |= taken.reports
                if taken.people:
                    people = True
                    begin(mark)
            if end != mark.position:
                mark.position = end
                mark.save(update_fields=["position"])
            if len(entries) < AT_ONCE:
                break
    if people or broken:
        settle_people(opened, put_in, whole=broken)
    return end


def rebuild(opened: Workspace) -> int:
    """Drops the tables and makes them again."""
    with transaction.atomic():
        mark = _mark()
        Report.objects.all().delete()
        mark.position, mark.people = 0, ""
        mark.save(update_fields=["position", "people"])
    return follow(opened)


def _mark() -> Mark:
    Mark.objects.get_or_create(pk=1)
    return Mark.objects.select_for_update().get(pk=1)


class Taken(NamedTuple):
    """Whether who is who may have changed, and which reports were put in."""

    people: bool
    reports: set[str]


def _take_in(opened: Workspace, entries: Sequence[tuple[str, str]], before: int) -> Taken:
    reports: dict[str, None] = {}
    decided: list[Decision] = []
    LEDGER.follow(opened)
    for kind, body in entries:
        if kind == "reading" and body:
            reports[from_json(body, ReadingBody).report] = None
        elif kind == "decision" and body:
            decided.append(from_json(body, Decision))
    if any(kind == "erasure" for kind, _ in entries):
        _forget(opened)
    meant = [one for made in decided for one in LEDGER.chain(made)]
    reports |= {one.amendment.report: None for one in meant if one.amendment is not None}
    found = (opened.reading(report) for report in reports)
    put([reading for reading in found if reading is not None], before)
    targets = {target for one in meant for target in one.targets}
    statements = Statement.objects.filter(Q(report__in=reports) | Q(key__in=targets))
    _stand(statements)
    touch([*reports, *statements.values_list("report_id", flat=True).order_by().distinct()])
    touch(Person.objects.filter(key__in=targets).values_list("report_id", flat=True))
    people = bool(reports) or any(target.startswith("pe:") for target in targets)
    return Taken(people, set(reports))


def _forget(opened: Workspace) -> None:
    """Takes out the reports that the workspace has no longer."""
    here = {report.id for report in opened.reports()}
    gone = [one for one in Report.objects.values_list("pk", flat=True) if one not in here]
    Report.objects.filter(pk__in=gone).delete()
    Matter.objects.filter(links__report__in=gone).delete()
    Unweighed.objects.filter(report__in=gone).delete()
    for forget in ON_ERASURE:
        forget(gone)
    if gone and connection.vendor == "sqlite":
        # Words that were taken out stand in the index of words until it is made anew.
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO index_words(index_words) VALUES ('rebuild')")


def _stand(found: QuerySet[Statement]) -> None:
    """Notes where statements stand, and what that comes to in their reports."""
    rows = list(found.values_list("key", "report_id", "state", "permitted").order_by())
    standing = standings(LEDGER.about([key for key, *_ in rows]))
    by_state: dict[tuple[str, bool], list[str]] = {}
    for key, _, *before in rows:
        now = standing.get(key, UNDECIDED)
        if [now.state, now.permitted] != before:
            by_state.setdefault((now.state, now.permitted), []).append(key)
    for (state, permitted), keys in by_state.items():
        for start in range(0, len(keys), 500):
            Statement.objects.filter(key__in=keys[start : start + 500]).update(state=state, permitted=permitted)
    reports = Report.objects.filter(pk__in={report for _, report, *_ in rows})
    counted = reports.annotate(
        every=Count("statements"), done=Count("statements", filter=~Q(statements__state=State.PROPOSED))
    )
    for report, every, done in counted.values_list("pk", "every", "done").order_by():
        Report.objects.filter(pk=report).update(total=every, decided=done)
