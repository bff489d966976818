"""Who may see what. Every list, count, search and page asks here before it shows anything of a report."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest

from habeas.desk.access.models import RestrictedReport
from habeas.desk.audit.models import note
from habeas.desk.people.models import Member


def restricted() -> frozenset[str]:
    """Every report that is restricted from somebody."""
    return frozenset(RestrictedReport.objects.filter(restriction__lifted=None).values_list("report", flat=True))


def hidden_from(member: Member) -> frozenset[str]:
    """The reports that are not there for a member: those of a restriction of which they are no member."""
    under = RestrictedReport.objects.filter(restriction__lifted=None).exclude(restriction__members=member)
    return frozenset(under.values_list("report", flat=True))


def viewer(request: HttpRequest) -> Member:
    """Whoever asks; the gate has let nobody else through.

    Raises:
        Http404: it is nobody who has an account.
    """
    if not isinstance(request.user, Member):
        raise Http404
    return request.user


def enter(request: HttpRequest, report: str) -> None:
    """Lets a member in to a report, and notes it where that is restricted.

    Raises:
        Http404: it is restricted from them.
    """
    if report not in restricted():
        return
    member = viewer(request)
    if report in hidden_from(member):
        note(member, "restricted report refused", f"report:{report}")
        raise Http404
    note(member, "restricted report seen", f"report:{report}")


def note_hits(member: Member, reports: Iterable[str]) -> None:
    """Notes that a list or a search showed something of restricted reports."""
    for report in sorted(set(reports) & restricted()):
        note(member, "restricted report listed", f"report:{report}")
