"""The ledger as a member may see it."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
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
    public = not dated and not only.startswith(("st:", "own:"))
    return _lines(
        member, found, made, [one for one in campaigns.asked(member) if only in ("", one.id)] if public else []
    )


def _lines(
    member: Member, found: QuerySet[Found], made: QuerySet[Made], public: Iterable[campaigns.Asked]
) -> list[Line]:
    told, asked, entries = list(found), list(made), _newest()
    names = _names(member, {key for one in told for key in one.about} | {one.person for one in asked})
    stands = Statement.objects.filter(key__in=found.order_by().values("key")).order_by()
    states = dict(stands.values_list("key", "state"))
    lines = [_found(one, entries.get(one.key), states.get(one.key, ""), names) for one in told]
    lines += [_made(one, entries.get(f"own:{one.pk}"), names) for one in asked if not one.person or one.person in names]
    lines += [_campaign(one, entries.get(one.id)) for one in public]
    return sorted(lines, key=_order)


class Pages:
    """The ledger for a page at a time: lines, and keys of demands that nobody has written of and that have no deadline.

    Of these there may be very many, all open; more is read of those only that a page shows.
    """

    def __init__(self, member: Member) -> None:
        self._member = member
        seen = Found.objects.exclude(report__in=hidden_from(member))
        plain = Q(deadline="") & ~Q(key__in=Entry.objects.values("demand"))
        self.told = _lines(member, seen.exclude(plain), Made.objects.exclude(text=""), campaigns.asked(member))
        rows = seen.filter(plain).annotate(dated=~Q(said="")).order_by("dated", "-said", "key")
        self._said = dict(rows.values_list("key", "said"))

    def __len__(self) -> int:
        return len(self.told) + len(self._said)

    def count(self, outcome: str) -> int:
        """How many of them came to this."""
        return sum(one.outcome == outcome for one in self.told) + (len(self._said) if outcome == Outcome.OPEN else 0)

    def of(self, outcome: str) -> list[Line | str]:
        """Those that came to this, or all of them, in the order of the ledger."""
        told = [one for one in self.told if outcome in ("", one.outcome)]
        every: list[Line | str] = list(self._said) if outcome in ("", Outcome.OPEN) else []
        first: list[Line | str] = [one for one in told if _order(one) < _PLAIN]
        for one in told:
            if _order(one) >= _PLAIN:
                insort(every, one, key=self._place)
        return first + every

    def _place(self, one: Line | str) -> tuple[bool, date, bool, str, str]:
        if isinstance(one, Line):
            return _order(one)
        return (*_PLAIN, bool(self._said[one]), _reversed(self._said[one]), one)

    def read(self, page: Iterable[Line | str]) -> list[Line]:
        """The lines of a page."""
        some = list(page)
        keys = [one for one in some if isinstance(one, str)]
        read = _lines(self._member, Found.objects.filter(key__in=keys), Made.objects.none(), ())
        lines = {one.id: one for one in read}
        return [lines[one] if isinstance(one, str) else one for one in some if isinstance(one, Line) or one in lines]


_PLAIN = (True, date.max)
"""How the order begins of what waits for no day."""


def _order(line: Line) -> tuple[bool, date, bool, str, str]:
    waiting = line.outcome in (Outcome.OPEN, Outcome.SILENT) and line.due is not None
    return (not waiting, line.due or date.max, bool(line.said), _reversed(line.said), line.id)


def _reversed(text: str) -> str:
    """Sorts later dates first."""
    return "".join(chr(0x10FFFF - ord(one)) for one in text)


def _newest() -> dict[str, Entry]:
    return {one.demand: one for one in Entry.objects.order_by("id")}


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
