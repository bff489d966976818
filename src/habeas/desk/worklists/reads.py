"""Which matters a member sees."""

from __future__ import annotations

from django.db.models import QuerySet

from habeas.desk.access.reads import hidden_from
from habeas.desk.people.models import Member
from habeas.desk.worklists.models import Matter, MatterReport


def seen(member: Member) -> QuerySet[Matter]:
    """The matters that a member may see: those that rest on no report that is hidden from them."""
    hidden = hidden_from(member)
    closed = MatterReport.objects.filter(report__in=hidden).values("matter")
    return Matter.objects.exclude(pk__in=closed) if hidden else Matter.objects.all()
