"""Pages for merging and splitting whole cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from habeas.desk.access.reads import hidden_from, note_hits, viewer
from habeas.desk.asked import whole_number
from habeas.desk.index.following import follow
from habeas.desk.index.models import Person
from habeas.desk.index.rows import folded_words
from habeas.desk.people.models import Member
from habeas.desk.review.writes import Act, RefusedError
from habeas.desk.same import whole
from habeas.desk.store import LEDGER, workspace
from habeas.workspace import OvertakenError, Workspace

FOUND = 20


def page(request: HttpRequest, person: str) -> HttpResponse:
    """One case with its people, whom it could be merged with (`q`, a name), and what was merged and split."""
    return _page(request, person)


def _page(request: HttpRequest, person: str, why: str = "") -> HttpResponse:
    member = viewer(request)
    own = _people(member, f"pe:{person}")
    with workspace() as opened:
        position = LEDGER.follow(opened)
    asked = request.GET.get("q", "").strip()
    others = _named(member, asked, own) if asked else []
    note_hits(member, [one.report_id for one in (*own, *others)])
    context = {"people": own, "others": others, "asked": asked, "person": person, "position": position, "why": why}
    context["moves"] = [(number, one) for number, one in enumerate(whole.moves([one.key for one in own]))]
    return render(request, "same/whole.html", context, status=409 if why else 200)


def _people(member: Member, key: str) -> list[Person]:
    """The people of a case, one for each report, of the reports that the member may see.

    Raises:
        Http404: there are none.
    """
    seen = Person.objects.exclude(report__in=hidden_from(member)).select_related("report")
    found = seen.filter(key=key).first()
    if found is None:
        raise Http404
    return list(seen.filter(whole=found.whole).order_by("report__order", "key"))


def _named(member: Member, asked: str, own: Sequence[Person]) -> list[Person]:
    """People of other cases whose name has all words that were asked for, one for each case."""
    seen = Person.objects.exclude(report__in=hidden_from(member)).exclude(whole=own[0].whole).filter(named=True)
    for word in folded_words(asked).split():
        seen = seen.filter(words__word__startswith=word)
    cases: dict[str, Person] = {}
    for one in seen.select_related("report").order_by("name", "key").distinct()[: FOUND * 5]:
        cases.setdefault(one.whole, one)
    return list(cases.values())[:FOUND]


def merge(request: HttpRequest, person: str) -> HttpResponse:
    """Merges the case with the one of `other`, a person's digits."""
    member = viewer(request)
    keys = [one.key for one in _people(member, f"pe:{person}")]
    others = [one.key for one in _people(member, f"pe:{request.POST.get('other', '')}")]
    done = _("The two cases are one.")
    return _do(request, person, lambda opened, act: whole.merge(opened, keys, others, act), done)


def split(request: HttpRequest, person: str) -> HttpResponse:
    """Splits the people that are chosen (`away`, digits) from the case."""
    keys = [one.key for one in _people(viewer(request), f"pe:{person}")]
    away = [f"pe:{one}" for one in request.POST.getlist("away")]
    done = _("The case is split.")
    return _do(request, person, lambda opened, act: whole.split(opened, keys, away, act), done)


def undo(request: HttpRequest, person: str) -> HttpResponse:
    """Takes the merge or split with this `mark` back."""
    keys = [one.key for one in _people(viewer(request), f"pe:{person}")]
    with workspace() as opened:
        LEDGER.follow(opened)
    found = next((one for one in whole.moves(keys) if one.mark == request.POST.get("mark")), None)
    if found is None:
        raise Http404
    done = _("Taken back.")
    return _do(request, person, lambda opened, act: whole.undo(opened, found, act), done)


def _do(request: HttpRequest, person: str, what: Callable[[Workspace, Act], None], done: str) -> HttpResponse:
    position = request.POST.get("position", "")
    reason = request.POST.get("reason", "").strip()
    act = Act(viewer(request), "same", whole_number(position) or 0, reason)
    try:
        with workspace() as opened:
            what(opened, act)
            follow(opened)
    except (RefusedError, OvertakenError) as error:
        return _page(request, person, str(error))
    messages.success(request, done)
    return redirect("whole-case", person)
