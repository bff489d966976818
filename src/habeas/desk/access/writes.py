"""What restricts, lets somebody in, and lifts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from django.db import transaction
from django.utils import timezone

from habeas.desk.access.models import RestrictedPerson, RestrictedReport, Restriction
from habeas.desk.audit.models import note
from habeas.desk.index.models import Person
from habeas.desk.index.settling import touch
from habeas.desk.people.models import Member

ON_RESTRICTING: Final[list[Callable[[], None]]] = []
"""What is done where somebody may see less than before: whatever was made of it is taken away."""


@transaction.atomic
def restrict(by: Member, reports: Iterable[str], *, people: Iterable[str] = (), reason: str = "") -> Restriction:
    """Restricts reports, and the cases of people with them; whoever does so may see them."""
    made = Restriction.objects.create(made_by=by, reason=reason)
    made.members.add(by)
    RestrictedPerson.objects.bulk_create(RestrictedPerson(restriction=made, person=one) for one in sorted(set(people)))
    _put_under(made, reports)
    note(by, "restricted", f"restriction:{made.pk}")
    return made


def _put_under(restriction: Restriction, reports: Iterable[str]) -> None:
    some = sorted(set(reports))
    rows = (RestrictedReport(restriction=restriction, report=one) for one in some)
    RestrictedReport.objects.bulk_create(rows, ignore_conflicts=True)
    touch(some)
    for act in ON_RESTRICTING if some else ():
        act()


@transaction.atomic
def let_in(by: Member, restriction: Restriction, members: Iterable[Member]) -> None:
    """Makes these the members of a restriction, and nobody else."""
    restriction.members.set(members)
    for act in ON_RESTRICTING:
        act()
    note(by, "restriction's members changed", f"restriction:{restriction.pk}")


@transaction.atomic
def lift(by: Member, restriction: Restriction) -> None:
    """Ends a restriction."""
    restriction.lifted = timezone.now()
    restriction.save(update_fields=["lifted"])
    touch(restriction.reports.values_list("report", flat=True))
    note(by, "restriction lifted", f"restriction:{restriction.pk}")


@transaction.atomic
def extend() -> None:
    """Puts reports under a restriction in which somebody is, or may be, who has a restricted case."""
    for one in Restriction.objects.filter(lifted=None, people__isnull=False).distinct():
        keys = one.people.values_list("person", flat=True)
        wholes = Person.objects.filter(key__in=keys).values_list("whole", flat=True)
        reports = Person.objects.filter(whole__in=wholes).values_list("report_id", flat=True)
        _put_under(one, set(reports) - set(one.reports.values_list("report", flat=True)))
