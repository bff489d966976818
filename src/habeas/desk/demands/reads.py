"""The ledger as a member may see it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.urls import reverse

from habeas.desk.access.reads import hidden_from
from habeas.desk.demands import campaigns
from habeas.desk.demands.models import Entry, Found, Made, Outcome
from habeas.desk.index.models import Person, Statement
from habeas.desk.people.models import Member
from habeas.desk.submissions.reads import today
from habeas.model import dates

SOON_DAYS = 14


class Line(NamedTuple):
    """One demand. `id` is "st:…", "own:12" or, of a campaign, "act:3"; `state` is where its statement stands, if any.

    `due` is the last day of the deadline; `since` the day since which there is no answer, where there is none.
    """

    id: str
    demander: str
    to: tuple[str, ...]
    text: str
    about: tuple[tuple[str, str], ...]
    said: str
    deadline: str
    due: date | None
    basis: str
    outcome: str
    as_of: str
    answer: str
    report: str
    state: str
    since: date | None

    @property
    def label(self) -> str:
        """The outcome in words."""
        return str(Outcome(self.outcome).label)

    @property
    def address(self) -> str:
        """Where its page is."""
        kind, _, number = self.id.partition(":")
        return reverse({"st": "demand", "own": "own-demand", "act": "campaign-demand"}[kind], args=[number])


def ledger(member: Member, *, only: str = "", dated: bool = False) -> list[Line]:
    """All demands that a member may see: what is due first, then the newest.

    `only`: that with this id; `dated`: those with a deadline.
    """
    found = Found.objects.exclude(report__in=hidden_from(member))
    made = Made.objects.exclude(text="")
    if dated:
        found, made = found.exclude(deadline=""), made.exclude(deadline=None)
    if only:
        own = only.startswith("own:")
        found = found.none() if own else found.filter(key=only)
        made = made.filter(pk=int(only.partition(":")[2])) if own else made.none()
    told, asked = list(found), list(made)
    names = _names(member, {key for one in told for key in one.about} | {one.person for one in asked})
    states = dict(Statement.objects.filter(key__in=found.values("key")).values_list("key", "state"))
    entries = _newest(only)
    lines = [_found(one, entries.get(one.key), states.get(one.key, ""), names) for one in told]
    lines += [_made(one, entries.get(f"own:{one.pk}"), names) for one in asked if not one.person or one.person in names]
    if not dated and not only.startswith(("st:", "own:")):
        public = (one for one in campaigns.asked(member) if only in ("", one.id))
        lines += [_campaign(one, entries.get(one.id)) for one in public]
    return sorted(lines, key=_order)


def _order(line: Line) -> tuple[bool, date, bool, str, str]:
    waiting = line.outcome in (Outcome.OPEN, Outcome.SILENT) and line.due is not None
    return (not waiting, line.due or date.max, bool(line.said), _reversed(line.said), line.id)


def _reversed(text: str) -> str:
    """Sorts later dates first."""
    return "".join(chr(0x10FFFF - ord(one)) for one in text)


def _newest(only: str) -> dict[str, Entry]:
    rows = Entry.objects.filter(demand=only) if only else Entry.objects.all()
    return {one.demand: one for one in rows.order_by("id")}


def _names(member: Member, keys: set[str]) -> dict[str, str]:
    """The names of those of these people whom a member may see, by key."""
    hidden = hidden_from(member)
    rows = Person.objects.filter(key__in=keys).exclude(report__in=hidden)
    if hidden:
        rows = rows.exclude(whole__in=Person.objects.filter(report__in=hidden).values("whole"))
    return dict(rows.values_list("key", "name"))


def _found(one: Found, newest: Entry | None, state: str, names: dict[str, str]) -> Line:
    about = tuple((key, names[key]) for key in one.about if key in names)
    due = _last_day(one.deadline)
    return Line(
        id=one.key,
        demander=one.demander,
        to=tuple(one.to),
        text=one.text,
        about=about,
        said=one.said,
        deadline=one.deadline,
        due=due,
        basis=newest.basis if newest is not None else "",
        report=one.report,
        state=state,
        **_became(newest, due),
    )


def _made(one: Made, newest: Entry | None, names: dict[str, str]) -> Line:
    return Line(
        id=f"own:{one.pk}",
        demander=one.demander,
        to=(one.to,),
        text=one.text,
        about=((one.person, names[one.person]),) if one.person else (),
        said=one.said.isoformat(),
        deadline=one.deadline.isoformat() if one.deadline else "",
        due=one.deadline,
        basis=(newest.basis if newest is not None else "") or one.basis,
        report="",
        state="",
        **_became(newest, one.deadline),
    )


def _campaign(one: campaigns.Asked, newest: Entry | None) -> Line:
    opened = one.campaign.opened
    return Line(
        id=one.id,
        demander=one.demander,
        to=one.to,
        text=one.text,
        about=(),
        said=opened.date().isoformat() if opened is not None else "",
        deadline="",
        due=None,
        basis=newest.basis if newest is not None else "",
        report="",
        state="",
        **_became(newest, None),
    )


def _became(newest: Entry | None, due: date | None) -> dict[str, Any]:
    """What became of it: as somebody wrote last, or no answer since the day that is past."""
    if newest is None:
        late = due is not None and due < today()
        outcome = Outcome.SILENT if late else Outcome.OPEN
        return {"outcome": str(outcome), "as_of": "", "answer": "", "since": due if late else None}
    since = newest.day if newest.outcome == Outcome.SILENT else None
    return {
        "outcome": str(newest.outcome),
        "as_of": newest.day.isoformat(),
        "answer": newest.text,
        "since": since,
    }


def _last_day(edtf: str) -> date | None:
    return dates.interval(edtf).latest if edtf and dates.is_edtf(edtf) else None


def due(lines: Iterable[Line], days: int = SOON_DAYS) -> list[Line]:
    """Of these, what is open and due within so many days, or late."""
    until = today() + timedelta(days=days)
    waiting = (Outcome.OPEN, Outcome.SILENT)
    return [one for one in lines if one.due is not None and one.due <= until and one.outcome in waiting]
