"""Weighs for the worklists whatever is new. Run again, it comes to the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django_tasks import task

from habeas import pipeline
from habeas.desk.access.reads import restricted
from habeas.desk.cases.reads import weighed
from habeas.desk.cases.who import settled
from habeas.desk.index.following import follow
from habeas.desk.index.models import Kind, Person, Report, Statement
from habeas.desk.store import LEDGER, workspace
from habeas.desk.worklists.matters import of_cases, of_demands, of_figures
from habeas.desk.worklists.models import Matter, MatterReport, Unweighed, Weighed
from habeas.workspace import Workspace

_T = TypeVar("_T")
AT_ONCE = 200
"""So many people, or reports, are weighed together, so that it takes no more memory where there are more."""
_FIELDS = ("kind", "person", "title", "text", "sides", "reports")


@task(queue_name="default")
def weigh() -> None:
    """Brings the matters to where the reports stand, as if there were no restricted ones."""
    state, _ = Weighed.objects.update_or_create(pk=1, defaults={"asked": False})
    if not state.position:
        everything = Report.objects.order_by("order").values_list("pk", flat=True)
        Unweighed.objects.bulk_create((Unweighed(report=one) for one in everything), 500, ignore_conflicts=True)
    with workspace() as opened:
        position = follow(opened)
        waiting = dict(Unweighed.objects.values_list("report", "stamp"))
        _weigh(opened, sorted(waiting), restricted())
    _done(waiting)
    Weighed.objects.filter(pk=1).update(position=position)


def _done(weighed: Mapping[str, int]) -> None:
    """Takes out what was weighed; what has become new meanwhile stays."""
    for some in _portions(sorted(weighed), 500):
        with transaction.atomic():
            rows = Unweighed.objects.select_for_update().filter(report__in=some).values_list("pk", "report", "stamp")
            Unweighed.objects.filter(pk__in=[pk for pk, one, stamp in rows if stamp == weighed[one]]).delete()


def ask(position: int) -> bool:
    """Has what is new weighed where there is something; whether there is. Where nothing is to be asked, nothing is
    written: a reader waits for no writer.
    """
    state = Weighed.objects.filter(pk=1).first() or Weighed()
    stale = state.position < position or Unweighed.objects.exists()
    if stale and not state.asked:
        with transaction.atomic():
            Weighed.objects.get_or_create(pk=1)
            if Weighed.objects.filter(pk=1, asked=False).update(asked=True):
                weigh.enqueue()  # in the same transaction: what is asked for and waits nowhere would never be done
    return stale


def _portions(every: Sequence[_T], many: int = AT_ONCE) -> Iterator[Sequence[_T]]:
    return (every[start : start + many] for start in range(0, len(every), many))


def _weigh(opened: Workspace, reports: Sequence[str], hidden: frozenset[str]) -> None:
    wholes: dict[str, None] = {}
    counted = False
    for some in _portions(reports, 500):
        here = Person.objects.filter(report__in=some, named=True).order_by("report__order", "key")
        wholes |= dict.fromkeys(here.values_list("whole", flat=True))
        counted |= Statement.objects.filter(report__in=some, kind=Kind.FIGURE).exists()
        counted |= Matter.objects.filter(kind=Matter.Kind.FIGURES, links__report__in=some).exists()
    for some in _portions(list(wholes)):
        _weigh_people(opened, some, hidden)
    # Of people who are nowhere any more, as where their report was read anew.
    gone = Matter.objects.filter(kind=Matter.Kind.DISAGREEMENT).exclude(person__in=Person.objects.values("key"))
    gone.delete()
    for some in _portions(reports):
        _weigh_demands(opened, some, hidden)
    if counted:
        _weigh_figures(opened, hidden)


def _weigh_people(opened: Workspace, wholes: Sequence[str], hidden: frozenset[str]) -> None:
    rows = Person.objects.filter(whole__in=wholes).order_by("report__order").values_list("key", "report_id")
    keys = {key for key, _ in rows}
    reports = dict.fromkeys(report for _, report in rows)
    book = weighed(opened, (report for report in reports if report not in hidden), hidden).book
    cases = [case for case in book.cases if any(ref.key in keys for ref in case.people)]
    _put(Matter.objects.filter(kind=Matter.Kind.DISAGREEMENT, person__in=keys), of_cases(cases))


def _weigh_demands(opened: Workspace, reports: Sequence[str], hidden: frozenset[str]) -> None:
    some = Statement.objects.filter(report__in=reports, kind=Kind.DEMAND).exclude(report__in=hidden)
    asking = sorted(set(some.values_list("report", flat=True)))
    demands = weighed(opened, asking, hidden).book.demands if asking else ()
    _put(Matter.objects.filter(kind=Matter.Kind.DEMAND, links__report__in=reports), of_demands(demands))


def _weigh_figures(opened: Workspace, hidden: frozenset[str]) -> None:
    some = Statement.objects.filter(kind=Kind.FIGURE).exclude(report__in=hidden).order_by("report__order")
    reports = dict.fromkeys(some.values_list("report", flat=True))
    decided = LEDGER.about(LEDGER.targets(""))
    readings = (reading for one in reports if (reading := opened.reading(one)) is not None)
    found = pipeline.figures(readings, decided, lambda kept: settled(kept, hidden))
    _put(Matter.objects.filter(kind=Matter.Kind.FIGURES), of_figures(found))


def _put(before: QuerySet[Matter], made: Iterable[Matter]) -> None:
    """Puts matters in the place of others; writes only what is other than before. One that stays keeps its number."""
    now = {one.key: one for one in made}
    there = {one.key: one for one in before.distinct()}
    for some in _portions(sorted(now.keys() - there.keys()), 500):
        there |= {one.key: one for one in Matter.objects.filter(key__in=some)}
    gone = [one.pk for key, one in there.items() if key not in now]
    new = [one for key, one in now.items() if key not in there or _other(one, there[key])]
    if not gone and not new:
        return
    with transaction.atomic():
        for numbers in _portions(gone, 500):
            Matter.objects.filter(pk__in=numbers).delete()
        Matter.objects.bulk_create(
            new, batch_size=200, update_conflicts=True, unique_fields=["key"], update_fields=_FIELDS
        )
        there_now = dict(Matter.objects.filter(key__in=[one.key for one in new]).values_list("key", "pk"))
        MatterReport.objects.filter(matter__in=there_now.values()).delete()
        MatterReport.objects.bulk_create(
            MatterReport(matter_id=there_now[one.key], report=report) for one in new for report in one.reports
        )


def _other(one: Matter, before: Matter) -> bool:
    return any(getattr(one, field) != getattr(before, field) for field in _FIELDS)
